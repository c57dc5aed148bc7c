#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Who answers the questions that make notes of candidates: rules, or networks that have learnt to.
enum NoteJudge: Sendable {
  /// `OnsetEvidence`, `OnsetTime` and `RuledEnd`.
  case rules
  /// The networks of `DecoderWeights`.
  case learned(DecoderWeights)

  init(_ decoder: NoteCreator.Decoder) {
    switch decoder {
    case .rules: self = .rules
    case .learned: self = .learned(.shipped)
    }
  }

  /// The most by which an onset lies before its frame, in seconds.
  var longestLead: Double {
    switch self {
    case .rules: OnsetTime.longestLead
    case .learned: LearnedOnset.farthest
    }
  }

  /// What is added to the time of the frame after a note, in seconds.
  var endShift: Double {
    switch self {
    case .rules: -0.014
    case .learned: -0.005
    }
  }

  /// Whether what goes on sounding behind a note is never another.
  var keepsTails: Bool {
    switch self {
    case .rules: false
    case .learned: true
    }
  }

  /// Whether a candidate may be an onset at all.
  ///
  /// - Precondition: eight frames after it have arrived, if there are any.
  func considers(_ candidate: OnsetCandidate, in frames: RecentFrames) -> Bool {
    switch self {
    case .rules: true
    case .learned: LearnedOnset.isPossible(candidate, in: frames)
    }
  }

  /// Candidates, with what speaks for them, and when they were struck.
  ///
  /// - Precondition: they are in order of time, and 29 frames after them have arrived, if there are any.
  func judged(_ candidates: [OnsetCandidate], in frames: RecentFrames) -> [OnsetCandidate] {
    var judged = candidates
    switch self {
    case .rules:
      for index in judged.indices {
        let evidence = OnsetEvidence(judged[index], note: frames.note, onset: frames.onset)
        judged[index].score = evidence.score(weakness: judged[index].weakness)
      }
    case .learned(let weights):
      for first in stride(from: 0, to: judged.count, by: QuestionBlock.rowCount) {
        weights.judge(
          &judged[first..<min(first + QuestionBlock.rowCount, judged.count)], in: frames)
      }
    }
    return judged
  }

  /// What will say of each frame after an onset whether its note still sounds.
  func endEvidence(after onset: OnsetCandidate, in frames: RecentFrames) -> any EndEvidence {
    switch self {
    case .rules: RuledEnd(after: onset, in: frames)
    case .learned(let weights): LearnedEnd(after: onset, in: frames, network: weights.end)
    }
  }
}

/// Says of one frame after another whether a note still sounds.
protocol EndEvidence: Sendable {
  /// The log odds that it sounds in the next frame.
  ///
  /// - Precondition: 32 frames after it have arrived, if there are any.
  mutating func advance(to frame: Int, in frames: RecentFrames) -> Double
}

extension DecoderWeights {
  /// Says what speaks for as many candidates as a block of questions has rows, or fewer.
  fileprivate func judge(_ candidates: inout ArraySlice<OnsetCandidate>, in frames: RecentFrames) {
    guard let first = candidates.first else { return }
    var block = QuestionBlock(for: onset)
    var keyboard = KeyboardAround(first.frame, in: frames)
    for (row, candidate) in candidates.enumerated() {
      if candidate.frame != keyboard.frame {
        keyboard = KeyboardAround(candidate.frame, in: frames)
      }
      block.begin(row: row)
      OnsetMeasurements(candidate).write(among: keyboard, in: frames, to: &block)
    }
    onset.answer(&block, rowCount: candidates.count, with: frames.arithmetic)
    for (row, index) in candidates.indices.enumerated() {
      let answer = LearnedOnset(
        logOdds: block.answers[row], lateness: block.answers[QuestionBlock.rowCount + row])
      candidates[index].score = answer.logOdds - threshold
      candidates[index].delay = answer.delay
      candidates[index].logOdds = answer.logOdds
    }
  }
}
