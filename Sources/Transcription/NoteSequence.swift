public import AudioIO
import Dispatch
import NoteCreation
import TranscriptionTypes

extension Transcriber {
  /// The notes of a recording in order of onset, each as soon as it is certain that none precedes it.
  ///
  /// ```swift
  /// for try await note in transcriber.notes(in: Recording(path: "song.flac")) {
  ///   print(note.onset, note.pitch)
  /// }
  /// ```
  ///
  /// By default that is a few seconds after a note ends, so the recording may be a pipe that goes on
  /// for hours; with `settings.notes.quirks` that decide as the reference does, it is the end.
  ///
  /// `settings.interpretation` changes nothing here: it takes the whole recording.
  public func notes(in recording: Recording) -> NoteSequence {
    NoteSequence(transcriber: self, recording: recording)
  }
}

/// Notes that come while a recording is heard; ``Transcriber/notes(in:)`` makes it.
///
/// Each loop over it hears the recording anew, on a thread of its own besides those that infer. The
/// thread is never further ahead than some windows of two seconds: where notes are taken slowly, the
/// recording is heard slowly, and memory does not grow.
///
/// A loop whose task is cancelled ends at once, as if there were no more notes; `Task.isCancelled`
/// tells. Then, and when a loop is left early, the threads stop within the window that they infer
/// and the recording is closed, even if it is a pipe through which nothing comes.
public struct NoteSequence: AsyncSequence, Sendable {
  /// Why there is no next note: the recording cannot be read on.
  public typealias Failure = AudioIOError

  let transcriber: Transcriber
  let recording: Recording

  /// Begins to listen.
  public func makeAsyncIterator() -> Iterator { Iterator(of: self) }

  /// Takes one note after the other.
  public struct Iterator: AsyncIteratorProtocol {
    private let listener: Listener

    fileprivate init(of sequence: NoteSequence) { listener = Listener(to: sequence) }

    /// The next note; nil at the end, after an error, and once the task is cancelled.
    ///
    /// - Throws: what is wrong with the recording, after the notes before the fault.
    public mutating func next(
      isolation: isolated (any Actor)? = #isolation
    ) async throws(AudioIOError) -> NoteEvent? {
      try await listener.feed.next(isolation: isolation)
    }
  }

  /// Listens for as long as somebody refers to it.
  private final class Listener: Sendable {
    let feed = NoteFeed()

    init(to sequence: NoteSequence) {
      let feed = feed
      // It waits for whoever takes the notes, so none of the threads that tasks share may do it.
      DispatchQueue(label: "basicpitch.notes").async { sequence.feed(feed) }
    }

    deinit { feed.close() }
  }

  /// The thread's part.
  private func feed(_ feed: NoteFeed) {
    var queue = NoteQueue()
    var decoder = NoteCreator(
      settings: transcriber.settings.notes, arithmetic: transcriber.arithmetic
    ).makeDecoder()
    do throws(TranscriptionError<NoteFeed.Closed>) {
      _ = try transcriber.listen(to: recording, until: feed.stop) { heard throws(NoteFeed.Closed) in
        let notes = decoder.append(heard.posteriorgrams)
        try feed.put(queue.append(notes, horizon: decoder.horizon))
      }
      feed.finish(queue.append(decoder.finish(), horizon: .infinity))
    } catch {
      if case .input(let failure) = error {
        feed.finish(queue.append(decoder.finish(), horizon: .infinity), failure)
      }
    }
  }
}
