/// The definition of ``highestOfRows(_:rowCount:width:into:)``: output[i] = max(0, max_r rows[r][i]).
package func highestOfRowsReference(
  _ rows: UnsafePointer<Float>, rowCount: Int, width: Int, into output: UnsafeMutablePointer<Float>
) {
  for i in 0..<width {
    output[i] = 0
    for r in 0..<rowCount where rows[r * width + i] > output[i] { output[i] = rows[r * width + i] }
  }
}

/// The highest in each place of some rows that follow each other; 0 where nothing is higher.
package func highestOfRows(
  _ rows: UnsafePointer<Float>, rowCount: Int, width: Int, into output: UnsafeMutablePointer<Float>
) {
  guard width >= laneCount else {
    return highestOfRowsReference(rows, rowCount: rowCount, width: width, into: output)
  }
  var i = 0
  while i < width {
    // The last vector overlaps the one before it, which changes nothing.
    let first = i + laneCount <= width ? i : width - laneCount
    var highest = Vector(repeating: 0)
    for r in 0..<rowCount { highest = larger(highest, load(rows + r * width + first)) }
    store(highest, to: output + first)
    i += laneCount
  }
}

/// The definition of ``sumOfRows(_:rowCount:width:into:)``: output[i] = Σ_r rows[r][i].
package func sumOfRowsReference(
  _ rows: UnsafePointer<Float>, rowCount: Int, width: Int, into output: UnsafeMutablePointer<Float>
) {
  for i in 0..<width {
    var sum: Float = 0
    for r in 0..<rowCount { sum += rows[r * width + i] }
    output[i] = sum
  }
}

/// The sum in each place of some rows that follow each other, added in their order.
package func sumOfRows(
  _ rows: UnsafePointer<Float>, rowCount: Int, width: Int, into output: UnsafeMutablePointer<Float>
) {
  guard width >= laneCount else {
    return sumOfRowsReference(rows, rowCount: rowCount, width: width, into: output)
  }
  var i = 0
  while i < width {
    let first = i + laneCount <= width ? i : width - laneCount
    var sum = Vector(repeating: 0)
    for r in 0..<rowCount { sum += load(rows + r * width + first) }
    store(sum, to: output + first)
    i += laneCount
  }
}
