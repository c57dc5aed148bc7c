import MIDIWriter
import TestSupport
import Testing
import TranscriptionTypes

/// Files with MPE, and how the other layouts begin and end their bends.
@Suite struct ZoneTests {
  private func arrange(
    _ notes: [NoteEvent], _ layout: PitchBendLayout = .mpe, tidies: Bool = true
  ) -> MIDIFile {
    var settings = NoteArranger.Settings()
    settings.pitchBends = layout
    settings.tidiesPitchBends = tidies
    return NoteArranger(settings: settings).arrange(notes)
  }

  private func bends(
    _ file: MIDIFile
  ) -> [(time: Double, channel: Int, semitones: Double)] {
    file.tracks.flatMap(\.events).compactMap {
      if case .pitchBend(let semitones) = $0.message {
        ($0.time, $0.channel, semitones)
      } else {
        nil
      }
    }
  }

  private func strikes(_ file: MIDIFile) -> [(pitch: Int, channel: Int)] {
    file.tracks.flatMap(\.events).compactMap {
      if case .noteOn(let pitch, _) = $0.message { (pitch, $0.channel) } else { nil }
    }
  }

  private func note(
    _ pitch: Int, _ onset: Double, _ offset: Double, bends: [Double] = []
  ) -> NoteEvent {
    NoteEvent(onset: onset, offset: offset, pitch: pitch, confidence: 0.5, pitchBends: bends)
  }

  private func parameter(_ values: [(Int, Int)], channel: Int) -> [MIDIEvent] {
    values.map {
      MIDIEvent(
        time: 0, channel: channel, message: .controlChange(controller: $0.0, value: $0.1))
    }
  }

