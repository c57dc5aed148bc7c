import Testing
import TranscriptionTypes

@Suite struct MusicalKeyTests {
  @Test(arguments: [
    ("C", 0, MusicalKey.Mode.major, 0), ("Am", 9, .minor, 0), ("Bb major", 10, .major, -2),
    ("F#m", 6, .minor, 3), ("eb minor", 3, .minor, 6), ("D-minor", 2, .minor, -1),
    ("Gb", 6, .major, 6), ("Ab", 8, .major, -4),
  ])
  func keysAreReadAsPeopleWriteThem(
    text: String, tonic: Int, mode: MusicalKey.Mode, fifths: Int
  ) throws {
    let key = try #require(MusicalKey(text))
    #expect(key == MusicalKey(tonic: tonic, mode: mode))
    #expect(key.fifths == fifths)
  }

  @Test(arguments: ["", "H", "C##", "Cmm", "A miner", "7"])
  func whatIsNoKeyIsRefused(text: String) { #expect(MusicalKey(text) == nil) }

  @Test(arguments: [
    ("C", 6, "F#"), ("C", 10, "Bb"), ("Am", 8, "G#"), ("F", 10, "Bb"), ("Bb", 3, "Eb"),
    ("E", 3, "D#"), ("Dm", 1, "C#"), ("Ab", 1, "Db"), ("F#", 5, "E#"), ("Cm", 11, "B"),
  ])
  func pitchesAreSpelledByTheKey(key: String, pitchClass: Int, name: String) throws {
    #expect(try #require(MusicalKey(key)).spelling(of: pitchClass).name == name)
  }

  @Test func everySpellingSoundsAsItsPitch() {
    for key in MusicalKey.all {
      for pitchClass in 0..<12 {
        let spelling = key.spelling(of: pitchClass)
        let step = PitchSpelling.steps["\(spelling.step)"] ?? -1
        #expect((step + spelling.alteration + 24) % 12 == pitchClass)
      }
      #expect(Set(key.scale.map { key.spelling(of: $0).step }).count == 7)
    }
  }
}
