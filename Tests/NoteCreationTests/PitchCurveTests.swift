import NoteCreation
import Testing

@Suite struct PitchCurveTests {
  /// Bends of a note from spans of frames, each with cents as measured; nil where no pitch is clear.
  private func bends(_ spans: (count: Int, cents: Float?)...) -> [Double] {
    PitchCurve(
      spans.flatMap { span in
        let bend = span.cents.map { FrameNote.bend(semitones: $0 / 100) }
        return Array(repeating: bend ?? FrameNote.unknownBend, count: span.count)
      }
    ).pitchBends
  }

  @Test func aNoteInTuneDoesNotBend() {
    #expect(bends((30, 0)) == [])
    #expect(bends((30, 1.4)) == [])
    #expect(bends((15, -5), (15, 5)) == [])
  }

  @Test func aSteadyNoteHasOneBend() {
    #expect(bends((30, 17)) == [0.17])
    #expect(bends((30, -33.4)) == [-0.33])
    #expect(bends((10, 12), (11, 15), (10, 18)) == [0.15])
  }

  @Test func theEdgesOfANoteDoNotTellWhetherItIsSteady() {
    #expect(bends((3, 80), (24, 5), (3, -80)) == [0.05])
  }

  @Test func aStepIsFollowedWithoutDelay() {
    let bends = self.bends((15, 0), (15, 100))
    // One a frame, and one at the offset.
    #expect(bends.count == 31)
    // Three frames on either side of the step are part of the fit.
    #expect(bends.prefix(12).allSatisfy { $0 == 0 } && bends.suffix(13).allSatisfy { $0 == 1 })
    // The fit is odd about the step, but for whole cents.
    for i in 0..<15 { #expect(abs(bends[i] + bends[29 - i] - 1) < 0.015) }
  }

  @Test func framesWithoutPitchKeepTheLastOne() {
    let bends = self.bends((10, 0), (10, 100), (10, nil))
    #expect(bends.count == 31 && bends.suffix(12).allSatisfy { $0 == 1 })
  }

  @Test func aNoteWithoutAnyPitchDoesNotBend() {
    #expect(bends((30, nil)) == [])
    #expect(bends() == [])
  }
}
