import NoteCreation
import Testing
import TranscriptionTypes

/// Small posteriorgrams whose notes were worked out by hand, and the reference's own.
@Suite struct OnePassDecoderTests {
  private typealias Span = (bin: Int, frames: ClosedRange<Int>, value: Float)

  private func posteriorgram(frames: Int, binCount: Int = 88, _ spans: [Span]) -> Posteriorgram {
    var result = Posteriorgram(
      values: Array(repeating: 0, count: frames * binCount), binCount: binCount)
    for span in spans {
      for frame in span.frames { result[frame: frame, bin: span.bin] = span.value }
    }
    return result
  }

  /// Notes of spans of energy and onsets, at exact times, earliest first.
  private func notes(
    frames: Int, _ spans: [Span], onsets: [(bin: Int, frame: Int)] = [],
    _ change: (inout NoteCreator.Settings) -> Void = { _ in }
  ) -> [NoteEvent] {
    var settings = NoteCreator.Settings()
    settings.quirks = []
    settings.includesPitchBends = false
    change(&settings)
    let posteriorgrams = Posteriorgrams(
      note: posteriorgram(frames: frames, spans),
      onset: posteriorgram(frames: frames, onsets.map { ($0.bin, $0.frame...$0.frame, 0.9) }),
      contour: posteriorgram(frames: frames, binCount: 264, []))
    return NoteCreator(settings: settings).createNotes(from: posteriorgrams)
      .sorted { ($0.onset, $0.pitch) < ($1.onset, $1.pitch) }
  }

  private func event(_ frames: Range<Int>, pitch: Int, amplitude: Float) -> NoteEvent {
    func seconds(_ frame: Int) -> Double {
      Double(frame / 142 * 36_164 + frame % 142 * 256) / 22_050
    }
    return NoteEvent(
      onset: seconds(frames.lowerBound), offset: seconds(frames.upperBound), pitch: pitch,
      amplitude: amplitude)
  }

  @Test(arguments: [0, 1, 2, 3])
  func veryShortInputHasNoNotes(frameCount: Int) {
    let full = (0..<88).map { Span($0, 0...max(0, frameCount - 1), 0.9) }
    #expect(notes(frames: frameCount, frameCount > 0 ? full : []).isEmpty)
  }

  @Test func aNoteLastsFromItsOnsetToTheEndOfItsEnergy() {
    for length in [30, 31, 60, 200, 600] {
      let found = notes(frames: length, [(39, 4...24, 0.75)], onsets: [(39, 4)])
      #expect(found == [event(4..<25, pitch: 60, amplitude: 0.75)])
    }
  }

  @Test func theLastFrameIsNeverPartOfANote() {
    let found = notes(frames: 25, [(39, 4...24, 0.75)], onsets: [(39, 4)])
    #expect(found == [event(4..<24, pitch: 60, amplitude: 0.75)])
  }

  @Test func aNoteMustBeLongerThanTheMinimum() {
    // The standard minimum is 11 frames.
    #expect(notes(frames: 80, [(39, 4...14, 0.75)], onsets: [(39, 4)]).isEmpty)
    #expect(notes(frames: 80, [(39, 4...15, 0.75)], onsets: [(39, 4)]).count == 1)
  }

  @Test func aVeryLongMinimumLeavesNothing() {
    let found = notes(frames: 1200, [(39, 4...900, 0.75)], onsets: [(39, 4)]) {
      $0.minimumNoteLength = 1e9
    }
    #expect(found.isEmpty)
    let shorter = notes(frames: 1200, [(39, 4...900, 0.75)], onsets: [(39, 4)]) {
      $0.minimumNoteLength = 5000
    }
    #expect(shorter == [event(4..<901, pitch: 60, amplitude: 0.75)])
  }

  @Test func gapsShorterThanTheToleranceAreBridged() {
    func found(gap: ClosedRange<Int>) -> [NoteEvent] {
      // A rise of 0.25 counts 1.325 as an onset, one of 0.125 only 0.6625.
      notes(frames: 100, [(39, 4...50, 0.375), (39, gap, 0.25)], onsets: [(39, 4)]) {
        $0.onsetThreshold = 0.7
        $0.usesMelodia = false
      }
    }
    let bridged = (37 * 0.375 + 10 * 0.25) / 47 as Float
    #expect(found(gap: 20...29) == [event(4..<51, pitch: 60, amplitude: bridged)])
    #expect(found(gap: 20...30) == [event(4..<20, pitch: 60, amplitude: 0.375)])
  }

