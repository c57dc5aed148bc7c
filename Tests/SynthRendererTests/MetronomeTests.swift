import SynthRenderer
import TestSupport
import Testing
import TranscriptionTypes

@Suite struct MetronomeTests {
  private let rate = 44_100.0

  private func renderer(blockLength: Int = 4096, longest: Double? = nil) -> SynthRenderer {
    var settings = SynthRenderer.Settings()
    settings.channels = .mono
    settings.blockLength = blockLength
    settings.hasRoom = false
    settings.hasClick = true
    settings.longest = longest
    return SynthRenderer(settings)
  }

  /// Music that nobody hears, of so many seconds.
  private func silence(
    seconds: Double, _ tempi: [TempoChange] = [], _ signatures: [TimeSignature] = []
  ) -> MIDIFile {
    MIDIFile(
      tempoChanges: tempi, timeSignatures: signatures,
      tracks: [MIDITrack(events: [control(seconds, 7, 100)])])
  }

  private func signature(_ metre: Metre, at time: Double = 0) -> TimeSignature {
    TimeSignature(time: time, metre: metre)
  }

  /// Samples at which something begins after silence, and whether it is the higher click.
  private func clicks(in samples: [Float]) -> [(frame: Int, isAccented: Bool)] {
    var found: [(Int, Bool)] = []
    var quiet = Int.max
    for (i, sample) in samples.enumerated() {
      if sample != 0, quiet > 1000 {
        // Clicks are 1300 and 2000 Hz; of 1024 samples a bin is 43 Hz wide.
        let spectrum = powerSpectrum(samples[i..<i + 1024])
        let loudest = spectrum.indices.max { spectrum[$0] < spectrum[$1] } ?? 0
        found.append((i, Double(loudest) * rate / 1024 > 1650))
      }
      quiet = sample == 0 ? (quiet == .max ? .max : quiet + 1) : 0
    }
    return found
  }

