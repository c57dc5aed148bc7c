import Exports
import Transcription
import TranscriptionTypes

/// A file of notes in words or numbers, written as soon as they are decided.
final class NoteFile {
  /// How notes become bytes.
  enum Form {
    case table(NoteTable)
    case document(NoteDocument)
    case lines(NoteLines)
    case listing(NoteListing)
    case intervals(NoteIntervals)
    case pitch(PitchTrack)
  }

  private var file: OutputFile?
  private var form: Form

  init(_ file: consuming OutputFile, _ form: Form) {
    self.file = consume file
    self.form = form
  }

  /// Writes what nothing can precede any more.
  func append(_ passage: Passage) throws(ExportError) {
    let bytes = form.append(passage)
    if !bytes.isEmpty { try file?.write(bytes) }
  }

  /// Writes the end, after the last passage.
  func complete() throws(ExportError) {
    if case .document(let document) = form { try file?.write(document.end) }
  }

  /// Gives the file its name.
  func commit() throws(ExportError) { try file.take()?.commit() }
}

extension NoteFile.Form {
  /// Nil for a format that is no text.
  ///
  /// - Parameter members: what a document says of its notes.
  init?(_ format: OutputFormat, members: @autoclosure () -> [(name: String, value: JSONValue)]) {
    switch format {
    case .csv: self = .table(NoteTable())
    case .json: self = .document(NoteDocument(members()))
    case .ndjson: self = .lines(NoteLines())
    case .txt: self = .listing(NoteListing())
    case .intervals: self = .intervals(NoteIntervals())
    case .f0: self = .pitch(PitchTrack())
    case .mid, .npz, .html, .svg, .png, .musicxml, .sound: return nil
    }
  }

  fileprivate mutating func append(_ passage: Passage) -> [UInt8] {
    let (notes, horizon) = (passage.notes, passage.horizon)
    switch self {
    case .table(var table):
      defer { self = .table(table) }
      return table.append(notes, horizon: horizon)
    case .document(var document):
      defer { self = .document(document) }
      return document.append(notes, horizon: horizon)
    case .lines(var lines):
      defer { self = .lines(lines) }
      return lines.append(notes, horizon: horizon)
    case .listing(var listing):
      defer { self = .listing(listing) }
      return listing.append(notes, horizon: horizon)
    case .intervals(var intervals):
      defer { self = .intervals(intervals) }
      return intervals.append(notes, horizon: horizon)
    case .pitch(var track):
      defer { self = .pitch(track) }
      return track.append(notes, times: passage.frameTimes, horizon: horizon)
    }
  }
}
