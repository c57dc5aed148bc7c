import TranscriptionTypes

/// Stretches of energy that no onset has claimed, gathered into groups that compete.
///
/// A region is a stretch of one key above the threshold, with gaps shorter than the tolerance.
/// Two regions on neighbouring keys compete when they are less than the tolerance apart: the more
/// salient one uses up the other's energy. A group is a set of regions that compete with none
/// outside, so its notes depend on nothing else, and are the same as in the whole recording.
struct EnergyRegions: Sendable {
  struct Region: Sendable {
    let bin: Int
    let first: Int
    /// The last frame above the threshold, so far.
    var last: Int
  }

  private let threshold: Float
  private let tolerance: Int
  /// The region of each key that may still go on.
  private var open = [Region?](repeating: nil, count: ModelConstants.pitchCount)
  private var closed: [Region] = []
  /// Whether a region has closed since groups were last removed.
  private var hasNews = false

  init(settings: NoteCreator.Settings) {
    threshold = Float(notBelow: settings.frameThreshold)
    tolerance = settings.energyTolerance
  }

  private var all: [Region] { closed + open.lazy.compactMap { $0 } }

  /// The first frame of all regions.
  var firstFrame: Int? { all.lazy.map(\.first).min() }

  /// Takes in the next frame, of which no onset will claim any more.
  mutating func advance(to frame: Int, in energy: RemainingEnergy) {
    for (bin, value) in energy.row(frame).enumerated() where value >= threshold && value > 0 {
      if open[bin] == nil { open[bin] = Region(bin: bin, first: frame, last: frame) }
      open[bin]?.last = frame
    }
    for bin in open.indices {
      guard let region = open[bin], frame - region.last >= tolerance else { continue }
      closed.append(region)
      open[bin] = nil
      hasNews = true
    }
  }

  /// Removes the groups of which no region goes on, and those that began before a frame.
  mutating func removeGroups(startedBefore frame: Int) -> [[Region]] {
    guard hasNews || (firstFrame ?? frame) < frame else { return [] }
    hasNews = false
    var removed: [[Region]] = []
    var left: [Region] = []
    for group in groups() {
      let open = group.filter { self.open[$0.bin]?.first == $0.first }
      if open.isEmpty || group.contains(where: { $0.first < frame }) {
        removed.append(group)
        for region in open { self.open[region.bin] = nil }
      } else {
        left += group.filter { self.open[$0.bin]?.first != $0.first }
      }
    }
    closed = left
    return removed
  }

  /// All regions, those that compete directly or through others together.
  private func groups() -> [[Region]] {
    var regionsOfBins = [[Region]](repeating: [], count: ModelConstants.pitchCount)
    for region in all { regionsOfBins[region.bin].append(region) }
    var groups: [[Region]] = []
    for bin in regionsOfBins.indices {
      while let region = regionsOfBins[bin].popLast() {
        var group = [region]
        var index = 0
        while index < group.count {
          let member = group[index]
          for near in [member.bin - 1, member.bin + 1] where regionsOfBins.indices.contains(near) {
            let rivals = regionsOfBins[near].partition { competes(member, $0) }
            group += regionsOfBins[near][rivals...]
            regionsOfBins[near].removeSubrange(rivals...)
          }
          index += 1
        }
        groups.append(group)
      }
    }
    return groups
  }

  /// Whether walking through one region touches the other, both being on neighbouring keys.
  private func competes(_ a: Region, _ b: Region) -> Bool {
    a.first - b.last <= tolerance && b.first - a.last <= tolerance
  }
}
