import AudioIO
import TranscriptionTypes

/// Where a thread that may wait hands notes to a task that may not.
///
/// One passage's notes are here at a time; the thread waits with the next until they are taken.
final class NoteFeed: Sendable {
  /// Nobody wants the notes any more.
  struct Closed: Error {}

  private struct State: Sendable {
    var notes: ArraySlice<NoteEvent> = []
    var isComplete = false
    var failure: AudioIOError?
    var isClosed = false
    /// The task, where it waits.
    var waiting: CheckedContinuation<Void, Never>?

    /// Whether the task has nothing to wait for.
    var hasNews: Bool { !notes.isEmpty || isComplete || isClosed }

    mutating func wake() {
      waiting?.resume()
      waiting = nil
    }
  }

  private let state = Monitor(State())

  /// Given when it is closed.
  let stop = StopSignal()

  /// Nobody will take notes any more: wakes both sides.
  func close() {
    stop.give()
    state.update {
      $0.isClosed = true
      $0.wake()
    }
  }
}

// The thread's side.
extension NoteFeed {
  /// Hands over notes once the earlier ones are taken.
  func put(_ notes: [NoteEvent]) throws(Closed) {
    let isWanted = state.waitFor { state -> Bool? in
      if state.isClosed { return false }
      guard state.notes.isEmpty else { return nil }
      state.notes = notes[...]
      if state.hasNews { state.wake() }
      return true
    }
    if !isWanted { throw Closed() }
  }

  /// Hands over the last notes, and what ended the recording if it was not its end.
  func finish(_ notes: [NoteEvent], _ failure: AudioIOError? = nil) {
    state.update {
      $0.notes += notes
      $0.isComplete = true
      $0.failure = failure
      $0.wake()
    }
  }
}

// The task's side.
extension NoteFeed {
  /// The next note; nil at the end, after a failure was thrown, and once it is closed.
  func next(isolation: isolated (any Actor)?) async throws(AudioIOError) -> NoteEvent? {
    if Task.isCancelled { close() }
    await news(isolation: isolation)
    let (note, failure) = state.update { state -> (NoteEvent?, AudioIOError?) in
      if state.isClosed { return (nil, nil) }
      if let note = state.notes.popFirst() { return (note, nil) }
      defer { state.failure = nil }
      return (nil, state.failure)
    }
    if let failure { throw failure }
    return note
  }

  /// Waits until there is a note, or none to come.
  private func news(isolation: isolated (any Actor)?) async {
    await withTaskCancellationHandler {
      await withCheckedContinuation(isolation: isolation) { continuation in
        state.update {
          $0.waiting = continuation
          if $0.hasNews { $0.wake() }
        }
      }
    } onCancel: {
      close()
    }
  }
}
