import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Into how many parts the notes divide the beats.
struct BeatDivision: Equatable {
  /// Smallest regular pulses in a beat.
  let tatumsPerBeat: Int

  /// Which thirds of beats notes begin on.
  let thirds: Thirds

  enum Thirds {
    /// Hardly any.
    case neither
    /// The second, as in swing, and in 6/8 that goes in quarters and eighths.
    case second
    /// Both, as in 6/8.
    case both
  }

  /// Share of the notes that must begin at thirds of beats.
  private static let leastShare = 0.06
  /// Share of those that must begin at the first third.
  private static let leastShareOfFirst = 0.15

  /// - Parameter beats: seconds, increasing.
  init(notes: [NoteEvent], beats: [Double]) {
    let places = notes.compactMap { placeInBeat($0.onset, beats) }
    // How sharply the places coincide once the beat is so divided.
    let sharpness = [1, 2, 3, 4, 6].map { division in
      let angles = places.map { 2 * Double.pi * Double(division) * $0 }
      let mean = hypot(
        angles.reduce(0) { $0 + cos($1) }, angles.reduce(0) { $0 + sin($1) })
      return (division: division, sharpness: mean / Double(max(1, places.count)))
    }
    let best = sharpness.max { $0.sharpness < $1.sharpness }
    tatumsPerBeat = best?.division ?? 1
    // Around the quarters, thirds and halves of a beat; all but the half are there twice.
    func share(_ range: Range<Double>) -> Double {
      Double(places.count(where: range.contains)) / Double(max(1, places.count))
    }
    let (first, second) = (share(0.29..<0.4), share(0.6..<0.71))
    let quarters = share(0.21..<0.29) + share(0.71..<0.79)
    let isDivided = first + second > max(Self.leastShare, share(0.42..<0.58), quarters)
    let usesFirst = first > Self.leastShareOfFirst * (first + second)
    thirds = isDivided ? usesFirst ? .both : .second : .neither
  }
}

/// Where in its beat a time lies, 0..<1; nil outside of all.
private func placeInBeat(_ time: Double, _ beats: [Double]) -> Double? {
  guard let next = beats.partitionPoint(where: { $0 > time }), next > 0 else { return nil }
  return (time - beats[next - 1]) / (beats[next] - beats[next - 1])
}

extension [Double] {
  /// The first index of an increasing row at which something holds, and after it everywhere.
  func partitionPoint(where holds: (Double) -> Bool) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low < count ? low : nil
  }
}
