// Transcribes a recording in all the ways that there are. The article "Transcribing in Swift", in
// Sources/Transcription/Transcription.docc, explains it.
//
//   transcribe-in-swift MODEL RECORDING MIDIFILE
//
// writes the notes to standard output while it hears them, then a MIDI file.
import Foundation
import Transcription

func run(model: String, recording: String, midiFile: String) async throws {
  let transcriber = try Transcriber(model: ModelWeights(path: model))

  for try await note in transcriber.notes(in: Recording(path: recording)) {
    print("\(note.onset),\(note.offset),\(note.pitch),\(note.velocity)")
  }

  let transcription = try transcriber.transcribe(recording)
  try Data(transcription.midiBytes).write(to: URL(filePath: midiFile))

  var noteCount = 0
  try transcriber.transcribe(recording) { passage in noteCount += passage.notes.count }

  let samples = (0..<44_100).map { 0.5 * sin(2 * Float.pi * 440 * Float($0) / 44_100) }
  let tone = try transcriber.transcribe(Recording(samples: samples, sampleRate: 44_100))

  var settings = Transcriber.Settings()
  settings.threadCount = 2
  settings.notes = Preset.guitar.settings
  settings.arrangement.pitchBends = .mpe
  let guitar = try Transcriber(model: ModelWeights(path: model), settings: settings)

  print("in passages: \(noteCount) notes")
  print("as a guitar: \(try guitar.transcribe(recording).notes.count) notes")
  print("a tone: \(tone.notes.map(\.pitch))")
}

let arguments = CommandLine.arguments
guard arguments.count == 4 else {
  print("usage: transcribe-in-swift MODEL RECORDING MIDIFILE")
  exit(2)
}
do {
  try await run(model: arguments[1], recording: arguments[2], midiFile: arguments[3])
} catch {
  FileHandle.standardError.write(Data("transcribe-in-swift: \(error)\n".utf8))
  exit(1)
}
