import Arithmetic
import Transcription

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

// usage: Benchmarks [--rounds N] | --serve WINDOWS
//
// Without options, times every stage of the pipeline on one thread and prints a table. With --serve,
// times windows when told to: see WindowServer. BASICPITCH_ISA names the instruction set, as for the
// program itself.

func fail(_ message: String) -> Never {
  let line = "Benchmarks: \(message)\n"
  _ = write(STDERR_FILENO, line, line.utf8.count)
  exit(1)
}

let arguments = Array(CommandLine.arguments.dropFirst())
keepFreedMemory()  // as the program does
do {
  let arithmetic = try Arithmetic()
  switch (arguments.first, arguments.count) {
  case ("--serve", 2):
    var server = try WindowServer(windowsAt: arguments[1], arithmetic: arithmetic)
    try server.serve()
  case ("--rounds", 2), (nil, 0):
    guard let rounds = arguments.isEmpty ? 15 : Int(arguments[1]), rounds > 0 else {
      fail("--rounds takes a number from 1")
    }
    let stages = try Stages(rounds: rounds, arithmetic: arithmetic)
    let report = Report(
      instructions: arithmetic.name, stages: try stages.run(), layers: try stages.runLayers(),
      peak: PeakArithmetic(of: arithmetic))
    print(report.lines.joined(separator: "\n"))
  default:
    fail("usage: Benchmarks [--rounds N] | --serve WINDOWS")
  }
} catch {
  fail("\(error)")
}
