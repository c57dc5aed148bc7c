import TestSupport
import Testing

@testable import Evaluation

/// Cases worked out by hand, then what must hold for any notes.
@Suite struct NoteEvaluatorTests {
  private func score(
    _ estimate: Annotation, _ truth: Annotation, _ tolerances: Tolerances = Tolerances()
  ) throws -> NoteScores {
    try NoteEvaluator(tolerances: tolerances).evaluate(estimate, against: truth)
  }

  @Test func oneOfTwoNotesFound() throws {
    let scores = try score(notes((0, 60), (5, 50), (6, 40)), notes((0.03, 60), (3, 60)))
    #expect(scores.onset.precision == 1.0 / 3 && scores.onset.recall == 0.5)
    #expect(abs(scores.onset.fMeasure - 0.4) < 1e-15)
    // They share 0.97 of 1.03 seconds.
    #expect(abs(scores.onset.overlapRatio - 0.97 / 1.03) < 1e-15)
    #expect(scores.onsetOffset == scores.onset)
    #expect(scores.onsetOffsetVelocity == nil)
    // 97 of 300 frames found, 97 of 200 expected.
    #expect(scores.frame.precision == 97.0 / 300 && scores.frame.recall == 97.0 / 200)
    #expect(scores.frame.fMeasure == 194.0 / 500 && scores.frame.accuracy == 97.0 / 403)
    #expect(scores.onsetDeviation == OnsetDeviation(median: -0.03, interquartileRange: 0))
    #expect(scores.bestShift == ShiftedScore(shift: 0, fMeasure: 0.4))
  }

  @Test func tolerancesIncludeTheirBounds() throws {
    let truth = notes((1, 60))
    // In binary, 1.05 − 1 is a little more than 0.05.
    #expect(try score(notes((1.05, 60)), truth).onset.fMeasure == 1)
    #expect(try score(notes((0.95, 60)), truth).onset.fMeasure == 1)
    #expect(try score(notes((1.0501, 60)), truth).onset.fMeasure == 0)
    #expect(try score(notes((1, 60.5)), truth).onset.fMeasure == 1)
    #expect(try score(notes((1, 59.49)), truth).onset.fMeasure == 0)
    // And 64.4 − 63.9 a little more than 0.5.
    #expect(try score(notes((1, 64.4)), notes((1, 63.9))).onset.fMeasure == 1)
  }

  @Test func offsetsMayDifferByAFifthOfTheTruthsNote() throws {
    func f(_ offset: Double, _ truth: Double) throws -> Double {
      try score(
        Annotation([AnnotatedNote(onset: 0, offset: offset, pitch: 60)]),
        Annotation([AnnotatedNote(onset: 0, offset: truth, pitch: 60)])
      ).onsetOffset.fMeasure
    }
    #expect(try f(1.2, 1) == 1)
    #expect(try f(1.21, 1) == 0)
    // A fifth of the estimate's note would be enough.
    #expect(try f(1.25, 1) == 0)
    // 50 ms are always allowed.
    #expect(try f(0.15, 0.1) == 1)
    #expect(try f(0.16, 0.1) == 0)
  }

  @Test func matchingIsAsLargeAsPossible() throws {
    // The first estimate fits both notes and comes first to the one that the second needs.
    let truth = notes((1, 60.3), (1.04, 60))
    #expect(try score(notes((1, 60.1), (1.01, 60.7)), truth).onset.fMeasure == 1)
  }

