/// How the program ends; scripts may rely on these.
enum ExitCode: Int32, CaseIterable {
  case success = 0
  case failure = 1
  case usage = 2
  case input = 3
  case output = 4
  case model = 5
  case partial = 6
  case interrupted = 130
  case unread = 141

  /// What it tells a program.
  var word: String { "\(self)" }

  /// What it tells a user.
  var meaning: String {
    switch self {
    case .success: "everything went well"
    case .failure: "something else failed"
    case .usage: "the command line is wrong"
    case .input: "an input cannot be read"
    case .output: "an output cannot be written"
    case .model: "the model cannot be loaded"
    case .partial: "of several recordings, some or all failed"
    case .interrupted: "it was interrupted; finished outputs are whole"
    case .unread: "nobody reads standard output any more, as with | head; nothing is said"
    }
  }
}
