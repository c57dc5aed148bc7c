import AudioIO
import Foundation
import TestSupport
import Testing
import TranscriptionTypes

/// Everything that a recording has to give, and how it ended.
func read(
  _ recording: Recording, sampleRate: Double = ModelConstants.sampleRate,
  blockLength: Int = 65_536
) throws -> (samples: [Float], shortfall: Shortfall?) {
  var reader = try AudioReader(recording, sampleRate: sampleRate, blockLength: blockLength)
  var samples: [Float] = []
  while let block = try reader.next() { samples += block }
  return (samples, reader.shortfall)
}

/// Files of every kind that hold the same second.
let everyKind = [
  "u8.wav", "s16.wav", "s24.wav", "s32.wav", "f32.wav", "f64.wav", "s8.aiff", "s16.aiff",
  "s16.flac", "s24.flac", "s16.caf", "alac.caf", "vorbis.ogg", "opus.ogg", "layer3.mp3",
]
