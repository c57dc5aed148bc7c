"""Instruments made of physics: plucked and bowed strings, bars, organs, reeds, flutes, brass and voices.

MODELS has, by name, what draws an instrument of its own (its body, its string or tube, its player's manners) and plays parts
on it. Of a string, modes are summed, each with a decay of its own. What is bowed, blown or sung is a sum of harmonics whose
levels follow pitch and loudness through resonances, and noise that passes through these as well.
"""
import dataclasses
import functools
import types

import numpy as np
from scipy import signal

import origins  # noqa: F401, finds make_corpus
from make_corpus import RATE

# Samples between two values of what changes slowly; above HIGHEST, in hertz, nothing is made.
CONTROL, HIGHEST, HARMONICS = 100, 9500.0, 70


def resonances(centres, sharpness, gains, floor=0.0):
    """A gain by frequency: peaks at some frequencies, so sharp and so high, over a floor."""
    def gain(f):
        power = floor ** 2
        for centre, q, height in zip(centres, sharpness, gains):
            power = power + height ** 2 / (1 + (q * (f / centre - centre / np.maximum(f, 1))) ** 2)
        return np.sqrt(power)
    return gain


def smooth(values):
    """From values every CONTROL samples, one for each sample but those after the last, by straight lines."""
    ramp = np.arange(CONTROL) / CONTROL
    return (values[:-1, None] + np.diff(values)[:, None] * ramp).ravel()


def wander(rng, count, seconds=0.15):
    """Values every CONTROL samples that move slowly around 0, mostly within ±1."""
    step = seconds * RATE / CONTROL
    points = rng.standard_normal(int(count / step) + 3)
    return np.interp(np.arange(count) / step, np.arange(len(points)), points)


def follow(points, moments, default):
    """What a part does between the points that it gives, such as bends and swells."""
    if not points:
        return np.full(len(moments), default)
    times, values = np.array(sorted(points)).T
    return np.interp(moments, times, values, left=default)


def filtered_noise(rng, gain, size):
    """Noise whose spectrum is a gain by frequency, of power 1."""
    points = np.linspace(0, RATE / 2, 256)
    taps = signal.firwin2(511, points, np.where(points < HIGHEST, gain(points), 0), fs=RATE)
    noise = signal.fftconvolve(rng.standard_normal(size + 510), taps, "valid")
    return noise / (noise.std() + 1e-9)


def gathered(pieces, size=0):
    """Sounds that begin at their samples, in one of two equal channels."""
    out = np.zeros(max([size] + [first + len(sound) for first, sound in pieces]))
    for first, sound in pieces:
        out[first:first + len(sound)] += sound
    return np.stack([out, out], 1)


# ---- Plucked strings -------------------------------------------------------------------------------------------------