  @Test func aZoneIsAnnouncedWithAllItsChannels() {
    let events = arrange([note(60, 0.5, 1)]).tracks[0].events
    var expected = parameter([(101, 0), (100, 6), (6, 15), (101, 127), (100, 127)], channel: 0)
    expected.append(MIDIEvent(time: 0, channel: 0, message: .programChange(4)))
    for channel in 1...15 {
      expected.append(MIDIEvent(time: 0, channel: channel, message: .programChange(4)))
      expected += parameter(
        [(101, 0), (100, 0), (6, 48), (38, 0), (101, 127), (100, 127)], channel: channel)
    }
    #expect(Array(events.prefix(expected.count)) == expected)
    #expect(
      Array(events.dropFirst(expected.count)) == [
        MIDIEvent(time: 0.5, channel: 1, message: .noteOn(pitch: 60, velocity: 64)),
        MIDIEvent(time: 1, channel: 1, message: .noteOff(pitch: 60, velocity: 0)),
      ])
  }

  @Test func notesThatOverlapKeepTheirBends() {
    let file = arrange([note(60, 0, 1, bends: [0.375]), note(64, 0.5, 2, bends: [-0.75, 0.75])])
    // Exact under 48 semitones, of which a step is 3 / 512 of a semitone.
    let found = bends(file).map { [$0.time, Double($0.channel), $0.semitones] }
    #expect(found == [[0, 1, 0.375], [0.5, 2, -0.75], [2, 2, 0.75]])
  }

  @Test func theBendComesBeforeItsNote() {
    let events = arrange([note(60, 0.5, 1, bends: [0.75])]).tracks[0].events
    let messages = events.filter { $0.time == 0.5 }.map(\.message)
    #expect(messages == [.pitchBend(semitones: 0.75), .noteOn(pitch: 60, velocity: 64)])
  }

  @Test func theChannelThatIsFreeForLongestIsTaken() {
    // A note a second, and one that goes on below them.
    var notes = [note(40, 0, 40)]
    notes += (0..<15).map { note(60 + $0, Double($0) + 0.25, Double($0) + 0.75) }
    // The tenth channel, index 9, is taken only when there is no other.
    #expect(
      strikes(arrange(notes)).map(\.channel)
        == [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15, 2, 3])
  }

  @Test func aNoteSetsTheBendOfTheNoteBeforeBack() {
    // 14 notes in turn, all bent, then one in tune on the first of their channels.
    var notes = (0..<14).map { note(60, Double($0), Double($0) + 0.5, bends: [0.75]) }
    notes.append(note(60, 14, 15))
    let last = bends(arrange(notes)).last
    #expect(last?.time == 14 && last?.channel == 1 && last?.semitones == 0)
    #expect(bends(arrange(notes)).count == 15)
  }

  @Test func fifteenNotesSoundApartAndTheNextJoinsTheNearest() {
    var notes = (0..<15).map { note(40 + 3 * $0, 0, 4, bends: [0.75, 0.75, 0.375, 0.375, 0.375]) }
    #expect(Set(strikes(arrange(notes)).map(\.channel)) == Set(1...15))
    // A semitone above the fourth. Both are in tune from then on.
    notes.append(note(50, 1.5, 3, bends: [0.1875]))
    let file = arrange(notes)
    #expect(strikes(file).map(\.pitch) == notes.map(\.pitch))
    #expect(strikes(file).last?.channel == 4)
    let shared = bends(file).filter { $0.channel == 4 }
    #expect(shared.map(\.time) == [0, 1.5] && shared.map(\.semitones) == [0.75, 0])
    #expect(bends(file).filter { $0.channel == 5 }.map(\.semitones) == [0.75, 0.375])
  }

  /// Notes of which at most 15 sound at once.
  private func randomNotes(using generator: inout SplitMix64) -> [NoteEvent] {
    (0..<15).flatMap { _ in
      var time = 0.0
      return (0..<20).map { _ in
        let onset = time + Double.random(in: 0...0.2, using: &generator)
        time = onset + Double.random(in: 0.05...1, using: &generator)
        let count = [0, 1, 30].randomElement(using: &generator) ?? 0
        let bends = (0..<count).map { _ in Double.random(in: -1...1, using: &generator) }
        return note(.random(in: 30...90, using: &generator), onset, time, bends: bends)
      }
    }
  }

  @Test func upToFifteenNotesNeverShareAChannel() {
    var generator = SplitMix64(seed: 31)
    for _ in 0..<20 {
      var started = [[Int: Double]](repeating: [:], count: 16)
      var latestEnd = [Double](repeating: 0, count: 16)
      for event in arrange(randomNotes(using: &generator)).tracks[0].events {
        let channel = event.channel
        switch event.message {
        case .noteOn(let pitch, _): started[channel][pitch] = event.time
        case .noteOff(let pitch, _):
          // On one tick, a note may begin before another ends.
          let start = started[channel].removeValue(forKey: pitch) ?? -1
          #expect(start >= latestEnd[channel])
          latestEnd[channel] = event.time
        default: break
        }
      }
    }
  }

  @Test(arguments: PitchBendLayout.allCases)
  func whatIsReadIsWhatWasArranged(layout: PitchBendLayout) throws {
    var generator = SplitMix64(seed: 32)
    var file = arrange(randomNotes(using: &generator), layout)
    let read = try MIDIFileDecoder().decode(MIDIFileEncoder().encode(file))
    // The controllers that set ranges are consumed; those that announce the zone are kept.
    for track in file.tracks.indices {
      let events = file.tracks[track].events
      file.tracks[track].events = events.enumerated().compactMap { index, event in
        guard case .controlChange = event.message else { return event }
        return layout == .mpe && index < 3 ? event : nil
      }
    }
    // What is written where there is no metre.
    file.timeSignatures = [TimeSignature(time: 0, metre: .common)]
    #expect(read == file)
  }

  @Test func aSingleChannelSaysItsRangeOnce() {
    let file = arrange([note(60, 0.5, 1, bends: [0.5]), note(62, 1.5, 2)], .single)
    var expected = [MIDIEvent(time: 0, channel: 0, message: .programChange(4))]
    expected += parameter(
      [(101, 0), (100, 0), (6, 2), (38, 0), (101, 127), (100, 127)], channel: 0)
    #expect(Array(file.tracks[0].events.prefix(7)) == expected)
    #expect(
      file.tracks[0].events.dropFirst(7).map(\.message) == [
        .pitchBend(semitones: 0.5), .noteOn(pitch: 60, velocity: 64),
        .pitchBend(semitones: 0), .noteOff(pitch: 60, velocity: 0),
        .noteOn(pitch: 62, velocity: 64), .noteOff(pitch: 62, velocity: 0),
      ])
  }

  @Test func noBendThatChangesNothingIsWritten() {
    let steady = [0.0, 0, 0.5, 0.5, 0.5, 0.5, 0, 0, 0.5]
    let file = arrange([note(60, 0, 4, bends: steady), note(60, 4, 5, bends: [0.25])], .single)
    let found = bends(file).map { [$0.time, $0.semitones] }
    // At 4 s the first note would end bent by 0.5 and return to zero, but the next begins.
    #expect(found == [[1, 0.5], [3, 0], [4, 0.25], [5, 0]])
  }

  @Test func withoutBendsThereIsNoRange() {
    let file = arrange([note(60, 0, 1, bends: [0.5])], .none)
    #expect(file.tracks[0].events.count == 3 && bends(file).isEmpty)
  }

  @Test(arguments: [(0, 3, [1, 2, 3]), (15, 2, [13, 14]), (0, 127, Array(1...15)), (5, 4, [])])
  func membersOfAnyZoneBendBy48Semitones(manager: Int, count: Int, members: [Int]) throws {
    // Registered parameter 6, then a bend of half the range on each channel.
    var track: [UInt8] = []
    for (controller, value) in [(101, 0), (100, 6), (6, count)] {
      track += [0, 0xB0 | UInt8(manager), UInt8(controller), UInt8(value)]
    }
    for channel in 0..<16 as Range<UInt8> { track += [0, 0xE0 | channel, 0, 96] }
    let bytes =
      Array("MThd".utf8) + [0, 0, 0, 6, 0, 0, 0, 1, 0, 220] + Array("MTrk".utf8)
      + [0, 0, 0, UInt8(track.count)] + track
    let found = bends(try MIDIFileDecoder().decode(bytes))
    #expect(found.map(\.semitones) == (0..<16).map { members.contains($0) ? 24 : 1 })
  }
}