  @Test func velocitiesAreScaledBeforeTheyAreCompared() throws {
    func piece(_ velocities: [Double]) -> Annotation {
      Annotation(
        velocities.enumerated().map {
          AnnotatedNote(
            onset: Double($0.offset), offset: Double($0.offset) + 0.5, pitch: 60,
            velocity: $0.element)
        })
    }
    let truth = piece([10, 50, 90, 110])
    #expect(try score(piece([1, 5, 9, 11]), truth).onsetOffsetVelocity?.fMeasure == 1)
    #expect(try score(piece([110, 70, 30, 10]), truth).onsetOffsetVelocity?.fMeasure == 1)
    // All equal: the line is level at 0.55, and 0.4 is too far from it, as are the others.
    #expect(try score(piece([7, 7, 7, 7]), truth).onsetOffsetVelocity?.fMeasure == 0)
    // Nor do the truth's differ: all is right.
    #expect(
      try score(piece([7, 7, 7, 7]), piece([3, 3, 3, 3])).onsetOffsetVelocity?.fMeasure == 1)
  }

  @Test func silenceFoundInSilenceIsPerfect() throws {
    let (none, some) = (Annotation([]), crowdOfTen)
    let perfect = MatchScore(precision: 1, recall: 1, fMeasure: 1, overlapRatio: 1)
    let scores = try score(none, none)
    #expect(scores.onset == perfect && scores.onsetOffset == perfect)
    #expect(scores.onsetOffsetVelocity == perfect)
    #expect(scores.frame.fMeasure == 1 && scores.frame.accuracy == 1)
    #expect(scores.bestShift == ShiftedScore(shift: 0, fMeasure: 1))
    #expect(scores.onsetDeviation == nil)
    for scores in [try score(none, some), try score(some, none)] {
      let nothing = MatchScore(precision: 0, recall: 0, fMeasure: 0, overlapRatio: 0)
      #expect(scores.onset == nothing && scores.onsetOffsetVelocity == nothing)
      #expect(scores.frame.fMeasure == 0 && scores.frame.accuracy == 0)
      #expect(scores.bestShift.fMeasure == 0 && scores.onsetDeviation == nil)
    }
  }

  private var crowdOfTen: Annotation {
    var generator = SplitMix64(seed: 10)
    return crowd(10, using: &generator)
  }

  @Test func notesThatEndBeforeTheyBeginAreLeftOut() {
    let annotation = Annotation([
      AnnotatedNote(onset: 1, offset: 1, pitch: 60), AnnotatedNote(onset: 1, offset: 0, pitch: 60),
      AnnotatedNote(onset: 1, offset: 1.001, pitch: 60),
    ])
    #expect(annotation.notes.map(\.offset) == [1.001])
  }

  @Test func keysHeldTwiceCountOnce() throws {
    let truth = notes((0, 60), (0.5, 60), length: 1)
    let scores = try score(notes((0, 60), length: 1.5), truth)
    #expect(scores.frame == FrameScore(precision: 1, recall: 1, fMeasure: 1, accuracy: 1))
    // What is to be compared is 150 frames in each.
    #expect(try score(notes((0.75, 60), length: 1.5), truth).frame.accuracy == 75.0 / 225)
  }

  @Test func nothingIsBetterThanTheTruth() throws {
    for seed in 0..<20 {
      var generator = SplitMix64(seed: UInt64(seed))
      let truth = crowd(60, using: &generator)
      let scores = try score(truth, truth)
      #expect(scores.onset.fMeasure == 1 && scores.onsetOffset.fMeasure == 1)
      #expect(scores.frame == FrameScore(precision: 1, recall: 1, fMeasure: 1, accuracy: 1))
      #expect(scores.bestShift == ShiftedScore(shift: 0, fMeasure: 1))
    }
  }

  @Test func exchangingTruthAndEstimateExchangesPrecisionAndRecall() throws {
    for seed in 0..<20 {
      var generator = SplitMix64(seed: UInt64(seed))
      let (a, b) = (crowd(50, using: &generator), crowd(70, using: &generator))
      let (forth, back) = (try score(a, b), try score(b, a))
      #expect(forth.onset.precision == back.onset.recall)
      #expect(forth.onset.recall == back.onset.precision)
      #expect(forth.frame.precision == back.frame.recall)
      #expect(forth.frame.accuracy == back.frame.accuracy)
    }
  }

  @Test func movingBothChangesNoMatching() throws {
    for seed in 0..<20 {
      var generator = SplitMix64(seed: UInt64(seed))
      let (a, b) = (crowd(50, using: &generator), crowd(70, using: &generator))
      // A whole number of frames; no distance lies within its own rounding of a tolerance.
      let (here, there) = (try score(a, b), try score(a.shifted(by: 2), b.shifted(by: 2)))
      #expect(here.onset.fMeasure == there.onset.fMeasure)
      #expect(here.onsetOffset.fMeasure == there.onsetOffset.fMeasure)
      #expect(here.onsetOffsetVelocity?.fMeasure == there.onsetOffsetVelocity?.fMeasure)
      #expect(here.frame.fMeasure == there.frame.fMeasure)
      #expect(here.bestShift == there.bestShift)
    }
  }

  @Test(arguments: [-0.1, -0.062, 0.071, 0.1])
  func aDelayIsFoundAndUndone(delay: Double) throws {
    let truth = Annotation(
      (0..<40).map {
        AnnotatedNote(onset: 1 + Double($0) * 0.3, offset: 2 + Double($0) * 0.3, pitch: 60)
      })
    let scores = try score(truth.shifted(by: delay), truth)
    #expect(scores.onset.fMeasure == 0)
    #expect(scores.bestShift.fMeasure == 1)
    // The smallest shift that brings all notes within 50 ms.
    #expect(abs(abs(scores.bestShift.shift) - (abs(delay) - 0.05)) < 1e-12)
    #expect(scores.bestShift.shift.sign != delay.sign)
  }

  @Test func medianAndSpreadAreThoseOfTheMatchedOnsets() throws {
    let truth = notes((1, 60), (2, 60), (3, 60), (4, 60))
    let estimate = notes((1.01, 60), (2.02, 60), (3.03, 60), (4.04, 60), (7, 60))
    let deviation = try #require(try score(estimate, truth).onsetDeviation)
    // Quartiles of 10, 20, 30, 40 ms: 17.5 and 32.5. Tolerance: onsets are rounded at 4 seconds.
    #expect(abs(deviation.median - 0.025) < 1e-14)
    #expect(abs(deviation.interquartileRange - 0.015) < 1e-14)
  }

  @Test func meansLeaveOutWhatIsUnknown() throws {
    let truth = notes((1, 60))
    let found = try score(notes((1.02, 60)), truth)
    let missed = try score(notes((2, 70)), truth)
    let mean = try #require(NoteScores.mean(of: [found, missed]))
    #expect(mean.onset.fMeasure == 0.5 && mean.frame.recall == 0.49)
    #expect(mean.onsetDeviation == found.onsetDeviation)
    #expect(mean.onsetOffsetVelocity == nil)
    #expect(NoteScores.mean(of: []) == nil)
  }

  @Test func notesWithoutNumberInOnePlaceAreRefused() {
    let chord = Annotation(
      (0..<5000).map { _ in AnnotatedNote(onset: 0, offset: 1, pitch: 60) })
    #expect(throws: EvaluationError.tooManyCandidates(limit: CandidateGraph.candidateLimit)) {
      try score(chord, chord)
    }
  }
}