@dataclasses.dataclass
class Plucked:
    """Strings that are displaced at a point and let go; each mode dies away for itself, the high ones first."""
    place: float  # of the pluck, in lengths of the string
    stiffness: float
    decay: float  # seconds of the lowest mode of an A2
    friction: float  # how much sooner a mode at 2 kHz is gone, in 1/s
    bright: float  # hertz that a soft pluck excites
    body: types.FunctionType  # gain by frequency
    pickup: float = 0.0  # its place, or 0 where there is none
    knock: float = 0.02
    drive: float = 0.0
    damper: float = 0.06

    def __call__(self, parts, cents, rng):
        knock = filtered_noise(rng, self.body, RATE // 5) * np.exp(-np.arange(RATE // 5) / (0.012 * RATE))
        pieces = []
        for part in parts:
            for start, end, pitch, velocity in part.notes:
                sound = self.note(part, start, end, pitch + cents / 100, velocity / 127, rng)
                sound[:len(knock)] += self.knock * velocity / 127 * knock[:len(sound)]
                pieces.append((int(start * RATE), sound))
        out = gathered(pieces)
        return np.tanh(self.drive * out / np.abs(out).max()) if self.drive else out

    def note(self, part, start, end, pitch, velocity, rng):
        size = int((end - start + 5 * self.damper) * RATE / CONTROL + 2) * CONTROL
        moments = start + np.arange(0, size + 1, CONTROL) / RATE
        base = 440 * 2 ** ((pitch - 69 + follow(part.bends, moments, 0)) / 12)
        phase = 2 * np.pi * np.cumsum(smooth(base)) / RATE
        k = np.arange(1, HARMONICS + 1)
        ratio = k * np.sqrt(1 + self.stiffness * k * k)
        f = ratio * base[0]
        ratio, f, k = ratio[f < HIGHEST], f[f < HIGHEST], k[f < HIGHEST]
        place = np.clip(self.place * rng.uniform(0.85, 1.15), 0.03, 0.5)
        level = np.sin(np.pi * k * place) / k * np.exp(-f / (self.bright * (0.4 + 1.6 * velocity))) * self.body(f)
        if self.pickup:
            level = level * np.sin(np.pi * k * self.pickup)
        rate = 2 ** ((pitch - 45) / 20) / self.decay + self.friction * (f / 2000) ** 1.5
        sound = np.zeros(size)
        for k in np.flatnonzero(np.abs(level) > 1e-4 * np.abs(level).max()):
            # One polarisation of the string gives its energy to the bridge sooner than the other.
            for share, hurry, detune in ((0.7, 1.0, 0.0), (0.3, 0.3, rng.normal(0, 0.0003))):
                count = min(size, int(7 / (rate[k] * hurry) * RATE))
                turns = np.mod(phase[:count] * (ratio[k] * (1 + detune)), 2 * np.pi).astype(np.float32)
                fade = np.exp(-np.arange(count, dtype=np.float32) * np.float32(rate[k] * hurry / RATE))
                sound[:count] += np.float32(level[k] * share) * np.sin(turns) * fade
        stop = min(size, int((end - start) * RATE))
        sound[stop:] *= np.exp(-np.arange(size - stop) / (self.damper * RATE))
        sound[-CONTROL:] *= np.linspace(1, 0, CONTROL)
        return velocity ** 1.3 * sound / np.sqrt((level ** 2).sum() + 1e-9)


def sound_box(rng, air, wood):
    """A guitar's body: its air, its top, many smaller modes, and what it does not pass on."""
    more = rng.uniform(300, 2500, 8)
    modes = resonances([air, wood, *more], [12, 15, *rng.uniform(8, 25, 8)], [2.5, 2.5, *rng.uniform(0.5, 2, 8)], 0.6)
    return lambda f: modes(f) * f / (f + 60)


def amplifier(rng, low, high):
    """A pickup's coil and a loudspeaker."""
    peak, cut = rng.uniform(low, high), rng.uniform(low, high) * 1.3
    coil = resonances([peak], [rng.uniform(0.8, 2)], [1.0], 0.5)
    return lambda f: coil(f) / (1 + (f / cut) ** 4) * f / (f + 50)


def nylon(rng, parts):
    return Plucked(rng.uniform(0.12, 0.35), 10 ** rng.uniform(-4.8, -4.2), rng.uniform(0.8, 1.8), rng.uniform(4, 9),
                   rng.uniform(500, 1200),
                   sound_box(rng, rng.uniform(95, 110), rng.uniform(180, 240)), knock=rng.uniform(0.01, 0.05))


def steel(rng, parts):
    return Plucked(rng.uniform(0.06, 0.25), 10 ** rng.uniform(-4.6, -4.0), rng.uniform(1.2, 2.6), rng.uniform(1.5, 4),
                   rng.uniform(1500, 4000),
                   sound_box(rng, rng.uniform(90, 115), rng.uniform(170, 230)), knock=rng.uniform(0.02, 0.08))


def electric(rng, parts):
    return Plucked(rng.uniform(0.06, 0.2), 10 ** rng.uniform(-4.6, -4.0), rng.uniform(2, 5), rng.uniform(0.7, 2),
                   rng.uniform(1500, 5000),
                   amplifier(rng, 1800, 4500), pickup=rng.uniform(0.05, 0.25), knock=rng.uniform(0.002, 0.01),
                   drive=rng.choice([0, 0, rng.uniform(1, 12)]))


def harp(rng, parts):
    """Plucked in the middle, hardly damped."""
    return Plucked(rng.uniform(0.3, 0.5), 10 ** rng.uniform(-5.2, -4.6), rng.uniform(1.5, 3), rng.uniform(2, 5),
                   rng.uniform(600, 1500),
                   sound_box(rng, rng.uniform(140, 180), rng.uniform(250, 400)), knock=rng.uniform(0.005, 0.02), damper=0.5)


def finger_bass(rng, parts):
    return Plucked(rng.uniform(0.1, 0.25), 10 ** rng.uniform(-4.2, -3.7), rng.uniform(1, 3), rng.uniform(3, 9),
                   rng.uniform(300, 1000),
                   amplifier(rng, 700, 2500), pickup=rng.uniform(0.08, 0.2), knock=rng.uniform(0.002, 0.01))


def pick_bass(rng, parts):
    return Plucked(rng.uniform(0.04, 0.12), 10 ** rng.uniform(-4.0, -3.5), rng.uniform(1, 3), rng.uniform(1, 3),
                   rng.uniform(1200, 3500),
                   amplifier(rng, 1500, 4500), pickup=rng.uniform(0.05, 0.15), knock=rng.uniform(0.005, 0.03),
                   drive=rng.choice([0, rng.uniform(1, 6)]))


def upright_bass(rng, parts):
    """A double bass without a bow: a dull pluck, a large box."""
    return Plucked(rng.uniform(0.15, 0.4), 10 ** rng.uniform(-4.5, -4.0), rng.uniform(0.4, 1.0), rng.uniform(6, 15),
                   rng.uniform(300, 700),
                   sound_box(rng, rng.uniform(55, 70), rng.uniform(95, 125)), knock=rng.uniform(0.03, 0.1), damper=0.1)


# ---- Struck bars -----------------------------------------------------------------------------------------------------


@dataclasses.dataclass
class Struck:
    """Bars, plates and tongues: a few modes, which ring for as long as they do unless they are damped."""
    ratios: np.ndarray  # of the modes to the pitch
    levels: np.ndarray  # of the modes, struck hard
    decay: float  # seconds of the lowest mode at A4
    shorter: float  # how much sooner a mode at twice the frequency is gone: a power
    hard: float  # hertz that a soft stroke excites
    knock: float
    damper: float = 0.0  # seconds; 0 where nothing damps
    fan: float = 0.0  # depth of the resonators' lids, which turn five times a second

    def __call__(self, parts, cents, rng):
        knock = filtered_noise(rng, resonances([rng.uniform(400, 2500)], [1.5], [1.0]), RATE // 10)
        knock *= np.exp(-np.arange(RATE // 10) / (rng.uniform(0.003, 0.012) * RATE))
        spread = {pitch: rng.normal(1, 0.002, len(self.ratios)) for pitch in range(128)}
        pieces = []
        for part in parts:
            for start, end, pitch, velocity in part.notes:
                base = 440 * 2 ** ((pitch + cents / 100 - 69) / 12)
                decay = self.decay * (440 / base) ** 0.7
                size = int(min(end - start + 4 * self.damper if self.damper else 9, 5 * decay, 8) * RATE)
                time = np.arange(size) / RATE
                sound = np.zeros(size)
                for ratio, level, slip in zip(self.ratios, self.levels, spread[int(pitch)]):
                    f = base * ratio * (slip if ratio > 1 else 1)
                    if f < HIGHEST:
                        level = level * np.exp(-(f - base) / (self.hard * (0.4 + 1.6 * velocity / 127))) * rng.uniform(0.8, 1.2)
                        sound += level * np.sin(2 * np.pi * f * time + rng.uniform(0, 6)) * np.exp(-time / decay * ratio ** self.shorter)
                sound *= 1 + self.fan * np.sin(2 * np.pi * 5 * (start + time))
                if self.damper:
                    stop = min(size, int((end - start) * RATE))
                    sound[stop:] *= np.exp(-np.arange(size - stop) / (self.damper * RATE))
                sound[:50] *= np.linspace(0, 1, 50)[:size]
                sound[-CONTROL:] *= np.linspace(1, 0, CONTROL)
                count = min(size, len(knock))
                sound[:count] += self.knock * knock[:count]
                pieces.append((int(start * RATE), (velocity / 127) ** 1.3 * sound))
        return gathered(pieces)


def marimba(rng, parts):
    """Wood, its second mode tuned to the double octave, over tubes that sound the first."""
    return Struck(np.array([1, 4, rng.uniform(9, 10.5), 16.5]), np.array([1, rng.uniform(0.1, 0.4), rng.uniform(0.02, 0.15), 0.03]),
                  rng.uniform(0.25, 0.6), rng.uniform(0.6, 1.2), rng.uniform(800, 3000), rng.uniform(0.02, 0.15))


def xylophone(rng, parts):
    """Wood, its second mode tuned to the twelfth, struck with something hard."""
    return Struck(np.array([1, 3, rng.uniform(5.8, 6.4), 10.5]), np.array([1, rng.uniform(0.3, 0.9), rng.uniform(0.1, 0.5), 0.1]),
                  rng.uniform(0.12, 0.35), rng.uniform(0.5, 1.0), rng.uniform(2000, 7000), rng.uniform(0.1, 0.4))


def vibraphone(rng, parts):
    """Metal, tuned like a marimba, damped by a pedal, over tubes with turning lids."""
    return Struck(np.array([1, 4, rng.uniform(9.5, 10.5)]), np.array([1, rng.uniform(0.05, 0.35), rng.uniform(0.02, 0.12)]),
                  rng.uniform(1.2, 3.5), rng.uniform(0.7, 1.4), rng.uniform(800, 3500), rng.uniform(0.01, 0.06),
                  rng.uniform(0.06, 0.3), rng.choice([0, 0, rng.uniform(0.05, 0.35)]))


def glockenspiel(rng, parts):
    """Bars of steel as they are: their modes are those of a free bar, and agree with no harmonic."""
    return Struck(np.array([1, 2.756, 5.404, 8.933]) * np.array([1, *rng.normal(1, 0.02, 3)]),
                  np.array([1, rng.uniform(0.15, 1.0), rng.uniform(0.05, 0.5), rng.uniform(0, 0.2)]), rng.uniform(0.6, 2.5),
                  rng.uniform(0.6, 1.3), rng.uniform(4000, 12000), rng.uniform(0.02, 0.15))


def celesta(rng, parts):
    """Plates over boxes of wood, damped, struck by felt."""
    return Struck(np.array([1, 2.0, 4.0, rng.uniform(5, 7)]), np.array([1, rng.uniform(0.05, 0.3), rng.uniform(0.02, 0.15), 0.05]),
                  rng.uniform(0.4, 1.5), rng.uniform(0.6, 1.2), rng.uniform(1500, 5000), rng.uniform(0.02, 0.1),
                  rng.uniform(0.05, 0.3))


def steel_pan(rng, parts):
    """A beaten drum: octave and twelfth are tuned, and grow after the stroke; the held-out mallets."""
    return Struck(np.array([1, 2.0, 3.0, 4.02, rng.uniform(5, 6)]),
                  np.array([1, rng.uniform(0.4, 0.9), rng.uniform(0.2, 0.6), 0.2, 0.1]), rng.uniform(0.3, 0.8), rng.uniform(0.2, 0.5),
                  rng.uniform(2000, 5000), rng.uniform(0.02, 0.08))


# ---- What sounds for as long as it is fed ----------------------------------------------------------------------------


@dataclasses.dataclass
class Sustained:
    """Something bowed, blown or sung.

    `levels(k, f, loud, rng)`: of harmonics k, at frequencies f, both (harmonics, moments), for how loud it is, 0 to 1.
    """
    levels: types.FunctionType
    attack: float
    release: float
    noise: float  # beside the tone
    breath: types.FunctionType  # gain of the noise by frequency
    vibrato: float = 0.0  # semitones, where the part has none
    tremolo: float = 0.0  # how much loudness follows vibrato
    chiff: float = 0.0  # more noise while it begins
    scoop: float = 0.1  # semitones, either way
    rough: float = 0.03
    players: int = 1

    def __call__(self, parts, cents, rng):
        longest = max(note[1] - note[0] for part in parts for note in part.notes) + 1
        noise = filtered_noise(rng, self.breath, int(longest * RATE) + 10 * CONTROL + RATE)
        pieces = []
        for part in parts:
            for _ in range(self.players):
                crowd = self.players > 1
                apart, rate = crowd * rng.normal(0, 0.12), rng.uniform(4.6, 6.4)
                for start, end, pitch, velocity in part.notes:
                    start = max(0, start + crowd * rng.normal(0, 0.015))
                    sound = self.note(part, start, end, pitch + cents / 100 + apart, velocity / 127, rate, noise, rng)
                    pieces.append((int(start * RATE), sound))
        return gathered(pieces)

    def note(self, part, start, end, pitch, velocity, rate, noise, rng):
        count = int((end - start + 2 * self.release) * RATE / CONTROL) + 2
        age = np.arange(count + 1) * CONTROL / RATE
        attack = self.attack * rng.uniform(0.6, 1.5)
        fed = np.clip(age / attack, 0, 1) ** 0.7 * np.clip(1 - (age - (end - start)) / self.release, 0, 1) ** 2
        late = np.clip((age - 0.2) / 0.3, 0, 1) * (not part.bends)
        sway = late * np.sin(2 * np.pi * rate * age + rng.uniform(0, 6) * (self.players > 1))
        bend = follow(part.bends, start + age, 0) + self.vibrato * sway
        bend = bend + 0.04 * wander(rng, count + 1) + rng.normal(0, self.scoop) * np.exp(-age / 0.04)
        f = 440 * 2 ** ((pitch - 69 + bend) / 12)
        swell = follow(part.swells, start + age, 1) * (1 + self.tremolo * sway + self.rough * wander(rng, count + 1, 0.06))
        loud = np.clip(velocity * swell * fed, 1e-3, 1)
        k = np.arange(1, max(2, min(HARMONICS, int(HIGHEST / f.max()))) + 1)[:, None]
        levels = self.levels(k, k * f, loud, rng)
        levels = levels / np.sqrt((levels ** 2).sum(0) + 1e-12) * loud ** 1.4
        phase = 2 * np.pi * np.cumsum(smooth(f)) / RATE + rng.uniform(0, 6)
        before, now, twice = np.zeros(len(phase)), np.sin(phase), 2 * np.cos(phase)
        sound = np.zeros(len(phase))
        for level in levels:
            sound += smooth(level) * now
            before, now = now, twice * now - before
        first = int(rng.integers(0, max(1, len(noise) - len(sound))))
        hiss = self.noise * (1 + self.rough * wander(rng, count + 1, 0.03)) + self.chiff * np.exp(-age / 0.05)
        hiss = hiss * loud ** 1.2
        return sound + smooth(hiss)[:len(noise) - first] * noise[first:first + len(sound)]


def middle(parts):
    return float(np.median([note[2] for part in parts for note in part.notes]))


def violin(rng, parts, players=1):
    """Helmholtz's sawtooth, rounded by a soft bow, through a box as large as the range asks for."""
    size = 2 ** (np.clip(middle(parts) - 69, -36, 12) / 24) * rng.uniform(0.85, 1.15)
    more = rng.uniform(600, 2200, 9)
    centres = np.array([280, 450, 540, *more]) * size
    wood = resonances([*centres, 2500 * size ** 0.3], [*rng.uniform(10, 20, 3), *rng.uniform(8, 20, 9), 1.2],
                      [*rng.uniform(1, 2.5, 3), *rng.uniform(0.4, 2.0, 9), rng.uniform(0.8, 2.0)], 0.35)
    cut, place = rng.uniform(2500, 6000) * size ** 0.3, rng.uniform(0.06, 0.16)

    def body(f):
        return wood(f) / (1 + (f / cut) ** 4) ** 0.5 * f / (f + 150 * size)

    def levels(k, f, loud, rng):
        return body(f) / k * (0.7 + 0.3 * np.abs(np.sin(np.pi * k * place))) * np.exp(-f / (1500 + 9000 * loud))

    return Sustained(levels, rng.uniform(0.03, 0.18), rng.uniform(0.06, 0.25), 10 ** rng.uniform(-2.0, -1.2), body,
                     rng.choice([0, rng.uniform(0.1, 0.35)]),
                     0.08, 10 ** rng.uniform(-1.5, -0.7), 0.15, 0.08, players)


def section(rng, parts):
    return violin(rng, parts, 3)


def gamba(rng, parts):
    """Bowed near the bridge, no vibrato, a nasal body: the held-out bow."""
    inner = violin(rng, parts)
    nose = resonances([rng.uniform(900, 1300)], [2.5], [2.0], 0.6)

    def levels(k, f, loud, rng):
        return inner.levels(k, f, 0.5 + 0.5 * loud, rng) * nose(f) * k ** 0.25

    return dataclasses.replace(inner, levels=levels, vibrato=0.0, attack=rng.uniform(0.05, 0.1))


def blown(rng, levels, noise, breath, attack, **manner):
    return Sustained(levels, attack, rng.uniform(0.04, 0.1), noise, breath, **manner)


def clarinet(rng, parts):
    """A tube closed at one end: odd harmonics, the even ones only where its holes let the treble out."""
    cut, even, soft = rng.uniform(1200, 2200), rng.uniform(0.02, 0.15), rng.uniform(0.05, 0.2)

    def levels(k, f, loud, rng):
        odd = np.where(k % 2, 1.0, even + np.clip(f / 6000, 0, 0.5))
        return odd * np.exp(-soft * (k - 1) / (0.2 + loud)) / (1 + (f / cut) ** 2.5) ** 0.5

    return blown(rng, levels, 10 ** rng.uniform(-2.4, -1.7), resonances([1500], [0.7], [1.0], 0.1), rng.uniform(0.02, 0.06),
                 vibrato=rng.choice([0, 0, 0.1]))


def cone(rng, formants, sharpness, heights, cut, soft):
    """A reed on a cone: all harmonics, through formants."""
    throat = resonances(formants, sharpness, heights, 0.25)

    def levels(k, f, loud, rng):
        return throat(f) * k ** -0.3 * np.exp(-soft * (k - 1) / (0.2 + loud)) / (1 + (f / cut) ** 4) ** 0.5

    return blown(rng, levels, 10 ** rng.uniform(-2.3, -1.4), lambda f: throat(f) * f / (f + 800), rng.uniform(0.015, 0.06),
                 vibrato=rng.uniform(0, 0.3), tremolo=rng.uniform(0, 0.1))


def saxophone(rng, parts):
    size = 2 ** ((middle(parts) - 62) / 30)
    return cone(rng, [rng.uniform(450, 700) * size, rng.uniform(1100, 1600) * size], [1.5, 2], [1.5, 1.0],
                rng.uniform(2200, 4500), rng.uniform(0.03, 0.12))


def oboe(rng, parts):
    return cone(rng, [rng.uniform(1000, 1300), rng.uniform(2600, 3200)], [2.5, 3], [2.0, 1.0], rng.uniform(3500, 5000),
                rng.uniform(0.01, 0.05))


def bassoon(rng, parts):
    return cone(rng, [rng.uniform(430, 530), rng.uniform(1100, 1300)], [3, 3], [2.5, 0.8], rng.uniform(2000, 3000),
                rng.uniform(0.02, 0.08))


def flute(rng, parts):
    """A jet of air: few harmonics, more of them when blown hard, and always some breath."""
    second, fall = rng.uniform(0.15, 0.9), rng.uniform(0.5, 1.1)

    def levels(k, f, loud, rng):
        above = second * np.exp(-fall * (k - 2) / (0.3 + loud)) * (0.3 + loud)
        return np.where(k == 1, 1.0, above) / (1 + (f / 4000) ** 4)

    return blown(rng, levels, 10 ** rng.uniform(-1.7, -0.8),
                 resonances([rng.uniform(700, 1500), 3500], [1.5, 1.5], [1, 0.3], 0.01), rng.uniform(0.03, 0.1),
                 vibrato=rng.choice([0, rng.uniform(0.05, 0.2)]), tremolo=rng.uniform(0.05, 0.25),
                 chiff=10 ** rng.uniform(-1.5, -0.5))


def panpipe(rng, parts):
    """A stopped pipe: odd harmonics, and as much breath as tone."""
    inner = flute(rng, parts)
    even = rng.uniform(0.02, 0.1)

    def levels(k, f, loud, rng):
        return np.where(k % 2, 1.0, even) * inner.levels(k, f, loud, rng)

    return dataclasses.replace(inner, levels=levels, noise=rng.uniform(0.1, 0.3), chiff=rng.uniform(0.3, 0.8), vibrato=0.0)


def brass(rng, bell, formant, low, high, attack):
    """Lips and a long tube, in which loud waves grow steep: the treble comes with loudness."""
    hump = resonances([formant], [1.2], [1.0], 0.5)

    def levels(k, f, loud, rng):
        return hump(f) * f ** 2 / (f ** 2 + bell ** 2) * np.exp(-f / (low + high * loud ** 1.5))

    return Sustained(levels, attack, rng.uniform(0.05, 0.12), 10 ** rng.uniform(-2.5, -1.7), hump,
                     rng.choice([0, 0, rng.uniform(0.05, 0.2)]),
                     chiff=10 ** rng.uniform(-2, -1), scoop=0.3)


def trumpet(rng, parts):
    return brass(rng, rng.uniform(500, 900), rng.uniform(1000, 1500), rng.uniform(500, 900), rng.uniform(2000, 5000),
                 rng.uniform(0.02, 0.06))


def trombone(rng, parts):
    return brass(rng, rng.uniform(250, 500), rng.uniform(500, 900), rng.uniform(300, 600), rng.uniform(1500, 3500),
                 rng.uniform(0.03, 0.08))


def horn(rng, parts):
    return brass(rng, rng.uniform(100, 300), rng.uniform(300, 500), rng.uniform(180, 350), rng.uniform(600, 1500),
                 rng.uniform(0.04, 0.1))


def brass_section(rng, parts):
    return dataclasses.replace(trumpet(rng, parts) if middle(parts) > 60 else trombone(rng, parts), players=3)


def muted_trumpet(rng, parts):
    """With a mute, little but a band around 1.5 to 2.5 kHz is left."""
    inner = trumpet(rng, parts)
    mute = resonances([rng.uniform(1500, 2500)], [rng.uniform(1.5, 3)], [1.0], 0.08)

    def levels(k, f, loud, rng):
        return inner.levels(k, f, loud, rng) * mute(f)

    return dataclasses.replace(inner, levels=levels, breath=mute)


# Of a man, in hertz: a, e, i, o, u.
FORMANTS = np.array([(730, 1090, 2440, 3400, 4500), (530, 1840, 2480, 3500, 4500), (270, 2290, 3010, 3600, 4600),
                     (570, 840, 2410, 3300, 4400), (300, 870, 2240, 3300, 4400)])
WIDTHS = np.array([80, 90, 130, 180, 250])


def tract(f, formants):
    """The gain of a throat and mouth with these formants; `formants` (5,) or (5, moments)."""
    gain = 1.0
    for centre, width in zip(formants, WIDTHS):
        gain = gain * centre ** 2 / np.sqrt((centre ** 2 - f ** 2) ** 2 + (f * width) ** 2)
    return gain


def singer(rng, size, players=1):
    """A glottis, and a mouth that moves from vowel to vowel; `size` is that of the formants, 1 for a man."""
    tilt, favourite = rng.uniform(0.4, 1.1), int(rng.integers(5))
    steady = rng.random() < 0.4
    formants = FORMANTS * size * rng.normal(1, 0.04, (1, 5))
    if rng.random() < 0.4:  # what singers do to be heard beside an orchestra
        formants[:, 2:] = np.array([2600, 2900, 3300]) * size ** 0.5

    def levels(k, f, loud, rng):
        first, then = (favourite, favourite) if steady else rng.integers(0, 5, 2)
        moment = rng.uniform(0.2, 0.8) * f.shape[1]
        way = 1 / (1 + np.exp(-(np.arange(f.shape[1]) - moment) / 25))
        now = formants[first][:, None] * (1 - way) + formants[then][:, None] * way
        # Sopranos open their mouth as the tone rises above the first formant.
        now[0] = np.maximum(now[0], f[0])
        return tract(f, now) * k ** -tilt * np.exp(-f / (1500 + 8000 * loud))

    return Sustained(levels, rng.uniform(0.03, 0.12), rng.uniform(0.05, 0.2), 10 ** rng.uniform(-2.0, -1.2),
                     lambda f: tract(f, formants[favourite]) * f / (f + 500) + 0.05, rng.uniform(0.1, 0.6), 0.1,
                     10 ** rng.uniform(-2, -0.8), 0.6, 0.08, players)


def man(rng, parts):
    return singer(rng, rng.uniform(0.92, 1.05))


def woman(rng, parts):
    return singer(rng, rng.uniform(1.1, 1.22))


def choir(rng, parts):
    return singer(rng, rng.uniform(0.95, 1.2), int(rng.integers(3, 6)))


def child(rng, parts):
    return singer(rng, rng.uniform(1.3, 1.42))


# ---- Organs ----------------------------------------------------------------------------------------------------------


@dataclasses.dataclass
class Ranks:
    """One key sounds several pipes, reeds or wheels at once, all of the same loudness however it is struck.

    `ranks`: for each, the ratio to the key's pitch, its level, and the levels of its harmonics.
    """
    ranks: list
    attack: float
    release: float
    click: float  # of keys' contacts, or of air that rushes into pipes
    noise: types.FunctionType  # gain by frequency of that, and of the wind
    wind: float = 0.0
    wobble: tuple = (0.0, 0.0, 1.0)  # a rotating loudspeaker's or a tremulant's: depth of level, semitones, hertz
    mistuned: float = 0.0  # cents, pipe by pipe
    percussion: tuple = (0.0, 2)  # its level and harmonic
    highest: float = HIGHEST  # where wheels end, ranks go on an octave lower
    drive: float = 0.0

    def __call__(self, parts, cents, rng):
        end = max(note[1] for part in parts for note in part.notes) + 1
        hiss = filtered_noise(rng, self.noise, int(end * RATE))
        depth, bend, rate = self.wobble
        slips, pieces = {}, [(0, self.wind * hiss)]
        for part in parts:
            for start, stop, pitch, _ in part.notes:
                size = int((stop - start + 4 * self.release) * RATE)
                time = np.arange(size) / RATE
                turn = 2 * np.pi * rate * (start + time)
                moments = np.arange(0, size + CONTROL, CONTROL) / RATE
                base = smooth(440 * 2 ** ((pitch + cents / 100 - 69 + follow(part.bends, start + moments, 0)) / 12))[:size]
                base = np.pad(base, (0, size - len(base)), "edge") * 2 ** (bend * np.sin(turn) / 12)
                phase = 2 * np.pi * np.cumsum(base) / RATE
                sound = np.zeros(size)
                for index, (ratio, level, harmonics) in enumerate(self.ranks):
                    slip = slips.setdefault((pitch, index), 2 ** (rng.normal(0, self.mistuned) / 1200))
                    while base[0] * ratio > self.highest:
                        ratio /= 2
                    for k, height in enumerate(harmonics, 1):
                        if base[0] * ratio * k < HIGHEST:
                            sound += level * height * np.sin(phase * ratio * k * slip + rng.uniform(0, 6))
                struck, harmonic = self.percussion
                sound += struck * np.sin(phase * harmonic) * np.exp(-time / 0.2)
                attack = self.attack * rng.uniform(0.7, 1.4)
                sound *= np.clip(time / attack, 0, 1) * np.exp(-np.clip(time - (stop - start), 0, None) / self.release)
                sound *= 1 + depth * np.sin(turn + 1)
                first = int(rng.integers(0, max(1, len(hiss) - size)))
                burst = hiss[first:first + size]
                sound[:len(burst)] += self.click * np.exp(-time[:len(burst)] / 0.015) * burst
                sound[-CONTROL:] *= np.linspace(1, 0, CONTROL)
                pieces.append((int(start * RATE), sound))
        out = gathered(pieces)
        return np.tanh(self.drive * out / np.abs(out).max()) if self.drive else out


# Drawbars, as semitones over the key: gears cannot make other ratios than those of the tempered scale.
DRAWBARS = (-12, 7, 0, 12, 19, 24, 28, 31, 36)


def tonewheel(rng, parts):
    """Sines of turning wheels, mixed by drawbars, through an amplifier and a rotating loudspeaker."""
    bars = np.clip(rng.normal(0.35, 0.45, 9), 0, 1)
    bars[:3] = np.clip(bars[:3] + rng.uniform(0, 0.6, 3), 0, 1)
    bars[2] = max(bars[2], 0.4)
    ranks = [(2 ** (step / 12), level ** 2, (1.0, rng.uniform(0, 0.02))) for step, level in zip(DRAWBARS, bars) if level > 0.05]
    wobble = (rng.uniform(0.05, 0.3), rng.uniform(0.02, 0.15), rng.choice([rng.uniform(0.6, 1), rng.uniform(5.5, 7.5)]))
    return Ranks(ranks, 0.004, 0.01, rng.uniform(0.0, 0.3), resonances([2500], [0.5], [1.0], 0.05), rng.uniform(0, 0.01),
                 wobble if rng.random() < 0.6 else (0.0, 0.0, 1.0), 1.0,
                 (rng.choice([0, 0, rng.uniform(0.3, 1)]), int(rng.choice([2, 3]))), 5900.0,
                 rng.choice([0, 0, rng.uniform(0.5, 4)]))


def rank(rng, kind):
    """Harmonics of a principal, a flute, a stopped pipe, strings or reeds."""
    k = np.arange(1, 25)
    tilt = {"principal": rng.uniform(0.35, 0.6), "flute": rng.uniform(1.0, 1.8), "stopped": rng.uniform(0.5, 1.0),
            "string": rng.uniform(0.1, 0.25), "reed": rng.uniform(0.08, 0.2)}[kind]
    level = np.exp(-tilt * (k - 1))
    if kind == "stopped":
        level = np.where(k % 2, level, 0.04 * level)
    level = level * rng.uniform(0.6, 1.4, len(k))
    return tuple((level / np.sqrt((level ** 2).sum()))[level > 0.003 * level.max()])


def pipes(rng, parts):
    """Stops at the octaves and fifths that were drawn, each pipe with a tuning of its own, with wind and chiff."""
    chorus = [1.0] + [float(ratio) for ratio in (0.5, 1, 2, 2, 3, 4, 6) if rng.random() < 0.4]
    kinds = ("principal", "principal", "flute", "stopped", "string", "reed")
    ranks = [(ratio, rng.uniform(0.3, 1) * ratio ** -0.2, rank(rng, kinds[int(rng.integers(len(kinds)))])) for ratio in chorus]
    tremulant = (rng.uniform(0.05, 0.2), rng.uniform(0.02, 0.1), rng.uniform(4, 6.5))
    return Ranks(ranks, rng.uniform(0.02, 0.09), rng.uniform(0.02, 0.1), rng.uniform(0.0, 0.5),
                 resonances([rng.uniform(600, 2500)], [0.7], [1.0], 0.1), rng.uniform(0, 0.02),
                 tremulant if rng.random() < 0.25 else (0.0, 0.0, 1.0), rng.uniform(0.5, 4))


def synthesiser(rng, parts):
    """Saws or pulses, one or two a key, through a filter."""
    k = np.arange(1, 50)
    duty = rng.uniform(0.1, 0.5)
    wave = 1 / k if rng.random() < 0.5 else np.abs(np.sin(np.pi * k * duty)) / k
    cut, peak = rng.uniform(2, 25), rng.uniform(0, 2)
    wave = wave / (1 + (k / cut) ** 4) ** 0.5 * (1 + peak * np.exp(-(k - cut) ** 2 / (0.1 * cut ** 2 + 1)))
    wave = tuple(wave[wave > 0.002 * wave.max()])
    ranks = [(1.0, 1.0, wave)]
    if rng.random() < 0.6:
        ranks.append((float(rng.choice([0.5, 1, 1, 2])), rng.uniform(0.3, 1), wave))
    return Ranks(ranks, rng.choice([0.005, rng.uniform(0.02, 0.3)]), rng.uniform(0.02, 0.3), 0.0, resonances([1000], [1], [1.0]),
                 0.0, (0.0, rng.choice([0, rng.uniform(0.05, 0.3)]), rng.uniform(4.5, 6.5)), rng.uniform(1, 9))


def harmonium(rng, parts):
    """Free reeds that are pressed by a bellows, in pairs that beat: the held-out organ."""
    reed = tuple(np.arange(1, 30) ** -rng.uniform(0.7, 1.2) * rng.uniform(0.7, 1.3, 29))
    ranks = [(ratio, level, reed) for ratio, level in ((1.0, 1.0), (1.0, rng.uniform(0, 1)), (0.5, rng.choice([0, 0.7])),
                                                       (2.0, rng.choice([0, 0.5]))) if level]
    return Ranks(ranks, rng.uniform(0.03, 0.12), rng.uniform(0.03, 0.08), rng.uniform(0.0, 0.1), resonances([1500], [1], [1.0], 0.1),
                 rng.uniform(0.002, 0.02), mistuned=rng.uniform(2, 7))


MODELS = {model.__name__: model for model in (
    nylon, steel, electric, harp, finger_bass, pick_bass, upright_bass, marimba, xylophone, vibraphone, glockenspiel, celesta,
    steel_pan, tonewheel, pipes, synthesiser, harmonium, violin, section, gamba, clarinet, saxophone, oboe, bassoon,
    flute, panpipe, trumpet, trombone, horn, brass_section, muted_trumpet, man, woman, choir, child)}


def play(name, parts, cents, rng):
    """Parts, played by an instrument that is drawn: samples, (size, 2)."""
    return MODELS[name](rng, parts)(parts, cents, rng)


def player(name):
    """An instrument as a source of make_corpus.Clip."""
    return functools.partial(play, name)
