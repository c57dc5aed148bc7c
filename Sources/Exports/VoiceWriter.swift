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
    if strokes.isEmpty { return writeRest(lasting: measure.length, nil, to: &writer) }
    var place = measure.start
    for stroke in strokes {
      let start = max(stroke.place.onset, measure.start)
      writeRests(from: place, to: start, to: &writer)
      place = min(stroke.place.end, measure.end)
      var from = start
      for value in values(from: start, to: place) {
        write(stroke, from: from, value, to: &writer)
        from += value.units
      }
    }
    writeRests(from: place, to: measure.end, to: &writer)
  }

  private func values(from start: Int, to end: Int) -> [NoteValue] {
    NoteValue.values(
      at: start - measure.start, lasting: end - start, beat: measure.metre.unitsPerBeat)
  }

  private func writeRests(from start: Int, to end: Int, to writer: inout XMLWriter) {
    for value in values(from: start, to: end) {
      writeRest(lasting: value.units, value, to: &writer)
    }
  }

  /// A rest; without a value, one that fills the bar.
  private func writeRest(lasting units: Int, _ value: NoteValue?, to writer: inout XMLWriter) {
    // Two voices that both show their rests cannot be read.
    writer.element("note", isSecond ? ["print-object": "no"] : [:]) { writer in
      writer.empty("rest", value == nil ? ["measure": "yes"] : [:])
      writer.element("duration", "\(units)")
      writeVoice(value, to: &writer)
    }
  }

  private func write(
    _ stroke: Stroke, from start: Int, _ value: NoteValue, to writer: inout XMLWriter
  ) {
    let isContinued = start > stroke.place.onset
    let continues = start + value.units < stroke.place.end
    for (index, pitch) in stroke.pitches.enumerated() {
      writer.element("note") { writer in
        if index > 0 { writer.empty("chord") }
        write(pitch, to: &writer)
        writer.element("duration", "\(value.units)")
        if isContinued { writer.empty("tie", ["type": "stop"]) }
        if continues { writer.empty("tie", ["type": "start"]) }
        writeVoice(value, to: &writer)
        guard isContinued || continues else { return }
        writer.element("notations") { writer in
          if isContinued { writer.empty("tied", ["type": "stop"]) }
          if continues { writer.empty("tied", ["type": "start"]) }
        }
      }
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
