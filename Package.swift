// swift-tools-version: 6.0
import PackageDescription

// Loops over samples are hopeless without the optimiser (a window of the network takes seconds
// instead of milliseconds), so these targets are optimised in debug builds too. Debug passes
// -Onone first; the later flag wins. -num-threads makes the whole-module optimiser write one
// object a file, which is what the debug build expects to link.
let optimized: [SwiftSetting] = [
  .unsafeFlags(["-O", "-wmo", "-num-threads", "2", "-enforce-exclusivity=unchecked"])
]

// The kernels' sources once more for each further instruction set (the folders are links to
// Sources/Kernels). Plain `-O` uses what all machines have; `-march` reaches Swift code through the
// importer's target features.
#if arch(x86_64)
  let vectorTargets: [Target] = [
    ("KernelsAVX2", "x86-64-v3", [.define("KERNELS_FMA")]),
    ("KernelsAVX512", "x86-64-v4", [.define("KERNELS_FMA"), .define("KERNELS_WIDE")]),
  ].map { (name: String, architecture: String, settings: [SwiftSetting]) in
    .target(
      name: name, dependencies: ["KernelOperands", "VectorMemory"],
      swiftSettings: optimized + settings + [.unsafeFlags(["-Xcc", "-march=\(architecture)"])])
  }
#else
  let vectorTargets: [Target] = []
#endif
let vectorKernels = vectorTargets.map { Target.Dependency(stringLiteral: $0.name) }

// What the processor can do with each set of instructions, from the same sources by way of links.
#if arch(x86_64)
  let peaks: [Target] = [
    ("PeakAVX2", "x86-64-v3", "WIDTH8"), ("PeakAVX512", "x86-64-v4", "WIDTH16"),
  ]
  .map { name, level, width in
    .target(
      name: name, path: "Benchmarks/\(name)",
      swiftSettings: optimized + [
        .unsafeFlags(["-Xcc", "-march=\(level)"]), .define(width), .define("FUSED"),
      ])
  }
#else
  let peaks: [Target] = []
#endif

