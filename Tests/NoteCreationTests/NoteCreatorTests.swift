import NoteCreation
import Testing
import TranscriptionTypes

/// Small posteriorgrams whose notes by the reference's rules were worked out by hand.
@Suite struct NoteCreatorTests {
  /// Silence, but for the spans given: a key, its frames, and a value.
  private func posteriorgram(
    frames: Int, binCount: Int = 88, _ spans: (bin: Int, frames: ClosedRange<Int>, value: Float)...
  ) -> Posteriorgram {
    var result = Posteriorgram(
      values: Array(repeating: 0, count: frames * binCount), binCount: binCount)
    for span in spans {
      for frame in span.frames { result[frame: frame, bin: span.bin] = span.value }
    }
    return result
  }

  /// The reference's decisions without the quirk that is tested on its own.
  private static let wholePiece = NoteCreator.Quirks.all.subtracting(.negativeFrequencyIndices)

  private func notes(
    note: Posteriorgram, onset: Posteriorgram, contour: Posteriorgram? = nil,
    _ change: (inout NoteCreator.Settings) -> Void = { _ in }
  ) -> [NoteEvent] {
    var settings = NoteCreator.Settings()
    settings.minimumNoteLength = 23.2  // two frames
    settings.quirks = Self.wholePiece
    settings.includesPitchBends = contour != nil
    change(&settings)
    let contour = contour ?? posteriorgram(frames: note.frameCount, binCount: 264)
    return NoteCreator(settings: settings)
      .createNotes(from: Posteriorgrams(note: note, onset: onset, contour: contour))
  }

  private func event(_ frames: Range<Int>, pitch: Int, confidence: Float) -> NoteEvent {
    NoteEvent(
      onset: Double(frames.lowerBound * 256) / 22_050,
      offset: Double(frames.upperBound * 256) / 22_050, pitch: pitch, confidence: confidence)
  }

  @Test(arguments: [0, 1, 2, 3])
  func veryShortInputHasNoNotes(frameCount: Int) {
    let full = Posteriorgram(values: Array(repeating: 0.9, count: frameCount * 88), binCount: 88)
    #expect(notes(note: full, onset: full).isEmpty)
  }

  @Test func aNoteLastsFromItsOnsetToTheEndOfItsEnergy() {
    let note = posteriorgram(frames: 20, (39, 4...9, 0.75))
    let onset = posteriorgram(frames: 20, (39, 4...4, 0.9))
    #expect(notes(note: note, onset: onset) == [event(4..<10, pitch: 60, confidence: 0.75)])
  }

  @Test func aNoteMustBeLongerThanTheMinimum() {
    let note = posteriorgram(frames: 20, (39, 4...9, 0.75))
    let onset = posteriorgram(frames: 20, (39, 4...4, 0.9))
    // Five frames, then six: the note has six.
    #expect(notes(note: note, onset: onset) { $0.minimumNoteLength = 58 }.count == 1)
    #expect(notes(note: note, onset: onset) { $0.minimumNoteLength = 70 }.isEmpty)
  }

  @Test func gapsShorterThanTheToleranceAreBridged() {
    let onset = posteriorgram(frames: 40, (39, 4...4, 1))
    func found(secondSpan: ClosedRange<Int>) -> [NoteEvent] {
      // The greatest rise, at bin 0, keeps those at bin 39 below the threshold.
      let note = posteriorgram(
        frames: 40, (39, 4...9, 0.5), (39, secondSpan, 0.5), (0, 35...35, 1))
      return notes(note: note, onset: onset) {
        $0.usesMelodia = false
        $0.onsetThreshold = 0.95
      }
    }
    // A gap of ten frames, then of eleven. The bridged note's mean is 12 · 0.5 / 22.
    #expect(found(secondSpan: 20...25) == [event(4..<26, pitch: 60, confidence: 6.0 / 22)])
    #expect(found(secondSpan: 21...26) == [event(4..<10, pitch: 60, confidence: 0.5)])
  }

