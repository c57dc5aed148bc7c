// Transcribes a recording in three ways, each of which finds the same notes. The article
// "Transcribing in Swift" (Sources/Transcription/Transcription.docc) explains it line by line.
//
//   transcribe-in-swift MODEL RECORDING MIDIFILE
//
// writes the notes to standard output while the recording is heard, and a MIDI file at the end.
import Foundation
import Transcription

let arguments = CommandLine.arguments
guard arguments.count == 4 else {
  print("usage: transcribe-in-swift MODEL RECORDING MIDIFILE")
  exit(2)
}
do {
  try await run(model: arguments[1], recording: arguments[2], midiFile: arguments[3])
} catch {
  // Every error of the library is a sentence that quotes the path.
  FileHandle.standardError.write(Data("transcribe-in-swift: \(error)\n".utf8))
  exit(1)
}

func run(model: String, recording: String, midiFile: String) async throws {
  let transcriber = try Transcriber(model: ModelWeights(path: model))

  // As a sequence: each note as soon as it is certain, in order of onset.
  for try await note in transcriber.notes(in: Recording(path: recording)) {
    print("\(note.onset),\(note.offset),\(note.pitch),\(note.velocity)")
  }

  // From a file, all at once.
  let transcription = try transcriber.transcribe(recording)
  try Data(transcription.midiBytes).write(to: URL(filePath: midiFile))

  // From samples: here a second of concert pitch.
  let samples = (0..<44_100).map { 0.5 * sin(2 * Float.pi * 440 * Float($0) / 44_100) }
  let tone = try transcriber.transcribe(Recording(samples: samples, sampleRate: 44_100))
  FileHandle.standardError.write(Data("a tone: \(tone.notes.map(\.pitch))\n".utf8))
}
