/// Why a model file cannot be used.
public enum ModelError: Error, Equatable {
  /// The file is missing or unreadable.
  case cannotRead(path: String, reason: String)
  /// The file does not begin as a model file does.
  case notAModel(path: String)
  /// The file is written in a later form of the format.
  case unknownVersion(path: String, version: Int)
  /// The file ends before the length that its header announces.
  case truncated(path: String, expectedBytes: Int, actualBytes: Int)
  /// The file goes on after the length that its header announces.
  case trailingBytes(path: String, expectedBytes: Int, actualBytes: Int)
  /// The contents do not have the checksum they were written with.
  case badChecksum(path: String)
  /// The table of tensors points outside the file.
  case badTable(path: String, tensor: String)
  /// The network needs a tensor that the file does not hold.
  case missingTensor(path: String, tensor: String)
  /// A tensor does not have the shape that the network needs.
  case wrongShape(path: String, tensor: String, expected: [Int], actual: [Int])
  /// A tensor holds an infinity or a NaN.
  case nonFiniteValue(path: String, tensor: String, index: Int)
}

extension ModelError {
  /// The file that it is about.
  public var path: String {
    switch self {
    case .cannotRead(let path, _), .notAModel(let path), .unknownVersion(let path, _),
      .truncated(let path, _, _), .trailingBytes(let path, _, _), .badChecksum(let path),
      .badTable(let path, _), .missingTensor(let path, _), .wrongShape(let path, _, _, _),
      .nonFiniteValue(let path, _, _):
      path
    }
  }
}

extension ModelError: CustomStringConvertible {
  /// One sentence for the user.
  public var description: String {
    switch self {
    case .cannotRead(let path, let reason): "cannot read the model '\(path)': \(reason)"
    case .notAModel(let path): "'\(path)' is not a model file (.bpw)"
    case .unknownVersion(let path, let version):
      "'\(path)' has format version \(version), but this program reads version 1"
    case .truncated(let path, let expected, let actual):
      "the model '\(path)' is truncated: \(actual) of \(expected) bytes"
    case .trailingBytes(let path, let expected, let actual):
      "the model '\(path)' is \(actual) bytes long instead of \(expected)"
    case .badChecksum(let path):
      "the model '\(path)' is damaged: its checksum does not match its contents"
    case .badTable(let path, let tensor):
      "the model '\(path)' is damaged: '\(tensor)' lies outside the file"
    case .missingTensor(let path, let tensor): "the model '\(path)' lacks the tensor '\(tensor)'"
    case .wrongShape(let path, let tensor, let expected, let actual):
      "'\(tensor)' in the model '\(path)' has shape \(actual), but the network needs \(expected)"
    case .nonFiniteValue(let path, let tensor, let index):
      "'\(tensor)' in the model '\(path)' is not finite at value \(index)"
    }
  }
}