  @Test func aRepeatedNoteEndsWhereTheNextBegins() {
    let found = notes(frames: 120, [(39, 4...60, 0.75)], onsets: [(39, 4), (39, 24), (39, 40)])
    #expect(
      found == [
        event(4..<24, pitch: 60, amplitude: 0.75), event(24..<40, pitch: 60, amplitude: 0.75),
        event(40..<61, pitch: 60, amplitude: 0.75),
      ])
  }

  @Test func anOnsetTooShortForANoteEndsNothing() {
    // The second onset comes eleven frames before the third.
    let found = notes(frames: 120, [(39, 4...60, 0.75)], onsets: [(39, 4), (39, 29), (39, 40)])
    #expect(
      found == [
        event(4..<40, pitch: 60, amplitude: 0.75), event(40..<61, pitch: 60, amplitude: 0.75),
      ])
  }

  @Test func aNoteUsesUpTheKeysBesideIt() {
    let found = notes(
      frames: 60, [(38, 4...30, 0.5), (39, 4...30, 0.75), (40, 4...30, 0.5), (0, 4...30, 0.5)],
      onsets: [(39, 4)]
    ) { $0.onsetThreshold = 0.89 }
    // Rises of 0.5 count 2.65: each key has an onset, and of neighbours the highest wins.
    #expect(found.map(\.pitch) == [21, 59, 61])
  }

  /// Rises slowly, an eighth a frame, so that no onset is inferred.
  private func swelling(_ bin: Int, _ frames: ClosedRange<Int>, to value: Float) -> [Span] {
    (0..<8).map { step in
      Span(bin, frames.lowerBound + step...frames.upperBound, value * Float(step + 1) / 8)
    }
  }

  @Test func energyWithoutOnsetBecomesANote() {
    let spans = swelling(39, 4...60, to: 0.56)
    // 0.28 in the fourth frame and 0.35 in the fifth; without an onset, the last frame is left out.
    let found = notes(frames: 120, spans) { $0.onsetThreshold = 0.7 }
    #expect(found.map(\.pitch) == [60])
    #expect(found.map(\.onset) == [event(8..<60, pitch: 60, amplitude: 0).onset])
    #expect(found.map(\.offset) == [event(8..<60, pitch: 60, amplitude: 0).offset])
    #expect(
      notes(frames: 120, spans) {
        $0.onsetThreshold = 0.7
        $0.usesMelodia = false
      }.isEmpty)
  }

  @Test func theMoreSalientNeighbourTakesTheEnergy() {
    let spans = swelling(39, 4...60, to: 0.48) + swelling(40, 14...70, to: 0.56)
    let found = notes(frames: 200, spans) { $0.onsetThreshold = 0.9 }
    #expect(found.map(\.pitch) == [61])
  }

  @Test func aSoundWithoutEndIsOneNote() {
    for length in [700, 3000] {
      let found = notes(frames: length, swelling(39, 4...length - 40, to: 0.56)) {
        $0.onsetThreshold = 0.7
      }
      #expect(found.map(\.onset) == [event(8..<9, pitch: 60, amplitude: 0).onset])
      // Decided while it goes on, it keeps its last frame, which the reference leaves out.
      #expect(found.map(\.offset) == [event(8..<length - 39, pitch: 60, amplitude: 0).offset])
    }
  }

  @Test func polyphonyIsLimited() {
    let found = notes(
      frames: 120, [(20, 4...60, 0.5), (39, 14...70, 0.75)], onsets: [(20, 4), (39, 14)]
    ) {
      $0.maximumPolyphony = 1
      $0.minimumNoteLength = 58
    }
    #expect(
      found == [
        event(4..<14, pitch: 41, amplitude: 0.5), event(14..<71, pitch: 60, amplitude: 0.75),
      ])
  }
}
