#pragma once

// The settings of the GNU C library's malloc, which Swift's import of that library leaves out.
#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>

static inline void set_malloc_thresholds(int mapped, int trimmed) {
  mallopt(M_MMAP_THRESHOLD, mapped);
  mallopt(M_TRIM_THRESHOLD, trimmed);
}
#else
static inline void set_malloc_thresholds(int mapped, int trimmed) {}
#endif
