import Arithmetic
import CNNInference
import SynthRenderer
import TestSupport
import Testing
import Transcription
import TranscriptionTypes

/// What each family of instruments plays, in the room as users get it, is heard again.
@Suite struct RoundTripFamilyTests {
  struct Family: Sendable, CustomTestStringConvertible {
    let name: String
    let program: Int
    /// Semitones by which the music lies higher, so that it lies in the instrument's range.
    var transposition = 0
    /// The least F-measure of the onsets.
    var least = 0.95

    var testDescription: String { name }
  }

  /// Pianos, guitars and mallets reach 0.95, but for the glockenspiel, and most others do. For the rest, what is asked
  /// for is a little less than what was measured (docs/RoundTrip.md): it shows when something breaks,
  /// not how good it should be.
  private static let families = [
    Family(name: "piano", program: 0), Family(name: "electric piano", program: 4),
    Family(name: "nylon guitar", program: 24), Family(name: "steel guitar", program: 25),
    Family(name: "clean guitar", program: 27),
    Family(name: "bass", program: 33, transposition: -12), Family(name: "violin", program: 40),
    Family(name: "trumpet", program: 56), Family(name: "saxophone", program: 65),
    Family(name: "flute", program: 73), Family(name: "lead", program: 81),
    Family(name: "pad", program: 88),
    Family(name: "vibraphone", program: 11, transposition: 12),
    Family(name: "marimba", program: 12, transposition: 12),
    Family(name: "xylophone", program: 13, transposition: 12),
    Family(name: "glockenspiel", program: 9, transposition: 24, least: 0.9),
    Family(name: "strings", program: 48, least: 0.8),
    // Its lowest drawbar sounds an octave below the key.
    Family(name: "organ", program: 16, least: 0.35),
  ]

  private struct Note {
    let pitch: Int
    let onset: Double
    let offset: Double
  }

  /// Three octaves of C major, a note every half second, then four chords of a second.
  private static let music: [Note] = {
    let steps = [36, 48, 60].flatMap { tonic in [0, 2, 4, 5, 7, 9, 11, 12].map { tonic + 12 + $0 } }
    let scales = steps.enumerated().map { i, pitch in
      Note(pitch: pitch, onset: 0.5 * Double(i), offset: 0.5 * Double(i) + 0.45)
    }
    let chords = [[48, 55, 64], [53, 60, 69], [55, 62, 71], [48, 60, 64]].enumerated().flatMap {
      i, chord in
      chord.map { Note(pitch: $0, onset: 13 + Double(i), offset: 13.9 + Double(i)) }
    }
    return scales + chords
  }()

  @Test(arguments: families)
  private func familyIsHeardAgain(family: Family) throws {
    let found = try roundTrip(family, soundFont: nil)
    #expect(found >= family.least, "F \(found)")
  }

  /// Of sampled instruments, what comes back depends on the samples: half is asked for, so that
  /// silence, a wrong key or a wrong time would show; of a glockenspiel's, less comes back.
  @Test(
    .enabled(if: SoundFonts.areInstalled(SoundFonts.small), "\(SoundFonts.missing)"),
    arguments: families.filter { $0.least >= 0.8 && $0.program != 9 })
  private func soundFontIsHeardAgain(family: Family) throws {
    let found = try roundTrip(family, soundFont: SoundFont(path: SoundFonts.small))
    #expect(found >= 0.5, "F \(found)")
  }

  /// The F-measure of the onsets, within 50 ms.
  private func roundTrip(_ family: Family, soundFont: SoundFont?) throws -> Double {
    let folder = try TemporaryFolder()
    let path = folder.file("music.wav")
    var settings = Renderer.Settings()
    settings.playing.soundFont = soundFont
    let music = Self.music.map {
      Note(pitch: $0.pitch + family.transposition, onset: $0.onset, offset: $0.offset)
    }
    _ = try Renderer(settings: settings).render(midi(music, program: family.program), to: path)
    let model = try ModelWeights(path: Fixture.model)
    let notes = try Transcriber(model: model, arithmetic: Arithmetic()).transcribe(path).notes
    let hit = music.filter { note in
      notes.contains { $0.pitch == note.pitch && abs($0.onset - note.onset) < 0.05 }
    }
    return 2 * Double(hit.count) / Double(music.count + notes.count)
  }

  private func midi(_ music: [Note], program: Int) -> MIDIFile {
    let keys = music.flatMap { note in
      [
        MIDIEvent(time: note.onset, channel: 0, message: .noteOn(pitch: note.pitch, velocity: 90)),
        MIDIEvent(time: note.offset, channel: 0, message: .noteOff(pitch: note.pitch, velocity: 0)),
      ]
    }.sorted { $0.time < $1.time }
    let program = MIDIEvent(time: 0, channel: 0, message: .programChange(program))
    return MIDIFile(tracks: [MIDITrack(events: [program] + keys)])
  }
}
