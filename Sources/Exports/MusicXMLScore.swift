public import TranscriptionTypes

/// A score as MusicXML: one instrument on one staff or two, with metre, key and tempo.
///
/// It is made to be read: what rings on into the next chord ends there, ends are moved to where they are
/// easy to read, and a staff has a second voice where a note is held while others move. Notes longer
/// than a bar are tied. Music that begins late in a bar has a pick-up. Bends are left out.
///
/// Source: MusicXML 4.0, score-partwise.
public struct MusicXMLScore: Sendable {
  private let title: String
  private let grid: BeatGrid
  private let key: MusicalKey

  /// - Parameters:
  ///   - title: any text at all.
  ///   - key: what accidentals are spelled by; C major when nil.
  public init(title: String, grid: BeatGrid, key: MusicalKey?) {
    self.title = title
    self.grid = grid
    self.key = key ?? MusicalKey(tonic: 0, mode: .major)
  }

  /// The bytes of a file.
  ///
  /// - Parameter places: where each note stands, whose durations note values can express.
  /// - Precondition: as many places as notes.
  public func encode(_ notes: [NoteEvent], at places: [NotePlace]) -> [UInt8] {
    precondition(notes.count == places.count, "a place for each note")
    let staves = Staff.all(notes, places, beat: grid.metre.unitsPerBeat)
    let written = staves.flatMap { $0.voices.joined() }.map(\.place)
    let measures = ScoreMeasure.all(
      grid, from: written.map(\.onset).min() ?? 0, to: written.map(\.end).max() ?? 0)
    var writer = XMLWriter()
    writer.begin(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 4.0 Partwise//EN" \
      "http://www.musicxml.org/dtds/partwise.dtd">
      """)
    writer.element("score-partwise", ["version": "4.0"]) { writer in
      writer.element("work") { $0.element("work-title", title) }
      writer.element("identification") { writer in
        writer.element("encoding") { $0.element("software", "basicpitch") }
      }
      writer.element("part-list") { writer in
        writer.element("score-part", ["id": "P1"]) { writer in
          writer.element("part-name", "Music")
          writer.element("score-instrument", ["id": "P1-I1"]) {
            $0.element("instrument-name", "Piano")
          }
        }
      }
      writer.element("part", ["id": "P1"]) { writer in
        for index in measures.indices { write(index, of: measures, staves, to: &writer) }
      }
    }
    return writer.bytes
  }

  private func write(
    _ index: Int, of measures: [ScoreMeasure], _ staves: [Staff], to writer: inout XMLWriter
  ) {
    let measure = measures[index]
    let before = index > 0 ? measures[index - 1] : nil
    let tempo = index == 0 || measure.hasOtherTempo(than: measures[index - 1]) ? measure.tempo : nil
    let number = measures[0].isPickup ? index : index + 1
    let attributes: KeyValuePairs =
      measure.isPickup ? ["number": "\(number)", "implicit": "yes"] : ["number": "\(number)"]
    writer.element("measure", attributes) { writer in
      writeAttributes(of: measure, after: before, staves, to: &writer)
      if let tempo { write(tempo, inPrint: index == 0, to: &writer) }
      var isFirst = true
      for (number, staff) in staves.enumerated() {
        for (place, voice) in staff.voices.enumerated() {
          let strokes = voice.filter {
            $0.place.onset < measure.end && $0.place.end > measure.start
          }
          if place > 0, strokes.isEmpty { continue }
          if !isFirst {
            writer.element("backup") { $0.element("duration", "\(measure.length)") }
          }
          isFirst = false
          VoiceWriter(
            measure: measure, key: key, voice: 4 * number + place + 1,
            staff: staves.count > 1 ? number + 1 : nil
          ).write(strokes, to: &writer)
        }
      }
    }
  }

  private func writeAttributes(
    of measure: ScoreMeasure, after before: ScoreMeasure?, _ staves: [Staff],
    to writer: inout XMLWriter
  ) {
    if let before, before.metre == measure.metre { return }
    writer.element("attributes") { writer in
      if before == nil {
        writer.element("divisions", "\(NotePlace.unitsPerQuarter)")
        writer.element("key") { writer in
          writer.element("fifths", "\(key.fifths)")
          writer.element("mode", key.mode.rawValue)
        }
      }
      writer.element("time") { writer in
        writer.element("beats", "\(measure.metre.numerator)")
        writer.element("beat-type", "\(measure.metre.denominator)")
      }
      guard before == nil else { return }
      if staves.count > 1 { writer.element("staves", "\(staves.count)") }
      for (number, staff) in staves.enumerated() {
        writer.element("clef", staves.count > 1 ? ["number": "\(number + 1)"] : [:]) { writer in
          writer.element("sign", staff.isLow ? "F" : "G")
          writer.element("line", staff.isLow ? "4" : "2")
        }
      }
    }
  }

  /// The tempo of the first bar in print; later ones for whoever plays it.
  ///
  /// A tempo without any words is printed by MuseScore; a space is not seen.
  private func write(_ tempo: Int, inPrint: Bool, to writer: inout XMLWriter) {
    writer.element("direction", ["placement": "above"]) { writer in
      writer.element("direction-type") { writer in
        guard inPrint else { return writer.element("words", " ") }
        writer.element("metronome") { writer in
          writer.element("beat-unit", "quarter")
          if grid.metre.isCompound { writer.empty("beat-unit-dot") }
          writer.element("per-minute", "\(tempo)")
        }
      }
      let quarters = fixed(Double(tempo) * grid.metre.quartersPerBeat, places: 1)
      writer.empty("sound", ["tempo": quarters])
    }
  }
}
