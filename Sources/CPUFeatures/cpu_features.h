#pragma once

// What this machine's vector units can do, as far as the operating system saves their registers:
// 0 plain x86-64 or another architecture, 1 x86-64-v3 (AVX2, FMA, BMI), 2 x86-64-v4 (AVX-512).
// Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 1, 14.3 and 15.2.
#if defined(__x86_64__)
#include <cpuid.h>

static inline int cpu_feature_level(void) {
  unsigned a, b, c, d;
  const unsigned needed1 =  // FMA, MOVBE, OSXSAVE, AVX, F16C
      1u << 12 | 1u << 22 | 1u << 27 | 1u << 28 | 1u << 29;
  if (!__get_cpuid(1, &a, &b, &c, &d) || (c & needed1) != needed1) return 0;
  unsigned enabled, high;
  __asm__ volatile("xgetbv" : "=a"(enabled), "=d"(high) : "c"(0));
  if ((enabled & 0x06) != 0x06) return 0;  // XMM and YMM
  const unsigned needed7 = 1u << 3 | 1u << 5 | 1u << 8;  // BMI1, AVX2, BMI2
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || (b & needed7) != needed7) return 0;
  const unsigned wide = b;
  if (!__get_cpuid(0x80000001, &a, &b, &c, &d) || !(c & 1u << 5)) return 0;  // LZCNT
  const unsigned needed512 =  // F, DQ, CD, BW, VL
      1u << 16 | 1u << 17 | 1u << 28 | 1u << 30 | 1u << 31;
  if ((enabled & 0xE6) != 0xE6 || (wide & needed512) != needed512) return 1;
  return 2;
}
#else
static inline int cpu_feature_level(void) { return 0; }
#endif
