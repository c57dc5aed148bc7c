internal import CMalloc

/// Keeps memory that is freed for the next window, instead of giving it back to the system.
///
/// A window's samples, spectrogram and posteriorgrams are some 100 kB each. The GNU C library would
/// fetch and return their pages every time, which takes a tenth of the network's time. For programs
/// to call at their start: it concerns the whole process.
public func keepFreedMemory() {
  set_malloc_thresholds(4 << 20, 16 << 20)
}
