import Foundation
import MIDIWriter
import TestSupport
import Testing
import TranscriptionTypes

@Suite struct MIDIRoundTripTests {
  /// A file whose times lie on ticks and whose values the format can hold.
  private func randomFile(ticksPerQuarter: Int, using generator: inout SplitMix64) -> MIDIFile {
    // Seconds come from ticks as in pretty_midi, tempo by tempo.
    var tempi: [(tick: Int, time: Double, secondsPerTick: Double)] = [
      (0, 0, 60 / (6e7 / 500_000 * Double(ticksPerQuarter)))
    ]
    var changes: [TempoChange] = []
    var tick = Int.random(in: 0...1, using: &generator) * 100
    for _ in 0..<Int.random(in: 0...4, using: &generator) {
      let last = tempi[tempi.count - 1]
      let time = last.time + last.secondsPerTick * Double(tick - last.tick)
      // Draw the width first, so that fast tempi are as likely as slow ones.
      let width = UInt32.random(in: 10...24, using: &generator)
      let microseconds = Int.random(in: 1..<1 << Int(width), using: &generator)
      let tempo = 6e7 / Double(microseconds)
      changes.append(TempoChange(time: time, beatsPerMinute: tempo))
      if tick == 0 { tempi.removeLast() }
      tempi.append((tick, time, 60 / (tempo * Double(ticksPerQuarter))))
      tick += Int.random(in: 1...5000, using: &generator)
    }
    let signatures = randomSignatures(using: &generator) { tick in
      let tempo = tempi.last { $0.tick <= tick } ?? tempi[0]
      return tempo.time + tempo.secondsPerTick * Double(tick - tempo.tick)
    }
    let tracks = (0..<Int.random(in: 0...4, using: &generator)).map { _ in
      var tick = 0
      let events = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
        tick += max(0, Int.random(in: -200...400, using: &generator))
        let tempo = tempi.last { $0.tick <= tick } ?? tempi[0]
        return MIDIEvent(
          time: tempo.time + tempo.secondsPerTick * Double(tick - tempo.tick),
          channel: Int.random(in: 0...15, using: &generator),
          message: randomMessage(using: &generator))
      }
      let name = ["", "Klavier", "Flöte 笛"].randomElement(using: &generator) ?? ""
      return MIDITrack(name: name, events: events)
    }
    return MIDIFile(
      tempoChanges: changes, timeSignatures: signatures.times, keySignatures: signatures.keys,
      tracks: tracks)
  }

  /// A metre at the beginning, as all files have one, and others after it.
  private func randomSignatures(
    using generator: inout SplitMix64, seconds: (Int) -> Double
  ) -> (times: [TimeSignature], keys: [KeySignature]) {
    var (times, keys): ([TimeSignature], [KeySignature]) = ([], [])
    var tick = 0
    for _ in 0..<Int.random(in: 1...5, using: &generator) {
      let isCompound = Bool.random(using: &generator)
      let metre = Metre(
        beatsPerBar: Int.random(in: 1...85, using: &generator), isCompound: isCompound,
        denominator: Metre.denominators.randomElement(using: &generator))
      times.append(TimeSignature(time: seconds(tick), metre: metre))
      let key = MusicalKey.all.randomElement(using: &generator) ?? MusicalKey.all[0]
      keys.append(KeySignature(time: seconds(tick), key: key))
      tick += Int.random(in: 1...5000, using: &generator)
    }
    return (times, keys)
  }

  private func randomMessage(using generator: inout SplitMix64) -> MIDIMessage {
    let one = Int.random(in: 0...127, using: &generator)
    let two = Int.random(in: 0...127, using: &generator)
    return switch Int.random(in: 0...6, using: &generator) {
    case 0: .noteOn(pitch: one, velocity: max(1, two))
    case 1: .noteOff(pitch: one, velocity: two)
    case 2: .programChange(one)
    // Controllers 6, 38 and 96 to 101 set parameters, which the decoder resolves.
    case 3:
      .controlChange(
        controller: [1, 7, 11, 64, 120, 121, 123].randomElement(using: &generator) ?? 1, value: two)
    case 4: .pitchBend(semitones: Double(Int.random(in: -8192...8191, using: &generator)) / 4096)
    case 5: .channelPressure(one)
    default: .keyPressure(pitch: one, pressure: two)
    }
  }

  @Test func decodingUndoesEncoding() throws {
    var generator = SplitMix64(seed: 1)
    for _ in 0..<500 {
      let ticks = [1, 96, 220, 480, 32_767].randomElement(using: &generator) ?? 220
      let file = randomFile(ticksPerQuarter: ticks, using: &generator)
      let bytes = MIDIFileEncoder(ticksPerQuarter: ticks).encode(file)
      #expect(try MIDIFileDecoder().decode(bytes) == file)
    }
  }

  private static let names = ["solo.mid", "clip.mid", "read-format-0.mid", "read-tempi.mid"]

  @Test(arguments: names)
  func everyTruncationIsAnError(name: String) throws {
    let bytes = [UInt8](try Fixture.data("MIDIWriter/\(name)"))
    for count in bytes.indices {
      #expect(throws: MIDIError.self) { try MIDIFileDecoder().decode(Array(bytes.prefix(count))) }
    }
  }

  @Test(arguments: names)
  func mutatedFilesGiveAFileOrAnError(name: String) throws {
    let original = [UInt8](try Fixture.data("MIDIWriter/\(name)"))
    var generator = SplitMix64(seed: 2)
    for _ in 0..<2000 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        let extremes: [UInt8] = [0, 0x7F, 0x80, 0xF0, 0xFF]
        bytes[place] =
          Bool.random(using: &generator)
          ? .random(in: 0...255, using: &generator) : extremes.randomElement(using: &generator) ?? 0
      }
      // What can be read can be written, too.
      guard let file = try? MIDIFileDecoder().decode(bytes) else { continue }
      #expect(!MIDIFileEncoder().encode(file).isEmpty)
      #expect(file.duration.isFinite)
    }
  }

  @Test func noiseGivesAFileOrAnError() {
    var generator = SplitMix64(seed: 3)
    let header: [UInt8] = [0x4D, 0x54, 0x68, 0x64, 0, 0, 0, 6, 0, 1, 0, 1, 0, 96]
    for _ in 0..<2000 {
      let body = (0..<Int.random(in: 0...80, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      let chunk = [0x4D, 0x54, 0x72, 0x6B, 0, 0, 0, UInt8(body.count)] + body
      for bytes in [body, header + body, header + chunk] {
        _ = try? MIDIFileDecoder().decode(bytes)
      }
    }
  }
}
