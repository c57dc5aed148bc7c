import TranscriptionTypes

/// A share of the recordings: one of several runs that together do all of them, each once.
///
/// Whose share a recording is in follows from the bytes of its key alone, so runs that know nothing
/// of each other agree, on whatever machine and in whatever order they find the recordings.
struct Shard: Equatable, Sendable {
  /// Which of the shares, from 1 to `count`.
  let number: Int
  /// How many shares there are, at least 1.
  let count: Int

  /// - Precondition: `number` is one of 1…`count`.
  init(_ number: Int, of count: Int) {
    precondition(1...max(1, count) ~= number, "no share \(number) of \(count)")
    self.number = number
    self.count = count
  }

  /// Reads `I/N`; nil for anything else, `0/N` among it.
  init?(_ text: String) {
    let words = text.split(separator: "/", omittingEmptySubsequences: false)
    guard words.count == 2, text.utf8.allSatisfy({ $0 == UInt8(ascii: "/") || 48...57 ~= $0 }),
      let number = Int(words[0]), let count = Int(words[1]), number >= 1, number <= count
    else { return nil }
    self.init(number, of: count)
  }

  /// How it is written: `2/8`.
  var description: String { "\(number)/\(count)" }

  /// Whether a recording is in the share; without a key it is in all of them.
  func includes(_ recording: FoundRecording) -> Bool {
    guard let key = recording.key else { return true }
    return hash(key) % UInt64(count) == UInt64(number - 1)
  }
}

/// A number that looks like chance but always belongs to the same path.
///
/// FNV-1a alone would not do: its last bit tells whether the path has an even number of odd bytes, so
/// with two shares all of `01/01.wav`, `02/02.wav` … would be in one. Hence the shuffling at the end.
///
/// Source: Fowler, Noll and Vo, FNV-1a with 64 bits; Steele, Lea and Flood, "Fast Splittable
/// Pseudorandom Number Generators", 2014, the last steps of SplitMix64.
private func hash(_ path: String) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in systemPath(path).dropLast() {
    hash = (hash ^ UInt64(UInt8(bitPattern: byte))) &* 0x100_0000_01B3
  }
  hash = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
  hash = (hash ^ hash >> 27) &* 0x94D0_49BB_1331_11EB
  return hash ^ hash >> 31
}
