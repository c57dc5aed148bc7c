import AudioIO
import CNNInference
import Foundation
import Synchronization
import TestSupport
import Testing
import Transcription
import TranscriptionTypes

@Suite(.timeLimit(.minutes(2))) struct NoteSequenceTests {
  private func transcriber(threadCount: Int = 1) throws -> Transcriber {
    var settings = Transcriber.Settings()
    settings.threadCount = threadCount
    return try Transcriber(model: ModelWeights(path: Fixture.model), settings: settings)
  }

  private func notes(of sequence: NoteSequence) async throws -> [NoteEvent] {
    var notes: [NoteEvent] = []
    for try await note in sequence { notes.append(note) }
    return notes
  }

  /// A pipe with a name, into which somebody writes samples of 16 bits at 8 kHz, for ever if they may:
  /// 19 seconds of a clarinet, over and over.
  private final class EndlessPipe: Sendable {
    let recording: Recording
    private let folder: TemporaryFolder
    private let count = Mutex(0)
    private let isBroken = Mutex(false)

    /// - Parameter limit: bytes after which nothing comes, and the pipe stays open.
    init(limit: Int) throws {
      folder = try TemporaryFolder()
      let path = folder.file("endless")
      #expect(mkfifo(path, 0o600) == 0)
      var recording = Recording(path: path)
      recording.raw = RawFormat(sampleRate: 8000, channelCount: 1, encoding: .s16)
      self.recording = recording
      let samples = [UInt8](try Fixture.data("Recordings/clarinet.wav").dropFirst(44))
      Thread.detachNewThread { self.write(samples, to: path, limit: limit) }
    }

    private func write(_ samples: [UInt8], to path: String, limit: Int) {
      signal(SIGPIPE, SIG_IGN)
      let pipe = open(path, O_WRONLY)
      defer { close(pipe) }
      while byteCount < limit {
        let start = byteCount % samples.count
        let block = samples[start...].prefix(min(4096, limit - byteCount))
        let written = block.withUnsafeBytes { Foundation.write(pipe, $0.baseAddress, $0.count) }
        if written < 0 { return isBroken.withLock { $0 = true } }
        count.withLock { $0 += written }
      }
      // Nothing more comes, until nobody reads any more: that is an error on this end.
      var state = pollfd(fd: pipe, events: 0, revents: 0)
      while state.revents == 0 { poll(&state, 1, -1) }
      isBroken.withLock { $0 = true }
    }

    /// Bytes that somebody has taken, or that are in the pipe.
    var byteCount: Int { count.withLock { $0 } }

    /// Waits until nobody has the other end any more.
    func waitUntilClosed() async throws {
      while !isBroken.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(5)) }
    }
  }

  @Test(arguments: [("voice.flac", 1), ("band.wav", 1), ("epiano.mp3", 3), ("empty.wav", 2)])
  func allNotesComeInOrderOfOnset(recording: String, threadCount: Int) async throws {
    let path = Fixture.path("Recordings/\(recording)")
    let transcriber = try transcriber(threadCount: threadCount)
    let expected = try transcriber.transcribe(path).notes
      .sorted { ($0.onset, $0.pitch) < ($1.onset, $1.pitch) }
    let sequence = transcriber.notes(in: Recording(path: path))
    #expect(try await notes(of: sequence) == expected)
    // Each loop hears it anew.
    #expect(try await notes(of: sequence) == expected)
  }

  @Test func theReferencesNotesComeInOrderToo() async throws {
    var settings = Transcriber.Settings()
    settings.notes.quirks = .all
    let transcriber = try Transcriber(
      model: ModelWeights(path: Fixture.model), settings: settings)
    let path = Fixture.path("Recordings/voice.flac")
    let onsets = try await notes(of: transcriber.notes(in: Recording(path: path))).map(\.onset)
    #expect(try onsets == ReferenceNotes(recording: "voice").notes.map(\.onset).sorted())
  }

  /// The clarinet's first note is over long before the 40th second, and nothing follows.
  @Test(arguments: [1, 2])
  func notesComeBeforeTheEndOfAPipe(threadCount: Int) async throws {
    let pipe = try EndlessPipe(limit: 40 * 16_000)
    var count = 0
    for try await note in try transcriber(threadCount: threadCount).notes(in: pipe.recording) {
      #expect(note.offset > note.onset && (21...108).contains(note.pitch))
      count += 1
      if count == 5 { break }
    }
    #expect(count == 5)
    // Whoever leaves the loop closes the pipe, although the thread waits for more.
    try await pipe.waitUntilClosed()
  }

  @Test(arguments: [1, 2])
  func whoTakesNotesSlowlyHoldsTheRecordingBack(threadCount: Int) async throws {
    // An hour and three quarters, all of which is heard in seconds where nobody waits.
    let limit = 100_000_000
    let pipe = try EndlessPipe(limit: limit)
    var iterator = try transcriber(threadCount: threadCount).notes(in: pipe.recording)
      .makeAsyncIterator()
    #expect(try await iterator.next() != nil)
    var (before, after) = (-1, pipe.byteCount)
    while before != after, after < limit {
      try await Task.sleep(for: .seconds(1))
      (before, after) = (after, pipe.byteCount)
    }
    // At most two windows a thread, the next passages until one has notes, and the buffers on the
    // way: some tens of seconds.
    #expect(after < 120 * 16_000)
    #expect(try await iterator.next() != nil)
  }

  @Test(arguments: [1, 2])
  func aCancelledTaskEndsTheLoopAndClosesThePipe(threadCount: Int) async throws {
    let pipe = try EndlessPipe(limit: 20 * 16_000)
    let sequence = try transcriber(threadCount: threadCount).notes(in: pipe.recording)
    let count = Mutex(0)
    let task = Task {
      for try await _ in sequence { count.withLock { $0 += 1 } }
      return Task.isCancelled
    }
    while count.withLock({ $0 }) == 0 { try await Task.sleep(for: .milliseconds(5)) }
    task.cancel()
    #expect(try await task.value)
    try await pipe.waitUntilClosed()
  }

  /// Nobody opens the other end.
  @Test func aPipeWithoutAWriterCanBeCancelled() async throws {
    let folder = try TemporaryFolder()
    #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
    let sequence = try transcriber().notes(in: Recording(path: folder.file("pipe")))
    let task = Task { try await notes(of: sequence) }
    // A reader is there as soon as a writer need not wait for one.
    var writer: Int32 = -1
    while writer < 0 {
      writer = open(folder.file("pipe"), O_WRONLY | O_NONBLOCK)
      try await Task.sleep(for: .milliseconds(5))
    }
    defer { close(writer) }
    task.cancel()
    #expect(try await task.value.isEmpty)
    // Nobody reads any more: that is an error on this end.
    var state = pollfd(fd: writer, events: 0, revents: 0)
    while poll(&state, 1, 0) == 0 { try await Task.sleep(for: .milliseconds(5)) }
  }

  @Test func aTaskThatWasCancelledBeforeHearsNothing() async throws {
    let sequence = try transcriber().notes(in: Recording(path: Fixture.path("Recordings/band.wav")))
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return try await notes(of: sequence)
    }
    task.cancel()
    #expect(try await task.value.isEmpty)
  }

  @Test func aFaultIsThrownAfterTheNotesBeforeIt() async throws {
    var samples = try AudioBuffer(
      contentsOf: Fixture.path("Recordings/clarinet.wav"), sampleRate: 22_050
    ).samples
    samples[300_000] = .infinity
    let sequence = try transcriber().notes(in: Recording(samples: samples, sampleRate: 22_050))
    var iterator = sequence.makeAsyncIterator()
    var count = 0
    do throws(AudioIOError) {
      while try await iterator.next() != nil { count += 1 }
      Issue.record("no error")
    } catch {
      #expect(
        error
          == .notFinite(
            path: "samples in memory", isNaN: false, frame: 300_000, seconds: 300_000 / 22_050,
            channel: 1))
    }
    #expect(count > 5)
    // Once only.
    #expect(try await iterator.next() == nil)
  }

  @Test func aMissingRecordingIsThrown() async throws {
    let path = try TemporaryFolder().file("missing.wav")
    let sequence = try transcriber().notes(in: Recording(path: path))
    await #expect(
      throws: AudioIOError.cannotOpen(path: path, reason: "no such file or directory")
    ) { try await notes(of: sequence) }
  }
}
