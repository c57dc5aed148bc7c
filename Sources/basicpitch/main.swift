import Transcription

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

keepFreedMemory()
do {
  switch try Invocation.program.parse(Array(CommandLine.arguments.dropFirst())) {
  case .run(.transcribe(let arguments)): try TranscribeCommand(arguments).run()
  case .run(.render(let arguments)): try RenderCommand(arguments).run()
  case .run(.evaluate(let arguments)): try EvaluateCommand(arguments).run()
  case .help(let text): print(text)
  case .version: print(VersionText.current)
  }
} catch {
  let failure = Failure(error)
  Console.complain(failure.message)
  exit(failure.exitCode.rawValue)
}
