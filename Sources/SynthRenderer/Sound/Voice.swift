import Arithmetic
import KernelOperands

/// One sounding note.
///
/// The tone is computed in quanta counted from the note's own beginning, and handed out as asked
/// for: neither blocks nor events of other notes can change a bit of it.
struct Voice {
  /// Frames computed at a time; bends are heard at the next quantum, within 1.5 ms at 44.1 kHz.
  static let quantum = DecayingSine.quantum

  /// What it sounds like.
  struct Sound {
    var timbre: Timbre
    /// The key, 0…127.
    var pitch: Int
    /// 1…127.
    var velocity: Int
    /// From −1 (left) to 1.
    var position: Double
    /// Those of one group end one another.
    var group: Int?
    /// Makes its noise its own.
    var seed: UInt32
  }

  /// The key, 0…127.
  let pitch: Int
  let group: Int?
  /// Whether it takes its time whatever the key does.
  let isStruck: Bool

  /// Whether the key is still down; pedals hold a voice without it.
  var isKeyDown = true
  /// Whether the sostenuto pedal has caught it.
  var isCaught = false
  /// On its key, 0…127.
  var pressure = 0

  private let pan: (left: Float, right: Float)
  private let releaseLength: Int
  private let frequency: Double
  private let wander: Wander
  private var sines: SineBank
  private var noises: [NoiseBand]
  private var tone = [Float](repeating: 0, count: quantum)
  private var consumed = quantum
  private var age = 0
  private var bend: Double
  private var tuned: Double
  private var envelope: Envelope
  private var hasDecayed = false

  init(_ sound: Sound, bend: Double, instrument: Instrument) {
    let timbre = sound.timbre
    let tone = Tone(timbre, pitch: sound.pitch, velocity: sound.velocity)
    let rate = instrument.sampleRate
    pitch = sound.pitch
    group = sound.group
    isStruck = timbre.isStruck
    pan = Instrument.pan(sound.position)
    releaseLength = Int(timbre.release * rate)
    frequency = 2 * .pi * tone.frequency / rate
    wander = Wander(timbre)
    self.bend = bend
    tuned = bend + wander.semitones(after: 0, wheel: 0)
    sines = SineBank(
      tone, fundamental: frequency * Portable.exp2(tuned / 12), sampleRate: rate,
      arithmetic: instrument.arithmetic)
    let loudness = Tone.loudness(timbre, blow: Double(sound.velocity) / 127)
    noises = timbre.noises.enumerated().map { index, noise in
      NoiseBand(
        noise, loudness: loudness * Portable.pow(10, noise.level / 20),
        transposition: Double(sound.pitch - 60),
        seed: sound.seed &+ 0x9E37_79B9 &* UInt32(index + 1),
        sampleRate: rate)
    }
    envelope = Envelope(attack: Int((timbre.attack * rate).rounded()))
  }

  /// Whether it will never be heard again.
  var isOver: Bool { envelope.isOver || hasDecayed }

  /// Whether it is on its way out.
  var isReleased: Bool { envelope.isFalling }

  /// Lets the note end as its timbre does; the key counts as lifted.
  mutating func release() {
    isKeyDown = false
    envelope.release(within: releaseLength)
  }

  /// Lets it end within so many frames, however slowly its timbre would.
  mutating func cut(within length: Int) {
    isKeyDown = false
    envelope.release(within: min(length, releaseLength))
  }

  /// Adds up to `count` frames to a block from its beginning.
  ///
  /// - Parameters:
  ///   - bend: semitones that the channel bends; the voice glides there.
  ///   - wheel: cents of vibrato that the channel adds.
  /// - Returns: Frames added; fewer than `count` when the note is over.
  mutating func add(
    _ count: Int, to block: inout StereoBlock, bend: Double, wheel: Double, instrument: Instrument
  ) -> Int {
    var added = 0
    while added < count && !isOver {
      if consumed == Self.quantum {
        computeQuantum(bend: bend, wheel: wheel, instrument: instrument)
      }
      added += addRest(
        atMost: count - added, to: &block, at: added, arithmetic: instrument.arithmetic)
    }
    return added
  }

  /// Adds what is left of the present quantum, or as much of it as there is room for.
  private mutating func addRest(
    atMost room: Int, to block: inout StereoBlock, at start: Int, arithmetic: Arithmetic
  ) -> Int {
    let wanted = consumed..<min(Self.quantum, consumed + room)
    let count = tone.withUnsafeMutableBufferPointer { tone in
      let samples = UnsafeMutableBufferPointer(rebasing: tone[wanted])
      let count = envelope.apply(to: samples)
      block.add(samples, count: count, gains: pan, at: start, arithmetic: arithmetic)
      return count
    }
    consumed += wanted.count
    hasDecayed = sines.isSilent && noises.isEmpty && consumed == Self.quantum
    return count
  }

  private mutating func computeQuantum(bend: Double, wheel: Double, instrument: Instrument) {
    let seconds = Double(age) / instrument.sampleRate
    tune(to: bend, wheel: wheel, after: seconds, instrument: instrument)
    for i in tone.indices { tone[i] = 0 }
    sines.add(to: &tone, arithmetic: instrument.arithmetic)
    for i in noises.indices { noises[i].add(to: &tone) }
    if wander.swells { swell(after: seconds, sampleRate: instrument.sampleRate) }
    noises.removeAll(where: \.isOver)
    consumed = 0
    age += Self.quantum
  }

  /// Goes part of the way to the new bend, and the whole once a hundredth of a cent is left.
  ///
  /// A bend that arrives with the note, but after it in the file, is the note's first pitch.
  private mutating func tune(
    to target: Double, wheel: Double, after seconds: Double, instrument: Instrument
  ) {
    let rest = target - bend
    bend = abs(rest) < 1e-4 || age == 0 ? target : bend + instrument.glide * rest
    let place = bend + wander.semitones(after: seconds, wheel: wheel)
    guard place != tuned else { return }
    tuned = place
    sines.tune(to: frequency * Portable.exp2(place / 12), arithmetic: instrument.arithmetic)
  }

  /// The tremolo, in a straight line from one end of the quantum to the other.
  private mutating func swell(after seconds: Double, sampleRate: Double) {
    let first = wander.gain(after: seconds)
    let last = wander.gain(after: seconds + Double(Self.quantum) / sampleRate)
    for i in tone.indices {
      tone[i] *= first + (last - first) * (Float(i) / Float(Self.quantum))
    }
  }
}
