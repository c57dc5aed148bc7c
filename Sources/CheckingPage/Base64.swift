/// Bytes as text.
///
/// Source: RFC 4648, section 4.
func base64(_ bytes: [UInt8]) -> [UInt8] {
  let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var text: [UInt8] = []
  text.reserveCapacity((bytes.count + 2) / 3 * 4)
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let count = min(3, bytes.count - start)
    let word = (0..<3).reduce(UInt32(0)) { $0 << 8 | UInt32($1 < count ? bytes[start + $1] : 0) }
    for digit in 0..<4 {
      text.append(
        digit <= count ? digits[Int(word >> UInt32(18 - 6 * digit) & 63)] : UInt8(ascii: "="))
    }
  }
  return text
}
