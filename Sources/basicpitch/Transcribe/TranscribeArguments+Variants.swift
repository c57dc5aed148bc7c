/// A result that a command line asks for: one of several with `--sweep`.
struct Variant: Equatable, Sendable {
  /// The values of the options that are swept, as in "onset-threshold=0.3"; empty without.
  var label: String
  /// As if it alone had been asked for.
  var arguments: TranscribeArguments
}

extension TranscribeArguments {
  /// All results for a recording: the pairs of all values that are swept, the last one's fastest.
  ///
  /// - Precondition: `sweepConflict` is nil.
  var variants: [Variant] {
    var plain = self
    plain.sweeps = []
    return sweeps.reduce([Variant(label: "", arguments: plain)]) { variants, sweep in
      let option = Self.sweepable.first { $0.declaration.name == sweep.option }
      return variants.flatMap { variant in
        zip(sweep.values, sweep.labels).map { value, label in
          var next = variant
          next.label += (next.label.isEmpty ? "" : ",") + label
          _ = option?.assign(&next.arguments, value)
          return next
        }
      }
    }
  }

  /// What is wrong with the sweeps.
  var sweepConflict: String? {
    var count = 1
    for (index, sweep) in sweeps.enumerated() {
      guard let option = Self.sweepable.first(where: { $0.declaration.name == sweep.option }) else {
        let names = Self.sweepable.map(\.declaration.name).joined(separator: ", ")
        return "--sweep knows no '\(sweep.option)'; it takes \(names)"
      }
      if sweeps[..<index].contains(where: { $0.option == sweep.option }) {
        return "--sweep has \(sweep.option) twice"
      }
      var arguments = self
      if let value = sweep.values.first(where: { !option.assign(&arguments, $0) }),
        case .required(_, let kind) = option.declaration.value
      {
        return "--sweep: \(sweep.option) wants \(kind.description), got '\(value)'"
      }
      count *= sweep.values.count
      if count > Sweep.mostResults {
        return "--sweep asks for more than \(Sweep.mostResults) results of a recording"
      }
    }
    return nil
  }

  /// The options that decide notes and have numbers.
  private static var sweepable: Options {
    (noteOptions + pitchOptions).filter {
      switch $0.declaration.value {
      case .required(_, .number), .required(_, .integer): true
      default: false
      }
    }
  }
}
