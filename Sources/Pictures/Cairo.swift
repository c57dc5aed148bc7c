#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The functions of the library that draws PNG pictures, looked up when they are asked for.
///
/// Linked as others are, it would add 1.5 to the 4 ms in which the program starts, and everybody
/// would have to install it.
///
/// Source: cairo 1.16, `cairo.h`.
struct Cairo: Sendable {
  typealias Handle = OpaquePointer
  typealias Unary = @convention(c) (Handle?) -> Void
  typealias Pair = @convention(c) (Handle?, Double, Double) -> Void
  typealias Writer =
    @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, UInt32) -> Int32

  let createImage: @convention(c) (Int32, Int32, Int32) -> Handle?
  let createImageForData:
    @convention(c) (UnsafeMutablePointer<UInt8>?, Int32, Int32, Int32, Int32) -> Handle?
  let surfaceStatus: @convention(c) (Handle?) -> Int32
  let destroySurface: Unary
  let writePNG: @convention(c) (Handle?, Writer, UnsafeMutableRawPointer?) -> Int32
  let create: @convention(c) (Handle?) -> Handle?
  let status: @convention(c) (Handle?) -> Int32
  let destroy: Unary
  let setSource: @convention(c) (Handle?, Double, Double, Double, Double) -> Void
  let setSourceSurface: @convention(c) (Handle?, Handle?, Double, Double) -> Void
  let setLineWidth: @convention(c) (Handle?, Double) -> Void
  let setLineJoin: @convention(c) (Handle?, Int32) -> Void
  let rectangle: @convention(c) (Handle?, Double, Double, Double, Double) -> Void
  let moveTo: Pair
  let lineTo: Pair
  let stroke: Unary
  let fill: Unary
  let paint: Unary
  let selectFont: @convention(c) (Handle?, UnsafePointer<CChar>?, Int32, Int32) -> Void
  let setFontSize: @convention(c) (Handle?, Double) -> Void
  let showText: @convention(c) (Handle?, UnsafePointer<CChar>?) -> Void
  let textExtents:
    @convention(c) (Handle?, UnsafePointer<CChar>?, UnsafeMutablePointer<Double>?) -> Void
  let statusText: @convention(c) (Int32) -> UnsafePointer<CChar>?

  /// What `textExtents` writes: bearing, size and advance, each across and down.
  static let (extentCount, advanceIndex) = (6, 4)

  /// What systems call the library; macOS does not look where Homebrew puts it.
  static let names = ["libcairo.so.2", "libcairo.2.dylib", "/opt/homebrew/lib/libcairo.2.dylib"]

  /// Looks for the library.
  ///
  /// - Throws: `noCairo`.
  init(names: [String] = Self.names) throws(PictureError) {
    // Never closed: it lasts as long as the program.
    guard let library = names.lazy.compactMap({ dlopen($0, RTLD_NOW | RTLD_LOCAL) }).first else {
      throw .noCairo(reason: "it is not installed")
    }
    func find<Function>(_ name: String, as _: Function.Type = Function.self)
      throws(PictureError) -> Function
    {
      guard let symbol = dlsym(library, "cairo_" + name) else {
        throw .noCairo(reason: "it has no cairo_\(name)")
      }
      return unsafeBitCast(symbol, to: Function.self)
    }
    createImage = try find("image_surface_create")
    createImageForData = try find("image_surface_create_for_data")
    surfaceStatus = try find("surface_status")
    destroySurface = try find("surface_destroy")
    writePNG = try find("surface_write_to_png_stream")
    create = try find("create")
    status = try find("status")
    destroy = try find("destroy")
    setSource = try find("set_source_rgba")
    setSourceSurface = try find("set_source_surface")
    setLineWidth = try find("set_line_width")
    setLineJoin = try find("set_line_join")
    rectangle = try find("rectangle")
    moveTo = try find("move_to")
    lineTo = try find("line_to")
    stroke = try find("stroke")
    fill = try find("fill")
    paint = try find("paint")
    selectFont = try find("select_font_face")
    setFontSize = try find("set_font_size")
    showText = try find("show_text")
    textExtents = try find("text_extents")
    statusText = try find("status_to_string")
  }
}