  @Test func melodiaFindsNotesWithoutOnset() {
    // The rise of bin 42 counts 0.9 · 0.5 / 0.75 = 0.6 as an onset: too little.
    let note = posteriorgram(frames: 20, (39, 4...9, 0.75), (42, 4...9, 0.5))
    let onset = posteriorgram(frames: 20, (39, 4...4, 0.9))
    let found = notes(note: note, onset: onset) { $0.onsetThreshold = 0.7 }
    // Without an onset, the last frame is left out.
    #expect(
      found == [
        event(4..<10, pitch: 60, confidence: 0.75), event(4..<9, pitch: 63, confidence: 0.5),
      ])
    let plain = notes(note: note, onset: onset) {
      $0.onsetThreshold = 0.7
      $0.usesMelodia = false
    }
    #expect(plain == [event(4..<10, pitch: 60, confidence: 0.75)])
  }

  @Test func aNoteUsesUpTheKeysBesideIt() {
    let note = posteriorgram(
      frames: 20, (38, 4...9, 0.5), (39, 4...9, 0.75), (40, 4...9, 0.5), (0, 4...9, 0.5))
    let onset = posteriorgram(frames: 20, (39, 4...4, 0.9))
    let found = notes(note: note, onset: onset) { $0.onsetThreshold = 0.7 }
    #expect(found.map(\.pitch) == [60, 21])
  }

  @Test func aRepeatedNoteEndsWhereTheNextBegins() {
    let note = posteriorgram(frames: 30, (39, 4...20, 0.75))
    let onset = posteriorgram(frames: 30, (39, 4...4, 0.9), (39, 12...12, 0.9))
    #expect(
      notes(note: note, onset: onset) == [
        event(12..<21, pitch: 60, confidence: 0.75), event(4..<12, pitch: 60, confidence: 0.75),
      ])
  }

  @Test func plateausAndEdgesAreNoOnsets() {
    // The energy rises once, at bin 80, so that the onsets elsewhere are the given ones.
    let note = posteriorgram(frames: 30, (39, 0...29, 0.75), (80, 20...20, 1))
    for frames in [0...0, 29...29, 9...10] {
      let onset = posteriorgram(frames: 30, (39, frames, 0.9))
      #expect(notes(note: note, onset: onset) { $0.usesMelodia = false }.isEmpty)
    }
    let onset = posteriorgram(frames: 30, (39, 10...10, 0.9))
    #expect(notes(note: note, onset: onset) { $0.usesMelodia = false }.count == 1)
  }

  @Test func withoutAnyRiseThereAreNoOnsetsAtAll() {
    let note = posteriorgram(frames: 30, (39, 0...29, 0.75))
    let onset = posteriorgram(frames: 30, (39, 10...10, 0.9))
    #expect(notes(note: note, onset: onset) { $0.usesMelodia = false }.isEmpty)
    #expect(notes(note: note, onset: onset).map(\.pitch) == [60])
  }

  @Test func bendsAreThirdsOfASemitoneAboveTheKey() {
    let note = posteriorgram(frames: 20, (0, 4...9, 0.75))
    let onset = posteriorgram(frames: 20, (0, 4...4, 0.9))
    let contour = posteriorgram(frames: 20, binCount: 264, (2, 0...6, 0.5), (25, 7...19, 1))
    let bends = [2, 2, 2, 25, 25, 25].map { $0 / 3.0 }
    #expect(notes(note: note, onset: onset, contour: contour).map(\.pitchBends) == [bends])
  }

  @Test func bendsStayWithinTheContourAtTheHighestKey() {
    let note = posteriorgram(frames: 20, (87, 4...9, 0.75))
    let onset = posteriorgram(frames: 20, (87, 4...4, 0.9))
    let contour = posteriorgram(frames: 20, binCount: 264, (263, 0...6, 0.5), (236, 7...19, 1))
    // Bin 236 is 25 below the key's bin 261; a silent frame would give the same.
    let bends = [2, 2, 2, -25, -25, -25].map { $0 / 3.0 }
    #expect(notes(note: note, onset: onset, contour: contour).map(\.pitchBends) == [bends])
  }

  @Test func timesFollowTheWindowsUnlessTheReferenceIsAskedFor() {
    let note = posteriorgram(frames: 400, (39, 142...344, 0.75))
    let onset = posteriorgram(frames: 400, (39, 142...142, 0.9))
    let exact = notes(note: note, onset: onset) { $0.quirks = .referenceDecisions }
    // Frame 142 begins the second window, and 345 = 2 · 142 + 61.
    #expect(exact.map(\.onset) == [36_164.0 / 22_050])
    #expect(exact.map(\.offset) == [Double(2 * 36_164 + 61 * 256) / 22_050])
    let reference = notes(note: note, onset: onset)
    #expect(reference.map(\.onset) == [Double(142 * 256) / 22_050])
    // Two corrections of 0.734375 frames and 1.8 ms; the tolerance is a few roundings.
    let offset = (345 - 2 * 0.734375) * 256 / 22_050 - 2 * 0.0018
    #expect(abs(reference[0].offset - offset) < 1e-12)
  }

  @Test func frequencyLimitsIncludeTheLowerAndExcludeTheUpperKey() {
    let note = posteriorgram(
      frames: 20, (0, 4...9, 0.75), (39, 4...9, 0.75), (51, 4...9, 0.75), (87, 4...9, 0.75))
    let onset = posteriorgram(
      frames: 20, (0, 4...4, 0.9), (39, 4...4, 0.9), (51, 4...4, 0.9), (87, 4...4, 0.9))
    func pitches(_ minimum: Double?, _ maximum: Double?, _ quirks: NoteCreator.Quirks) -> [Int] {
      notes(note: note, onset: onset) {
        $0.minimumFrequency = minimum
        $0.maximumFrequency = maximum
        $0.quirks = quirks
      }.map(\.pitch)
    }
    let middleC = 261.6256
    for quirks in [Self.wholePiece, .all] {
      #expect(pitches(nil, nil, quirks) == [108, 72, 60, 21])
      #expect(pitches(middleC, 2 * middleC, quirks) == [60])
      #expect(pitches(2 * middleC, middleC, quirks) == [])
      #expect(pitches(1e9, nil, quirks) == [])
      #expect(pitches(nil, 1e9, quirks) == [108, 72, 60, 21])
      #expect(pitches(0, -1, quirks) == [108, 72, 60, 21])
    }
    #expect(pitches(20, nil, Self.wholePiece) == [108, 72, 60, 21])
    #expect(pitches(nil, 20, Self.wholePiece) == [108, 72, 60, 21])
    // 20 Hz lies six keys below the lowest, which Python reads as the sixth from the top.
    #expect(pitches(20, nil, .all) == [108])
    #expect(pitches(nil, 20, .all) == [72, 60, 21])
  }

  @Test(arguments: [(127.7, 11), (58, 5), (23.2, 2), (0, 0), (5.8, 0), (5.81, 1)])
  func lengthsAreRoundedToFrames(milliseconds: Double, frames: Int) {
    var settings = NoteCreator.Settings()
    settings.minimumNoteLength = milliseconds
    #expect(settings.minimumNoteFrames == frames)
  }
}
