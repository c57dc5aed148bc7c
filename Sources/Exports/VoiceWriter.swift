import TranscriptionTypes

/// Writes what a voice has in one bar: notes, ties and rests that fill it.
struct VoiceWriter {
  let measure: ScoreMeasure
  let key: MusicalKey
  let voice: Int
  /// Nil where there is only one.
  let staff: Int?

  /// Whether it shares the staff with the one that came before.
  private var isSecond: Bool { voice % 4 == 2 }

  /// - Parameter strokes: in order of time, all with a part in the bar.
  func write(_ strokes: [Stroke], to writer: inout XMLWriter) {
    if strokes.isEmpty {
      return writeRest(from: measure.start, lasting: measure.length, nil, to: &writer)
    }
    var place = measure.start
    for stroke in strokes {
      let start = max(stroke.place.onset, measure.start)
      writeRests(from: place, to: start, to: &writer)
      place = min(stroke.place.end, measure.end)
      var from = start
      for value in values(from: start, to: place, isNote: true) {
        write(stroke, from: from, value, to: &writer)
        from += value.units
      }
    }
    writeRests(from: place, to: measure.end, to: &writer)
  }

  private func values(from start: Int, to end: Int, isNote: Bool = false) -> [NoteValue] {
    let place = start - measure.startOfBar
    if isNote,
      let value = NoteValue.syncopation(at: place, lasting: end - start, in: measure.metre)
    {
      return [value]
    }
    return NoteValue.values(
      at: place, lasting: end - start, beat: measure.metre.unitsPerBeat)
  }

  private func writeRests(from start: Int, to end: Int, to writer: inout XMLWriter) {
    var place = start
    for value in values(from: start, to: end) {
      writeRest(from: place, lasting: value.units, value, to: &writer)
      place += value.units
    }
  }

  /// A rest; without a value, one that fills the bar.
  private func writeRest(
    from start: Int, lasting units: Int, _ value: NoteValue?, to writer: inout XMLWriter
  ) {
    // Two voices that both show their rests cannot be read.
    writer.element("note", isSecond ? ["print-object": "no"] : [:]) { writer in
      writer.empty("rest", value == nil ? ["measure": "yes"] : [:])
      writer.element("duration", "\(units)")
      writeVoice(value, to: &writer)
      writeNotations(ties: [], tuplet: tupletEnds(from: start, value), to: &writer)
    }
  }

  private func write(
    _ stroke: Stroke, from start: Int, _ value: NoteValue, to writer: inout XMLWriter
  ) {
    let ties =
      (start > stroke.place.onset ? ["stop"] : [])
      + (start + value.units < stroke.place.end ? ["start"] : [])
    for (index, pitch) in stroke.pitches.enumerated() {
      writer.element("note") { writer in
        if index > 0 { writer.empty("chord") }
        write(pitch, to: &writer)
        writer.element("duration", "\(value.units)")
        for type in ties { writer.empty("tie", ["type": type]) }
        writeVoice(value, to: &writer)
        let tuplet = index == 0 ? tupletEnds(from: start, value) : []
        writeNotations(ties: ties, tuplet: tuplet, to: &writer)
      }
    }
  }

  /// What a value begins or ends: triplets fill beats or halves of beats.
  private func tupletEnds(from start: Int, _ value: NoteValue?) -> [String] {
    guard let value, value.isTriplet else { return [] }
    let half = NotePlace.unitsPerQuarter / 2
    let place = start - measure.startOfBar
    return (place % half == 0 ? ["start"] : [])
      + ((place + value.units) % half == 0 ? ["stop"] : [])
  }

  private func writeNotations(
    ties: [String], tuplet: [String], to writer: inout XMLWriter
  ) {
    if ties.isEmpty && tuplet.isEmpty { return }
    writer.element("notations") { writer in
      for type in ties { writer.empty("tied", ["type": type]) }
      for type in tuplet { writer.empty("tuplet", ["type": type]) }
    }
  }

  private func write(_ pitch: Int, to writer: inout XMLWriter) {
    let spelling = key.spelling(of: pitch % 12)
    let natural = pitch - spelling.alteration
    writer.element("pitch") { writer in
      writer.element("step", "\(spelling.step)")
      if spelling.alteration != 0 { writer.element("alter", "\(spelling.alteration)") }
      writer.element("octave", "\(natural / 12 - 1)")
    }
  }

  /// What notes and rests have after their duration.
  private func writeVoice(_ value: NoteValue?, to writer: inout XMLWriter) {
    writer.element("voice", "\(voice)")
    if let value {
      writer.element("type", value.type)
      for _ in 0..<value.dotCount { writer.empty("dot") }
      if value.isTriplet {
        writer.element("time-modification") { writer in
          writer.element("actual-notes", "3")
          writer.element("normal-notes", "2")
        }
      }
    }
    if let staff { writer.element("staff", "\(staff)") }
  }
}