let package = Package(
  name: "basicpitch",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "basicpitch", targets: ["basicpitch"]),
    // The pipeline, and the modules whose types its users meet.
    .library(
      name: "Transcription",
      targets: [
        "Transcription", "TranscriptionTypes", "AudioIO", "CNNInference", "NoteCreation",
        "Beats", "Tonality", "MIDIWriter",
      ]),
  ],
  targets: [
    // System libraries, each imported by exactly one stage.
    .systemLibrary(
      name: "CSndfile", pkgConfig: "sndfile",
      providers: [.apt(["libsndfile1-dev"]), .brew(["libsndfile"])]),
    .systemLibrary(
      name: "CSoxr", pkgConfig: "soxr", providers: [.apt(["libsoxr-dev"]), .brew(["libsoxr"])]),
    .systemLibrary(
      name: "CFFTW", pkgConfig: "fftw3f", providers: [.apt(["libfftw3-dev"]), .brew(["fftw"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),

    // What the stages stand on: the values that pass between them, and the arithmetic they share.
    .target(
      name: "TranscriptionTypes",
      // Rounding without SSE4.1 calls the C library's mathematics.
      linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(name: "CPUFeatures"),
    .systemLibrary(name: "VectorMemory"),
    .target(name: "KernelOperands", swiftSettings: optimized),
    .target(
      name: "Kernels", dependencies: ["KernelOperands", "VectorMemory"], swiftSettings: optimized,
      linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    .target(
      name: "Arithmetic",
      dependencies: ["CPUFeatures", "KernelOperands", "Kernels"] + vectorKernels,
      swiftSettings: optimized),

    // The stages, in signal order.
    .target(
      name: "AudioIO", dependencies: ["TranscriptionTypes", "CSndfile", "CSoxr"],
      swiftSettings: optimized),
    .target(name: "Windowing", dependencies: ["TranscriptionTypes"], swiftSettings: optimized),
    .target(
      name: "CQT", dependencies: ["TranscriptionTypes", "Arithmetic", "CFFTW"],
      swiftSettings: optimized),
    .target(
      name: "CNNInference",
      dependencies: ["TranscriptionTypes", "Arithmetic", "KernelOperands"],
      swiftSettings: optimized),
    .target(
      name: "NoteCreation",
      dependencies: ["TranscriptionTypes", "Arithmetic", "KernelOperands"],
      resources: [.embedInCode("Learned/decoder.bpw")], swiftSettings: optimized),
    .target(name: "MIDIWriter", dependencies: ["TranscriptionTypes"]),
    .target(
      name: "SynthRenderer",
      dependencies: ["TranscriptionTypes", "Arithmetic", "KernelOperands"],
      swiftSettings: optimized),

    // From notes to music: beats, bars and keys.
    .target(name: "Beats", dependencies: ["TranscriptionTypes"], swiftSettings: optimized),
    .target(name: "Tonality", dependencies: ["TranscriptionTypes"], swiftSettings: optimized),

    // Posteriorgrams that were saved.
    .target(
      name: "Archives", dependencies: ["TranscriptionTypes", "CZlib"], swiftSettings: optimized),

    // The results in other forms than MIDI.
    .target(name: "Exports", dependencies: ["TranscriptionTypes"]),

    // The results as pictures.
    .target(
      name: "Pictures", dependencies: ["TranscriptionTypes", "CZlib"], swiftSettings: optimized),

    // A web page for checking them, whose parts are files that the program takes in when it is built.
    .target(
      name: "CheckingPage", dependencies: ["TranscriptionTypes", "Exports"],
      resources: ["page.html", "page.css"].map { .embedInCode("Page/\($0)") }
        + ["data", "view", "drawing", "roll", "sound", "page", "pointer", "keys"].map {
          .embedInCode("Page/\($0).js")
        },
      swiftSettings: optimized),

    // How good the results are.
    .target(name: "Evaluation", dependencies: ["TranscriptionTypes"], swiftSettings: optimized),

    // The pipeline and the command line.
    .target(
      name: "Transcription",
      dependencies: [
        "CMalloc",
        "TranscriptionTypes", "Arithmetic", "AudioIO", "Windowing", "CQT", "CNNInference",
        "NoteCreation", "Beats", "Tonality",
        "MIDIWriter", "SynthRenderer",
      ]),
    .executableTarget(
      name: "basicpitch",
      dependencies: [
        "TranscriptionTypes", "Arithmetic", "AudioIO", "CQT", "CNNInference", "NoteCreation",
        "MIDIWriter", "SynthRenderer", "Transcription", "Archives", "Exports", "CheckingPage",
        "Pictures", "Beats", "Tonality",
        "Evaluation",
      ]),

    // How another package uses the library: not a product, but built and run by the tests.
    .executableTarget(
      name: "TranscribeInSwift", dependencies: ["Transcription"],
      path: "Examples/transcribe-in-swift"),

    // Measurements: not a product.
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "TranscriptionTypes", "Arithmetic", "AudioIO", "Windowing", "CQT", "CNNInference",
        "NoteCreation", "MIDIWriter", "Transcription", "Peak",
      ] + peaks.map { .init(stringLiteral: $0.name) },
      path: "Benchmarks",
      exclude: [
        "Peak", "PeakAVX2", "PeakAVX512", "peers.py", "reference.py", "measure.py", "rendering.py",
        "requirements.txt", "accuracy",
      ]),
    .target(name: "Peak", path: "Benchmarks/Peak", swiftSettings: optimized),

    // Tests mirror the sources.
    .target(name: "TestSupport", dependencies: ["TranscriptionTypes"], path: "Tests/TestSupport"),
    .testTarget(name: "AudioIOTests", dependencies: ["AudioIO", "TestSupport"]),
    .testTarget(name: "WindowingTests", dependencies: ["Windowing", "TestSupport"]),
    .testTarget(
      name: "ArithmeticTests",
      dependencies: ["Arithmetic", "Kernels", "KernelOperands", "TestSupport"]),
    .testTarget(name: "CQTTests", dependencies: ["CQT", "Arithmetic", "TestSupport"]),
    .testTarget(
      name: "CNNInferenceTests", dependencies: ["CNNInference", "Arithmetic", "TestSupport"]),
    .testTarget(
      name: "NoteCreationTests", dependencies: ["NoteCreation", "Arithmetic", "TestSupport"]),
    .testTarget(name: "BeatsTests", dependencies: ["Beats", "TranscriptionTypes", "TestSupport"]),
    .testTarget(name: "TonalityTests", dependencies: ["Tonality", "TranscriptionTypes"]),
    .testTarget(name: "MIDIWriterTests", dependencies: ["MIDIWriter", "TestSupport"]),
    .testTarget(
      name: "SynthRendererTests",
      dependencies: ["SynthRenderer", "Arithmetic", "MIDIWriter", "TestSupport"]),
    .testTarget(name: "ArchivesTests", dependencies: ["Archives", "Exports", "TestSupport"]),
    .testTarget(name: "ExportsTests", dependencies: ["Exports", "TestSupport"]),
    .testTarget(name: "CheckingPageTests", dependencies: ["CheckingPage", "TestSupport"]),
    .testTarget(
      name: "PicturesTests", dependencies: ["Pictures", "TranscriptionTypes", "TestSupport"]),
    .testTarget(
      name: "EvaluationTests", dependencies: ["Evaluation", "MIDIWriter", "TestSupport"]),
    .testTarget(
      name: "TranscriptionTests",
      dependencies: [
        "basicpitch", "Transcription", "Arithmetic", "AudioIO", "CNNInference", "NoteCreation",
        "MIDIWriter", "SynthRenderer", "TestSupport",
      ]),
    .testTarget(
      name: "basicpitchTests",
      dependencies: [
        "basicpitch", "Arithmetic", "AudioIO", "Evaluation", "MIDIWriter", "NoteCreation",
        "TranscriptionTypes", "TranscribeInSwift", "TestSupport",
      ]),
  ] + vectorTargets + peaks
)

// What `make fuzz` builds, and nobody else: the commands as a library, and what libFuzzer calls.
if Context.environment["FUZZING"] != nil,
  let index = package.targets.firstIndex(where: { $0.name == "basicpitch" })
{
  let dependencies = package.targets[index].dependencies
  package.products = [.library(name: "Fuzzing", type: .static, targets: ["Fuzzing"])]
  package.targets[index] = .target(
    name: "basicpitch", dependencies: dependencies, exclude: ["main.swift"])
  package.targets.append(
    .target(
      name: "Fuzzing", dependencies: ["basicpitch"] + dependencies, path: "Campaigns/Fuzzing",
      exclude: ["Seeds"]))
}
