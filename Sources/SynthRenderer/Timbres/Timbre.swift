/// What a program sounds like: all that makes a voice, but for key, velocity and time.
///
/// Everything that sounds is a sum of sines that die away, each at its own pace, and of a little
/// noise; a held sound is one that takes for ever to do so. Timbres are tables in this form, a file
/// a family.
struct Timbre: Sendable {
  /// The sines and their loudness.
  var spectrum = Spectrum()
  /// How they die away; nil for what sounds as long as its key is held.
  var decay: Decay?
  /// Seconds of the rise and of the fall.
  var attack = 0.003
  var release = 0.06
  /// Seconds by which the tenth harmonic rises later than the first, as when lips begin to buzz.
  var lag = 0.0
  /// How much louder than later the beginning is, and the seconds in which that is 60 dB less.
  var accent: (level: Double, seconds: Double)?
  /// Where equal copies lie beside the pitch, in cents: several players, or strings that beat.
  var copies = [0.0]
  var vibrato = Vibrato()
  var tremolo = Tremolo()
  var noises: [Noise] = []
  /// Where the pitch comes from, in semitones, and the time constant in seconds with which it
  /// arrives.
  var fall: (semitones: Double, seconds: Double)?
  /// Decibels.
  var level = 0.0
  /// How far the ends of the keyboard lie from the middle, 0…1 from the middle to the side.
  var width = 0.0
  /// Whether it takes its time whatever the key does.
  var isStruck = false
  /// Hertz of all keys, where they choose no pitch.
  var fixedFrequency: Double?
}

extension Timbre {
  /// How partials die away.
  struct Decay: Sendable {
    /// Seconds in which the first partial of middle C is 60 dB less.
    var seconds: Double
    /// Semitones up that halve it.
    var halving = 26.0
    /// By how much each further partial is faster.
    var growth = 0.25
    /// Share of the lowest partials that stays three times as long: strings that beat by halves.
    var afterglow = 0.0
  }

  /// A slow swing of the pitch.
  struct Vibrato: Sendable {
    /// Cents to either side.
    var depth = 0.0
    /// Swings a second.
    var rate = 5.5
    /// Seconds until it begins; it takes as long again to grow.
    var delay = 0.3
  }

  /// A slow swing of the loudness.
  struct Tremolo: Sendable {
    /// By how much of its full loudness it falls.
    var depth = 0.0
    /// Swings a second.
    var rate = 5.0
  }

  /// What blows, scrapes and rattles.
  struct Noise: Sendable {
    /// In the middle of what is let through, in hertz; at middle C if it follows the key.
    var center: Double
    /// Center divided by width.
    var sharpness = 1.0
    /// Root mean square, in decibels from that of the note.
    var level: Double
    /// Seconds in which it is 60 dB less; infinite for breath.
    var seconds = Double.infinity
    /// Seconds until it begins.
    var delay = 0.0
    /// Whether it moves with the key.
    var followsKey = false
  }

  /// Changed in a few things.
  func with(_ change: (inout Timbre) -> Void) -> Timbre {
    var timbre = self
    change(&timbre)
    return timbre
  }
}
