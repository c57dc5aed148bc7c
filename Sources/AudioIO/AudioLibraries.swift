internal import CSndfile
internal import CSoxr

/// The C libraries behind this stage, as loaded at run time.
public enum AudioLibraries {
  /// Name and version of libsndfile, such as "libsndfile-1.2.0".
  public static var soundFileVersion: String { String(cString: sf_version_string()) }

  /// Name and version of libsoxr, such as "libsoxr-0.1.3".
  public static var resamplerVersion: String { String(cString: soxr_version()) }
}
