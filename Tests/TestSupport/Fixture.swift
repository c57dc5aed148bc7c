import Foundation

/// Files that tests compare with; `Tests/Fixtures/README.md` says where each comes from.
public enum Fixture {
  /// The folder of the fixtures.
  public static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures")

  /// The path of a fixture, named by its path below the folder.
  public static func path(_ name: String) -> String {
    folder.appending(path: name).path(percentEncoded: false)
  }

  /// The bytes of a fixture.
  public static func data(_ name: String) throws -> Data {
    try Data(contentsOf: folder.appending(path: name))
  }

  /// The lines of a text fixture.
  public static func lines(_ name: String) throws -> [String] {
    String(decoding: try data(name), as: UTF8.self).split(separator: "\n").map(String.init)
  }
}

extension Fixture {
  /// The folder of the package.
  public static let package = folder.deletingLastPathComponent().deletingLastPathComponent()

  /// The model that the program ships.
  public static let model = package.appending(path: "Models/icassp_2022.bpw")
    .path(percentEncoded: false)

  /// Notes in Examples/guitar.mid, which the program makes of the recording beside it.
  public static let guitarNoteCount = 69

  /// The recording that comes with the program.
  public static let guitar = package.appending(path: "Examples/guitar.flac")
    .path(percentEncoded: false)
}
