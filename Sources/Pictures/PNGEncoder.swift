internal import CZlib
import TranscriptionTypes

/// Writes a raster as PNG: with a palette, and its rows as differences from those above, of which
/// most are then nothing.
///
/// Source: W3C, Portable Network Graphics, second edition.
struct PNGEncoder: Sendable {
  /// The bytes of a file.
  func encode(_ raster: Raster) -> [UInt8] {
    let colors = raster.palette.flatMap { [$0.red, $0.green, $0.blue] }
    let size = bytes(UInt32(raster.width)) + bytes(UInt32(raster.height))
    return [0x89] + Array("PNG\r\n".utf8) + [0x1A, 0x0A]
      // Eight bits with a palette, not interlaced.
      + chunk("IHDR", size + [8, 3, 0, 0, 0])
      + chunk("PLTE", colors) + chunk("tRNS", raster.palette.map(\.opacity))
      + chunk("IDAT", deflated(filtered(raster))) + chunk("IEND", [])
  }

  /// Each row after its filter: 2 is the difference from the row above.
  private func filtered(_ raster: Raster) -> [UInt8] {
    let width = raster.width
    var bytes: [UInt8] = []
    bytes.reserveCapacity((width + 1) * raster.height)
    for row in 0..<raster.height {
      bytes.append(2)
      for index in row * width..<(row + 1) * width {
        bytes.append(raster.pixels[index] &- (row > 0 ? raster.pixels[index - width] : 0))
      }
    }
    return bytes
  }

  /// As zlib does it: the image of a song of ten minutes is 10 MB as it is, and 0.35 MB then. Linking
  /// it adds some 0.2 ms to every start.
  private func deflated(_ bytes: [UInt8]) -> [UInt8] {
    var count = compressBound(UInt(bytes.count))
    return [UInt8](unsafeUninitializedCapacity: Int(count)) { output, initializedCount in
      let status = compress2(
        output.baseAddress, &count, bytes, UInt(bytes.count), Z_DEFAULT_COMPRESSION)
      // With room for the worst case, only memory can be short, and that ends a Swift program anyway.
      precondition(status == Z_OK, "zlib has no memory")
      initializedCount = Int(count)
    }
  }

  private func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let checked = Array(name.utf8) + data
    var check = CRC32()
    check.update(checked)
    return bytes(UInt32(data.count)) + checked + bytes(check.value)
  }

  /// The most significant byte first.
  private func bytes(_ number: UInt32) -> [UInt8] {
    stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt32($0)) }
  }
}
