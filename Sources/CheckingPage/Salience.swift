import TranscriptionTypes

/// The posteriorgrams as a picture: 440 bytes a frame, first note, then onset, then contour.
///
/// Up to 32 768 frames, 6 minutes, are kept one by one, more are merged. 255 is certainty.
struct Salience: Sendable {
  /// Below this, 14 %, nothing is heard: the network gives keys that do not sound some 10 %. What is
  /// left takes up a tenth of the room.
  private static let faintest: UInt8 = 36

  private(set) var rows = MergedRows(
    width: 2 * ModelConstants.pitchCount + ModelConstants.contourBinCount, limit: 1 << 15)

  /// Seconds of a row: in the mean, as windows do not begin a whole number of frames apart. No frame
  /// is off by as much as its own length, 12 ms.
  var secondsPerRow: Double {
    Double(rows.rowsPerRow * ModelConstants.windowHop)
      / Double(ModelConstants.keptFramesPerWindow) / ModelConstants.sampleRate
  }

  /// Takes in the frames that follow.
  mutating func append(_ frames: Posteriorgrams) {
    for frame in 0..<frames.frameCount {
      var row: [UInt8] = []
      row.reserveCapacity(rows.width)
      for part in [frames.note, frames.onset, frames.contour] {
        let start = frame * part.binCount
        for value in part.values[start..<start + part.binCount] {
          let byte = byte(value)
          row.append(byte < Self.faintest ? 0 : byte)
        }
      }
      rows.append(row)
    }
  }

  /// The rows side by side, with a 0 and their number (1…255) for each run of zeros.
  var packed: [UInt8] {
    var bytes: [UInt8] = []
    var zeros: UInt8 = 0
    for value in rows.values {
      if zeros > 0, value > 0 || zeros == 255 {
        bytes += [0, zeros]
        zeros = 0
      }
      if value > 0 { bytes.append(value) } else { zeros += 1 }
    }
    return zeros > 0 ? bytes + [0, zeros] : bytes
  }
}
