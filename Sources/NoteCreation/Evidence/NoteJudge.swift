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

  /// A candidate with what speaks for it, and when it was struck if it is an onset.
  ///
  /// - Parameter weakness: of the candidates around it, see `OnsetCandidates`.
  /// - Precondition: 29 frames after it have arrived, if there are any.
  func judged(
    _ candidate: OnsetCandidate, weakness: Double, in frames: RecentFrames
  ) -> OnsetCandidate {
    var candidate = candidate
    switch self {
    case .rules:
      let evidence = OnsetEvidence(candidate, note: frames.note, onset: frames.onset)
      candidate.score = evidence.score(weakness: weakness)
    case .learned(let weights):
      // What is fainter is hardly ever one, and there is as much of it as of all else.
      guard frames.onset[candidate.frame, candidate.bin] >= LearnedOnset.floor else {
        candidate.score = -.infinity
        return candidate
      }
      var values = OnsetMeasurements.of(candidate, weakness: weakness, in: frames)
      let onset = LearnedOnset(weights.onset.outputs(&values, with: frames.arithmetic))
      candidate.score = onset.logOdds - weights.threshold
      candidate.delay = onset.delay
      candidate.probability = Float(onset.probability)
    }
    return candidate
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
