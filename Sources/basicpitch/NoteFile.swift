import Exports
import Transcription
import TranscriptionTypes

/// A file of notes in words or numbers, written as soon as they are decided.
struct NoteFile: ~Copyable {
  /// How notes become bytes.
  enum Form {
    case table(NoteTable)
    case document(NoteDocument)
    case lines(NoteLines)
    case listing(NoteListing)
  }

  private var file: OutputFile
  private var form: Form

  init(_ file: consuming OutputFile, _ form: Form) {
    self.file = file
    self.form = form
  }

  /// Writes what nothing can precede any more.
  mutating func append(_ passage: Passage) throws(ExportError) {
    let bytes = form.append(passage.notes, horizon: passage.horizon)
    if !bytes.isEmpty { try file.write(bytes) }
  }

  /// Writes the end, after the last passage.
  mutating func complete() throws(ExportError) {
    if case .document(let document) = form { try file.write(document.end) }
  }

  consuming func commit() throws(ExportError) { try file.commit() }
}

extension NoteFile.Form {
  fileprivate mutating func append(_ notes: [NoteEvent], horizon: Double) -> [UInt8] {
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
    }
  }
}
