#!/usr/bin/env python3
"""Compose and render the clips on which the accuracy of the note decoder is measured.

usage: make_corpus.py OUTDIR --set tuning|held-out|second-held-out [--only TEXT]

Every clip is composed by a small program from its own seed, rendered by FluidSynth with a SoundFont or by the piano
model below, and then put into a room, through a microphone, under noise or through a codec. For each clip it writes
NAME.wav (or .mp3, .opus) and NAME.csv: start_s,end_s,midi_pitch,velocity, without drums; a pedal lengthens a note
until the pedal is released or the key struck again. The same seed gives the same clip.

The sets share no seed. The held-out set has composers of its own, mostly other instruments, and TimGM6mb, which the
tuning set never hears; the second one has further composers and instruments, and mostly Csound's SoundFont, which
neither of the others hears. Decide on the tuning set, report all.

Needs numpy, scipy, soundfile and pretty_midi; fluidsynth, ffmpeg; and the Debian packages fluid-soundfont-gm,
timgm6mb-soundfont, musescore-general-soundfont-small and csound-soundfont. Downloads nothing.
"""
import argparse
import csv
import dataclasses
import os
import pathlib
import subprocess
import zlib

import numpy as np
import pretty_midi
import soundfile
from scipy import signal

RATE = 44100
LEAD = 0.4  # silence before the first note, in seconds
SOUNDFONTS = {
    "fluid": "/usr/share/sounds/sf2/FluidR3_GM.sf2",
    "tim": "/usr/share/sounds/sf2/TimGM6mb.sf2",
    "muse": "/usr/share/sounds/sf3/MuseScore_General_Lite.sf3",
    "bank": "/usr/share/sounds/sf2/sf_GMbank.sf2",
}


# ---- Music: parts, keys, chords, time -------------------------------------------------------------------------------


@dataclasses.dataclass
class Part:
    """What one player plays. Bends are (time, semitones), pedals (down, up), swells (time, 0...1)."""
    program: int
    drums: bool = False
    notes: list = dataclasses.field(default_factory=list)
    bends: list = dataclasses.field(default_factory=list)
    pedals: list = dataclasses.field(default_factory=list)
    swells: list = dataclasses.field(default_factory=list)

    def play(self, start, end, pitch, velocity):
        start = max(0.0, start)
        self.notes.append([start, max(end, start + 0.04), int(pitch), int(np.clip(round(velocity), 8, 126))])


SCALES = {"major": [0, 2, 4, 5, 7, 9, 11], "minor": [0, 2, 3, 5, 7, 8, 10], "dorian": [0, 2, 3, 5, 7, 9, 10]}
FOLLOWS = {0: [3, 4, 5, 1], 1: [4, 4, 6], 2: [5, 3], 3: [4, 0, 1], 4: [0, 0, 5], 5: [3, 1, 2], 6: [0, 4]}


