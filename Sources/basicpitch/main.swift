import Transcription
import TranscriptionTypes

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

keepFreedMemory()
// Without this, the first file that is opened would take the place of a stream that is closed. What is
// written to it must fail, or nobody would know that the result is lost.
for stream in STDIN_FILENO...STDERR_FILENO where fcntl(stream, F_GETFD) < 0 {
  _ = open("/dev/null", O_RDONLY)
}
raiseDescriptorLimit()
do {
  // `CommandLine.arguments` replaces what is no UTF-8.
  let words = (1..<max(1, CommandLine.argc)).compactMap { index in
    CommandLine.unsafeArgv[Int(index)].map { String(path: $0) }
  }
  switch try Invocation.program.parse(words) {
  case .run(.transcribe(let arguments)): try TranscribeCommand(arguments).run()
  case .run(.render(let arguments)): try RenderCommand(arguments).run()
  case .run(.plot(let arguments)): try PlotCommand(arguments).run()
  case .run(.evaluate(let arguments)): try EvaluateCommand(arguments).run()
  case .run(.beats(let arguments)): try BeatsCommand(arguments).run()
  case .run(.features(let arguments)): try FeaturesCommand(arguments).run()
  case .run(.envelopes(let arguments)): try EnvelopesCommand(arguments).run()
  case .run(.completions(let arguments)):
    try Console.give(arguments.shell.completions(of: Invocation.program.declaration))
  case .run(.manual): try Console.give(ManualPage.current)
  case .help(let text): try Console.give(text + "\n")
  case .version: try Console.give(VersionText.current + "\n")
  }
} catch {
  let failure = Failure(error)
  if failure.exitCode != .unread { Console.complain(failure) }
  exit(failure.exitCode.rawValue)
}
