import Arithmetic
import AudioIO
import CNNInference
import Foundation
import NoteCreation
import TestSupport
import Testing
import Transcription
import TranscriptionTypes

/// Tones whose pitch is known, through the network, to bends.
@Suite struct PitchBendTests {
  private static let sampleRate = 22_050.0
  private static let pitches = [45, 52, 59, 64, 69, 74, 81]

  /// How loud each harmonic is.
  enum Timbre: CaseIterable, Sendable {
    case saw
    case plucked
    case voice

    func amplitude(harmonic: Int, frequency: Double) -> Double {
      let h = Double(harmonic)
      func formant(_ centre: Double, _ width: Double) -> Double {
        exp(-pow((h * frequency - centre) / width, 2))
      }
      return switch self {
      case .saw: 1 / h
      case .plucked: pow(0.7, h - 1)
      case .voice: (0.1 + formant(600, 200) + formant(1200, 250) + formant(2600, 400) / 2) / h
      }
    }
  }

  /// Tones of two seconds, one after another, half a second apart, whose deviation from the key in
  /// cents depends on the time in it.
  ///
  /// - Returns: their notes, with the network's pitch, but the true beginnings and ends.
  private func notes(
    _ pitches: [Int], _ timbre: Timbre, cents: (Double) -> Double
  ) throws -> [NoteEvent] {
    var samples: [Float] = []
    for pitch in pitches {
      var phase = 0.0
      for i in 0..<Int(2.5 * Self.sampleRate) {
        let time = Double(i) / Self.sampleRate
        let frequency = 440 * exp2((Double(pitch - 69) + cents(time) / 100) / 12)
        phase += 2 * .pi * frequency / Self.sampleRate
        let envelope = max(0, min(time / 0.01, (2 - time) / 0.03, 1))
        var sum = 0.0
        for harmonic in 1...min(20, Int(9500 / frequency)) where envelope > 0 {
          sum +=
            timbre.amplitude(harmonic: harmonic, frequency: frequency)
            * sin(Double(harmonic) * phase)
        }
        samples.append(Float(0.1 * envelope * sum))
      }
    }
    let folder = try TemporaryFolder()
    let path = folder.file("tones.wav")
    var writer = try AudioWriter(
      path: path, sampleRate: Self.sampleRate, channelCount: 1, format: .float32)
    try writer.write(samples)
    try writer.close()
    let transcriber = Transcriber(
      model: try ModelWeights(path: Fixture.model), arithmetic: try Arithmetic())
    var heard = try transcriber.transcribe(path).posteriorgrams
    for frame in 0..<heard.frameCount {
      let time = Double(frame / 142 * 36_164 + frame % 142 * 256) / Self.sampleRate
      let (index, rest) = (Int(time / 2.5), time.truncatingRemainder(dividingBy: 2.5))
      for key in 0..<88 {
        let isPlayed = index < pitches.count && pitches[index] - 21 == key
        heard.note[frame: frame, bin: key] = isPlayed && rest < 2 ? 0.8 : 0
        heard.onset[frame: frame, bin: key] = isPlayed && rest >= 0.05 && rest < 0.0616 ? 0.9 : 0
      }
    }
    var settings = NoteCreator.Settings()
    settings.quirks = []
    return NoteCreator(settings: settings).createNotes(from: heard)
      .sorted { $0.onset < $1.onset }
  }

  @Test(arguments: Timbre.allCases)
  func aNoteInTuneDoesNotBend(timbre: Timbre) throws {
    let notes = try notes(Self.pitches, timbre) { _ in 0 }
    #expect(notes.map(\.pitch) == Self.pitches)
    #expect(notes.allSatisfy { $0.pitchBends.isEmpty })
  }

  /// The goal near the key is 3 cents; farther away, the network's bias differs from timbre to
  /// timbre, by 2 cents in the mean and 6 in one of twenty (entry 15 of docs/Deviations.md).
  @Test(
    arguments: Timbre.allCases,
    [(-35.0, 6.0), (-20, 6), (-5, 3.5), (5, 3.5), (12, 6), (25, 6), (35, 6)])
  func aSteadyNoteHasOneBend(timbre: Timbre, tone: (cents: Double, tolerance: Double)) throws {
    let notes = try notes(Self.pitches, timbre) { _ in tone.cents }
    #expect(notes.map(\.pitch) == Self.pitches)
    #expect(notes.allSatisfy { $0.pitchBends.count <= 1 })
    let errors = notes.map { 100 * ($0.pitchBends.first ?? 0) - tone.cents }
    #expect(errors.allSatisfy { abs($0) <= tone.tolerance }, "\(errors)")
  }

  @Test(arguments: Timbre.allCases)
  func vibratoIsFollowed(timbre: Timbre) throws {
    func vibrato(_ time: Double) -> Double { 50 * sin(2 * .pi * 6 * time) }
    let pitches = [60, 64, 69, 76, 81]
    let notes = try notes(pitches, timbre, cents: vibrato)
    #expect(notes.map(\.pitch) == pitches)
    for (index, note) in notes.enumerated() {
      let step = (note.offset - note.onset) / Double(note.pitchBends.count - 1)
      // The onset and the release, where the transform's filters see half a tone, are left out.
      let errors = note.pitchBends.enumerated().compactMap { place, bend in
        let time = note.onset + Double(place) * step - 2.5 * Double(index)
        return (0.15...1.85).contains(time) ? 100 * bend - vibrato(time) : nil
      }
      let deviation = (errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)).squareRoot()
      // The goal is 10 cents; a bend that stood still would err by 35.
      #expect(deviation < 8, "\(note.pitch)")
    }
  }
}
