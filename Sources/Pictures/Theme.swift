/// Colours and sizes of all pictures.
///
/// Blue and orange are told apart by those who see no red or no green, and both are lighter or darker
/// with the value, so that print in grey keeps their meaning.
enum Theme {
  static let textSize = 11.0
  static let titleSize = 13.0

  static let text = Color(0x222222)
  static let blackKey = Color(0x3A3A3A)
  static let blackKeyRow = Color(0xF1F1F1)
  static let keyLine = Color(0xDDDDDD)
  static let barLine = Color(0xC4C4C4)
  static let frame = Color(0x777777)

  /// A note that is struck hardly at all, and one that is struck as hard as can be.
  static let softNote = Color(0xFDD0A2)
  static let loudNote = Color(0xC23B00)
  static let onset = Color(0x5E1900)
  static let bend = Color(0x1A1A1A)

  /// From nothing (0), which is clear so that the rows of the keys show through, to all (1).
  static func heat(_ share: Double) -> Color {
    Color(0x5B9BD0, opacity: 0).mixed(with: Color(0x08306B, opacity: 235), share: share)
  }

  /// A note's, by its velocity.
  static func note(velocity: Int) -> Color {
    softNote.mixed(with: loudNote, share: Double(min(max(0, velocity), 127)) / 127)
  }
}
