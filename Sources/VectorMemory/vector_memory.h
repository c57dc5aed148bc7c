#pragma once

// Loads and stores of vectors at any address, choices lane by lane, sums, and rounding.
//
// Swift's own are generic functions of its standard library. When the optimiser does not inline one,
// it leaves a copy under a name that all instruction sets share, and the linker picks any of them; and
// some comparisons it makes one lane at a time. These have no name outside the object that uses them.

#define VECTOR_MEMORY(lanes)                                                                  \
  typedef float vector##lanes __attribute__((ext_vector_type(lanes)));                        \
  typedef float unaligned_vector##lanes __attribute__((ext_vector_type(lanes), aligned(4)));  \
  static inline __attribute__((always_inline)) vector##lanes load_vector##lanes(              \
      const float *source) {                                                                  \
    return *(const unaligned_vector##lanes *)source;                                          \
  }                                                                                           \
  static inline __attribute__((always_inline)) void store_vector##lanes(                      \
      vector##lanes value, float *target) {                                                   \
    *(unaligned_vector##lanes *)target = value;                                               \
  }                                                                                           \
  static inline __attribute__((always_inline)) vector##lanes smaller_vector##lanes(           \
      vector##lanes a, vector##lanes b) {                                                     \
    return b < a ? b : a;                                                                     \
  }                                                                                           \
  static inline __attribute__((always_inline)) vector##lanes larger_vector##lanes(            \
      vector##lanes a, vector##lanes b) {                                                     \
    return b > a ? b : a;                                                                     \
  }                                                                                           \
  static inline __attribute__((always_inline)) vector##lanes keep_first_vector##lanes(        \
      vector##lanes value, int count) {                                                       \
    typedef int numbers __attribute__((ext_vector_type(lanes)));                              \
    numbers lane;                                                                             \
    for (int i = 0; i < lanes; i++) lane[i] = i;                                              \
    return lane < count ? value : 0;                                                          \
  }

VECTOR_MEMORY(4)
VECTOR_MEMORY(8)
VECTOR_MEMORY(16)

// All lanes, halves first: in the same order for every instruction set.
static inline __attribute__((always_inline)) float sum_vector16(vector16 value) {
  vector8 eight = value.lo + value.hi;
  vector4 four = eight.lo + eight.hi;
  return (four[0] + four[2]) + (four[1] + four[3]);
}

typedef double wide_vector8 __attribute__((ext_vector_type(8)));

static inline __attribute__((always_inline)) vector8 rounded_vector8(wide_vector8 value) {
  return __builtin_convertvector(value, vector8);
}
