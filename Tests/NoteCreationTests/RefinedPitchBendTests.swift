import NoteCreation
import Testing
import TranscriptionTypes

/// Contours whose pitch is known from their symmetry.
@Suite struct RefinedPitchBendTests {
  /// The bends of key 39 in frames 4 to 33, whose contour has these bins, from the middle of the key
  /// on, in these frames.
  private func bends(_ spans: (bin: Int, frames: ClosedRange<Int>, value: Float)...) -> [Double] {
    let pitch = RefinedPitchBends()
    let bends = (4...33).map { frame in
      var row = [Float](repeating: 0, count: 264)
      for span in spans where span.frames.contains(frame) {
        row[3 * 39 + 1 + span.bin] = span.value
      }
      return pitch.bend(of: 39, in: row[...])
    }
    return PitchCurve(bends).pitchBends
  }

  @Test func aNoteInTuneDoesNotBend() {
    #expect(bends((0, 0...59, 0.9)) == [])
    #expect(bends((-1, 0...59, 0.2), (0, 0...59, 0.9), (1, 0...59, 0.2)) == [])
  }

  @Test func aSteadyNoteHasOneBend() {
    // Half a bin is a sixth of a semitone, 16.7 cents; bends are whole cents.
    #expect(bends((0, 0...59, 0.6), (1, 0...59, 0.6)) == [0.17])
    #expect(bends((0, 0...59, 0.6), (-1, 0...59, 0.6)) == [-0.17])
    #expect(bends((1, 0...59, 0.6)) == [0.33])
    #expect(
      bends((-1, 0...59, 0.3), (0, 0...59, 0.6), (1, 0...59, 0.6), (2, 0...59, 0.3)) == [0.17])
  }

  @Test func aBinThatIsMuchLouderIsNotTheKeysWhenItIsFar() {
    #expect(bends((0, 0...59, 0.3), (6, 0...59, 1)) == [])
  }

  @Test func aStepIsFollowedWithoutDelay() {
    let bends = self.bends((0, 0...18, 0.9), (3, 19...59, 0.9))
    // One a frame, and one at the offset. Frames 4 to 18 are in tune, 19 to 33 a semitone higher.
    #expect(bends.count == 31)
    // Three frames on either side of the step are part of the fit, and one more of its slope.
    #expect(bends.prefix(11).allSatisfy { $0 == 0 } && bends.suffix(12).allSatisfy { $0 == 1 })
    // The fit is odd about the step, less what a moving pitch is heard too high: a quarter of what it
    // moves in a frame, 31 cents at the most, in either of two frames.
    for i in 0..<15 { #expect((-0.17...0).contains(bends[i] + bends[29 - i] - 1)) }
  }

  @Test func framesWithoutPitchKeepTheLastOne() {
    let bends = self.bends((0, 4...13, 0.9), (3, 14...23, 0.9))
    #expect(bends.count == 31 && bends.suffix(12).allSatisfy { $0 == 1 })
  }

  @Test func aNoteWithoutAnyPitchDoesNotBend() {
    // The network says about 0.1 where nothing sounds.
    #expect(bends((2, 0...59, 0.1)) == [])
    #expect(bends() == [])
  }
}
