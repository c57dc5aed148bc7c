import TranscriptionTypes

/// What the one-pass decoder knows about the last frames: energies and bends.
struct DecodedFrames: Sendable {
  var energy = RemainingEnergy()
  var bends: PitchBendEstimation?

  var count: Int { energy.frameCount }

  /// Takes in the next frame.
  mutating func append(note: [Float], contour: ArraySlice<Float>) {
    energy.append(note)
    bends?.append(note: note, contour: contour)
  }

  /// The note over a span of frames.
  func note(over span: Range<Int>, bin: Int) -> FrameNote {
    var note = energy.note(over: span, bin: bin)
    note.bends = bends?.bends(of: bin, in: span) ?? []
    return note
  }

  /// Frees what lies before a frame.
  mutating func drop(before frame: Int) {
    energy.drop(before: frame)
    bends?.drop(before: frame)
  }
}
