import AudioIO
import Foundation
import TestSupport
import Testing

/// The real program on tones whose frequency is known.
@Suite struct PitchTrackExecutableTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A tone with five harmonics from 0.5 to 3.5 s, some cents above 440 Hz.
  private func play(cents: (Double) -> Double) throws {
    let rate = 22_050.0
    var (samples, phase) = ([Float](), 0.0)
    for index in 0..<Int(4 * rate) {
      let time = Double(index) / rate
      phase += 2 * .pi * 440 * exp2(cents(time) / 1200) / rate
      let envelope = max(0, min((time - 0.5) / 0.01, (3.5 - time) / 0.03, 1))
      let sum = (1...5).reduce(0) { $0 + sin(Double($1) * phase) / Double($1) }
      samples.append(Float(0.2 * envelope * sum))
    }
    var writer = try AudioWriter(
      path: folder.file("tone.wav"), sampleRate: rate, channelCount: 1, format: .float32)
    try writer.write(samples)
    try writer.close()
  }

  /// Time and frequency of each frame.
  private func track(_ options: String...) throws -> [(time: Double, frequency: Double)] {
    let outcome = try Executable.run(
      ["transcribe", "tone.wav", "--preset", "mono"] + options, in: folder.path)
    #expect(outcome.code == 0 && outcome.errors.isEmpty)
    let text = try String(contentsOfFile: folder.file("tone.f0.csv"), encoding: .utf8)
    let lines = text.split(separator: "\n")
    #expect(lines.first == "# time_s,frequency_hz")
    return lines.dropFirst().map { line in
      let numbers = line.split(separator: ",").compactMap { Double($0) }
      return (numbers[0], numbers[1])
    }
  }

  @Test func aSteadyToneHasItsFrequencyAndSilenceNone() throws {
    try play { _ in 0 }
    let frames = try track("--f0", "csv", "--format", "intervals")
    #expect(frames.count == 346)  // ⌊88 200 / 36 164 · 142⌋
    // Onsets are up to 50 ms off, as everywhere in the field; ends of tones that are cut off are early
    // by about as much, for most die away.
    let inside = frames.filter { (0.55...3.4).contains($0.time) }
    let outside = frames.filter { !(0.45...3.55).contains($0.time) }
    #expect(inside.count > 240 && outside.count > 70)
    // Bends of steady tones are off by 2 cents at most (docs/Deviations.md, 15).
    #expect(inside.allSatisfy { abs(1200 * log2($0.frequency / 440)) <= 2 })
    #expect(outside.allSatisfy { $0.frequency == 0 })
    let intervals = try String(
      contentsOfFile: folder.file("tone.intervals.txt"), encoding: .utf8)
    let fields = intervals.split(separator: "\n").map { $0.split(separator: "\t") }
    #expect(fields.count == 1 && fields[0].count == 3 && fields[0][2] == "440.000")
  }

  @Test func aGlideIsFollowed() throws {
    func cents(_ time: Double) -> Double { 40 * min(max(time - 1, 0), 2) }
    try play(cents: cents)
    let errors = try track("--format", "f0").compactMap { frame in
      // Where one note ends and the next begins there may be a gap.
      (0.65...3.35).contains(frame.time) && frame.frequency > 0
        ? 1200 * log2(frame.frequency / 440) - cents(frame.time) : nil
    }
    #expect(errors.count > 200)
    let deviation = (errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)).squareRoot()
    // As for vibrato in PitchBendTests; keys without bends would err by 34.
    #expect(deviation < 8)
  }
}
