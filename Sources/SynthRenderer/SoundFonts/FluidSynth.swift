#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The functions of the library that plays SoundFonts, looked up when they are asked for: few need
/// it, and linked it would make every start slower.
///
/// Source: FluidSynth 2.3, `fluidsynth/synth.h`, `settings.h`, `sfont.h`, `log.h`.
struct FluidSynth: Sendable {
  typealias Handle = OpaquePointer
  typealias Unary = @convention(c) (Handle?) -> Void
  typealias Counter = @convention(c) (Handle?) -> Int32
  typealias FontMover = @convention(c) (Handle?, Handle?) -> Int32
  typealias OneNumber = @convention(c) (Handle?, Int32) -> Int32
  typealias TwoNumbers = @convention(c) (Handle?, Int32, Int32) -> Int32
  typealias ThreeNumbers = @convention(c) (Handle?, Int32, Int32, Int32) -> Int32
  typealias Text = UnsafePointer<CChar>

  let createSettings: @convention(c) () -> Handle?
  let setInteger: @convention(c) (Handle?, Text?, Int32) -> Int32
  let setNumber: @convention(c) (Handle?, Text?, Double) -> Int32
  let destroySettings: Unary
  let create: @convention(c) (Handle?) -> Handle?
  let destroy: Unary
  let loadFont: @convention(c) (Handle?, Text?, Int32) -> Int32
  let font: @convention(c) (Handle?, Int32) -> Handle?
  let addFont: FontMover
  let removeFont: FontMover
  let noteOn: ThreeNumbers
  let noteOff: TwoNumbers
  let control: ThreeNumbers
  let setGenerator: @convention(c) (Handle?, Int32, Int32, Float) -> Int32
  let program: TwoNumbers
  let channelPressure: TwoNumbers
  let keyPressure: ThreeNumbers
  let setChannelType: TwoNumbers
  let activeVoiceCount: Counter
  let polyphony: Counter
  let setPolyphony: OneNumber
  let write:
    @convention(c) (
      Handle?, Int32, UnsafeMutableRawPointer?, Int32, Int32, UnsafeMutableRawPointer?, Int32, Int32
    ) -> Int32
  let setLog:
    @convention(c) (Int32, UnsafeRawPointer?, UnsafeMutableRawPointer?) -> UnsafeRawPointer?

  /// What `setChannelType` understands.
  static let (melodic, drums): (Int32, Int32) = (0, 1)
  /// The generator by which a channel is tuned, in cents.
  static let fineTune: Int32 = 52

  /// What systems call the library; macOS does not look where Homebrew puts it.
  static let names = [
    "libfluidsynth.so.3", "libfluidsynth.so.2", "libfluidsynth.3.dylib",
    "/opt/homebrew/lib/libfluidsynth.3.dylib",
  ]

  /// Looks for the library, and silences it: messages are the program's own.
  ///
  /// - Throws: `noFluidSynth`.
  init(names: [String] = Self.names) throws(SoundFontError) {
    // Never closed: it lasts as long as the program.
    guard let library = names.lazy.compactMap({ dlopen($0, RTLD_NOW | RTLD_LOCAL) }).first else {
      throw .noFluidSynth(reason: "it is not installed")
    }
    func find<Function>(_ name: String, as _: Function.Type = Function.self)
      throws(SoundFontError) -> Function
    {
      guard let symbol = dlsym(library, name) else {
        throw .noFluidSynth(reason: "it has no \(name)")
      }
      return unsafeBitCast(symbol, to: Function.self)
    }
    createSettings = try find("new_fluid_settings")
    setInteger = try find("fluid_settings_setint")
    setNumber = try find("fluid_settings_setnum")
    destroySettings = try find("delete_fluid_settings")
    create = try find("new_fluid_synth")
    destroy = try find("delete_fluid_synth")
    loadFont = try find("fluid_synth_sfload")
    font = try find("fluid_synth_get_sfont_by_id")
    addFont = try find("fluid_synth_add_sfont")
    removeFont = try find("fluid_synth_remove_sfont")
    noteOn = try find("fluid_synth_noteon")
    noteOff = try find("fluid_synth_noteoff")
    control = try find("fluid_synth_cc")
    setGenerator = try find("fluid_synth_set_gen")
    program = try find("fluid_synth_program_change")
    channelPressure = try find("fluid_synth_channel_pressure")
    keyPressure = try find("fluid_synth_key_pressure")
    setChannelType = try find("fluid_synth_set_channel_type")
    activeVoiceCount = try find("fluid_synth_get_active_voice_count")
    polyphony = try find("fluid_synth_get_polyphony")
    setPolyphony = try find("fluid_synth_set_polyphony")
    write = try find("fluid_synth_write_float")
    setLog = try find("fluid_set_log_function")
    for level in 0..<5 { _ = setLog(Int32(level), nil, nil) }
  }
}
