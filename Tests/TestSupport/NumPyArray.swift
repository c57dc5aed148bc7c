import Foundation

/// A little-endian float32 array read from a `.npy` file, in C order.
public struct NumPyArray {
  /// What is wrong with a file.
  public struct FormatError: Error { let message: String }

  /// Length of each axis.
  public let shape: [Int]
  /// The elements, last axis fastest.
  public let values: [Float]

  /// Reads a fixture, named by its path below the fixtures' folder.
  public init(fixture name: String) throws {
    try self.init(path: Fixture.path(name))
  }

  /// Reads any file.
  public init(path name: String) throws {
    try self.init(try Data(contentsOf: URL(filePath: name)), name: name)
  }

  /// Reads an array of an archive whose members are stored as they are.
  public init(named array: String, ofArchive path: String) throws {
    let data = try Data(contentsOf: URL(filePath: path))
    guard let member = storedMember("\(array).npy", of: data) else {
      throw FormatError(message: "\(path) has no '\(array)'")
    }
    try self.init(Data(member), name: "\(array) of \(path)")
  }

  private init(_ data: Data, name: String) throws {
    guard data.count > 10, data.prefix(6) == Data([0x93] + Array("NUMPY".utf8)), data[6] == 1 else {
      throw FormatError(message: "\(name) is no .npy file of version 1")
    }
    let start = 10 + Int(data[8]) + Int(data[9]) << 8
    let header = String(decoding: data[10..<start], as: UTF8.self)
    guard header.contains("'<f4'"), header.contains("'fortran_order': False") else {
      throw FormatError(message: "\(name) is not C-ordered float32: \(header)")
    }
    let axes = header.split(separator: "(")[1].split(separator: ")")[0]
    shape = axes.split(separator: ",").compactMap { Int($0.trimmingCharacters(in: .whitespaces)) }
    let count = shape.reduce(1, *)
    guard data.count - start == 4 * count else {
      throw FormatError(message: "\(name) holds \(data.count - start) bytes for \(count) values")
    }
    values = data[start...].withUnsafeBytes { bytes in
      (0..<count).map {
        Float(
          bitPattern: UInt32(
            littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)))
      }
    }
  }
}

/// A member of a ZIP archive, found by its local header; nil if there is none of the name.
public func storedMember(_ name: String, of archive: Data) -> Data? {
  guard let start = archive.range(of: Data(name.utf8))?.upperBound else { return nil }
  let size = archive[(start - name.utf8.count - 12)...].prefix(4)
  let count = size.reversed().reduce(0) { $0 << 8 | Int($1) }
  return archive[start...].prefix(count)
}
