import MIDIWriter
import TranscriptionTypes

/// The notes of a recording and how it was struck, until all is known that music is made of.
struct PendingMusic: Sendable {
  private let interpreter: Interpreter
  private let arrangement: NoteArranger.Settings
  private var notes: [NoteEvent] = []
  private var flux: [Float] = []

  init(_ settings: Interpreter.Settings, arrangement: NoteArranger.Settings) {
    interpreter = Interpreter(settings: settings)
    self.arrangement = arrangement
  }

  /// Takes in what follows; the flux may be missing, and then drums are not heard.
  mutating func append(_ more: [NoteEvent], flux: [Float]) {
    notes += more
    self.flux += flux
  }

  /// The last passage, with all notes.
  func finish(_ last: [NoteEvent]) -> Passage {
    let music = interpreter.interpret(notes + last, flux: flux)
    var arrangement = arrangement
    arrangement.setBars(of: music)
    let file = NoteArranger(settings: arrangement).arrange(music.notes)
    let encoder = MIDIFileEncoder(ticksPerQuarter: arrangement.ticksPerQuarter)
    var end = Passage(
      heard: HeardPassage(posteriorgrams: Posteriorgrams()), frameTimes: [], notes: music.notes,
      horizon: .infinity, midi: [.init(offset: 0, bytes: encoder.encode(file))])
    end.interpretation = music
    return end
  }
}

extension NoteArranger.Settings {
  /// Takes over what was found; a slow beat needs more ticks for times to be exact.
  mutating func setBars(of music: Interpretation) {
    key = music.key?.key
    grid = music.pulse
    guard let grid, keepsMilliseconds else { return }
    let slowest = zip(grid.times, grid.times.dropFirst()).map { $1 - $0 }.max() ?? 0.5
    let tempo = 60 / slowest * grid.metre.quartersPerBeat
    ticksPerQuarter = max(ticksPerQuarter, Self.ticksPerQuarter(forSlowest: tempo))
  }
}
