import Foundation

/// A complex number, for the tests' own Fourier transform.
struct Complex {
  var real: Double
  var imaginary: Double

  var power: Double { real * real + imaginary * imaginary }
}

/// The discrete Fourier transform of a power of two of samples, by the textbook recursion.
func fourier(_ x: [Complex]) -> [Complex] {
  guard x.count > 1 else { return x }
  let even = fourier(stride(from: 0, to: x.count, by: 2).map { x[$0] })
  let odd = fourier(stride(from: 1, to: x.count, by: 2).map { x[$0] })
  var result = x
  for k in even.indices {
    let angle = -2 * Double.pi * Double(k) / Double(x.count)
    let (c, s) = (cos(angle), sin(angle))
    let a = odd[k].real * c - odd[k].imaginary * s
    let b = odd[k].real * s + odd[k].imaginary * c
    result[k] = Complex(real: even[k].real + a, imaginary: even[k].imaginary + b)
    result[k + even.count] = Complex(real: even[k].real - a, imaginary: even[k].imaginary - b)
  }
  return result
}

/// Power a bin up to half the sampling rate, under a four-term Blackman-Harris window, whose side
/// lobes stay below -92 dB (Harris, 1978).
func powerSpectrum(_ samples: ArraySlice<Float>) -> [Double] {
  let windowed = samples.enumerated().map { i, sample in
    let t = 2 * Double.pi * Double(i) / Double(samples.count)
    let window = 0.35875 - 0.48829 * cos(t) + 0.14128 * cos(2 * t) - 0.01168 * cos(3 * t)
    return Complex(real: window * Double(sample), imaginary: 0)
  }
  return fourier(windowed)[..<(samples.count / 2)].map(\.power)
}

/// The frequency near `guess` (both in hertz), from the phase it gains between two windows a
/// tenth of a second apart; good to a small fraction of a cent if the guess is within 4 Hz.
func frequency(in samples: [Float], near guess: Double, sampleRate: Double, at start: Double)
  -> Double
{
  let first = phase(samples, guess, sampleRate, from: Int(start * sampleRate))
  let hop = Int(0.1 * sampleRate)
  let second = phase(samples, guess, sampleRate, from: Int(start * sampleRate) + hop)
  let gained = (second - first).remainder(dividingBy: 2 * .pi)
  return guess + gained / (2 * .pi) * sampleRate / Double(hop)
}

/// Phase against a steady tone of the same frequency, under a Hann window of 0.4 s.
func phase(_ samples: [Float], _ frequency: Double, _ rate: Double, from start: Int)
  -> Double
{
  let length = Int(0.4 * rate)
  var sum = Complex(real: 0, imaginary: 0)
  for i in 0..<length {
    let window = 1 - cos(2 * .pi * Double(i) / Double(length))
    let angle = 2 * .pi * frequency * Double(start + i) / rate
    sum.real += window * Double(samples[start + i]) * cos(angle)
    sum.imaginary -= window * Double(samples[start + i]) * sin(angle)
  }
  return atan2(sum.imaginary, sum.real)
}

/// Distance of two frequencies in hundredths of a semitone.
func cents(_ a: Double, _ b: Double) -> Double { 1200 * log2(a / b) }

func rootMeanSquare(_ samples: ArraySlice<Float>) -> Double {
  (samples.reduce(0) { $0 + Double($1) * Double($1) } / Double(samples.count)).squareRoot()
}
