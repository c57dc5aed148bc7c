import TestSupport
import Testing
import TranscriptionTypes

@testable import Transcription

@Suite struct ResultQueueTests {
  /// A result that tells which one it is.
  private func result(_ index: Int) -> Posteriorgrams {
    var frame = Posteriorgrams()
    frame.note.values = [Float](repeating: Float(index), count: 88)
    return frame
  }

  private func index(_ result: Posteriorgrams) -> Int { Int(result.note.values[0]) }

  @Test func placesAreLimited() {
    var queue = ResultQueue<Posteriorgrams>(capacity: 2)
    #expect(queue.takePlace() == true)
    #expect(queue.takePlace() == true)
    #expect(queue.takePlace() == nil)
    #expect(queue.nextTask() == nil)
    // The later result waits for the earlier one, and keeps its place.
    queue.put(result(1), at: 1)
    #expect(queue.takePlace() == nil)
    queue.put(result(0), at: 0)
    for expected in 0...1 {
      if case .handOn(let result)? = queue.nextTask() {
        #expect(index(result) == expected)
      } else {
        Issue.record("result \(expected) is there")
      }
    }
    #expect(queue.takePlace() == true)
  }

  @Test func whoeverOnlyHandsOnIsGivenNothingToCompute() {
    var queue = ResultQueue<Posteriorgrams>(capacity: 2)
    #expect(queue.nextTask(computes: false) == nil)
    #expect(queue.takePlace() == true)
    queue.put(result(0), at: 0)
    if case .handOn? = queue.nextTask(computes: false) {} else { Issue.record("result 0 is there") }
    #expect(queue.nextTask(computes: false) == nil)
    queue.close()
    if case .stop? = queue.nextTask(computes: false) {} else { Issue.record("nothing is left") }
  }

  @Test func itStopsWhenAllIsHandedOn() {
    var queue = ResultQueue<Posteriorgrams>(capacity: 3)
    #expect(queue.takePlace() == true)
    #expect(queue.takePlace() == true)
    queue.giveBackPlace()
    #expect(queue.takePlace() == false)
    #expect(queue.nextTask() == nil)
    queue.put(result(0), at: 0)
    if case .handOn? = queue.nextTask() {} else { Issue.record("result 0 is there") }
    if case .stop? = queue.nextTask() {} else { Issue.record("nothing is left") }
  }

  /// Any number of results, in an order that a random schedule makes, come out in order; and the
  /// schedule never comes to a place where nobody can go on.
  @Test func resultsComeInOrder() {
    var generator = SplitMix64(seed: 3)
    for _ in 0..<300 {
      let total = Int.random(in: 0...40, using: &generator)
      let capacity = Int.random(in: 1...6, using: &generator)
      var queue = ResultQueue<Posteriorgrams>(capacity: capacity)
      var (next, handedOn, inWork) = (0, [Int](), [Int]())
      func begin() {
        if next < total {
          inWork.append(next)
          next += 1
        } else {
          queue.giveBackPlace()
        }
      }
      loop: while true {
        #expect(inWork.count <= capacity)
        switch Int.random(in: 0...2, using: &generator) {
        case 0: if queue.takePlace() == true { begin() }
        case 1 where !inWork.isEmpty:
          let done = inWork.remove(at: Int.random(in: inWork.indices, using: &generator))
          queue.put(result(done), at: done)
        default:
          switch queue.nextTask() {
          case .handOn(let result): handedOn.append(index(result))
          case .compute: begin()
          case .stop: break loop
          case nil: #expect(!inWork.isEmpty)
          }
        }
      }
      #expect(handedOn == Array(0..<total))
    }
  }
}
