import Foundation
import MIDIWriter
import TestSupport
import Testing
import TranscriptionTypes

@testable import Evaluation

/// Every figure beside mir_eval's, for the reference's transcriptions of 14 clips, as MIDI and as
/// CSV, and for crowds of notes that can be matched in many ways.
@Suite struct NoteEvaluatorReferenceTests {
  /// A line of `expected.csv`.
  struct Comparison: CustomTestStringConvertible, Sendable {
    let truth: String
    let estimate: String
    let tolerances: Tolerances
    /// The other columns, in order.
    let figures: [Double]
    /// Partners of the truth's notes, by onset, then by onset and offset; -1 for none.
    let partners: [[Int]]

    var testDescription: String { "\(estimate), onsets within \(tolerances.onset) s" }
  }

  static let comparisons: [Comparison] = {
    guard let rows = try? Fixture.lines("Evaluation/expected.csv").dropFirst(),
      let matchings = try? Fixture.lines("Evaluation/pairs.csv").dropFirst()
    else { return [] }
    return zip(rows, matchings).map { row, matching in
      let fields = row.components(separatedBy: ",")
      let numbers = fields.dropFirst(2).map { Double($0) ?? .nan }
      var tolerances = Tolerances()
      tolerances.onset = numbers[0]
      tolerances.pitch = numbers[1]
      tolerances.offsetRatio = numbers[2]
      tolerances.offsetMinimum = numbers[3]
      return Comparison(
        truth: fields[0], estimate: fields[1], tolerances: tolerances,
        figures: Array(numbers.dropFirst(4)),
        partners: matching.components(separatedBy: ",").map { list in
          list.components(separatedBy: " ").map { Int($0) ?? -2 }
        })
    }
  }()

  private func read(_ name: String) throws -> Annotation {
    let bytes = [UInt8](try Fixture.data("Evaluation/\(name)"))
    return name.hasSuffix(".mid")
      ? Annotation(try MIDIFileDecoder().decode(bytes)) : try Annotation(table: bytes)
  }

  private func figures(_ scores: NoteScores) throws -> [Double] {
    let velocity = try #require(scores.onsetOffsetVelocity)
    let deviation = try #require(scores.onsetDeviation)
    let (frame, shift) = (scores.frame, scores.bestShift)
    return [scores.onset, scores.onsetOffset, velocity].flatMap {
      [$0.precision, $0.recall, $0.fMeasure, $0.overlapRatio]
    } + [frame.precision, frame.recall, frame.fMeasure, frame.accuracy]
      + [deviation.median, deviation.interquartileRange, shift.shift, shift.fMeasure]
  }

  @Test func allClipsAndCrowdsAreThere() {
    #expect(Self.comparisons.count == 14 * 2 + 10 * 3)
  }

  // Tolerance: sums of some hundred numbers around 1, in another order; 10⁻¹³ would do.
  @Test(arguments: comparisons)
  func figuresAreThoseOfMirEval(comparison: Comparison) throws {
    let truth = try read("truth/\(comparison.truth)")
    let estimate = try read("estimates/\(comparison.estimate)")
    let scores = try NoteEvaluator(tolerances: comparison.tolerances)
      .evaluate(estimate, against: truth)
    let found = try figures(scores)
    #expect(found.count == comparison.figures.count)
    for (index, (figure, expected)) in zip(found, comparison.figures).enumerated() {
      #expect(abs(figure - expected) <= 1e-9, "column \(index + 6)")
    }
  }

  @Test(arguments: comparisons)
  func pairsAreThoseOfMirEval(comparison: Comparison) throws {
    let truth = try read("truth/\(comparison.truth)").notes
    let estimate = try read("estimates/\(comparison.estimate)").notes
    for (comparingOffsets, partners) in zip([false, true], comparison.partners) {
      let graph = try CandidateGraph(
        truth: truth, estimate: estimate, groups: PitchGroups(estimate),
        tolerances: comparison.tolerances, comparingOffsets: comparingOffsets)
      #expect(MaximumMatching(graph).estimates.map { $0 ?? -1 } == partners)
    }
  }
}
