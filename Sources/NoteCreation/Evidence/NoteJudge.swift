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

  /// The candidates in a frame that may be onsets, with what speaks for them, and when they were struck.
  ///
  /// - Parameter weakness: of the candidates around them, see `OnsetCandidates`.
  /// - Precondition: 29 frames after them have arrived, if there are any.
  func judged(
    _ candidates: ArraySlice<OnsetCandidate>, weakness: Double, in frames: RecentFrames
  ) -> [OnsetCandidate] {
    switch self {
    case .rules:
      return candidates.map { candidate in
        var candidate = candidate
        let evidence = OnsetEvidence(candidate, note: frames.note, onset: frames.onset)
        candidate.score = evidence.score(weakness: weakness)
        return candidate
      }
    case .learned(let weights):
      // What is fainter is hardly ever one, and there is as much of it as of all else.
      let clear = candidates.filter { frames.onset[$0.frame, $0.bin] >= LearnedOnset.floor }
      guard let frame = clear.first?.frame else { return [] }
      let keyboard = KeyboardAround(frame, in: frames)
      return clear.map { candidate in
        var values = OnsetMeasurements.of(
          candidate, among: keyboard, weakness: weakness, in: frames)
        return candidate.judged(
          LearnedOnset(weights.onset.outputs(&values, with: frames.arithmetic)),
          threshold: weights.threshold)
      }
    }
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

extension OnsetCandidate {
  fileprivate func judged(_ onset: LearnedOnset, threshold: Double) -> OnsetCandidate {
    var candidate = self
    candidate.score = onset.logOdds - threshold
    candidate.delay = onset.delay
    candidate.probability = Float(onset.probability)
    return candidate
  }
}
