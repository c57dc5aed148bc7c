import TranscriptionTypes

/// What the decoders keep of the posteriorgrams, in the frequency range that they look at.
struct ArrivedFrames: Sendable {
  private(set) var onsets = FrameBlocks<Float>(width: ModelConstants.pitchCount)
  var energy = RemainingEnergy()
  /// Nil when bends are not asked for.
  private var bends: ReferencePitchBends?
  private let silentBins: [Int]

  init(settings: NoteCreator.Settings) {
    silentBins = FrequencyRange(settings: settings).excludedBins
    bends = settings.includesPitchBends ? ReferencePitchBends(settings: settings) : nil
  }

  var count: Int { energy.frameCount }

  /// Takes in the next frames, which have numbers of their own in the given ones.
  mutating func append(_ range: Range<Int>, of frames: Posteriorgrams) {
    let first = count
    energy.append(frames.note.rows(range), silencing: silentBins)
    onsets.append(frames.onset.rows(range))
    for bin in silentBins {
      for frame in first..<count { onsets[frame, bin] = 0 }
    }
    bends?.append(contours: frames.contour.rows(range), in: energy)
  }

  /// How far a cell lies above both cells before it in time; 0 when it does not, or has not two.
  ///
  /// NumPy computes this in double precision.
  ///
  /// Source: spotify/basic-pitch at fa5997a, `note_creation.py`, `get_infered_onsets`.
  func rise(frame: Int, bin: Int) -> Double {
    guard frame >= 2 else { return 0 }
    let value = Double(energy.original(frame: frame, bin: bin))
    let overLast = value - Double(energy.original(frame: frame - 1, bin: bin))
    let overSecondLast = value - Double(energy.original(frame: frame - 2, bin: bin))
    return max(0, min(overLast, overSecondLast))
  }

  /// Visits the keys whose onset is at least as strong, or whose rise is at least about as large.
  ///
  /// In single precision and without clipping: quick, to find the few that need a closer look.
  func forEachBin(in frame: Int, onset: Float, rise: Float, _ body: (Int) -> Void) {
    let (onsets, note) = (onsets[frame], energy.row(frame))
    let (last, secondLast) = (energy.row(max(frame - 1, 0)), energy.row(max(frame - 2, 0)))
    let (a, b, c, d) = (onsets.span, note.span, last.span, secondLast.span)
    for bin in 0..<energy.binCount where a[bin] >= onset || b[bin] - max(c[bin], d[bin]) >= rise {
      body(bin)
    }
  }

  /// Adds the bends of a key; none when they are not asked for.
  func addBends(of bin: Int, in frames: Range<Int>, to list: inout [Int16]) {
    bends?.addBends(of: bin, in: frames, to: &list)
  }

  /// Frees the onsets before a frame.
  mutating func dropOnsets(before frame: Int) { onsets.drop(before: frame) }

  /// Frees all onsets.
  mutating func dropOnsets() { onsets = FrameBlocks(width: onsets.width) }
}

extension Posteriorgram {
  /// Some frames' values, side by side.
  fileprivate func rows(_ frames: Range<Int>) -> ArraySlice<Float> {
    values[frames.lowerBound * binCount..<frames.upperBound * binCount]
  }
}
