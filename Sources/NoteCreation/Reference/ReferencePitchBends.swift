import TranscriptionTypes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The reference's bends: one byte a key and frame instead of three probabilities.
///
/// A bend is the contour's maximum near the key, under a Gaussian that prefers what is close; the
/// lowest of equal maxima. It is counted from the lowest of the key's three bins, so that notes in
/// tune are a third of a semitone sharp. A frame can only be part of a note when the key is above the frame
/// threshold in it or in one of the frames that a note may bridge after it, so bends are found when
/// that happens, for a few frames back. That is a few per cent of all.
///
/// Source: spotify/basic-pitch at fa5997a, `note_creation.py`, `get_pitch_bends`.
struct ReferencePitchBends: Sendable {
  /// Contour bins to look at on either side of the key.
  private static let reach = 25

  /// Standard deviation of the preference, in contour bins.
  private static let deviation = 5.0

  /// The Gaussian at each distance; the network's probabilities are at most 1.
  private let weights: [Double]
  private let threshold: Float
  private let tolerance: Int

  private var bends = FrameBlocks<Int8>(width: ModelConstants.pitchCount)
  /// The last few frames of the contour.
  private var contours = FrameBlocks<Float>(
    width: ModelConstants.contourBinCount, framesPerBlock: 32)
  /// The first frame of each key whose bend has not been found.
  private var next = [Int](repeating: 0, count: ModelConstants.pitchCount)

  init(settings: NoteCreator.Settings) {
    // A note of a single frame needs no energy at all.
    threshold = settings.minimumNoteFrames > 0 ? Float(notBelow: settings.frameThreshold) : 0
    tolerance = settings.energyTolerance
    weights = (0...Self.reach).map { distance in
      exp(-Double(distance * distance) / (2 * Self.deviation * Self.deviation))
    }
  }

  mutating func append(contours rows: ArraySlice<Float>, in energy: RemainingEnergy) {
    let first = bends.frameCount
    contours.append(rows)
    bends.append(
      repeatElement(0, count: (contours.frameCount - first) * ModelConstants.pitchCount))
    for frame in first..<contours.frameCount {
      for (bin, value) in energy.row(frame).enumerated() where !(value < threshold) {
        for earlier in max(next[bin], frame - tolerance)...frame {
          bends[earlier, bin] = bend(of: bin, in: contours[earlier])
        }
        next[bin] = frame + 1
      }
    }
    contours.drop(before: contours.frameCount - tolerance)
  }

  /// - Precondition: the frames are those of a note that ends above the threshold.
  func addBends(of bin: Int, in frames: Range<Int>, to list: inout [Int16]) {
    for frame in frames {
      list.append(Int16(bends[frame, bin]) * Int16(FrameNote.bendsPerContourBin))
    }
  }

  /// Looks outwards from the key, and no further than where even a certain bin would weigh too
  /// little.
  private func bend(of bin: Int, in contour: ArraySlice<Float>) -> Int8 {
    let key = bin * ModelConstants.binsPerSemitone
    let saliences = contour.span
    var loudest = key
    var maximum = -Double.infinity
    for distance in 0...Self.reach {
      let weight = weights[distance]
      if weight < maximum { break }
      // The upper bin wins only if it is louder, the lower one if it is as loud.
      let (above, below) = (key + distance, key - distance)
      if above < saliences.count, Double(saliences[unchecked: above]) * weight > maximum {
        maximum = Double(saliences[unchecked: above]) * weight
        loudest = above
      }
      if below >= 0, Double(saliences[unchecked: below]) * weight >= maximum {
        maximum = Double(saliences[unchecked: below]) * weight
        loudest = below
      }
    }
    return Int8(loudest - key)
  }
}
