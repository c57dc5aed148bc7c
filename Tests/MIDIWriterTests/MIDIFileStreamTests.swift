import MIDIWriter
import TestSupport
import Testing
import TranscriptionTypes

@Suite struct MIDIFileStreamTests {
  /// The file that pieces make.
  private func file(_ pieces: [MIDIFileStream.Piece]) -> [UInt8] {
    pieces.reduce(into: []) { file, piece in
      #expect(piece.offset <= file.count)
      let end = min(piece.offset + piece.bytes.count, file.count)
      file.replaceSubrange(piece.offset..<end, with: piece.bytes)
    }
  }

  /// Notes on a coarse grid, so that many begin or end together, on one tick or beside it.
  private func randomNotes(using generator: inout SplitMix64) -> [NoteEvent] {
    let count = Int.random(in: 0...60, using: &generator)
    let span = Double.random(in: 0.1...40, using: &generator)
    return (0..<count).map { _ in
      let onset = (Double.random(in: 0...span, using: &generator) * 86).rounded() / 86.1
      let length = Int.random(in: 1...Int.random(in: 1...90, using: &generator), using: &generator)
      let bends = Bool.random(using: &generator) ? 0 : length
      return NoteEvent(
        onset: onset, offset: onset + Double(length) / 86,
        pitch: Int.random(in: 58...66, using: &generator),
        confidence: Float.random(in: 0...1, using: &generator),
        pitchBends: (0..<bends).map { _ in
          Double(Int.random(in: -7...7, using: &generator)) / 3
        })
    }
  }

  /// Notes in pieces of any size, in an order that is only roughly that of time.
  private func chunks(
    _ notes: [NoteEvent], using generator: inout SplitMix64
  ) -> [(notes: [NoteEvent], horizon: Double)] {
    var rest = notes.map { ($0, $0.onset + Double.random(in: 0...3, using: &generator)) }
      .sorted { $0.1 < $1.1 }.map(\.0)
    var chunks: [(notes: [NoteEvent], horizon: Double)] = []
    while !rest.isEmpty {
      let count = Int.random(in: 0...min(5, rest.count), using: &generator)
      let chunk = Array(rest.prefix(count))
      rest.removeFirst(count)
      // The highest that holds, or a lower one, which may not be lower than the last.
      let highest = rest.map(\.onset).min() ?? .infinity
      let lower = max(chunks.last?.horizon ?? 0, highest - 0.5)
      chunks.append((chunk, Bool.random(using: &generator) ? highest : min(lower, highest)))
    }
    return chunks
  }

  @Test(arguments: PitchBendLayout.allCases, [false, true])
  func bytesAreThoseOfTheWholeArrangement(layout: PitchBendLayout, tidiesPitchBends: Bool) {
    var generator = SplitMix64(seed: 20)
    for round in 0..<300 {
      var settings = NoteArranger.Settings()
      settings.pitchBends = layout
      settings.tidiesPitchBends = tidiesPitchBends
      settings.tempo = [120, 64, 977][round % 3]
      settings.trackName = round % 2 == 0 ? "" : "song"
      let notes = randomNotes(using: &generator)
      var stream = MIDIFileStream(settings: settings)
      var pieces: [MIDIFileStream.Piece] = []
      var delivered: [NoteEvent] = []
      for chunk in chunks(notes, using: &generator) {
        pieces += stream.append(chunk.notes, horizon: chunk.horizon)
        delivered += chunk.notes
      }
      pieces += stream.finish()
      let whole = NoteArranger(settings: settings).arrange(delivered)
      #expect(file(pieces) == MIDIFileEncoder().encode(whole), "round \(round)")
      #expect(delivered.count == notes.count)
    }
  }

  @Test func notesAreWrittenOnceNothingCanPrecedeThem() {
    var stream = MIDIFileStream()
    var notes = (0..<3).map {
      NoteEvent(onset: Double($0), offset: Double($0) + 0.5, pitch: 60, confidence: 1)
    }
    #expect(stream.append(notes, horizon: 0).isEmpty)
    // The last note before the horizon waits for the next; all events before it are written.
    let pieces = stream.append([], horizon: 2.5)
    #expect(pieces.count == 1)
    let header = 14 + 27
    // The program and the first strike; then three more events without a status byte, each after
    // 220 ticks, which take two bytes.
    #expect(pieces[0].bytes.count == header + 8 + (3 + 4) + 3 * 4)
    notes = [NoteEvent(onset: 2.5, offset: 3, pitch: 61, confidence: 1)]
    #expect(stream.append(notes, horizon: 9)[0].offset == pieces[0].bytes.count)
  }

  @Test func noNotesAreNoTrack() {
    for layout in PitchBendLayout.allCases {
      var settings = NoteArranger.Settings()
      settings.pitchBends = layout
      var stream = MIDIFileStream(settings: settings)
      #expect(stream.append([], horizon: 5).isEmpty)
      #expect(
        file(stream.finish())
          == MIDIFileEncoder().encode(NoteArranger(settings: settings).arrange([])))
    }
  }

  /// The definition, every note beside every other.
  @Test func bendsAreDroppedFromAllThatOverlap() {
    var generator = SplitMix64(seed: 21)
    for _ in 0..<200 {
      var notes = randomNotes(using: &generator)
      for i in notes.indices { notes[i].pitchBends = [Double(i % 7) / 3 - 1] }
      let alone = notes.indices.filter { i in
        notes.indices.allSatisfy { j in
          i == j || notes[i].offset <= notes[j].onset || notes[j].offset <= notes[i].onset
        }
      }
      let events = NoteArranger().arrange(notes).tracks.first?.events ?? []
      let bends = events.filter { if case .pitchBend = $0.message { true } else { false } }
      #expect(bends.count == alone.count)
    }
  }
}
