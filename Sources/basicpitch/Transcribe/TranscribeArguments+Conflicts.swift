import MIDIWriter
import NoteCreation

// What is wrong with arguments that are each good but not together.
extension TranscribeArguments {
  /// The first thing that is wrong, in words.
  var conflict: String? {
    if let preset, compatible != nil {
      return "--compatible excludes --preset \(preset.rawValue), which the original does not have"
    }
    if let decoder, compatible != nil {
      return "--compatible excludes --decoder \(decoder.rawValue), which the original does not have"
    }
    if compatible != nil, program != nil {
      return "--compatible excludes --program, which the original does not have"
    }
    if compatible != nil, let option = music.givenOptions.first {
      return "--compatible excludes \(option), which the original does not have"
    }
    if let conflict = music.conflict { return conflict }
    if let low = minimumFrequency, let high = maximumFrequency, low > high {
      return "--minimum-frequency \(plain(low)) is above --maximum-frequency \(plain(high))"
    }
    if let conflict = presetRangeConflict { return conflict }
    if quiet && verbose { return "--quiet and --verbose exclude each other" }
    if inputs == ["-"] && output == nil {
      return "standard input has no name to call the MIDI file by; say -o FILE"
    }
    if let conflict = archiveConflict ?? namingConflict ?? sweepConflict ?? companionConflict {
      return conflict
    }
    if !sweeps.isEmpty, let conflict = variants.lazy.compactMap(\.arguments.conflict).first {
      return conflict
    }
    return batch.conflict(with: self) ?? source.conflict ?? pitchBendConflict
  }

  /// Options that say how to hear, where nothing is heard any more.
  private var archiveConflict: String? {
    guard fromPosteriorgrams else { return nil }
    if inputs.contains("-") { return "an archive is read from its end, so it cannot be -" }
    if allFormats.contains(.html) {
      return "--from-posteriorgrams excludes a page, which wants the recording's sound"
    }
    if program == .auto {
      return "--from-posteriorgrams excludes --program auto, which wants the recording's sound"
    }
    let given = source.givenOptions + (model == nil ? [] : ["--model"])
    return given.first.map { "--from-posteriorgrams excludes \($0): nothing is heard any more" }
  }

  /// A template names files, and `-o` the folder that they are in.
  private var namingConflict: String? {
    if output == "-", !sweeps.isEmpty { return "-o - is for one result, --sweep for several" }
    guard nameTemplate != nil else { return nil }
    if inputs == ["-"] { return "standard input has no name for --name-template; say -o FILE" }
    return output == "-" ? "-o - has no name for --name-template" : nil
  }

  /// A limit that leaves nothing of a preset's range.
  private var presetRangeConflict: String? {
    guard let preset else { return nil }
    let range = noteSettings
    guard let low = range.minimumFrequency, let high = range.maximumFrequency, low > high else {
      return nil
    }
    return minimumFrequency != nil
      ? "--minimum-frequency \(plain(low)) is above the \(plain(high)) of --preset \(preset.rawValue)"
      : "--maximum-frequency \(plain(high)) is below the \(plain(low)) of --preset \(preset.rawValue)"
  }

  /// `--no-pitch-bends` and `--multiple-pitch-bends` go together in the original: they give every
  /// pitch a track, without bends.
  private var pitchBendConflict: String? {
    let asked: [(name: String, layout: PitchBendLayout?)] = [
      ("--no-pitch-bends", pitchBends ? nil : PitchBendLayout.none),
      ("--multiple-pitch-bends", multiplePitchBends ? .perPitch : nil),
      ("--mpe", mpe ? .mpe : nil),
      ("--pitch-bends \(bendLayout?.rawValue ?? "")", bendLayout),
    ]
    let options = asked.filter { $0.layout != nil }
    for (index, one) in options.enumerated() {
      for other in options[(index + 1)...] where one.layout != other.layout {
        if other.name == "--multiple-pitch-bends" { continue }
        return "\(one.name) and \(other.name) exclude each other"
      }
    }
    return compatible != nil && trackLayout == .mpe
      ? "--compatible excludes MPE, which the original cannot write" : nil
  }
}
