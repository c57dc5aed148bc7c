import TranscriptionTypes

/// The outline of a recording: how far it goes up and down in each stretch of time.
///
/// Two bytes a stretch of 64 samples (3 ms), for recordings of more than six minutes of 128, and so
/// on: at most 131 072 stretches. The first byte is the largest sample, the second the smallest with
/// its sign changed, 255 being full scale.
struct Waveform: Sendable {
  private static let samplesPerRow = 64

  private(set) var rows = MergedRows(width: 2, limit: 1 << 17)
  private(set) var sampleCount = 0
  private var highest: Float = 0
  private var lowest: Float = 0

  /// Seconds of a stretch.
  var secondsPerRow: Double {
    Double(Self.samplesPerRow * rows.rowsPerRow) / ModelConstants.sampleRate
  }

  /// Takes in the samples that follow, at 22 050 Hz.
  mutating func append(_ samples: [Float]) {
    for sample in samples {
      highest = max(highest, sample)
      lowest = min(lowest, sample)
      sampleCount += 1
      if sampleCount % Self.samplesPerRow == 0 { endRow() }
    }
  }

  /// Ends the last stretch, which may be shorter.
  mutating func finish() {
    if sampleCount % Self.samplesPerRow > 0 { endRow() }
  }

  private mutating func endRow() {
    rows.append([byte(highest), byte(-lowest)])
    highest = 0
    lowest = 0
  }
}

/// A value of 0…1 in a byte; what is beyond is cut off.
func byte(_ value: Float) -> UInt8 { UInt8((255 * min(max(0, value), 1)).rounded()) }