class Piece:
    """A key, a walk through its chords, and a clock that breathes."""

    def __init__(self, rng, seconds, tempo, rubato=0.0, metre=4):
        self.rng, self.metre, self.seconds = rng, metre, seconds
        self.beat = 60 / rng.uniform(*tempo)
        self.tonic = int(rng.integers(0, 12))
        self.scale = SCALES[rng.choice(["major", "major", "minor", "dorian"])]
        self.bars = max(2, int(seconds / (self.beat * metre)))
        self.chords = [0]
        while len(self.chords) < self.bars:
            self.chords.append(int(rng.choice(FOLLOWS[self.chords[-1]])))
        steps = rng.standard_normal(self.bars * metre + 8)
        drift = signal.lfilter([1], [1, -0.8], steps) * 0.6
        phrase = 0.5 * (np.arange(len(steps)) % (4 * metre) >= 4 * metre - 2)
        self.ticks = np.concatenate([[0], np.cumsum(1 + rubato * (drift + phrase))]) * self.beat

    def at(self, beats):
        """The second at which this many beats have passed."""
        return float(np.interp(beats, np.arange(len(self.ticks)), self.ticks))

    def pitch(self, degree, low):
        """The scale degree as a pitch in the octave from `low` (more for degrees beyond one octave)."""
        pitch = self.tonic + self.scale[degree % 7]
        return low + (pitch - low) % 12 + 12 * (degree // 7)

    def chord(self, root, low, high, size=3):
        """The chord on a scale degree, packed between two pitches."""
        pitches = set()
        for third in range(size):
            pitch = self.pitch((root + 2 * third) % 7, low)
            if pitch <= high:
                pitches.add(pitch)
        return sorted(pitches)

    def near(self, pitch):
        """The nearest pitch of the scale."""
        return min(range(pitch - 2, pitch + 3), key=lambda p: ((p - self.tonic) % 12 not in self.scale, abs(p - pitch)))

    def melody(self, low, high, lengths, weights, rest=0.08, leap=0.15):
        """(beat, length, pitch): a walk in the scale that likes chord notes on the beat."""
        beat, pitch, out = 0.0, self.near(int(self.rng.integers((2 * low + high) // 3, (low + 2 * high) // 3 + 1))), []
        weights = np.array(weights, float) / sum(weights)
        while beat < self.bars * self.metre:
            length = float(self.rng.choice(lengths, p=weights))
            if self.rng.random() < leap:
                pitch += int(self.rng.choice([-12, -7, -5, -4, 4, 5, 7, 12]))
            else:
                pitch += int(self.rng.choice([-4, -2, -2, 0, 2, 2, 4]))
            pitch = self.near(int(np.clip(pitch, low + 1, high - 1)))
            if beat % 1 == 0 and self.rng.random() < 0.5:
                chord = {(self.tonic + self.scale[(self.chords[int(beat) // self.metre] + d) % 7]) % 12 for d in (0, 2, 4)}
                pitch = min(range(max(low, pitch - 4), min(high, pitch + 4) + 1), key=lambda p: (p % 12 not in chord, abs(p - pitch)))
            if self.rng.random() >= rest:
                out.append((beat, length, pitch))
            beat += length
        return out


def roll(piece, part, start, end, pitches, velocity, spread):
    """Strike a chord the way hands do: not quite together, not quite equally loud."""
    lags = np.sort(piece.rng.uniform(0, spread, len(pitches))) if piece.rng.random() < 0.4 else piece.rng.uniform(0, spread, len(pitches))
    for pitch, lag in zip(pitches, lags):
        part.play(start + lag, end + piece.rng.normal(0, 0.02), pitch, velocity + piece.rng.normal(0, 6))


def pedal_by_bar(piece, part, every):
    """Legato pedalling: up just after the beat, down again at once."""
    beat = 0.0
    while beat < piece.bars * piece.metre:
        down = piece.at(beat) + piece.rng.uniform(0.06, 0.2)
        up = piece.at(min(beat + every, piece.bars * piece.metre)) + piece.rng.uniform(0.0, 0.06)
        if up > down + 0.1:
            part.pedals.append((down, up))
        beat += every


# ---- Composers: piano and other keyboards ---------------------------------------------------------------------------


def ballad(rng, seconds, program):
    """Slow song: bass, broken or held chords, a tune above, pedal and rubato."""
    piece, part = Piece(rng, seconds, (56, 84), 0.06), Part(program)
    touch = rng.uniform(-18, 12)
    for bar, root in enumerate(piece.chords):
        beat = bar * 4
        bass, chord = piece.pitch(root, 31), piece.chord(root, 50, 66, int(rng.integers(3, 5)))
        roll(piece, part, piece.at(beat), piece.at(beat + 3.8), [bass, bass + 12] if rng.random() < 0.5 else [bass], 60 + touch, 0.025)
        style = rng.integers(3)
        if style == 0:
            for q in (1, 2, 3):
                roll(piece, part, piece.at(beat + q), piece.at(beat + q + 0.9), chord, 48 + touch, 0.03)
        elif style == 1:
            for i in range(1, 8):
                part.play(piece.at(beat + i / 2) + rng.normal(0, 0.008), piece.at(beat + i / 2 + 0.5), chord[[0, 1, 2, 1][i % 4] % len(chord)], rng.normal(46 + touch, 8))
        else:
            roll(piece, part, piece.at(beat + 0.02), piece.at(beat + 3.8), chord, 54 + touch, 0.03)
    for beat, length, pitch in piece.melody(67, 90, [0.5, 1, 1.5, 2], [4, 4, 1, 1], 0.1):
        part.play(piece.at(beat) + rng.normal(0, 0.012), piece.at(beat + length * rng.uniform(0.85, 1.02)), pitch, rng.normal(76 + touch, 11))
        if length >= 1 and rng.random() < 0.2:
            part.play(piece.at(beat) + rng.normal(0, 0.012), piece.at(beat + length), pitch - 12, rng.normal(62 + touch, 8))
    pedal_by_bar(piece, part, float(rng.choice([2, 4])))
    return [part]


def nocturne(rng, seconds, program):
    """Wide left-hand arpeggios under pedal, a free right hand with ornaments, great dynamic range."""
    piece, part = Piece(rng, seconds, (50, 72), 0.09), Part(program)
    for bar, root in enumerate(piece.chords):
        swell = 22 * np.sin(2 * np.pi * bar / rng.uniform(3, 6))
        low = piece.pitch(root, 29)
        figure = [low, low + 7, low + 12] + [p + 12 for p in piece.chord(root, low + 3, low + 15)]
        order = figure + figure[-2:0:-1]
        per_beat = int(rng.choice([2, 3]))
        for i in range(4 * per_beat):
            start = bar * 4 + i / per_beat
            part.play(piece.at(start) + rng.normal(0, 0.01), piece.at(start + 1 / per_beat), order[i % len(order)], rng.normal(44 + swell + 8 * (i == 0), 6))
    for beat, length, pitch in piece.melody(70, 96, [0.33333, 0.5, 1, 2, 3], [1, 3, 4, 3, 1], 0.12, 0.2):
        swell = 22 * np.sin(beat / 7)
        if length >= 1 and rng.random() < 0.25:
            part.play(piece.at(beat) - 0.09, piece.at(beat) - 0.01, piece.near(pitch + 2), rng.normal(58 + swell, 6))
        part.play(piece.at(beat) + rng.normal(0, 0.015), piece.at(beat + length), pitch, rng.normal(74 + swell, 9))
    pedal_by_bar(piece, part, float(rng.choice([2, 4])))
    return [part]


def sonatina(rng, seconds, program):
    """Quick classical two-hand writing: broken left-hand triads, scales and turns, hardly any pedal."""
    piece, part = Piece(rng, seconds, (104, 152), 0.02), Part(program)
    for bar, root in enumerate(piece.chords):
        chord = piece.chord(root, 48, 60)
        for i in range(8):
            start = bar * 4 + i / 2
            part.play(piece.at(start) + rng.normal(0, 0.006), piece.at(start + 0.45), chord[[0, 2, 1, 2][i % 4] % len(chord)], rng.normal(56, 7))
    for beat, length, pitch in piece.melody(65, 91, [0.25, 0.5, 1, 2], [5, 5, 3, 1], 0.06):
        part.play(piece.at(beat) + rng.normal(0, 0.006), piece.at(beat + length * rng.uniform(0.5, 0.98)), pitch, rng.normal(78, 12))
    return [part]


def comping(rng, seconds, program):
    """Jazz: sevenths and ninths off the beat, a walking bass, a swung line."""
    piece, part = Piece(rng, seconds, (96, 168), 0.01), Part(program)
    swing = lambda beat: piece.at(np.floor(beat) + (0.64 if beat % 1 else 0))
    for bar, root in enumerate(piece.chords):
        chord = piece.chord(root, int(rng.integers(50, 54)), 70, int(rng.integers(4, 6)))
        for q in [[0, 1.5], [0.5, 2.5], [1.5, 3], [0, 2.5, 3.5]][rng.integers(4)]:
            start = swing(bar * 4 + q)
            roll(piece, part, start, start + piece.beat * rng.choice([0.25, 0.8, 1.4]), chord, rng.uniform(48, 72), 0.018)
        for q in range(4):
            degree = root + [0, 2, 4, int(rng.integers(0, 7))][q]
            part.play(piece.at(bar * 4 + q) + rng.normal(0, 0.008), piece.at(bar * 4 + q + 0.9), piece.pitch(degree % 7, 34), rng.normal(64, 7))
    if rng.random() < 0.7:
        for beat, length, pitch in piece.melody(66, 88, [0.5, 1, 2], [6, 2, 1], 0.2, 0.25):
            part.play(swing(beat) + rng.normal(0, 0.01), swing(beat + length) - 0.02, pitch, rng.normal(76, 12))
    return [part]


def repeats(rng, seconds, program):
    """Repeated notes and chords, getting louder and softer, then trills."""
    piece, part = Piece(rng, seconds, (92, 140), 0.01), Part(program)
    for bar, root in enumerate(piece.chords):
        chord = piece.chord(root, 55, 79, int(rng.integers(1, 4)))
        step = float(rng.choice([0.25, 0.5, 0.5, 1]))
        if bar % 4 == 3:
            start, pitch, gap = piece.at(bar * 4), chord[-1] + 12, rng.uniform(0.075, 0.13)
            above = piece.near(pitch + 2)
            above = above if above > pitch else pitch + 1
            for i in range(int(2.5 * piece.beat / gap)):
                part.play(start + i * gap, start + (i + 0.95) * gap, (pitch, above)[i % 2], rng.normal(72, 6))
            part.play(start + 3 * piece.beat, start + 4 * piece.beat, pitch, 70)
        else:
            rise = rng.choice([-1, 1])
            for i in range(int(4 / step)):
                loud = 68 + rise * 60 * (i * step / 4 - 0.5)
                for pitch in chord:
                    part.play(piece.at(bar * 4 + i * step) + rng.uniform(0, 0.012), piece.at(bar * 4 + (i + rng.uniform(0.6, 0.95)) * step), pitch, loud + rng.normal(0, 4))
        part.play(piece.at(bar * 4) + rng.normal(0, 0.006), piece.at(bar * 4 + 3.8), piece.pitch(root, 36), rng.normal(66, 8))
    return [part]


def chordal(rng, seconds, program):
    """Full block chords, loud and soft, under pedal."""
    piece, part = Piece(rng, seconds, (60, 100), 0.04), Part(program)
    for bar, root in enumerate(piece.chords):
        beat = 0.0
        while beat < 4:
            length = min(float(rng.choice([0.5, 1, 1, 2])), 4 - beat)
            top = piece.pitch(root + int(rng.choice([0, 2, 4])), 67)
            bass = piece.pitch(root, 29)
            pitches = {bass, top} | set(p for p in piece.chord(root, top - 12, top) if p < top)
            pitches |= {bass + 12} if rng.random() < 0.4 else set()
            roll(piece, part, piece.at(bar * 4 + beat), piece.at(bar * 4 + beat + 0.93 * length), sorted(pitches), rng.uniform(48, 104), 0.03)
            beat += length
    pedal_by_bar(piece, part, float(rng.choice([1, 2])))
    return [part]


def waltz(rng, seconds, program):
    """Bass and two chords a bar, a tune in thirds and sixths."""
    piece, part = Piece(rng, seconds, (120, 176), 0.05, 3), Part(program)
    for bar, root in enumerate(piece.chords):
        part.play(piece.at(bar * 3), piece.at(bar * 3 + 0.9), piece.pitch(root, 33), rng.normal(64, 8))
        for q in (1, 2):
            roll(piece, part, piece.at(bar * 3 + q), piece.at(bar * 3 + q + rng.choice([0.4, 0.9])), piece.chord(root, 52, 65), 50, 0.022)
    for beat, length, pitch in piece.melody(68, 93, [0.5, 1, 2, 3], [4, 5, 3, 1], 0.06):
        loud = rng.normal(76, 12)
        part.play(piece.at(beat) + rng.normal(0, 0.012), piece.at(beat + length * 0.95), pitch, loud)
        if rng.random() < 0.35:
            part.play(piece.at(beat) + rng.normal(0.004, 0.012), piece.at(beat + length * 0.93), piece.near(pitch - int(rng.choice([4, 9]))), loud - 8)
    pedal_by_bar(piece, part, 3.0)
    return [part]


def invention(rng, seconds, program):
    """Two equal voices that answer each other; no pedal."""
    piece, part = Piece(rng, seconds, (72, 112), 0.02), Part(program)
    for low, high, loud in ((64, 86, 74), (40, 62, 68)):
        for beat, length, pitch in piece.melody(low, high, [0.25, 0.5, 1], [6, 4, 1.5], 0.06, 0.2):
            part.play(piece.at(beat) + rng.normal(0, 0.008), piece.at(beat + length * rng.uniform(0.7, 0.98)), pitch, rng.normal(loud, 9))
    return [part]


def stride(rng, seconds, program):
    """Ragtime: leaping left hand, syncopated octaves and double notes in the right."""
    piece, part = Piece(rng, seconds, (84, 116), 0.015), Part(program)
    for bar, root in enumerate(piece.chords):
        for q in range(4):
            if q % 2 == 0:
                low = piece.pitch(root + (4 if q else 0), 30)
                roll(piece, part, piece.at(bar * 4 + q), piece.at(bar * 4 + q + 0.7), [low, low + 12], 68, 0.014)
            else:
                roll(piece, part, piece.at(bar * 4 + q), piece.at(bar * 4 + q + 0.6), piece.chord(root, 53, 66), 56, 0.018)
    for beat, length, pitch in piece.melody(69, 88, [0.25, 0.5, 0.75, 1], [4, 5, 2, 1], 0.08, 0.25):
        start, end, loud = piece.at(beat) + rng.normal(0, 0.007), piece.at(beat + length * 0.85), rng.normal(80, 9)
        part.play(start, end, pitch, loud)
        if rng.random() < 0.4:
            part.play(start + rng.uniform(-0.006, 0.006), end, pitch + int(rng.choice([12, 3, 4, -5])), loud - 6)
    return [part]


def patterns(rng, seconds, program):
    """Minimal music: interlocking ostinatos that change slowly, under long pedals."""
    piece, part = Piece(rng, seconds, (100, 138), 0.005), Part(program)
    for bar, root in enumerate(piece.chords):
        root = piece.chords[bar // 2]
        right, left = piece.chord(root, 67, 84, 4), piece.chord(root, 43, 60, 3)
        for i in range(8):
            part.play(piece.at(bar * 4 + i / 2) + rng.normal(0, 0.007), piece.at(bar * 4 + i / 2 + 0.45), right[(i * 3) % len(right)], rng.normal(62, 7))
            if i % 3 != 2:
                part.play(piece.at(bar * 4 + i / 2) + rng.normal(0, 0.007), piece.at(bar * 4 + i / 2 + 0.9), left[i % len(left)], rng.normal(54, 7))
    pedal_by_bar(piece, part, 4.0)
    return [part]


def hymn(rng, seconds, program):
    """Four parts under two hands, struck together and held, with passing notes and a breath after each line."""
    piece, part = Piece(rng, seconds, (66, 96), 0.03), Part(program)
    soprano = piece.near(int(rng.integers(67, 75)))
    for bar, root in enumerate(piece.chords):
        for q in range(4):
            degree = root if q < 2 else root + int(rng.choice([0, 4]))
            soprano = piece.near(int(np.clip(soprano + rng.choice([-4, -2, 0, 2, 4]), 62, 82)))
            pitches = {soprano, piece.pitch(degree, 36)} | set(piece.chord(degree, 50, 62, 2))
            breath = 0.55 if bar % 2 == 1 and q == 3 else 0.96
            roll(piece, part, piece.at(bar * 4 + q), piece.at(bar * 4 + q + breath), sorted(pitches), rng.normal(66, 8), 0.02)
            if rng.random() < 0.25:
                tenor = piece.near(int(rng.integers(52, 60)))
                if tenor not in pitches:
                    part.play(piece.at(bar * 4 + q + 0.5), piece.at(bar * 4 + q + 0.95), tenor, rng.normal(58, 6))
    return [part]


def boogie(rng, seconds, program):
    """Rolling eighths in the left hand, short riffs, crushed notes and repeated double notes in the right."""
    piece, part = Piece(rng, seconds, (112, 160), 0.008), Part(program)
    for bar in range(piece.bars):
        root = [0, 0, 3, 0, 4, 3][bar % 6]
        low = piece.pitch(root, 33)
        for i, step in enumerate((0, 4, 7, 9, 10, 9, 7, 4)):
            start = bar * 4 + i / 2 + (0.1 if i % 2 else 0)
            part.play(piece.at(start) + rng.normal(0, 0.005), piece.at(start + 0.42), low + step, rng.normal(70, 6))
        chord = piece.chord(root, 64, 80, 4)
        beat = float(rng.choice([0, 0.5]))
        while beat < 4:
            top = int(rng.choice(chord))
            start, loud = piece.at(bar * 4 + beat), rng.normal(80, 8)
            if rng.random() < 0.2:
                part.play(start - 0.07, start - 0.005, top - 1, loud - 12)
            part.play(start, piece.at(bar * 4 + beat + 0.4), top, loud)
            if rng.random() < 0.5:
                part.play(start + rng.uniform(0, 0.008), piece.at(bar * 4 + beat + 0.4), top + int(rng.choice([3, 4, 5])), loud - 6)
            beat += float(rng.choice([0.5, 0.5, 1, 1.5]))
    return [part]


def etude(rng, seconds, program):
    """Quick broken chords that run across the whole keyboard from hand to hand, over slow bass octaves."""
    piece, part = Piece(rng, seconds, (76, 108), 0.02), Part(program)
    per_beat = int(rng.choice([3, 4]))
    for bar, root in enumerate(piece.chords):
        run = sorted({piece.pitch(root + degree, low) for low in (41, 53, 65, 77) for degree in (0, 2, 4)})
        order = run + run[-2:0:-1]
        offset = int(rng.integers(0, len(order)))
        bass = piece.pitch(root, 26)
        roll(piece, part, piece.at(bar * 4), piece.at(bar * 4 + 3.9), [bass, bass + 12], 74, 0.012)
        for i in range(4 * per_beat):
            start = bar * 4 + i / per_beat
            swell = 14 * np.sin(2 * np.pi * i / (4 * per_beat))
            part.play(piece.at(start) + rng.normal(0, 0.006), piece.at(start + 0.9 / per_beat), order[(offset + i) % len(order)], rng.normal(64 + swell, 6))
    if rng.random() < 0.6:
        pedal_by_bar(piece, part, float(rng.choice([1, 2, 4])))
    return [part]


# ---- Composers: plucked, bowed, blown, struck, together -------------------------------------------------------------


def fingering(piece, root):
    """A chord under the left hand of a guitar player: the lowest fitting note of each string."""
    classes = {p % 12 for p in piece.chord(root, 48, 59)}
    strings = [next(p for p in range(s, s + 12) if p % 12 in classes) for s in (40, 45, 50, 55, 59, 64)]
    return sorted(set(strings))


def strum(rng, seconds, program):
    """Guitar strokes down and up across the strings, damped now and then."""
    piece, part = Piece(rng, seconds, (76, 128), 0.01), Part(program)
    for bar, root in enumerate(piece.chords):
        chord = fingering(piece, root)
        strokes = [[0, 1, 2, 2.5, 3], [0, 0.5, 1.5, 2, 3.5], [0, 1.5, 2, 3], [0, 1, 1.5, 2.5, 3, 3.5]][rng.integers(4)]
        for i, q in enumerate(strokes):
            start, stop = piece.at(bar * 4 + q), piece.at(bar * 4 + (strokes + [4])[i + 1]) - 0.02
            stop = start + 0.12 if rng.random() < 0.12 else stop
            up, gap = q % 1 != 0, rng.uniform(0.004, 0.022)
            for j, pitch in enumerate(chord[::-1][:4] if up else chord[int(rng.integers(0, 2)):]):
                part.play(start + j * gap, stop, pitch, rng.normal(70 if up else 86, 8))
    return [part]


def picking(rng, seconds, program):
    """Fingerpicking: alternating thumb, arpeggio above, strings left ringing."""
    piece, part = Piece(rng, seconds, (72, 116), 0.02), Part(program)
    for bar, root in enumerate(piece.chords):
        chord, order = fingering(piece, root), rng.integers(2, 5, 8)
        for i in range(8):
            start = bar * 4 + i / 2
            if i % 2 == 0:
                part.play(piece.at(start) + rng.normal(0, 0.006), piece.at(start + 0.98), chord[(i // 2) % 2], rng.normal(82, 7))
            if i % 2 or rng.random() < 0.4:
                part.play(piece.at(start) + rng.normal(0.003, 0.008), piece.at(min(start + rng.choice([0.5, 1.0, 2.0]), bar * 4 + 4)) - 0.01, chord[order[i] % len(chord)], rng.normal(74, 9))
    return [part]


def bass(rng, seconds, program):
    """A bass player: walking, or eighths with octaves and ghost-short notes."""
    piece, part = Piece(rng, seconds, (84, 132), 0.005), Part(program)
    walking = rng.random() < 0.4
    for bar, root in enumerate(piece.chords):
        beat = 0.0
        while beat < 4:
            length = 1.0 if walking else min(float(rng.choice([0.5, 0.5, 1, 1.5])), 4 - beat)
            degree = root + (int(rng.integers(0, 7)) if walking and beat else int(rng.choice([0, 0, 4, 2])))
            pitch = piece.pitch(degree % 7, 28) + (12 if rng.random() < 0.15 else 0)
            if rng.random() > 0.08:
                part.play(piece.at(bar * 4 + beat) + rng.normal(0, 0.007), piece.at(bar * 4 + beat + length * rng.uniform(0.5, 0.98)), pitch, rng.normal(90, 10))
            beat += length
    return [part]


def sing(piece, part, line, vibrato, legato):
    """Play a line like a singer: vibrato that comes late, scoops, swells, notes tied to each other."""
    rng, last, rate = piece.rng, 0.0, piece.rng.uniform(4.8, 6.4)
    for beat, length, pitch in line:
        start, end = max(piece.at(beat) + rng.normal(0, 0.012), last + 0.004), piece.at(beat + length * legato)
        end = max(end, start + 0.08)
        part.play(start, end, pitch, rng.normal(82, 12))
        last = end
        part.swells += [(start, 0.75), ((start + end) / 2, 1.0), (end - 0.02, 0.7)] if end - start > 0.6 else [(start, 0.9)]
        if rng.random() < 0.2 and vibrato:
            moments = np.arange(start, min(start + 0.07, end), 0.01)
            part.bends += [(t, -rng.uniform(0.3, 0.7) * (1 - (t - start) / 0.07)) for t in moments] + [(start + 0.075, 0.0)]
        if end - start > 0.35 and vibrato:
            moments = np.arange(start + 0.16, end, 0.012)
            depth = vibrato * np.clip((moments - start - 0.16) / 0.25, 0, 1)
            part.bends += list(zip(moments, depth * np.sin(2 * np.pi * rate * (moments - start)))) + [(end + 0.001, 0.0)]


def solo(rng, seconds, program, low, high, vibrato=0.25, legato=0.97, quick=False):
    """One line for a bowed, blown or sung instrument."""
    piece, part = Piece(rng, seconds, (66, 112), 0.03), Part(program)
    lengths = ([0.25, 0.5, 1, 2], [5, 5, 2, 1]) if quick else ([0.5, 1, 1.5, 2, 4], [5, 5, 1, 2, 0.5])
    sing(piece, part, piece.melody(low, high, *lengths), vibrato, legato)
    return [part]


def voices(rng, seconds, programs, vibrato=0.0):
    """Four parts in close harmony with passing notes: organ, choir, brass or strings."""
    piece = Piece(rng, seconds, (60, 92), 0.02)
    parts = [Part(program) for program in programs]
    now, ranges = [72, 64, 57, 45], [(64, 81), (56, 72), (48, 65), (36, 55)]
    for bar, root in enumerate(piece.chords):
        for half in (0, 2):
            degree = root if half == 0 else int(rng.choice([root, (root + 2) % 7]))
            classes = [(piece.tonic + piece.scale[(degree + d) % 7]) % 12 for d in (0, 2, 4)]
            for voice, (low, high) in enumerate(ranges):
                wanted = classes[:1] if voice == 3 else classes
                was = now[voice]
                now[voice] = min((p for p in range(low, high + 1) if p % 12 in wanted), key=lambda p: abs(p - was) + rng.uniform(0, 4) + 6 * (p == was))
            for voice, pitch in enumerate(now):
                if pitch in now[:voice]:
                    continue
                part, start = parts[voice % len(parts)], bar * 4 + half
                begin, end, loud = piece.at(start) + rng.uniform(0, 0.02), piece.at(start + 2) - 0.02, rng.normal(80, 7)
                if voice != 3 and rng.random() < 0.35:
                    passing = piece.near(pitch + int(rng.choice([-2, 2])))
                    part.play(begin, piece.at(start + 1) - 0.01, pitch, loud)
                    if passing not in now:
                        part.play(piece.at(start + 1), end, passing, loud - 4)
                else:
                    part.play(begin, end, pitch, loud)
                if vibrato and len(parts) == 4:
                    moments = np.arange(begin + 0.2, end, 0.015)
                    part.bends += list(zip(moments, vibrato * np.sin(2 * np.pi * 5.4 * (moments - begin)))) + [(end, 0.0)]
    return parts


def band(rng, seconds, programs):
    """Bass, chords, a tune, and drums."""
    piece = Piece(rng, seconds, (88, 132), 0.004)
    low, middle, top, drums = Part(programs[0]), Part(programs[1]), Part(programs[2]), Part(0, True)
    for bar, root in enumerate(piece.chords):
        for q in ((0, 1.5, 2, 3.5), (0, 1, 2, 3), (0, 0.75, 2, 2.75))[rng.integers(3)]:
            low.play(piece.at(bar * 4 + q), piece.at(bar * 4 + q + 0.6), piece.pitch(root + int(rng.choice([0, 0, 4])), 29), rng.normal(92, 6))
        for q in ((0, 2), (0.5, 1.5, 2.5, 3.5), (0, 1.5, 3))[rng.integers(3)]:
            roll(piece, middle, piece.at(bar * 4 + q), piece.at(bar * 4 + q + rng.choice([0.4, 1.2])), piece.chord(root, 53, 70, 4), 68, 0.014)
        for i in range(8):
            beat = piece.at(bar * 4 + i / 2)
            drums.play(beat, beat + 0.1, 42, rng.normal(60, 8))
            if i % 4 == 0 or (i == 5 and rng.random() < 0.5):
                drums.play(beat, beat + 0.1, 36, 92)
            if i % 4 == 2:
                drums.play(beat, beat + 0.1, 38, 86)
    for beat, length, pitch in piece.melody(67, 86, [0.5, 1, 1.5, 2], [5, 4, 1, 1], 0.15):
        top.play(piece.at(beat) + rng.normal(0, 0.008), piece.at(beat + length * 0.92), pitch, rng.normal(92, 9))
    return [low, middle, top, drums]


def mallets(rng, seconds, program, low=57, high=88):
    """Struck bars or bells: a leaping line, two sticks at times, a few tremolos."""
    piece, part = Piece(rng, seconds, (84, 128), 0.01), Part(program)
    for beat, length, pitch in piece.melody(low, high, [0.25, 0.5, 1, 2], [4, 5, 2, 0.7], 0.08, 0.3):
        start, end, loud = piece.at(beat) + rng.normal(0, 0.005), piece.at(beat + length * 0.97), rng.normal(84, 12)
        if length >= 2:
            count = int((end - start) / 0.11)
            for i in range(count):
                part.play(start + i * 0.11, start + i * 0.11 + 0.1, pitch, loud - 10 + rng.normal(0, 4))
        else:
            part.play(start, end, pitch, loud)
            if rng.random() < 0.3:
                part.play(start + rng.uniform(0, 0.01), end, piece.near(pitch - int(rng.choice([3, 5, 8, 12]))), loud - 8)
    return [part]


def duo(rng, seconds, programs, low=62, high=86):
    """A singing line over a plucked accompaniment."""
    piece = Piece(rng, seconds, (72, 108), 0.02)
    line, chords = Part(programs[0]), Part(programs[1])
    sing(piece, line, piece.melody(low, high, [0.5, 1, 1.5, 2], [4, 5, 1, 2], 0.1), 0.18, 0.95)
    for bar, root in enumerate(piece.chords):
        chord = fingering(piece, root)
        for i in range(8):
            chords.play(piece.at(bar * 4 + i / 2) + rng.normal(0, 0.006), piece.at(bar * 4 + i / 2 + 0.95), chord[[0, 3, 2, 4, 1, 3, 2, 4][i] % len(chord)], rng.normal(66, 8))
    return [line, chords]


# ---- Sound: SoundFonts, a piano, rooms, microphones -----------------------------------------------------------------


def write_midi(parts, path, cents=0.0):
    midi = pretty_midi.PrettyMIDI(initial_tempo=120, resolution=9600)
    for part in parts:
        track = pretty_midi.Instrument(part.program, is_drum=part.drums)
        track.notes = [pretty_midi.Note(v, p, s, e) for s, e, p, v in part.notes]
        track.pitch_bends = [pretty_midi.PitchBend(int(np.clip(round((x + cents / 100) / 2 * 8192), -8192, 8191)), max(t, 0)) for t, x in ([(0, 0)] + part.bends)] if not part.drums else []
        changes = [(64, value, t) for down, up in part.pedals for value, t in ((127, down), (0, up))]
        changes += [(11, int(127 * x), t) for t, x in part.swells]
        track.control_changes = [pretty_midi.ControlChange(number, value, max(t, 0)) for number, value, t in changes]
        midi.instruments.append(track)
    midi.write(str(path))


def fluidsynth(midi, soundfont, reverb):
    wav = str(midi) + ".wav"
    subprocess.run(["fluidsynth", "-ni", "-q", "-g", "0.5", "-r", str(RATE), "-R", str(int(reverb)), "-C", "0",
                    "-o", "synth.reverb.room-size=0.7", "-o", "synth.reverb.level=0.8", "-o", "synth.cpu-cores=1",
                    "-o", "synth.polyphony=512", "-o", "synth.dynamic-sample-loading=1", "-T", "wav", "-F", wav, SOUNDFONTS[soundfont], str(midi)],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    sound, _ = soundfile.read(wav, always_2d=True)
    os.unlink(wav)
    return sound


def struck_strings(notes, cents, rng):
    """A piano out of resonators: stiff strings in pairs, two decays, hammer and case noise, dampers.

    Each instrument draws its own stiffness, brightness, decay and tuning spread.
    """
    stiffness, bright = 10 ** rng.uniform(-3.9, -3.2), rng.uniform(0.8, 1.5)
    decay, knock, strike = rng.uniform(0.7, 1.5), rng.uniform(1.0, 5.0), rng.uniform(7, 10)
    length = int((max(n[1] for n in notes) + 1.5) * RATE)
    out = np.zeros(length)
    case = signal.lfilter(*signal.butter(2, [70 / (RATE / 2), 500 / (RATE / 2)], "band"), rng.standard_normal(int(0.12 * RATE)))
    for start, end, pitch, velocity in notes:
        loud = (velocity / 127) ** 1.4
        base = 440 * 2 ** ((pitch - 69 + cents / 100) / 12)
        bend = stiffness * 2 ** (abs(pitch - 45) / 9)
        first, held = int(start * RATE), end - start
        size = min(length - first, int((held + 0.6) * RATE))
        if size < 200:
            continue
        hit = np.zeros(size)
        width = int(RATE * np.clip(0.0022 * 2 ** (-(pitch - 60) / 24) * (1.4 - 0.6 * loud), 0.0006, 0.008))
        hit[:width] = np.hanning(width) / width
        sound, slow = np.zeros(size), 9.0 * decay * 2 ** (-(pitch - 40) / 14)
        for k in range(1, 33):
            f = base * k * np.sqrt(1 + bend * k * k)
            if f > 9500:
                break
            level = abs(np.sin(np.pi * k / strike)) * k ** -0.6 * np.exp(-k * base / 2800 * bright * (1.5 - loud))
            for part, detune, tau in ((0.75, 0.0, slow * 0.16), (0.25, rng.normal(0, 0.7), slow)):
                tau = max(tau / (1 + 0.12 * k), 0.05)
                r, w = np.exp(-1 / (tau * RATE)), 2 * np.pi * f * 2 ** (detune / 1200) / RATE
                sound += level * part * signal.lfilter([np.sin(w)], [1, -2 * r * np.cos(w), r * r], hit)
        damper = 0.05 if pitch > 60 else 0.11
        damp = np.ones(size)
        if pitch < 90:
            stop = int(held * RATE)
            damp[stop:] = np.exp(-np.arange(size - stop) / (damper * RATE))
        damp[-100:] *= np.linspace(1, 0, 100)
        noise = case[:size] * np.exp(-np.arange(min(size, len(case))) / (0.012 * RATE)) * 0.02 * knock
        sound[:len(noise)] += noise
        out[first:first + size] += loud * sound * damp
    return np.stack([out, out], 1)


def room(sound, rng, size, wet):
    """Convolve with a made-up room: a few early echoes, then noise that dies away, the treble first."""
    seconds = {"small": rng.uniform(0.25, 0.5), "medium": rng.uniform(0.5, 1.0), "hall": rng.uniform(1.2, 2.4)}[size]
    count = int(seconds * 1.2 * RATE)
    t = np.arange(count) / RATE
    out = []
    for channel in range(sound.shape[1]):
        hiss = rng.standard_normal(count)
        dull = signal.lfilter(*signal.butter(1, 2500 / (RATE / 2)), hiss)
        tail = dull * 10 ** (-3 * t / seconds) * 2 + 0.5 * (hiss - dull) * 10 ** (-3 * t / (0.5 * seconds))
        tail *= np.clip(t / rng.uniform(0.005, 0.03), 0, 1)
        tail /= np.sqrt((tail ** 2).sum())
        for _ in range(8):
            tail[int(rng.uniform(0.003, 0.05) * RATE)] += rng.uniform(-0.3, 0.3)
        out.append(sound[:, channel] + wet * signal.fftconvolve(sound[:, channel], tail)[:len(sound)])
    return np.stack(out, 1)


def microphone(sound, rng, tilt):
    """A random but smooth frequency response, up to ±tilt dB."""
    points = [0, 100, 200, 500, 1000, 2000, 4000, 8000, 14000, RATE / 2]
    gains = np.cumsum(rng.uniform(-tilt / 2, tilt / 2, len(points)))
    gains = np.clip(gains - gains[4], -tilt, tilt)
    taps = signal.firwin2(513, points, 10 ** (gains / 20), fs=RATE)
    return signal.fftconvolve(sound, taps[:, None])[256:256 + len(sound)]


def sounding(parts, limit):
    """The notes as heard: pedals hold them, a new stroke of the same key ends them."""
    out = []
    for part in parts:
        if part.drums:
            continue
        for start, end, pitch, velocity in part.notes:
            held = [up for down, up in part.pedals if down <= end < up]
            if held:
                again = [n[0] for n in part.notes if n[2] == pitch and n[0] > start + 1e-6]
                end = min([held[0]] + again)
            if start < limit - 0.1:
                out.append((start, min(end, limit), pitch, velocity))
    return sorted(out)


def untangle(parts):
    """One key, one string: a note ends where the same pitch of its part is struck again."""
    for part in parts:
        last, kept = {}, []
        for note in sorted(part.notes):
            before = last.get(note[2])
            if before and note[0] - before[0] < 0.06:
                continue
            if before and before[1] > note[0] - 0.01:
                before[1] = note[0] - 0.01
            last[note[2]] = note
            kept.append(note)
        part.notes = kept


def make(clip, outdir):
    rng = np.random.default_rng(zlib.crc32(clip.name.encode()))
    parts = clip.compose(rng, rng.uniform(14, 19))
    untangle(parts)
    for part in parts:
        for note in part.notes:
            note[0] += LEAD
            note[1] += LEAD
        part.bends = [(t + LEAD, x) for t, x in part.bends]
        part.swells = [(t + LEAD, x) for t, x in part.swells]
        part.pedals = [(a + LEAD, b + LEAD) for a, b in part.pedals]
    limit = min(max(n[1] for p in parts for n in p.notes) + 0.8, 26.0)
    truth = sounding(parts, limit)
    sound_rng, how = np.random.default_rng(zlib.crc32(clip.name.encode()) + 1), clip.how
    path = pathlib.Path(outdir) / clip.name
    if clip.source == "strings":
        sound = struck_strings(truth, how.get("cents", 0), sound_rng)
    elif callable(clip.source):
        sound = clip.source(parts, how.get("cents", 0), sound_rng)
    else:
        write_midi(parts, f"{path}.mid", how.get("cents", 0))
        sound = fluidsynth(f"{path}.mid", clip.source, how.get("reverb", False))
        os.unlink(f"{path}.mid")
    size = int(limit * RATE)
    sound = np.concatenate([sound, np.zeros((max(0, size - len(sound)), sound.shape[1]))])[:size]
    if "tilt" in how:
        sound = microphone(sound, sound_rng, how["tilt"])
    if "room" in how:
        sound = room(sound, sound_rng, *how["room"])
    if "distance" in how:  # metres to the microphone: the sound comes later
        sound = np.concatenate([np.zeros((int(how["distance"] / 343 * RATE), sound.shape[1])), sound])[:size]
    if not how.get("stereo"):
        sound = sound.mean(1, keepdims=True)
    sound = sound / np.abs(sound).max() * 0.6
    if "band" in how:
        sound = signal.sosfiltfilt(signal.butter(2, how["band"], "band", fs=RATE, output="sos"), sound, axis=0)
    if "noise" in how:  # decibels below the music, pink-ish
        hiss = signal.lfilter([1], [1, -0.9], sound_rng.standard_normal(sound.shape), axis=0)
        sound = sound + hiss / np.sqrt((hiss ** 2).mean()) * np.sqrt((sound ** 2).mean()) * 10 ** (-how["noise"] / 20)
    sound = sound * 10 ** (how.get("gain", 0) / 20)
    sound[-int(0.02 * RATE):] *= np.linspace(1, 0, int(0.02 * RATE))[:, None]
    sound = sound + (sound_rng.random(sound.shape) - sound_rng.random(sound.shape)) / 65536
    soundfile.write(f"{path}.wav", np.clip(sound, -1, 1), RATE, subtype="PCM_16")
    if "codec" in how:
        kind, bitrate = how["codec"]
        encoder = {"mp3": "libmp3lame", "opus": "libopus"}[kind]
        subprocess.run(["ffmpeg", "-loglevel", "error", "-y", "-i", f"{path}.wav", "-c:a", encoder, "-b:a", bitrate,
                        "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact", f"{path}.{kind}"], check=True)
        os.unlink(f"{path}.wav")
    with open(f"{path}.csv", "w", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["start_s", "end_s", "midi_pitch", "velocity"])
        writer.writerows((f"{a:.6f}", f"{b:.6f}", p, v) for a, b, p, v in truth)
    return len(truth), limit


# ---- The two sets ---------------------------------------------------------------------------------------------------


@dataclasses.dataclass
class Clip:
    name: str  # family-style-instrument-number; its checksum is the seed
    compose: object
    source: object  # the name of a SoundFont, strings, or what plays parts: (parts, cents, rng) to samples
    how: dict


ROOMS = [
    dict(room=("medium", 0.3), tilt=5, distance=1.5, stereo=True),
    dict(room=("hall", 0.25), tilt=4, distance=3.0),
    dict(room=("small", 0.3), tilt=6, distance=1.0, noise=38),
    dict(room=("medium", 0.5), tilt=5, distance=4.0, cents=-12),
    dict(tilt=3),
    dict(room=("hall", 0.45), tilt=5, distance=5.0, stereo=True),
    dict(room=("small", 0.4), tilt=8, distance=0.7, band=(90, 6500), noise=32),
    dict(room=("medium", 0.4), tilt=5, distance=2.0, codec=("mp3", "96k")),
]
STUDIOS = [dict(), dict(reverb=True, stereo=True), dict(room=("small", 0.4), tilt=4), dict(codec=("mp3", "128k")),
           dict(noise=28, cents=9), dict(room=("hall", 0.5)), dict(gain=-32), dict(codec=("opus", "48k"), stereo=True),
           dict(band=(120, 4200), cents=-14), dict(reverb=True, tilt=5)]


def one(composer, program, **options):
    return lambda rng, seconds: composer(rng, seconds, program, **options)


def tuning():
    clips = []
    pianists = [("ballad", ballad), ("nocturne", nocturne), ("sonatina", sonatina), ("comping", comping), ("repeats", repeats), ("chordal", chordal)]
    for i in range(30):
        style, composer = pianists[i % 6]
        source = ["strings", "muse", "fluid", "strings", "muse"][i % 5]
        program = [0, 1, 0][i % 3]
        clips.append(Clip(f"piano-{style}-{source}-{i:02}", one(composer, program), source, ROOMS[(i * 3 + i // 8) % 8]))
    for i in range(8):  # recorded close, or straight from the sampler
        style, composer = pianists[(i * 5) % 6]
        source = ["muse", "fluid"][i % 2]
        clips.append(Clip(f"piano-{style}-{source}-s{i}", one(composer, [0, 0, 1][i % 3]), source, STUDIOS[[0, 1, 3, 2, 0, 9, 7, 0][i]]))
    others = [
        ("keys-ballad", one(ballad, 5)), ("keys-comping", one(comping, 5)), ("keys-sonatina", one(sonatina, 6)),
        ("guitar-strum", one(strum, 25)), ("guitar-picking", one(picking, 25)), ("guitar-strum", one(strum, 26)),
        ("guitar-picking", one(picking, 24)), ("guitar-picking", one(picking, 27)), ("guitar-repeats", one(picking, 46)),
        ("bass-electric", one(bass, 34)), ("bass-acoustic", one(bass, 32)), ("bass-slap", one(bass, 36)), ("bass-fretless", one(bass, 35)),
        ("strings-cello", one(solo, 42, low=38, high=66)), ("strings-violin", one(solo, 40, low=57, high=86)),
        ("strings-viola", one(solo, 41, low=50, high=76, quick=True)), ("strings-violin", one(solo, 40, low=60, high=91, quick=True)),
        ("winds-oboe", one(solo, 68, low=60, high=84)), ("winds-flute", one(solo, 73, low=62, high=92, vibrato=0.15)),
        ("winds-sax", one(solo, 65, low=52, high=78, quick=True)), ("winds-trumpet", one(solo, 56, low=56, high=80, vibrato=0.1)),
        ("winds-clarinet", one(solo, 71, low=52, high=84, vibrato=0.0, quick=True)), ("winds-bassoon", one(solo, 70, low=36, high=62)),
        ("vocals-voice", one(solo, 53, low=55, high=76)), ("vocals-voice", one(solo, 54, low=52, high=74, vibrato=0.3)),
        ("organ-voices", one(voices, [16])), ("organ-voices", one(voices, [19])), ("ensemble-quartet", one(voices, [40, 40, 41, 42], vibrato=0.15)),
        ("ensemble-brass", one(voices, [56, 60, 57, 58])), ("ensemble-choir", one(voices, [52])), ("ensemble-reeds", one(voices, [68, 71, 69, 70])),
        ("band-rock", one(band, [33, 27, 65])), ("band-pop", one(band, [34, 4, 73])), ("band-piano", one(band, [32, 0, 56])),
        ("mallets-vibes", one(mallets, 11)), ("mallets-marimba", one(mallets, 12, low=48, high=84)), ("mallets-glocken", one(mallets, 9, low=67, high=96)),
        ("ensemble-duo", one(duo, [40, 24])), ("ensemble-duo", one(duo, [73, 25])), ("guitar-strum", one(strum, 29)),
        ("guitar-repeats", one(repeats, 24)), ("organ-sonatina", one(sonatina, 17)),
    ]
    for i, (name, compose) in enumerate(others):
        source = ["fluid", "muse"][i % 2]
        clips.append(Clip(f"{name}-{source}-{30 + i}", compose, source, STUDIOS[(i * 3 + i // 10) % 10]))
    return clips


def held_out():
    clips = []
    pianists = [("waltz", waltz), ("invention", invention), ("stride", stride), ("patterns", patterns), ("ballad", ballad), ("nocturne", nocturne), ("chordal", chordal), ("comping", comping)]
    for i in range(18):
        style, composer = pianists[i % 8]
        source = ["strings", "tim", "tim", "strings", "fluid"][i % 5]
        clips.append(Clip(f"piano-{style}-{source}-h{i:02}", one(composer, [0, 2, 0][i % 3]), source, ROOMS[(i * 5 + i // 8 + 1) % 8]))
    others = [
        ("keys-harpsi", one(invention, 6)), ("keys-epiano", one(waltz, 4)),
        ("guitar-jazz", one(picking, 26)), ("guitar-nylon", one(strum, 24)), ("guitar-mandolin", one(strum, 25)),
        ("bass-picked", one(bass, 33)), ("bass-synth", one(bass, 38)),
        ("strings-contrabass", one(solo, 43, low=33, high=57)), ("strings-fiddle", one(solo, 110, low=57, high=84, quick=True)),
        ("winds-recorder", one(solo, 74, low=65, high=91, vibrato=0.05, quick=True)), ("winds-horn", one(solo, 60, low=45, high=72)),
        ("winds-tenorsax", one(solo, 66, low=46, high=72)), ("winds-english", one(solo, 69, low=54, high=78)),
        ("vocals-oohs", one(solo, 53, low=55, high=76, vibrato=0.35)),
        ("organ-reed", one(voices, [20])), ("ensemble-strings", one(voices, [48])), ("ensemble-sax", one(voices, [64, 65, 66, 67])),
        ("band-latin", one(band, [35, 24, 11])), ("band-synth", one(band, [38, 4, 68])),
        ("mallets-xylo", one(mallets, 13, low=65, high=94)), ("mallets-celesta", one(mallets, 8, low=60, high=92)), ("ensemble-duo", one(duo, [71, 0])),
    ]
    for i, (name, compose) in enumerate(others):
        source = ["tim", "tim", "fluid"][i % 3]
        clips.append(Clip(f"{name}-{source}-h{18 + i}", compose, source, STUDIOS[(i * 3 + i // 10 + 1) % 10]))
    return clips


def second_held_out():
    clips = []
    pianists = [("hymn", hymn), ("boogie", boogie), ("etude", etude), ("nocturne", nocturne), ("waltz", waltz), ("sonatina", sonatina), ("ballad", ballad)]
    for i in range(18):
        style, composer = pianists[i % 7]
        source = ["bank", "strings", "bank", "tim", "strings"][i % 5]
        program = 1 if source == "tim" else [0, 1, 2][i % 3]
        how = (ROOMS + STUDIOS[:2])[(i * 7 + i // 10 + 2) % 10]
        clips.append(Clip(f"piano-{style}-{source}-k{i:02}", one(composer, program), source, how))
    others = [
        ("keys-clavinet", one(boogie, 7), "bank"), ("keys-epiano", one(ballad, 5), "bank"),
        ("guitar-clean", one(picking, 27), "bank"), ("guitar-twelve", one(strum, 25), "bank"), ("guitar-harp", one(etude, 46), "bank"),
        ("guitar-banjo", one(picking, 105), "tim"), ("bass-acoustic", one(bass, 32), "bank"), ("bass-synth", one(bass, 39), "tim"),
        ("strings-cello", one(solo, 42, low=40, high=69, vibrato=0.3), "bank"), ("strings-viola", one(solo, 41, low=52, high=79, quick=True), "tim"),
        ("winds-trombone", one(solo, 57, low=42, high=67, vibrato=0.08), "bank"), ("winds-piccolo", one(solo, 72, low=74, high=98, vibrato=0.1, quick=True), "bank"),
        ("winds-soprano", one(solo, 64, low=58, high=82, vibrato=0.2), "tim"), ("winds-harmonica", one(solo, 22, low=60, high=84, vibrato=0.12), "bank"),
        ("vocals-aahs", one(solo, 52, low=53, high=77, vibrato=0.3), "bank"), ("organ-drawbar", one(voices, [16]), "tim"),
        ("organ-accordion", one(voices, [21]), "bank"), ("ensemble-quartet", one(voices, [40, 40, 41, 42], vibrato=0.2), "bank"),
        ("ensemble-duo", one(duo, [68, 24]), "bank"), ("band-soul", one(band, [33, 16, 56]), "bank"), ("band-trio", one(band, [32, 26, 11]), "tim"),
        ("mallets-dulcimer", one(mallets, 15, low=55, high=84), "bank"),
    ]
    for i, (name, compose, source) in enumerate(others):
        clips.append(Clip(f"{name}-{source}-k{18 + i}", compose, source, STUDIOS[(i * 7 + i // 10 + 4) % 10]))
    return clips


SETS = {"tuning": tuning, "held-out": held_out, "second-held-out": second_held_out}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("outdir", type=pathlib.Path)
    parser.add_argument("--set", choices=list(SETS), required=True)
    parser.add_argument("--only", default="", help="only clips whose name contains this")
    args = parser.parse_args()
    args.outdir.mkdir(parents=True, exist_ok=True)
    for clip in SETS[args.set]():
        if args.only in clip.name:
            notes, seconds = make(clip, args.outdir)
            print(f"{clip.name}: {seconds:.1f} s, {notes} notes", flush=True)


if __name__ == "__main__":
    main()
