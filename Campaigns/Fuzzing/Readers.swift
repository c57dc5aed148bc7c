import Archives
import Arithmetic
import AudioIO
import Evaluation
import MIDIWriter
import TranscriptionTypes

@testable import CNNInference
@testable import basicpitch

/// All that reads what others have written, by name. An error is an answer; a trap is a finding.
nonisolated(unsafe) let readers: [String: ([UInt8]) -> Void] = [
  "midi": readMIDI, "model": readModel, "archive": readArchive, "arguments": readArguments,
  "table": readTable, "sound": readSound, "list": readList,
]

private let file = InputFile()

private func readMIDI(_ bytes: [UInt8]) {
  guard let midi = try? MIDIFileDecoder().decode(bytes) else { return }
  precondition(midi.duration >= 0 && midi.tempoChanges.allSatisfy { $0.time.isFinite })
  precondition(midi.notes.allSatisfy { $0.onset <= $0.offset })
  let beat = midi.bars.beat(from: midi.duration / 2)
  precondition(beat.time.isFinite && beat.number > 0)
  precondition(Annotation(midi).notes.count <= midi.notes.count)
}

/// Length and checksum are put right first: nothing would get past them.
private func readModel(_ bytes: [UInt8]) {
  readModels(bytes)
  guard bytes.count >= 68 else { return }
  var bytes = bytes
  bytes.replaceSubrange(16..<24, with: littleEndian(UInt64(bytes.count)))
  var crc = CRC32()
  crc.update(bytes.span.bytes.extracting(droppingLast: 4))
  bytes.replaceSubrange(bytes.count - 4..<bytes.count, with: littleEndian(crc.value))
  readModels(bytes)
}

/// What hears notes, and what tells instruments apart, which is computed too: its file says how.
private func readModels(_ bytes: [UInt8]) {
  _ = try? ModelWeights(bytes: bytes, path: "model")
  guard let weights = try? InstrumentWeights(bytes: bytes, path: "model") else { return }
  var stream = EnvelopeStream(InstrumentNetwork(weights, arithmetic: .best))
  let bandCount = BandPowers.bandCount
  let powers = BandPowers(
    bands: (0..<9 * bandCount).map { Float($0 % 7) }, total: [Float](repeating: 1, count: 9))
  precondition(stream.append(powers).frameCount + stream.finish().frameCount == 2)
}

private func littleEndian(_ number: some FixedWidthInteger) -> [UInt8] {
  withUnsafeBytes(of: number.littleEndian) { Array($0) }
}

private func readArchive(_ bytes: [UInt8]) {
  file.hold(bytes)
  do {
    var reader = try PosteriorgramReader(path: file.path)
    // A compressed archive may be a thousand times as long as its file.
    for _ in 0..<20 {
      guard let frames = try reader.next() else { break }
      precondition(frames.note.values.allSatisfy { (0...1).contains($0) })
    }
  } catch {}
}

/// Words of a command line end with a zero, as in `/proc/PID/cmdline`.
private func readArguments(_ bytes: [UInt8]) {
  let words = bytes.split(separator: 0, omittingEmptySubsequences: false).map {
    String(path: Array($0))
  }
  do {
    _ = try Invocation.program.parse(words)
  } catch {
    precondition(!Failure(error).message.legible.isEmpty, "an error without a message")
  }
}

private func readTable(_ bytes: [UInt8]) {
  guard let annotation = try? Annotation(table: bytes) else { return }
  precondition(annotation.notes.allSatisfy { $0.onset < $0.offset && $0.pitch.isFinite })
}

/// Ten seconds of a sound file, as a file and as a stream.
private func readSound(_ bytes: [UInt8]) {
  file.hold(bytes)
  var recording = Recording(path: file.path)
  recording.duration = 10
  do {
    var reader = try AudioReader(recording, sampleRate: ModelConstants.sampleRate)
    while let samples = try reader.next() { precondition(samples.allSatisfy(\.isFinite)) }
  } catch {
    precondition(!"\(error)".contains("\n"), "a message of several lines")
  }
}

private func readList(_ bytes: [UInt8]) {
  precondition(PathList(bytes).paths.allSatisfy { !$0.isEmpty }, "a path without a name")
}
