import Testing

@testable import Pictures

@Suite struct TimeTicksTests {
  @Test(arguments: [
    (0.01, ["0.000", "0.002", "0.004", "0.006", "0.008", "0.010"], "s"),
    (1, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"], "s"),
    (30, ["0", "10", "20", "30"], "s"),
    (240, ["0:00", "1:00", "2:00", "3:00", "4:00"], "min:s"),
    (5000, ["0:00", "20:00", "40:00", "1:00:00", "1:20:00"], "h:min:s"),
  ])
  func labelsSuitTheLength(duration: Double, labels: [String], unit: String) {
    let ticks = TimeTicks(duration: duration, count: 5)
    #expect(ticks.all.map(\.label) == labels && ticks.unit == unit)
    #expect(ticks.all.allSatisfy { $0.seconds <= duration })
  }
}
