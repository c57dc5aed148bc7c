/// A tonic and a mode.
public struct MusicalKey: Hashable, Sendable {
  /// The modes of the classical repertory.
  public enum Mode: String, CaseIterable, Sendable {
    case major, minor
  }

  /// 0 for C up to 11 for B.
  public let tonic: Int

  /// Which notes lie above the tonic.
  public let mode: Mode

  /// - Precondition: `tonic` lies in 0…11.
  public init(tonic: Int, mode: Mode) {
    precondition((0..<12).contains(tonic), "a tonic lies in 0…11")
    self.tonic = tonic
    self.mode = mode
  }

  /// All keys.
  public static let all = Mode.allCases.flatMap { mode in
    (0..<12).map { MusicalKey(tonic: $0, mode: mode) }
  }

  /// Sharps in the signature, or, below zero, flats: −5…6.
  public var fifths: Int {
    let major = mode == .major ? tonic : (tonic + 3) % 12
    let sharps = major * 7 % 12
    return sharps > 6 ? sharps - 12 : sharps
  }

  /// Pitch classes of the scale; of minor the natural one.
  public var scale: [Int] {
    let steps = mode == .major ? [0, 2, 4, 5, 7, 9, 11] : [0, 2, 3, 5, 7, 8, 10]
    return steps.map { (tonic + $0) % 12 }
  }

  /// As people write it: "F# minor", "Bb major".
  public var name: String { "\(spelling(of: tonic).name) \(mode.rawValue)" }

  /// Reads "C", "Bb", "F#m", "a minor", "Eb major"; nil for anything else.
  public init?(_ text: String) {
    guard let letter = text.first, let step = PitchSpelling.steps[letter.uppercased()] else {
      return nil
    }
    var rest = text.dropFirst()
    var tonic = step
    if rest.first == "#" { tonic += 1 } else if rest.first == "b" { tonic += 11 }
    if tonic != step { rest = rest.dropFirst() }
    switch rest.drop(while: { $0 == " " || $0 == "-" }) {
    case "", "major", "maj": self.init(tonic: tonic % 12, mode: .major)
    case "m", "minor", "min": self.init(tonic: tonic % 12, mode: .minor)
    default: return nil
    }
  }

  /// How a pitch class is written in this key: the name nearest to the tonic on the circle of fifths.
  public func spelling(of pitchClass: Int) -> PitchSpelling {
    // Of fifths from F, the scale begins with 0 in C major; the window of twelve names lies so
    // that minor has its raised degrees and major its flattened ones.
    let lowest = fifths + (mode == .major ? -3 : -2)
    let place = ((pitchClass * 7 % 12 + 1 - lowest) % 12 + 12) % 12 + lowest
    let letter = ((place % 7) + 7) % 7
    return PitchSpelling(step: "FCGDAEB"[letter], alteration: (place - letter) / 7)
  }
}

/// A written pitch without its octave.
public struct PitchSpelling: Hashable, Sendable {
  /// C, D, E, F, G, A or B.
  public let step: Character

  /// Semitones up: 1 for a sharp, −1 for a flat.
  public let alteration: Int

  /// The pitch class of each step without alteration.
  public static let steps = ["C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11]

  /// "C#", "Bb".
  public var name: String {
    "\(step)" + String(repeating: alteration < 0 ? "b" : "#", count: abs(alteration))
  }
}

extension String {
  fileprivate subscript(place: Int) -> Character { self[index(startIndex, offsetBy: place)] }
}
