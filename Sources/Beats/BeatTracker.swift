public import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Finds the beats of a recording, and the bars that they make.
///
/// It wants the notes of the whole recording and keeps a value and some 70 bytes a frame: 7 kB a
/// second.
public struct BeatTracker: Sendable {
  /// What is known beforehand.
  public struct Settings: Equatable, Sendable {
    /// Beats a minute, which beats may differ from by 6 %; nil where they are to be found.
    public var tempo: Double?

    /// Beats a minute that come into question.
    public static let tempi = 45.0...215.0

    /// Nothing.
    public init() {}
  }

  /// Between beats a minute of the slowest and the quickest music, what is felt as the beat.
  private static let preferredTempo = 118.0

  private let path: BeatPath

  /// - Precondition: the tempo lies in 4…1000.
  public init(settings: Settings = Settings()) {
    guard let tempo = settings.tempo else {
      path = BeatPath(tempi: Settings.tempi, preferred: Self.preferredTempo)
      return
    }
    precondition((4...1000).contains(tempo), "tempo must lie in 4…1000")
    path = BeatPath(tempi: tempo / 1.06...tempo * 1.06, preferred: tempo)
  }

  /// Finds the beats.
  ///
  /// - Parameters:
  ///   - notes: in any order.
  ///   - flux: a value each 256 samples, as `SpectralFlux` measures it; none where only notes are
  ///     known.
  /// - Returns: the grid, with its confidence; nil where hardly anything happens.
  public func track(notes: [NoteEvent], flux: [Float]) -> BeatGrid? {
    let curve = OnsetCurve(notes: notes, flux: flux)
    let frames = path.beats(in: curve.values)
    let times = smoothed(frames.map { Double($0) / OnsetCurve.frameRate })
      .filter { isActive($0, in: curve) }
    guard times.count > 3, !notes.isEmpty || !flux.isEmpty else { return nil }
    let division = BeatDivision(notes: notes, beats: times)
    let bars = BarFinder().find(
      beats: times, notes: notes, curve: curve, thirds: division.thirds)
    return BeatGrid(
      times: times, numbers: bars.numbers, metre: bars.metre,
      tatumsPerBeat: division.tatumsPerBeat, confidence: confidence(in: times, curve),
      metreConfidence: bars.confidence)
  }

  /// Frames are coarser than a steady tempo: each beat moves towards the middle of its neighbours.
  private func smoothed(_ times: [Double]) -> [Double] {
    times.indices.map {
      guard $0 > 0, $0 < times.count - 1 else { return times[$0] }
      return (times[$0 - 1] + 2 * times[$0] + times[$0 + 1]) / 4
    }
  }

  private func isActive(_ time: Double, in curve: OnsetCurve) -> Bool {
    let frame = time * OnsetCurve.frameRate
    let slack = 0.1 * OnsetCurve.frameRate
    return frame >= Double(curve.active.lowerBound) - slack
      && frame <= Double(curve.active.upperBound)
  }

  /// How sure it is that there is a pulse.
  ///
  /// How strong the curve is at the beats, times how much of it lies at one place in a beat or at
  /// its halves, thirds or quarters. Notes at random times reach 0.7 at most and 0.45 in the mean,
  /// music whose beat was found 0.7 at least.
  private func confidence(in times: [Double], _ curve: OnsetCurve) -> Double {
    let strength = times.reduce(0) { $0 + curve.value(atSeconds: $1) } / Double(times.count)
    var sums = [(cosine: Double, sine: Double)](repeating: (0, 0), count: 4)
    var total = 0.0
    for (start, end) in zip(times, times.dropFirst()) {
      let frames = Int(start * OnsetCurve.frameRate)..<Int(end * OnsetCurve.frameRate)
      for frame in frames where curve.values[frame] > 0 {
        let weight = curve.values[frame] * curve.values[frame]
        let place = (Double(frame) / OnsetCurve.frameRate - start) / (end - start)
        total += weight
        for division in sums.indices {
          let angle = 2 * Double.pi * Double(division + 1) * place
          sums[division].cosine += weight * cos(angle)
          sums[division].sine += weight * sin(angle)
        }
      }
    }
    guard total > 0 else { return 0 }
    let regularity = sums.map { hypot($0.cosine, $0.sine) / total }.max() ?? 0
    return 1 / (1 + exp(-(strength * regularity - 0.62) / 0.12))
  }
}
