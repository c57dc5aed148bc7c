#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// One sounding note.
///
/// The tone is computed in quanta counted from the note's own beginning, and handed out as asked
/// for: neither blocks nor events of other notes can change a bit of it.
struct Voice {
  /// Frames computed at a time; bends are heard at the next quantum, within 1.5 ms at 44.1 kHz.
  static let quantum = 64

  /// The key, 0…127.
  let pitch: Int

  /// Whether the key is still down; with the pedal down a voice sounds on without it.
  var isKeyDown = true

  /// Where the channel's bend stands, in semitones; the voice glides there.
  var bend: Double

  private let pan: (left: Float, right: Float)
  private let faintest: Float
  private var partials: [Partial]
  private var tone = [SIMD8<Float>](repeating: .zero, count: quantum / 8)
  private var consumed = quantum
  private var tunedBend: Double
  private var fundamental: Double
  private var envelope = Envelope()
  private var hasBegun = false
  private var hasDecayed = false

  init(pitch: Int, velocity: Int, bend: Double, instrument: Instrument) {
    let timbre = PianoTone(pitch: pitch, velocity: velocity)
    let fundamental = 2 * .pi * timbre.frequency * exp2(bend / 12) / instrument.sampleRate
    self.pitch = pitch
    self.bend = bend
    self.fundamental = fundamental
    tunedBend = bend
    pan = Instrument.pan(pitch: pitch)
    partials = timbre.harmonics.map {
      Partial($0, fundamental: fundamental, sampleRate: instrument.sampleRate)
    }
    // A partial is dropped when it is 90 dB below the loudest at the beginning.
    faintest = 1e-9 * (partials.lazy.map(\.power).max() ?? 0)
  }

  /// Whether it will never be heard again.
  var isOver: Bool { envelope.isOver || hasDecayed }

  /// Lets the note end along a curve; the key counts as lifted.
  mutating func release(along curve: [Float]) {
    isKeyDown = false
    envelope.release(along: curve)
  }

  /// Adds up to `count` frames to a block from its beginning.
  ///
  /// - Returns: Frames added; fewer than `count` when the note is over.
  mutating func add(_ count: Int, to block: inout StereoBlock, instrument: Instrument) -> Int {
    var added = 0
    while added < count && !isOver {
      if consumed == Self.quantum { computeQuantum(instrument: instrument) }
      added += addRest(atMost: count - added, to: &block, at: added, instrument: instrument)
    }
    return added
  }

  /// Adds what is left of the present quantum, or as much of it as there is room for.
  private mutating func addRest(
    atMost room: Int, to block: inout StereoBlock, at start: Int, instrument: Instrument
  ) -> Int {
    let wanted = consumed..<min(Self.quantum, consumed + room)
    let count = tone.withUnsafeMutableBytes { bytes in
      let all = bytes.bindMemory(to: Float.self)
      let samples = UnsafeMutableBufferPointer(rebasing: all[wanted])
      let count = envelope.apply(to: samples, attack: instrument.curves.attack)
      for i in 0..<count { block.left[start + i] += pan.left * samples[i] }
      for i in 0..<count { block.right[start + i] += pan.right * samples[i] }
      return count
    }
    consumed += wanted.count
    hasDecayed = partials.isEmpty && consumed == Self.quantum
    return count
  }

  private mutating func computeQuantum(instrument: Instrument) {
    if tunedBend != bend { glide(instrument: instrument) }
    partials.withUnsafeMutableBufferPointer { partials in
      tone.withUnsafeMutableBufferPointer { tone in
        tone.update(repeating: .zero)
        for i in partials.indices { partials[i].add(to: tone, fundamental: fundamental) }
      }
    }
    partials.removeAll { $0.power < faintest }
    consumed = 0
    hasBegun = true
  }

  /// Goes part of the way to the new bend, and the whole once a hundredth of a cent is left.
  ///
  /// A bend that arrives with the note, but after it in the file, is the note's first pitch.
  private mutating func glide(instrument: Instrument) {
    let rest = bend - tunedBend
    tunedBend = abs(rest) < 1e-4 || !hasBegun ? bend : tunedBend + instrument.glide * rest
    let frequency = PianoTone.frequency(pitch: Double(pitch) + tunedBend)
    fundamental = 2 * .pi * frequency / instrument.sampleRate
    for i in partials.indices { partials[i].tune(to: fundamental) }
  }
}
