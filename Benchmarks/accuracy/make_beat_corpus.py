#!/usr/bin/env python3
"""Compose and render the clips on which beats, metre and key are measured.

usage: make_beat_corpus.py OUTDIR --set tuning|test [--only TEXT]

Each clip is composed from its own seed: phrases of bars with a rhythm that returns, chords that lead back to the
tonic, and a clock that is steady, swung, rubato (the tempo wanders by up to 15 %) or jumps to another tempo.
For each clip it writes NAME.wav; NAME.csv with start_s,end_s,midi_pitch,velocity,beat, where `beat` is the place
in the score, counted in beats from the first downbeat; NAME.beats with a line for each beat, its time and its
number in the bar; and NAME.json with tempo, metre, key and what the clock does.

The sets share no composer, no instrument, no drum pattern, no SoundFont and no seed. Decide on the tuning set,
report the test set.
"""
import argparse
import csv
import json
import pathlib
import zlib

import numpy as np
import soundfile

import make_corpus
from make_corpus import LEAD, RATE, Part

BEATS = {"2/4": 2, "3/4": 3, "4/4": 4, "6/8": 2}
PARTS = {"2/4": 4, "3/4": 4, "4/4": 4, "6/8": 6}  # the finest parts of a beat
SCALES = {"major": [0, 2, 4, 5, 7, 9, 11], "minor": [0, 2, 3, 5, 7, 8, 10]}
PROGRESSIONS = {
    "major": [[0, 3, 4, 0], [0, 5, 3, 4], [0, 3, 1, 4], [0, 4, 5, 3], [0, 0, 3, 4]],
    "minor": [[0, 3, 4, 0], [0, 5, 3, 4], [0, 3, 5, 4], [0, 5, 6, 4], [0, 0, 3, 4]],
}


