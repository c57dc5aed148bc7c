import Arithmetic
import TestSupport
import Testing

@testable import NoteCreation

/// What is read of a key block by block is what the history has, at its borders too.
@Suite struct KeyCourseTests {
  private static let distances = [-12, 0, 3, 9]

  private let history: FrameHistory

  init() {
    var generator = SplitMix64(seed: 7)
    var history = FrameHistory(binCount: 8, arithmetic: Arithmetic(.baseline))
    history.append((0..<8 * 40).map { _ in Float.random(in: 0...1, using: &generator) })
    self.history = history
  }

  /// From before the recording until after it, in blocks that follow each other.
  @Test(arguments: [-1, 0, 7, 8])
  func framesOutsideAreZero(bin: Int) {
    var course = KeyCourse(around: Self.distances)
    for first in stride(from: -24, to: 64, by: 8) {
      course.take(from: first + Self.distances[0], bin: bin, of: history)
      for distance in Self.distances {
        for row in 0..<8 {
          #expect(course[first + distance][row] == history[first + distance + row, bin])
        }
      }
    }
  }

  /// Blocks that do not follow each other.
  @Test(arguments: [-40, -3, 0, 5, 20, 39, 44, 60])
  func steadyOnesAreAsAtTheBorders(first: Int) {
    var course = KeyCourse(around: Self.distances)
    course.takeSteady(from: 11, bin: 2, of: history)
    course.takeSteady(from: first + Self.distances[0], bin: 2, of: history)
    for distance in Self.distances {
      for row in 0..<8 {
        #expect(course[first + distance][row] == history.steady(first + distance + row, bin: 2))
      }
    }
  }

  @Test(arguments: [-9, -4, 0, 30, 33, 39, 41])
  func eightAreThoseOfTheHistory(first: Int) {
    for bin in [-1, 0, 7, 8] {
      let eight = history.eight(from: first, bin: bin)
      for row in 0..<8 { #expect(eight[row] == history[first + row, bin]) }
    }
  }

  /// Twenty frames, of which twelve stay.
  @Test func measurementsAreTakenOnce() {
    var course = KeyCourse(around: [0, 5, 12])
    var asked: [Int] = []
    for first in [0, 8, 16] {
      course.take(from: first) { frame in
        asked.append(frame)
        return SIMD8(0, 1, 2, 3, 4, 5, 6, 7) + Float(frame)
      }
      for distance in [0, 5, 12] {
        #expect(course[first + distance] == SIMD8(0, 1, 2, 3, 4, 5, 6, 7) + Float(first + distance))
      }
    }
    #expect(asked == [0, 8, 16, 20, 28])
  }
}
