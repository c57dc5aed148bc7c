import TranscriptionTypes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Follows the pitch of each key in the contour posteriorgram: one byte a key and frame instead of
/// three probabilities.
///
/// A bend is the contour's maximum near the key, under a Gaussian that prefers what is close; the
/// lowest of equal maxima. A frame can only be part of a note when the key is above the frame
/// threshold in it or in one of the frames that a note may bridge after it, so bends are found when
/// that happens, for a few frames back. That is a few per cent of all.
///
/// Source: spotify/basic-pitch at fa5997a, `note_creation.py`, `get_pitch_bends`.
struct PitchBendEstimation: Sendable {
  /// Contour bins to look at on either side of the key.
  private static let reach = 25

  /// Standard deviation of the preference, in contour bins.
  private static let deviation = 5.0

  private let weights: [Double]
  /// The contour bin of a key that counts as not bent, 0…2.
  private let centre: Int
  private let threshold: Float
  private let tolerance: Int

  private var bends = FrameBlocks<Int8>(width: ModelConstants.pitchCount)
  private let unknown = [Int8](repeating: 0, count: ModelConstants.pitchCount)[...]
  /// The last few frames of the contour.
  private var contours = FrameBlocks<Float>(
    width: ModelConstants.contourBinCount, framesPerBlock: 32)
  /// The first frame of each key whose bend has not been found.
  private var next = [Int](repeating: 0, count: ModelConstants.pitchCount)

  /// `nil` when bends are not asked for.
  init?(settings: NoteCreator.Settings) {
    guard settings.includesPitchBends else { return nil }
    centre = settings.quirks.contains(.sharpPitchBends) ? 0 : 1
    // A note of a single frame needs no energy at all.
    threshold = settings.minimumNoteFrames > 0 ? Float(notBelow: settings.frameThreshold) : 0
    tolerance = settings.energyTolerance
    weights = (-Self.reach...Self.reach).map { distance in
      exp(-Double(distance * distance) / (2 * Self.deviation * Self.deviation))
    }
  }

  /// Takes in the next frame: its keys, and its part of the contour.
  mutating func append(note: ArraySlice<Float>, contour: ArraySlice<Float>) {
    let frame = bends.frameCount
    bends.append(unknown)
    contours.append(contour)
    contours.drop(before: frame - tolerance)
    for (bin, value) in note.enumerated() where !(value < threshold) {
      for earlier in max(next[bin], frame - tolerance)...frame {
        bends[earlier, bin] = bend(of: bin, in: contours[earlier])
      }
      next[bin] = frame + 1
    }
  }

  /// Frees frames that nobody asks for any more.
  mutating func drop(before frame: Int) { bends.drop(before: frame) }

  /// Adds the bends of a key, in contour bins.
  ///
  /// - Precondition: the frames are those of a note that ends above the threshold.
  func addBends(of bin: Int, in frames: Range<Int>, to list: inout [Int8]) {
    for frame in frames { list.append(bends[frame, bin]) }
  }

  private func bend(of bin: Int, in contour: ArraySlice<Float>) -> Int8 {
    let key = bin * ModelConstants.binsPerSemitone + centre
    let first = max(key - Self.reach, 0)
    let last = min(key + Self.reach, contour.count - 1)
    let saliences = contour.span.extracting(first...last)
    let weights = weights.span.extracting((first - key + Self.reach)...(last - key + Self.reach))
    var loudest = 0
    var maximum = -Double.infinity
    for index in saliences.indices {
      let salience = Double(saliences[unchecked: index]) * weights[unchecked: index]
      if salience > maximum {
        maximum = salience
        loudest = index
      }
    }
    return Int8(first + loudest - key)
  }
}