class Music:
    """A key, bars of chords and a clock."""

    def __init__(self, rng, metre, clock, bpm, seconds):
        self.rng, self.metre, self.clock = rng, metre, clock
        self.beats, self.parts = BEATS[metre], PARTS[metre]
        self.period = 60 / bpm
        self.bars = max(8, int(seconds / (self.period * self.beats) / 4 + 0.5) * 4)
        self.tonic = int(rng.integers(0, 12))
        self.mode = str(rng.choice(["major", "major", "minor"]))
        phrases = [PROGRESSIONS[self.mode][i] for i in rng.integers(0, 5, 2)]
        self.chords = [degree for phrase in range(self.bars // 4) for degree in phrases[phrase % 4 == 2]]
        self.chords[-2:] = [4, 0]
        count = self.bars * self.beats + 2
        place = np.arange(count) / (4 * self.beats)
        period = np.ones(count)
        if clock == "rubato":
            waves = sum(np.sin(2 * np.pi * (place * f + rng.random())) / f for f in (0.5, 1.0, 1.7))
            period += 0.15 * waves / np.abs(waves).max()
        if clock == "jump":
            period[self.bars // 2 * self.beats:] *= rng.choice([0.75, 0.8, 1.25, 1.33])
        self.times = LEAD + np.concatenate([[0], np.cumsum(period)]) * self.period
        self.swing = 2 / 3 if clock == "swing" else 0.5

    def at(self, beat):
        """The second of a place in the score."""
        whole, part = np.floor(beat), beat % 1
        if self.metre != "6/8":
            part = part * 2 * self.swing if part < 0.5 else self.swing + (part - 0.5) * 2 * (1 - self.swing)
        return float(np.interp(whole + part, np.arange(len(self.times)), self.times))

    def play(self, part, beat, length, pitch, velocity, legato=0.92, spread=0.008):
        start = self.at(beat) + self.rng.normal(0, spread)
        end = max(start + 0.06, self.at(beat) + legato * (self.at(beat + length) - self.at(beat)))
        part.play(start, end, pitch, velocity + self.rng.normal(0, 5))
        part.notes[-1].append(float(beat))

    def pitch(self, degree, low):
        """A degree of the scale, from `low` on; the dominant of minor has its leading note."""
        pitch = self.tonic + SCALES[self.mode][degree % 7]
        return low + (pitch - low) % 12

    def chord(self, bar, low, size=3):
        root = self.chords[bar]
        pitches = [self.pitch(root + 2 * third, low) for third in range(size)]
        if self.mode == "minor" and root == 4:
            pitches[1] += 1
        return sorted(pitches)

    def accent(self, beat):
        """How much stronger a place in the bar is played."""
        place = beat % self.beats
        if place == 0:
            return 10
        if place % 1:
            return -9
        return 4 if self.metre == "4/4" and place == 2 else 0

    def walk(self, part, rhythm_of_bar, low, high, loud):
        """A tune: steps mostly, chord notes on the beat."""
        rng, degree = self.rng, int(rng_between(self.rng, 2, 6))
        for bar in range(self.bars):
            chord = {pitch % 12 for pitch in self.chord(bar, 0)}
            for place, length in rhythm_of_bar(bar):
                degree = int(np.clip(degree + rng.choice([-2, -1, -1, 0, 1, 1, 2]), 0, 12))
                pitch = self.pitch(degree, low) + 12 * (degree // 7)
                if place % 1 == 0 or length >= 1:
                    pitch = min(range(pitch - 4, pitch + 5), key=lambda p: (p % 12 not in chord, abs(p - pitch)))
                if bar == self.bars - 1 and place + length >= self.beats:
                    pitch = self.pitch(0, low)
                pitch = pitch - 12 if pitch > high else pitch
                self.play(part, bar * self.beats + place, length, pitch, loud + self.accent(place))


def rng_between(rng, low, high):
    return rng.integers(low, high + 1)


def phrases(music, rhythms, seed_rhythms=2):
    """The rhythm of each bar: a few motifs that return, and a long note where a phrase of four bars ends."""
    motifs = [rhythms[i] for i in music.rng.choice(len(rhythms), seed_rhythms, replace=len(rhythms) < seed_rhythms)]
    order = [0, 1 % seed_rhythms, 0]
    ending = motifs[-1][:1] + [(music.beats / 2, music.beats / 2)] if music.beats != 3 else [(0, 2), (2, 1)]

    def rhythm(bar):
        if bar == music.bars - 1:
            return [(0, music.beats)]
        return motifs[order[bar % 4]] if bar % 4 < 3 else ending

    return rhythm


def lengths(*values):
    """Lengths in beats, as places and lengths."""
    starts = np.concatenate([[0], np.cumsum(values)[:-1]])
    return [(float(start), float(length)) for start, length in zip(starts, values)]


THIRD = 1 / 3
TUNES = {
    "4/4": [lengths(1, 1, 1, 1), lengths(1, 0.5, 0.5, 1, 1), lengths(1.5, 0.5, 1, 1), lengths(0.5, 0.5, 1, 0.5, 0.5, 1), lengths(2, 1, 1), lengths(0.5, 0.5, 0.5, 0.5, 1, 1), lengths(1, 1, 1.5, 0.5)],
    "2/4": [lengths(1, 1), lengths(0.5, 0.5, 1), lengths(1, 0.5, 0.5), lengths(0.75, 0.25, 1), lengths(0.5, 0.5, 0.5, 0.5)],
    "3/4": [lengths(1, 1, 1), lengths(2, 1), lengths(1, 0.5, 0.5, 1), lengths(1.5, 0.5, 1), lengths(1, 1, 0.5, 0.5)],
    "6/8": [lengths(2 * THIRD, THIRD, 2 * THIRD, THIRD), lengths(THIRD, THIRD, THIRD, 1), lengths(1, THIRD, THIRD, THIRD), lengths(THIRD, THIRD, THIRD, THIRD, THIRD, THIRD), lengths(1, 2 * THIRD, THIRD)],
}


# ---- Composers of the tuning set ------------------------------------------------------------------------------------


def song(music, programs):
    """Bass on the strong beats, chords on all, a tune."""
    bass, chords, tune = Part(programs[0]), Part(programs[1]), Part(programs[2])
    for bar in range(music.bars):
        first = bar * music.beats
        root = music.pitch(music.chords[bar], 33)
        music.play(bass, first, music.beats / 2 if music.beats != 3 else 3, root, 84)
        if music.metre == "4/4":
            music.play(bass, first + 2, 2, root + 7 if bar % 2 else root, 76)
        for beat in range(music.beats):
            for pitch in music.chord(bar, 52):
                music.play(chords, first + beat, 0.9, pitch, 58 + music.accent(beat))
    music.walk(tune, phrases(music, TUNES[music.metre]), 67, 88, 82)
    return [bass, chords, tune]


def arpeggio(music, programs):
    """Broken chords under long notes, on one instrument."""
    part = Part(programs[0])
    step = THIRD if music.metre == "6/8" else 0.5
    for bar in range(music.bars):
        first, chord = bar * music.beats, music.chord(bar, 48)
        figure = [music.pitch(music.chords[bar], 36)] + [chord[i % 3] for i in (1, 2, 1, 0, 1, 2, 1)]
        for i in range(round(music.beats / step)):
            music.play(part, first + i * step, step, figure[i % 8], 60 + music.accent(i * step))
    music.walk(part, phrases(music, TUNES[music.metre][:3]), 69, 88, 80)
    return [part]


def line(music, programs):
    """A tune alone."""
    part = Part(programs[0])
    music.walk(part, phrases(music, TUNES[music.metre]), programs[1], programs[1] + 22, 84)
    return [part]


def strokes(music, programs):
    """Strummed chords in a pattern that returns."""
    part = Part(programs[0])
    patterns = {"4/4": [[0, 1, 1.5, 2, 3], [0, 1, 2, 2.5, 3, 3.5], [0, 0.5, 1, 2, 3]], "2/4": [[0, 0.5, 1], [0, 1, 1.5]], "3/4": [[0, 1, 2], [0, 1, 1.5, 2]], "6/8": [[0, 2 * THIRD, 1, 5 * THIRD], [0, THIRD, 2 * THIRD, 1, 4 * THIRD, 5 * THIRD]]}
    pattern = patterns[music.metre][music.rng.integers(len(patterns[music.metre]))]
    for bar in range(music.bars):
        chord = [music.pitch(music.chords[bar], 40)] + music.chord(bar, 50) + music.chord(bar, 62)[:2]
        for place, then in zip(pattern, pattern[1:] + [music.beats]):
            low = 0 if place % 1 == 0 else 2
            for i, pitch in enumerate(chord[low:]):
                music.play(part, bar * music.beats + place + 0.012 * i, then - place, pitch, 76 + music.accent(place))
                part.notes[-1][-1] = float(bar * music.beats + place)
    return [part]


# ---- Composers of the test set --------------------------------------------------------------------------------------


def oompah(music, programs):
    """Bass, then chords after it, under a tune that divides."""
    part, tune = Part(programs[0]), Part(programs[1])
    other = {"4/4": lengths(0.5, 0.5, 1, 1.5, 0.5), "2/4": lengths(0.5, 0.25, 0.25, 1), "3/4": lengths(0.5, 0.5, 1, 1), "6/8": lengths(1, 2 * THIRD, THIRD)}
    for bar in range(music.bars):
        first = bar * music.beats
        for beat in range(music.beats):
            if beat == 0 or (music.metre == "4/4" and beat == 2):
                music.play(part, first + beat, 0.9, music.pitch(music.chords[bar] + (4 if beat else 0), 36), 80)
            elif music.metre != "6/8":
                for pitch in music.chord(bar, 55):
                    music.play(part, first + beat, 0.5, pitch, 60)
            if music.metre == "6/8":
                for third in (1, 2):
                    for pitch in music.chord(bar, 55):
                        music.play(part, first + beat + third * THIRD, THIRD, pitch, 56)
                if beat == 1:
                    music.play(part, first + 1, THIRD, music.pitch(music.chords[bar] + 4, 36), 72)
    whole = lengths(*[1] * music.beats)
    music.walk(tune, lambda bar: lengths(music.beats) if bar % 4 == 3 else (other[music.metre], whole)[bar % 2], 65, 86, 84)
    return [part, tune]


def counterpoint(music, programs):
    """Two voices: the lower in even notes, the upper divides what it likes."""
    upper, lower = Part(programs[0]), Part(programs[1])
    rng = music.rng
    options = {"6/8": [[1], [THIRD] * 3, [2 * THIRD, THIRD]]}.get(music.metre, [[1], [0.5, 0.5], [0.5, 0.25, 0.25], [0.25] * 4])
    motif = [length for _ in range(music.beats) for length in options[rng.choice(len(options), p=[0.3, 0.4, 0.3] if len(options) == 3 else [0.3, 0.4, 0.2, 0.1])]]
    answer = [length for _ in range(music.beats) for length in options[rng.integers(2)]]
    music.walk(upper, lambda bar: lengths(music.beats) if bar == music.bars - 1 else lengths(*(motif, motif, answer, answer)[bar % 4]), 64, 85, 80)
    music.walk(lower, lambda bar: lengths(music.beats) if bar % 4 == 3 else lengths(*[1] * music.beats), 41, 62, 74)
    return [upper, lower]


def chorale(music, programs):
    """Four parts that move together on the beats, with passing notes."""
    parts = [Part(program) for program in programs]
    for bar in range(music.bars):
        first, last = bar * music.beats, bar % 4 == 3
        chord = music.chord(bar, 60)
        for beat in ([0] if last else range(music.beats)):
            length = music.beats if last else 1
            turn = (bar + beat) % 3
            music.play(parts[0], first + beat, length, chord[turn] + 12, 84 + music.accent(beat))
            music.play(parts[1 % len(parts)], first + beat, length, chord[(turn + 1) % 3], 72 + music.accent(beat))
            music.play(parts[2 % len(parts)], first + beat, length, chord[(turn + 2) % 3] - 12, 72 + music.accent(beat))
            if beat == 0:
                music.play(parts[3 % len(parts)], first, music.beats, music.pitch(music.chords[bar], 36), 80)
            elif not last and music.rng.random() < 0.3:
                half = 2 * THIRD if music.metre == "6/8" else 0.5
                music.play(parts[0], first + beat + half, 1 - half, chord[(turn + 1) % 3] + 12, 70)
    return parts


def divided(music, programs):
    """A tune alone, whose beats are tied or divided anew in each piece."""
    part, rng = Part(programs[0]), music.rng
    def draw():
        out, beat = [], 0
        while beat < music.beats:
            kind = rng.random()
            if kind < 0.2 and beat + 2 <= music.beats:
                out.append(2.0)
                beat += 2
                continue
            third = music.metre == "6/8"
            out += [1.0] if kind < 0.55 else [2 * THIRD, THIRD] if third and kind < 0.8 else [THIRD] * 3 if third else [0.5, 0.5]
            beat += 1
        return lengths(*out)
    a, b = draw(), draw()
    music.walk(part, lambda bar: lengths(music.beats) if bar % 4 == 3 else b if bar % 4 == 2 else a, programs[1], programs[1] + 20, 86)
    return [part]


def riff(music, programs):
    """A bass figure and stabs of chords around it."""
    bass, stabs = Part(programs[0]), Part(programs[1])
    figures = {"4/4": [[0, 0.5, 1.5, 2, 3], [0, 1, 2, 2.5, 3, 3.5]], "2/4": [[0, 0.5, 1, 1.5], [0, 1, 1.5]], "3/4": [[0, 1, 2, 2.5], [0, 1, 1.5, 2]], "6/8": [[0, 2 * THIRD, 1, 5 * THIRD], [0, 1, 4 * THIRD, 5 * THIRD]]}
    figure = figures[music.metre][music.rng.integers(2)]
    hits = {"4/4": [1, 3], "2/4": [1], "3/4": [1, 2], "6/8": [1]}[music.metre]
    for bar in range(music.bars):
        first, root = bar * music.beats, music.pitch(music.chords[bar], 31)
        for i, (place, then) in enumerate(zip(figure, figure[1:] + [music.beats])):
            music.play(bass, first + place, then - place, root + (0, 0, 7, 12, 7, 0)[i], 86 + music.accent(place), 0.8)
        for place in hits:
            for pitch in music.chord(bar, 57):
                music.play(stabs, first + place, 0.5, pitch, 68)
    return [bass, stabs]


# ---- Drums ----------------------------------------------------------------------------------------------------------


def drums(music, kind):
    """A pattern for each metre: kick, snare and hat."""
    part = Part(0, drums=True)
    kicks = {"rock": {"4/4": [0, 2], "2/4": [0], "3/4": [0], "6/8": [0]}, "dance": {"4/4": [0, 1.5, 2], "2/4": [0, 0.5], "3/4": [0, 2], "6/8": [0, 5 * THIRD]}}[kind][music.metre]
    snares = {"4/4": [1, 3], "2/4": [1], "3/4": [1, 2], "6/8": [1]}[music.metre]
    step = THIRD if music.metre == "6/8" else {"rock": 0.5, "dance": 1}[kind]
    for bar in range(music.bars):
        first = bar * music.beats
        for place in np.arange(0, music.beats - 1e-6, step):
            music.play(part, first + place, 0.1, 42 if kind == "rock" else 51, 66 + music.accent(place), spread=0.004)
        for place in kicks:
            music.play(part, first + place, 0.1, 36, 94, spread=0.004)
        for place in snares:
            music.play(part, first + place, 0.1, 38, 88, spread=0.004)
    return part


# ---- The sets -------------------------------------------------------------------------------------------------------

TUNING = [
    ("piano-song", song, [0, 0, 0], None), ("piano-arpeggio", arpeggio, [1], None),
    ("guitar-strokes", strokes, [25], None), ("guitar-arpeggio", arpeggio, [24], None),
    ("strings-line", line, [40, 60], None), ("strings-song", song, [43, 48, 40], None),
    ("winds-line", line, [73, 65], None), ("winds-song", song, [70, 71, 68], None),
    ("mallets-arpeggio", arpeggio, [12], None), ("voices-song", song, [52, 52, 53], None),
    ("band-song", song, [33, 27, 65], "rock"), ("band-strokes", strokes, [26], "rock"),
]
TEST = [
    ("piano-oompah", oompah, [2, 2], None), ("keys-counterpoint", counterpoint, [6, 6], None),
    ("guitar-counterpoint", counterpoint, [27, 27], None), ("guitar-riff", riff, [32, 28], None),
    ("strings-chorale", chorale, [49, 49, 42, 42], None), ("strings-divided", divided, [41, 55], None),
    ("winds-divided", divided, [66, 52], None), ("winds-chorale", chorale, [56, 60, 57, 58], None),
    ("mallets-counterpoint", counterpoint, [11, 11], None), ("voices-oompah", oompah, [19, 54], None),
    ("band-riff", riff, [34, 4], "dance"), ("band-oompah", oompah, [35, 22], "dance"),
]
CLOCKS = [("4/4", "steady"), ("4/4", "swing"), ("3/4", "steady"), ("6/8", "steady"), ("4/4", "rubato"), ("4/4", "jump"), ("2/4", "steady"), ("3/4", "rubato")]


def clips(name):
    """(name, composer, programs, drums, SoundFont, metre, clock): every ensemble meets four clocks."""
    recipes, fonts = (TUNING, ["fluid", "muse"]) if name == "tuning" else (TEST, ["tim", "bank"])
    for i, (style, composer, programs, kit) in enumerate(recipes):
        for j in range(4):
            metre, clock = CLOCKS[(2 * j + i + i // 2) % 8]
            yield f"{style}-{metre.replace('/', '')}-{clock}-{name[:2]}{i:02}{j}", composer, programs, kit, fonts[(i + j) % 2], metre, clock


def make(recipe, outdir):
    name, compose, programs, kit, font, metre, clock = recipe
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    bpm = float(rng.uniform(66, 104) if metre == "6/8" else rng.uniform(72, 152))
    music = Music(rng, metre, clock, bpm, 26)
    parts = compose(music, programs)
    if kit:
        parts.append(drums(music, kit))
    truth = sorted(note for part in parts if not part.drums for note in part.notes)
    for part in parts:
        part.notes = [note[:4] for note in part.notes]
    make_corpus.untangle(parts)
    path = pathlib.Path(outdir) / name
    make_corpus.write_midi(parts, f"{path}.mid")
    sound = make_corpus.fluidsynth(f"{path}.mid", font, rng.random() < 0.5).mean(1)
    pathlib.Path(f"{path}.mid").unlink()
    end = music.times[music.bars * music.beats] + 0.5
    sound = sound[:int(end * RATE)]
    if rng.random() < 0.3:
        sound = make_corpus.room(sound[:, None], rng, "medium", 0.3)[:, 0]
    soundfile.write(f"{path}.wav", 0.6 * sound / np.abs(sound).max(), RATE, subtype="PCM_16")
    with open(f"{path}.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["start_s", "end_s", "midi_pitch", "velocity", "beat"])
        writer.writerows([f"{a:.6f}", f"{b:.6f}", p, v, f"{beat:.4f}"] for a, b, p, v, beat in truth)
    with open(f"{path}.beats", "w") as file:
        for beat in range(music.bars * music.beats):
            file.write(f"{music.times[beat]:.6f}\t{beat % music.beats + 1}\n")
    about = dict(bpm=bpm, metre=metre, clock=clock, tonic=music.tonic, mode=music.mode, drums=bool(kit))
    pathlib.Path(f"{path}.json").write_text(json.dumps(about))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("outdir", type=pathlib.Path)
    parser.add_argument("--set", choices=["tuning", "test"], required=True)
    parser.add_argument("--only", default="", help="only clips whose name contains this")
    args = parser.parse_args()
    args.outdir.mkdir(parents=True, exist_ok=True)
    for recipe in clips(args.set):
        if args.only in recipe[0]:
            make(recipe, args.outdir)
            print(recipe[0], flush=True)


if __name__ == "__main__":
    main()
