#include <fftw3.h>

// An array of unknown length, which Swift cannot import.
static inline const char *fftwf_version_text(void) { return fftwf_version; }
