import Pictures
import TestSupport
import Testing
import TranscriptionTypes

@Suite struct FigureTests {
  /// As loud as can be, which no other rectangle is coloured as.
  private let loudest = "#c23b00"
  /// Coordinates in the file have two decimals.
  private let rounding = 0.011

  private func figure(_ notes: PlayedNote...) -> Figure {
    var figure = Figure(title: "song")
    figure.notes = notes
    figure.bars = BarMap()
    return figure
  }

  @Test func notesLieAtTheirSecondsAndKeys() throws {
    let drawing = try Drawing(
      figure(
        PlayedNote(onset: 1, offset: 2, pitch: 60, velocity: 127),
        PlayedNote(onset: 3, offset: 8, pitch: 65, velocity: 127)))
    let notes = drawing.rectangles(filled: loudest).sorted { $0.number("x") < $1.number("x") }
    #expect(notes.count == 2)
    for (note, (start, end, key)) in zip(notes, [("1", "2", "C4"), ("3", "8", "F4")]) {
      let left = note.number("x")
      #expect(abs(left - (try drawing.place(ofSecond: start))) < rounding)
      #expect(abs(left + note.number("width") - (try drawing.place(ofSecond: end))) < 2 * rounding)
      let middle = note.number("y") + note.number("height") / 2
      #expect(abs(middle - drawing.place(ofKey: key)) < 2 * rounding)
    }
  }

  @Test func onsetsAreMarked() throws {
    let drawing = try Drawing(
      figure(PlayedNote(onset: 1, offset: 8, pitch: 60, velocity: 100)))
    let marks = drawing.rectangles(filled: "#5e1900")
    #expect(marks.count == 1)
    #expect(abs(marks[0].number("x") - (try drawing.place(ofSecond: "1"))) < rounding)
  }

  @Test func bendsAreCurvesAtTheirPitch() throws {
    let bends = [PlayedNote.Bend(time: 1, semitones: 0), .init(time: 4, semitones: 2)]
    let drawing = try Drawing(
      figure(PlayedNote(onset: 1, offset: 8, pitch: 60, velocity: 100, bends: bends[...])))
    let curves = drawing.elements.filter { $0.attributes["stroke"] == "#1a1a1a" }
    let points = try #require(curves.first?.attributes["points"]).split(separator: " ").map {
      $0.split(separator: ",").compactMap { Double($0) }
    }
    #expect(curves.count == 1)
    #expect(abs(points[0][1] - drawing.place(ofKey: "C4")) < rounding)
    // The bend is in force to the end of the note: D4.
    let level = points.filter { abs($0[1] - drawing.place(ofKey: "D4")) < rounding }
    #expect(abs(level[0][0] - (try drawing.place(ofSecond: "4"))) < rounding)
    #expect(abs(level[1][0] - (try drawing.place(ofSecond: "8"))) < rounding)
    #expect(points.count == 4)
  }

  @Test func barsAreCountedByTheTempo() throws {
    var figure = figure(PlayedNote(onset: 0, offset: 12, pitch: 60, velocity: 1))
    figure.bars = BarMap(tempoChanges: [
      TempoChange(time: 0, beatsPerMinute: 60), TempoChange(time: 8, beatsPerMinute: 240),
    ])
    let drawing = try Drawing(figure)
    let top = try #require(drawing.texts.first { $0.text == "bar" }).number("y")
    let bars = drawing.texts.filter { $0.number("y") == top }.dropFirst()
    #expect(bars.map(\.text) == ["1", "2", "3", "4", "5", "6"])
    for (bar, second) in zip(bars, [0, 4, 8, 9, 10, 11]) where second % 2 == 0 {
      #expect(abs(bar.number("x") - (try drawing.place(ofSecond: "\(second)"))) < rounding)
    }
  }

  @Test func barsFollowTheTimeSignatures() throws {
    var figure = figure(PlayedNote(onset: 0, offset: 10, pitch: 60, velocity: 1))
    // 120 quarters a minute: 4/4, and from 4 s on 6/8.
    figure.bars = BarMap(timeSignatures: [
      TimeSignature(time: 4, metre: Metre(beatsPerBar: 2, isCompound: true))
    ])
    let drawing = try Drawing(figure)
    let top = try #require(drawing.texts.first { $0.text == "bar" }).number("y")
    let bars = drawing.texts.filter { $0.number("y") == top }.dropFirst()
    #expect(bars.map(\.text) == ["1", "2", "3", "4", "5", "6"])
    for (bar, second) in zip(bars, [0, 2, 4, 5.5, 7, 8.5]) where second.rounded() == second {
      let label = "\(Int(second))"
      #expect(abs(bar.number("x") - (try drawing.place(ofSecond: label))) < rounding)
    }
  }

  /// Half an hour, a day, and a click.
  @Test(arguments: [0.001, 1, 59, 600, 1800, 86_400])
  func labelsNeverOverlap(duration: Double) throws {
    let drawing = try Drawing(
      figure(PlayedNote(onset: 0, offset: duration, pitch: 60, velocity: 64)))
    let rows = Dictionary(grouping: drawing.texts) { $0.number("y") }
    for row in rows.values {
      let labels = row.filter { $0.attributes["text-anchor"] == "middle" }
      // A digit of 11 pixels is 7 wide.
      for (left, right) in zip(labels, labels.dropFirst()) {
        let room = right.number("x") - left.number("x")
        #expect(room > 3.5 * Double(left.text.count + right.text.count) + 3)
      }
    }
    #expect(drawing.texts.count > 8)
  }

  @Test func anyTitleIsWellFormed() throws {
    for title in [
      "<&>\"'", "\u{0}\u{1B}[1m\u{FFFE}", "音楽 🎸", String(repeating: "long ", count: 99),
    ] {
      #expect(try Drawing(Figure(title: title)).texts.contains { $0.text.count > 1 })
    }
    #expect(try Drawing(Figure(title: "<&>\"'")).texts.contains { $0.text == "<&>\"'" })
  }

  @Test func sizesAreObeyed() throws {
    var figure = figure(PlayedNote(onset: 0, offset: 600, pitch: 60, velocity: 64))
    #expect(try [figure.draw().width, figure.draw().height] == [12_000, 450])
    (figure.width, figure.height) = (640, 300)
    #expect(try [figure.draw().width, figure.draw().height] == [640, 300])
  }

  @Test func musicOfYearsIsRefused() {
    let figure = figure(PlayedNote(onset: 0, offset: 1e9, pitch: 60, velocity: 64))
    #expect(throws: PictureError.tooLong(seconds: 1e9, limit: 86_400)) { try figure.draw() }
  }

  @Test func nothingIsAnEmptyPicture() throws {
    let drawing = try Drawing(Figure(title: "silence"))
    #expect(
      drawing.texts.contains { $0.text == "C4" } && drawing.texts.contains { $0.text == "0.5" })
  }
}
