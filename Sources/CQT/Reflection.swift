/// The index that a signal of `count` samples, mirrored at its ends without repeating the end
/// samples, has at `index`: −1 is 1, `count` is `count − 2`.
///
/// Indices past the second mirror image bounce on, so that every index has a sample.
///
/// - Precondition: `count > 0`.
func reflected(_ index: Int, count: Int) -> Int {
  guard count > 1 else { return 0 }
  let period = 2 * (count - 1)
  let position = index % period
  let wrapped = position < 0 ? position + period : position
  return min(wrapped, period - wrapped)
}
