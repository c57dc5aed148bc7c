/// Where the beats and bars of a MIDI file lie, by its tempi and time signatures.
///
/// Before the first of either, there are 120 quarter notes a minute, and 4/4 from the beginning. A time
/// signature within a bar begins a new bar.
public struct BarMap: Equatable, Sendable {
  /// A beat, and which one it is.
  public struct Beat: Equatable, Sendable {
    /// Seconds from the beginning.
    public let time: Double
    /// Its number in its bar, 1 being the downbeat.
    public let number: Int

    /// Creates a beat.
    public init(time: Double, number: Int) {
      self.time = time
      self.number = number
    }
  }

  /// A tempo from a place on, places being quarter notes from the beginning.
  private struct Tempo: Equatable {
    var time = 0.0
    var place = 0.0
    var secondsPerQuarter = 0.5
  }

  /// Bars of equal length.
  private struct Section: Equatable {
    var place = 0.0
    var firstBar = 0.0
    var metre = Metre.common
  }

  /// Quarter notes by which places may differ and be the same: less than a tick of most files, and
  /// more than rounding.
  private static let tolerance = 1e-3

  /// Seconds of a quarter note that a file can say.
  private static let secondsPerQuarter = 1e-6...16.777_215

  /// Seconds at which something can be said, as far as numbers of samples are exact.
  private static let times = 0..<0x1p53

  private var tempi = [Tempo()]
  private var sections = [Section()]

  /// - Parameters:
  ///   - tempoChanges: in time order; those without a tempo or a time that a file can have are left out.
  ///   - timeSignatures: likewise.
  public init(tempoChanges: [TempoChange] = [], timeSignatures: [TimeSignature] = []) {
    for change in tempoChanges
    where Self.times.contains(change.time) && change.beatsPerMinute > 0 {
      let range = Self.secondsPerQuarter
      let seconds = min(max(range.lowerBound, 60 / change.beatsPerMinute), range.upperBound)
      tempi.append(
        Tempo(time: change.time, place: place(at: change.time), secondsPerQuarter: seconds))
    }
    for signature in timeSignatures where Self.times.contains(signature.time) { append(signature) }
  }

  private mutating func append(_ signature: TimeSignature) {
    let last = sections[sections.count - 1]
    let place = place(at: signature.time)
    let bars = (place - last.place - Self.tolerance) / last.metre.quartersPerBar
    guard bars > 0 else { return sections[sections.count - 1].metre = signature.metre }
    sections.append(
      Section(place: place, firstBar: last.firstBar + bars.rounded(.up), metre: signature.metre))
  }

  /// Bars, the last one in part, up to a time in seconds.
  public func barCount(until time: Double) -> Double {
    let place = place(at: time)
    let section = Self.last(of: sections) { $0.place <= place }.section
    return section.firstBar + (place - section.place) / section.metre.quartersPerBar
  }

  /// When a bar begins, in seconds; bars count from 0.
  public func time(ofBar bar: Int) -> Double {
    let section = Self.last(of: sections) { $0.firstBar <= Double(bar) }.section
    let bars = Double(bar) - section.firstBar
    return time(at: section.place + bars * section.metre.quartersPerBar)
  }

  /// The first beat at a time in seconds, or after it.
  ///
  /// It takes as long to tell for any time: beats may be far too many for a list.
  public func beat(from time: Double) -> Beat {
    let place = place(at: time)
    let (section, next) = Self.last(of: sections) { $0.place <= place + Self.tolerance }
    let metre = section.metre
    let beats = (place - section.place - Self.tolerance) / metre.quartersPerBeat
    let beat = max(0, beats.rounded(.up))
    let found = section.place + beat * metre.quartersPerBeat
    if let next, found > next.place - Self.tolerance {
      return Beat(time: self.time(at: next.place), number: 1)
    }
    let number = beat.truncatingRemainder(dividingBy: Double(metre.beatsPerBar))
    return Beat(time: self.time(at: found), number: Int(number) + 1)
  }

  private func place(at time: Double) -> Double {
    let tempo = Self.last(of: tempi) { $0.time <= time }.section
    return tempo.place + (time - tempo.time) / tempo.secondsPerQuarter
  }

  private func time(at place: Double) -> Double {
    let tempo = Self.last(of: tempi) { $0.place <= place }.section
    return tempo.time + (place - tempo.place) * tempo.secondsPerQuarter
  }

  /// The last section that has begun, the first one if none has, and the one after it.
  private static func last<Section>(
    of sections: [Section], where hasBegun: (Section) -> Bool
  ) -> (section: Section, next: Section?) {
    var (low, high) = (0, sections.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if hasBegun(sections[middle]) { low = middle } else { high = middle }
    }
    return (sections[low], high < sections.count ? sections[high] : nil)
  }
}

extension MIDIFile {
  /// Where its beats and bars lie.
  public var bars: BarMap { BarMap(tempoChanges: tempoChanges, timeSignatures: timeSignatures) }
}