  /// Expects clicks at so many seconds, accented at those given.
  private func expect(
    _ midi: MIDIFile, at seconds: [Double], accented: [Double],
    _ location: SourceLocation = #_sourceLocation
  ) {
    let clicks = clicks(in: renderer().samples(of: midi))
    let frames = seconds.map { Int(($0 * rate).rounded()) }
    #expect(clicks.map(\.frame) == frames, sourceLocation: location)
    #expect(
      clicks.map(\.isAccented) == seconds.map(accented.contains), sourceLocation: location)
  }

  @Test func withoutASignatureFourQuartersAreABar() {
    expect(
      silence(seconds: 3.3), at: [0, 0.5, 1, 1.5, 2, 2.5, 3], accented: [0, 2])
  }

  @Test func threeQuartersAreABar() {
    let midi = silence(
      seconds: 3.3, [TempoChange(time: 0, beatsPerMinute: 100)],
      [signature(Metre(beatsPerBar: 3))])
    expect(midi, at: [0, 0.6, 1.2, 1.8, 2.4, 3], accented: [0, 1.8])
  }

  @Test func threeEighthsAreABeatOfSixEighths() {
    let midi = silence(seconds: 3.3, [], [signature(Metre(beatsPerBar: 2, isCompound: true))])
    expect(midi, at: [0, 0.75, 1.5, 2.25, 3], accented: [0, 1.5, 3])
  }

  @Test func halvesAreBeatsOfTwoHalves() {
    let midi = silence(seconds: 3.3, [], [signature(Metre(beatsPerBar: 2, denominator: 2))])
    expect(midi, at: [0, 1, 2, 3], accented: [0, 2])
  }

  @Test func beatsFollowTheTempoWithinABeat() {
    // Half a beat of the slow tempo is left where it begins, at a beat and a half.
    let midi = silence(
      seconds: 4,
      [TempoChange(time: 0, beatsPerMinute: 120), TempoChange(time: 0.75, beatsPerMinute: 60)])
    expect(midi, at: [0, 0.5, 1.25, 2.25, 3.25], accented: [0, 3.25])
  }

  @Test func signatureWithinABarBeginsANewOne() {
    let midi = silence(seconds: 3, [], [signature(Metre(beatsPerBar: 3), at: 1.25)])
    expect(midi, at: [0, 0.5, 1, 1.25, 1.75, 2.25, 2.75], accented: [0, 1.25, 2.75])
  }

  @Test func oddTempiLieOnTheNearestSample() {
    // 461 538 µs a quarter, which a file of 130 a minute has.
    let midi = silence(seconds: 20, [TempoChange(time: 0, beatsPerMinute: 6e7 / 461_538)])
    let beats = (0..<44).map { 0.461_538 * Double($0) }
    expect(midi, at: beats, accented: stride(from: 0, to: 44, by: 4).map { beats[$0] })
  }

  @Test func thereIsNoClickAtTheEnd() {
    expect(silence(seconds: 1), at: [0, 0.5], accented: [0])
    expect(silence(seconds: 1.001), at: [0, 0.5, 1], accented: [0])
    #expect(renderer().samples(of: MIDIFile()).isEmpty)
    #expect(renderer(longest: 0.6).samples(of: silence(seconds: 100)).count == 26_460)
  }

  @Test func musicIsTheSameBesideClicks() {
    let midi = score(note(60, from: 0, to: 2))
    let beside = renderer().samples(of: midi)
    let alone = SynthRenderer(dryAt: rate, channels: .mono).samples(of: midi)
    // A click lasts less than 0.15 s.
    for beat in stride(from: 0, to: 2, by: 0.5) {
      let rest = Int((beat + 0.15) * rate)..<Int((beat + 0.5) * rate)
      #expect(beside[rest] == alone[rest])
      #expect(beside[Int(beat * rate)] != alone[Int(beat * rate)])
    }
    #expect(beside.count == alone.count)
  }

  @Test func blockLengthDoesNotChangeABit() {
    let midi = randomScore(seed: 3, seconds: 2, events: 60)
    let whole = renderer(blockLength: 1 << 20).samples(of: midi)
    for length in [1, 64, 1000] {
      #expect(renderer(blockLength: length).samples(of: midi) == whole)
    }
  }

  @Test func whatIsTooFastToBeHeardEndsInTime() {
    let fastest = [TempoChange(time: 0, beatsPerMinute: 6e7)]
    let metre = [signature(Metre(beatsPerBar: 255, denominator: 64))]
    let samples = renderer(longest: 1).samples(of: silence(seconds: 1e9, fastest, metre))
    #expect(samples.count == 44_100 && samples.allSatisfy { $0.isFinite })
    // 33 clicks in all: as loud as a few, not as millions.
    #expect(samples.allSatisfy { abs($0) < 2 })
  }

  @Test func tempiThatNoFileHasAreHarmless() {
    for tempo in [0, -1, .nan, .infinity, 1e-300, 1e300] as [Double] {
      for time in [0, -1, .nan, .infinity, 1e300] as [Double] {
        let midi = silence(
          seconds: 0.2, [TempoChange(time: time, beatsPerMinute: tempo)],
          [signature(Metre(beatsPerBar: 3), at: time)])
        #expect(clicks(in: renderer().samples(of: midi)).first?.frame == 0)
      }
    }
  }

  @Test(.enabled(if: SoundFonts.areInstalled(SoundFonts.small), "\(SoundFonts.missing)"))
  func clicksAreExactBesideASoundFont() throws {
    var settings = SynthRenderer.Settings()
    settings.soundFont = try SoundFont(path: SoundFonts.small)
    settings.hasClick = true
    settings.channels = .mono
    let samples = SynthRenderer(settings).samples(of: silence(seconds: 1.2))
    // No multiples of 64 frames.
    #expect(clicks(in: samples).map(\.frame) == [0, 22_050, 44_100])
  }
}
