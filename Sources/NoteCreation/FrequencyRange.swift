import TranscriptionTypes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The keys that notes are looked for at.
///
/// Source: spotify/basic-pitch at fa5997a, `note_creation.py`, `constrain_frequency`.
struct FrequencyRange: Sendable {
  /// Bins of the note and onset posteriorgrams; those from the maximum's own key on are excluded.
  let bins: Range<Int>

  init(settings: NoteCreator.Settings) {
    let count = ModelConstants.pitchCount
    let quirks = settings.quirks
    let lower = settings.minimumFrequency.flatMap { Self.bin(of: $0, quirks: quirks) } ?? 0
    let upper = settings.maximumFrequency.flatMap { Self.bin(of: $0, quirks: quirks) } ?? count
    bins = min(lower, upper)..<upper
  }

  /// The bins outside, those that count as silent.
  var excludedBins: [Int] { (0..<ModelConstants.pitchCount).filter { !bins.contains($0) } }

  /// The bin that a limit falls on, 0…88; `nil` when it excludes nothing.
  private static func bin(of frequency: Double, quirks: NoteCreator.Quirks) -> Int? {
    guard frequency > 0 else { return nil }
    let count = ModelConstants.pitchCount
    let pitch = 12 * (log2(frequency) - log2(440)) + 69
    let key = (pitch - Double(ModelConstants.lowestPitch)).rounded(.toNearestOrEven)
    let index = Int(max(-Double(count), min(key, Double(count))))
    if quirks.contains(.negativeFrequencyIndices) {
      return index < 0 ? count + index : index
    }
    return frequency < ModelConstants.lowestFrequency ? nil : index
  }
}
