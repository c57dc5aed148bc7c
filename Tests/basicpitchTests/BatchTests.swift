import TestSupport
import Testing

@testable import basicpitch

@Suite struct BatchTests {
  @Test(arguments: [
    ("a b.wav\nc\n", ["a b.wav", "c"]), ("a\r\n\n b", ["a", " b"]),
    ("a\nb\0c\r\0\0", ["a\nb", "c\r"]),
    ("", []), ("\n", []),
  ])
  func listsAreRead(text: String, paths: [String]) {
    #expect(PathList(Array(text.utf8)).paths == paths)
  }

  @Test(arguments: [
    ("a/b.wav", "b.wav", "a/b.wav", "a/b.wav", "wav"), ("./a//b", "b", "a/b", "a/b", nil),
    ("/x/../y.tar.GZ", "y.tar.GZ", "/x/../y.tar.GZ", "x/y.tar.GZ", "gz"),
    ("../.hidden", ".hidden", "../.hidden", ".hidden", nil),
  ])
  func pathsHaveParts(
    path: String, name: String, normalized: String, below: String, ending: String?
  ) {
    let path = FilePath(path)
    #expect(path.name == name && path.normalized == normalized && path.below == below)
    #expect(path.fileExtension == ending)
  }

  @Test func progressSaysWhatIsLeft() {
    // 142 frames are 36 164 samples, so 22 050 frames are 254.7 s.
    func text(_ done: Int, _ frames: Int, _ elapsed: Double) -> String {
      ProgressLine.text(done: done, of: 40, frameCount: frames, elapsed: elapsed)
    }
    #expect(text(0, 0, 0) == "0/40 recordings")
    #expect(text(10, 22_050, 2) == "10/40 recordings, 127 × real time, 0:06 left")
    #expect(text(1, 22_050, 128) == "1/40 recordings, 2 × real time, 1:23:12 left")
    #expect(text(40, 22_050, 2) == "40/40 recordings, 127 × real time")
  }

  @Test func progressOfOneRecordingSaysWhereItIs() {
    func text(_ heard: Double, _ expected: Double?, _ elapsed: Double) -> String {
      ProgressLine.text(heard: heard, of: expected, elapsed: elapsed)
    }
    #expect(text(0, 90, 0) == "0:00 of 1:30")
    #expect(text(60, 180, 2) == "1:00 of 3:00, 30 × real time, 0:04 left")
    #expect(text(3600, 36_000, 60) == "1:00:00 of 10:00:00, 60 × real time, 9:00 left")
    #expect(text(60, nil, 2) == "1:00, 30 × real time")
    // A header may say less than there is.
    #expect(text(60, 30, 2) == "1:00 of 0:30, 30 × real time")
  }

  @Test func workIsHandedOnInOrder() {
    for threadCount in [1, 2, 7] {
      var generator = SplitMix64(seed: UInt64(threadCount))
      let items = (0..<200).map { _ in Int.random(in: 0..<2000, using: &generator) }
      var results: [Int] = []
      inOrder(items, threadCount: threadCount) { count in
        (0..<count).reduce(0, ^) &+ count
      } receive: {
        results.append($0)
      }
      #expect(results == items.map { count in (0..<count).reduce(0, ^) &+ count })
    }
  }

  @Test func workStopsWithTheFirstError() {
    struct Full: Error {}
    var count = 0
    #expect(throws: Full.self) {
      try inOrder(Array(0..<100), threadCount: 3, work: { $0 }) { _ in
        count += 1
        if count == 5 { throw Full() }
      }
    }
    #expect(count == 5)
  }
}
