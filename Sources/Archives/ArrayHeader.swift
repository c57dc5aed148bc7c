/// What an array says of itself: the kind of its numbers, their order and its shape.
///
/// Source: NumPy, `numpy/lib/format.py`, versions 1.0 to 3.0 of the format.
struct ArrayHeader: Equatable {
  /// As NumPy writes it: "<f4" for little-endian single precision.
  let type: String
  /// Whether the first axis is the fastest.
  let isFortranOrdered: Bool
  /// Length of each axis.
  let shape: [Int]

  /// Reads a Python dictionary such as `{'descr': '<f4', 'fortran_order': False, 'shape': (5, 88), }`;
  /// nil if one of its three entries is missing.
  init?(dictionary: [UInt8]) {
    let words = dictionary.split { " \n{}():,'\"".utf8.contains($0) }
      .map { String(decoding: $0, as: UTF8.self) }
    func values(after key: String) -> ArraySlice<String> {
      words.drop { $0 != key }.dropFirst()
    }
    guard let type = values(after: "descr").first,
      let order = values(after: "fortran_order").first, words.contains("shape")
    else { return nil }
    self.type = type
    isFortranOrdered = order == "True"
    shape = values(after: "shape").prefix { Int($0) != nil }.compactMap { Int($0) }
  }
}
