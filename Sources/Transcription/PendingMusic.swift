import MIDIWriter
import TranscriptionTypes

/// The notes of a recording and how it was struck, until all is known that music is made of.
struct PendingMusic: Sendable {
  /// Nil where notes stay as they are.
  private let interpreter: Interpreter?
  private let findsProgram: Bool
  private let arrangement: NoteArranger.Settings
  private var notes: [NoteEvent] = []
  private var flux: [Float] = []
  /// Energy of each family of instruments.
  private var energies: [InstrumentFamily: Double] = [:]

  init(_ settings: Transcriber.Settings) {
    interpreter = settings.interpretation.map { Interpreter(settings: $0) }
    findsProgram = settings.findsProgram
    arrangement = settings.arrangement
  }

  /// Takes in what follows; the flux may be missing, and then drums are not heard.
  mutating func append(_ more: [NoteEvent], _ heard: HeardPassage) {
    notes += more
    flux += heard.flux
    energies.merge(heard.envelopes.energies, uniquingKeysWith: +)
  }

  /// The last passage, with all notes.
  func finish(_ last: [NoteEvent]) -> Passage {
    let music = interpreter?.interpret(notes + last, flux: flux)
    var arrangement = arrangement
    let family = findsProgram ? loudestFamily : nil
    arrangement.set(music, family)
    let all = music?.notes ?? notes + last
    let file = NoteArranger(settings: arrangement).arrange(all)
    let encoder = MIDIFileEncoder(ticksPerQuarter: arrangement.ticksPerQuarter)
    var end = Passage(
      heard: HeardPassage(posteriorgrams: Posteriorgrams()), frameTimes: [], notes: all,
      horizon: .infinity, midi: [.init(offset: 0, bytes: encoder.encode(file))])
    end.interpretation = music
    end.family = family
    return end
  }

  /// Of those that have a program; nil of silence.
  private var loudestFamily: InstrumentFamily? {
    InstrumentFamily.allCases.filter { $0.program != nil && energies[$0, default: 0] > 0 }
      .max { energies[$0, default: 0] < energies[$1, default: 0] }
  }
}

extension NoteArranger.Settings {
  /// Takes over what was found; a slow beat needs more ticks for times to be exact.
  mutating func set(_ music: Interpretation?, _ family: InstrumentFamily?) {
    program = family?.program ?? program
    guard let music else { return }
    key = music.key?.key
    grid = music.pulse
    guard let grid, keepsMilliseconds else { return }
    let slowest = zip(grid.times, grid.times.dropFirst()).map { $1 - $0 }.max() ?? 0.5
    let tempo = 60 / slowest * grid.metre.quartersPerBeat
    ticksPerQuarter = max(ticksPerQuarter, Self.ticksPerQuarter(forSlowest: tempo))
  }
}
