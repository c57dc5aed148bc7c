import Arithmetic
import AudioIO
import CNNInference
import Foundation
import Synchronization
import TestSupport
import Testing
import Transcription

@Suite struct StreamedRecordingTests {
  /// Whoever writes the recording waits for a note before going on: if notes had to wait for the end
  /// of the recording, neither would ever come.
  @Test(arguments: [1, 2])
  func notesAreDecidedWhileAudioComes(threadCount: Int) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("pipe.wav")
    #expect(mkfifo(path, 0o600) == 0)
    var bytes = try Fixture.data("Recordings/clarinet.wav")
    // As ffmpeg writes a header when it does not know the length.
    for offset in [4, 40] {
      bytes.replaceSubrange(offset..<offset + 4, with: Data(repeating: 0xFF, count: 4))
    }
    // 12 of 19 seconds, at 8 kHz.
    let (first, rest) = (bytes.prefix(192_000), bytes.dropFirst(192_000))
    let note = DispatchSemaphore(value: 0)
    let noteCameFirst = Mutex(false)
    let isWritten = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      let pipe = FileHandle(forWritingAtPath: path)
      try? pipe?.write(contentsOf: first)
      let came = note.wait(timeout: .now() + 60) == .success
      noteCameFirst.withLock { $0 = came }
      try? pipe?.write(contentsOf: rest)
      try? pipe?.close()
      isWritten.signal()
    }
    var settings = Transcriber.Settings()
    settings.threadCount = threadCount
    let transcriber = try Transcriber(
      model: ModelWeights(path: Fixture.model), settings: settings, arithmetic: Arithmetic())
    var notes = 0
    try transcriber.transcribe(path) { passage in
      if notes == 0 && !passage.notes.isEmpty { note.signal() }
      notes += passage.notes.count
    }
    isWritten.wait()
    #expect(noteCameFirst.withLock { $0 })
    #expect(
      try notes == transcriber.transcribe(Fixture.path("Recordings/clarinet.wav")).notes.count)
  }

  @Test func theLastPassageTellsWhatIsMissing() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("cut.wav")
    try Fixture.data("Recordings/band.wav").prefix(44 + 64_000).write(to: URL(filePath: path))
    let transcriber = try Transcriber(
      model: ModelWeights(path: Fixture.model), arithmetic: Arithmetic())
    var shortfalls: [Shortfall?] = []
    try transcriber.transcribe(path) { shortfalls.append($0.shortfall) }
    #expect(shortfalls.last??.seconds == 2 && shortfalls.last??.announcedSeconds == 5)
    #expect(shortfalls.dropLast().allSatisfy { $0 == nil })
    #expect(try transcriber.transcribe(path).shortfall == shortfalls.last)
  }
}
