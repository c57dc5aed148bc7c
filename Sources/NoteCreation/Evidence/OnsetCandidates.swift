import TranscriptionTypes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where a key may have been struck.
struct OnsetCandidate: Equatable, Sendable {
  let frame: Int
  /// 0 for A0.
  let bin: Int
  /// Of the candidates around it, see `OnsetCandidates`.
  var weakness = 0.0
  /// What speaks for it, in log odds; it counts from 0 on.
  var score = 0.0
  /// Seconds from the time of its frame to the onset; nil where `OnsetTime` is to say.
  var delay: Double?
  /// That it is an onset, where that is known.
  var logOdds: Double?

  /// How likely it is an onset, 0…1, where that is known.
  var probability: Float? { logOdds.map { Float(1 / (1 + exp(-$0))) } }
}

/// Finds peaks of the onset posteriorgram, and remembers how many of them were weak.
struct OnsetCandidates: Sendable {
  /// Weaker peaks are never onsets.
  private static let floor: Float = 0.25
  /// A peak is the highest among this many frames before and after it; of equals the first.
  static let neighbours = 3
  /// Peaks from here on are strong.
  private static let strong: Float = 0.6
  /// What a frame remembers of the peaks before it: half of them are forgotten after 1.6 s.
  private static let memory = 0.995

  private let bins: Range<Int>
  private var weakCount = 0.0
  private var strongCount = 0.0

  /// - Parameter bins: the keys of candidates; all keys count for `weakness`.
  init(bins: Range<Int>) { self.bins = bins }

  /// Weak peaks against strong ones, lately: organ pipes, vibrato and noise make many, strings that
  /// are struck few.
  var weakness: Double { log((weakCount + 0.5) / (strongCount + 0.5)) }

  /// The candidates of the next frame, by key.
  mutating func find(in frame: Int, of onset: FrameHistory) -> [OnsetCandidate] {
    weakCount *= Self.memory
    strongCount *= Self.memory
    guard frame < onset.count else { return [] }
    var found: [OnsetCandidate] = []
    onset.forEachBin(in: frame, from: Self.floor) { bin, value in
      guard Self.isPeak(frame, bin, onset) else { return }
      if bins.contains(bin) { found.append(OnsetCandidate(frame: frame, bin: bin)) }
      if value >= Self.strong { strongCount += 1 } else { weakCount += 1 }
    }
    return found
  }

  /// The most certain candidate of a key in some frames, of equals the first.
  static func strongest(
    in frames: Range<Int>, bin: Int, of onset: FrameHistory
  ) -> OnsetCandidate? {
    let found = frames.filter { onset[$0, bin] >= floor && isPeak($0, bin, onset) }
    return found.max { onset[$0, bin] < onset[$1, bin] }
      .map { OnsetCandidate(frame: $0, bin: bin) }
  }

  private static func isPeak(_ frame: Int, _ bin: Int, _ onset: FrameHistory) -> Bool {
    let value = onset[frame, bin]
    return (1...neighbours).allSatisfy {
      onset[frame - $0, bin] < value && onset[frame + $0, bin] <= value
    }
  }
}
