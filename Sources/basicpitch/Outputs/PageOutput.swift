import AudioIO
import CheckingPage
import Exports
import MIDIWriter
import SynthRenderer
import Transcription
import TranscriptionTypes

/// The page for checking a transcription, with the recording and the notes as sound.
///
/// The sounds are mono at the rate that the network hears: the music for the second one is kept
/// until the end, and both only up to a length that a browser can hold.
struct PageOutput: ~Copyable {
  /// Seconds of the longest recording whose page has sound: its page has some 30 MB, and the browser
  /// takes 300 MB to play it.
  static let longestSound = 1800.0

  private static let sampleRate = Int(ModelConstants.sampleRate)

  private let path: String
  private var page: CheckingPageFile
  /// Nil once it is too long.
  private var original: CompressedSound?
  private var music = MIDIBytes()
  private var sampleCount = 0

  /// - Parameter path: where the page goes, for messages.
  init(
    _ file: consuming OutputFile, at path: String, _ job: TranscriptionJob,
    origin: TranscriptionOrigin
  ) throws(ExportError) {
    let title = job.input == "-" ? "Standard input" : FilePath(job.input).name
    // All or none: the fields of a noncopyable value cannot be left half set by an error.
    let page = try CheckingPageFile(to: file, title: title, members: origin.members(of: job))
    let original: CompressedSound?
    do throws(AudioIOError) { original = try CompressedSound(sampleRate: Self.sampleRate) } catch {
      throw .cannotWrite(path: path, reason: error.description)
    }
    self.path = path
    self.page = page
    self.original = original
  }

  /// Whether the page of so many samples at 22 050 Hz goes without sound.
  static func isSilent(sampleCount: Int) -> Bool {
    Double(sampleCount) > longestSound * ModelConstants.sampleRate
  }

  mutating func append(_ passage: Passage) throws(ExportError) {
    try page.append(
      samples: passage.samples, frames: passage.posteriorgrams, notes: passage.notes,
      horizon: passage.horizon)
    page.grid = passage.interpretation?.pulse
    sampleCount += passage.samples.count
    if Self.isSilent(sampleCount: sampleCount) {
      original = nil
      music = MIDIBytes()
      return
    }
    do throws(AudioIOError) { try original?.append(passage.samples) } catch {
      throw .cannotWrite(path: path, reason: error.description)
    }
    for piece in passage.midi { music.append(piece) }
  }

  /// Writes what follows the last passage.
  mutating func complete() throws {
    guard let original = original.take() else {
      return try page.complete(original: nil, notes: nil)
    }
    var rendering = try CompressedSound(sampleRate: Self.sampleRate)
    var settings = SynthRenderer.Settings()
    settings.sampleRate = ModelConstants.sampleRate
    settings.channels = .mono
    // Beside the recording, a room would only blur when notes begin and end.
    settings.hasRoom = false
    let synth = SynthRenderer(settings)
    let midi = try MIDIFileDecoder().decode(music.bytes)
    try synth.renderNormalized(midi) { block throws(AudioIOError) in try rendering.append(block) }
    try page.complete(original: Self.sound(original), notes: Self.sound(rendering))
  }

  consuming func commit() throws(ExportError) { try page.commit() }

  private static func sound(
    _ sound: consuming CompressedSound
  ) throws(AudioIOError) -> CheckingPageFile.Sound {
    CheckingPageFile.Sound(
      mediaType: CompressedSound.Format.available.mediaType, bytes: try sound.finish())
  }
}
