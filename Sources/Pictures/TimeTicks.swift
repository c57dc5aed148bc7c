/// Where a time axis has marks, and what they say.
struct TimeTicks: Equatable {
  struct Tick: Equatable {
    let seconds: Double
    let label: String
  }

  /// In time order.
  let all: [Tick]
  /// What the labels are in.
  let unit: String

  /// Thousandths of a second that marks may lie apart.
  private static let steps = [
    1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000,
    300_000, 600_000, 1_200_000, 1_800_000, 3_600_000, 7_200_000, 14_400_000,
  ]

  /// - Parameters:
  ///   - duration: of the axis, in seconds.
  ///   - count: marks that there is room for.
  init(duration: Double, count: Double) {
    let finest = 1000 * duration / max(1, count)
    let step = Self.steps.first { Double($0) >= finest } ?? 28_800_000
    let lastTime = 1000 * duration
    let isLong = duration >= 120
    all = stride(from: 0, through: Int(lastTime), by: step).map { time in
      Tick(
        seconds: Double(time) / 1000,
        label: isLong
          ? Self.clock(time / 1000) : Self.seconds(time, places: Self.places(of: step)))
    }
    unit = duration >= 3600 ? "h:min:s" : isLong ? "min:s" : "s"
  }

  /// Decimals that multiples of so many thousandths need.
  private static func places(of step: Int) -> Int {
    step % 1000 == 0 ? 0 : step % 100 == 0 ? 1 : step % 10 == 0 ? 2 : 3
  }

  private static func seconds(_ thousandths: Int, places: Int) -> String {
    let (whole, rest) = thousandths.quotientAndRemainder(dividingBy: 1000)
    return places == 0 ? "\(whole)" : "\(whole)." + padded(rest, 3).prefix(places)
  }

  /// M:SS, and H:MM:SS from an hour on.
  private static func clock(_ seconds: Int) -> String {
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    let rest = ":" + padded(seconds % 60, 2)
    return hours > 0 ? "\(hours):" + padded(minutes, 2) + rest : "\(minutes)" + rest
  }

  private static func padded(_ number: Int, _ length: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, length - digits.count)) + digits
  }
}
