#!/usr/bin/env python3
"""Fit what Sources/Beats/BarFinder.swift weighs to tell bars of two, three and four beats.

usage: fit_metre.py --program BASICPITCH --clips FOLDER

Three sources, none of them of the test set: the tuning clips of make_beat_corpus.py as the program hears them; the
same composers in every metre, played without sound; and tunes and chorales that come with music21 (Ryan's Mammoth
Collection, Aird's airs, Essen folk songs, Bach), played without sound. Prints the weights, and how often the right
length is found in sources that were left out. Measurements are those of BarEvidence, Recurrence and BarFinder, but
that accents come from the notes alone.

Needs what beats.py needs, and music21 (10.5.1). Parsing takes some minutes.
"""
import argparse
import json
import pathlib
import random
import subprocess
import tempfile
import zlib

import numpy as np
from scipy.optimize import minimize

import make_beat_corpus

SIZES = (2, 3, 4)
PROFILES = {2: [1, -1], 3: [1, -0.5, -0.5], 4: [1, -0.6, 0.1, -0.5]}
TERMS = {"bass": 1.0, "length": 0.4, "harmony": 1.0, "accent": 1.0, "calm": 0.3}
RESTART = 12.0
NAMES = ["count", "rhythm.bar", "rhythm.twoBars", "chords.bar", "chords.twoBars", "stresses.bar", "stresses.twoBars",
         "two", "three"]
PENALTY = 0.3
TUNES = {"ryansMammoth": 120, "bach": 60, "airdsAirs": 80, "essenFolksong": 200}


# ---- Pieces: (source, notes as onset, offset, pitch, velocity, times of beats, beats in a bar) ------------------------


def heard(program, folder):
    for clip in sorted(folder.glob("*.wav")):
        truth = np.loadtxt(clip.with_suffix(".beats"))[:, 0]
        report = json.loads(subprocess.run([program, "beats", "--json", "--quiet", clip], check=True, stdout=subprocess.PIPE).stdout)
        beats = np.array([beat["time"] for beat in report["beats"]])
        metre = json.loads(clip.with_suffix(".json").read_text())["metre"]
        # Where another level is taken for the beat, there is no right answer.
        if metre == "6/8" or len(beats) < 9 or abs(np.log2(np.median(np.diff(beats)) / np.median(np.diff(truth)))) > 0.2:
            continue
        with tempfile.TemporaryDirectory() as out:
            subprocess.run([program, "transcribe", clip, "-o", f"{out}/notes.csv", "--quiet"], check=True)
            notes = np.genfromtxt(f"{out}/notes.csv", delimiter=",", skip_header=1, usecols=range(4))
        yield clip.stem.split("-")[1], notes, beats, make_beat_corpus.BEATS[metre]


def composed(count=4):
    for style, compose, programs, _ in make_beat_corpus.TUNING:
        for metre in ("2/4", "3/4", "4/4"):
            for number in range(count):
                rng = np.random.default_rng(zlib.crc32(f"{style}{metre}{number}".encode()))
                clock = "swing" if metre == "4/4" and number % 3 == 2 else "steady"
                music = make_beat_corpus.Music(rng, metre, clock, float(rng.uniform(72, 152)), 26)
                notes = [note[:4] for part in compose(music, programs) for note in part.notes]
                yield style.split("-")[1], np.array(sorted(notes), float), music.times[:music.bars * music.beats], music.beats


def tunes():
    from music21 import corpus, stream
    for source, wanted in TUNES.items():
        rng, paths = np.random.default_rng(zlib.crc32(source.encode())), sorted(corpus.getComposer(source))
        # The largest files of folk songs take minutes each.
        paths = [path for path in paths if pathlib.Path(path).stat().st_size < 60_000]
        random.Random(1).shuffle(paths)
        for path in paths:
            if wanted <= 0:
                break
            score = corpus.parse(path)
            for one in list(score.scores)[:50] if isinstance(score, stream.Opus) else [score]:
                try:
                    piece = played(one, rng)
                except Exception:  # music21 cannot read all of its own tunes
                    continue
                if piece:
                    wanted -= 1
                    yield source, *piece


def played(score, rng):
    """Up to 27 seconds of a piece in one metre, or None where its bars are not regular."""
    signatures = {signature.ratioString for signature in score.parts[0].recurse().getElementsByClass("TimeSignature")}
    if len(signatures) != 1 or not signatures <= {"2/4", "3/4", "4/4"}:
        return None
    size = int(signatures.pop()[0])
    starts = np.array([float(bar.offset) for bar in score.parts[0].getElementsByClass("Measure")][1:])
    if len(starts) < 8 or np.any((starts[:20] - starts[0]) % size):
        return None
    places = np.array([(float(note.offset), float(note.offset + note.duration.quarterLength), pitch.midi)
                       for part in score.parts for note in part.stripTies().flatten().notes
                       if not note.duration.isGrace for pitch in note.pitches])
    period = 60 / rng.uniform(75, 150)
    first = np.floor(rng.uniform(0, max(0.0, places[:, 1].max() - 27 / period)))
    places = places[(places[:, 0] >= first) & (places[:, 0] < first + 27 / period)]
    beats = np.arange(np.floor(places[:, 0].min()), np.floor(places[:, 1].max()) + 1)
    if len(places) < 25 or len(beats) < 12:
        return None
    onsets = period * places[:, 0] + rng.normal(0, 0.008, len(places))
    lengths = np.maximum(0.06, 0.92 * period * (places[:, 1] - places[:, 0]))
    notes = np.stack([onsets, onsets + lengths, places[:, 2], rng.normal(75, 6, len(places))], 1)
    return notes[notes[:, 0].argsort()], period * beats, size


# ---- Measurements -----------------------------------------------------------------------------------------------------


def standardized(values):
    return (values - values.mean()) / (values.std() + 1e-6)


def evidence(notes, beats):
    """The weight of each beat, and the rows in which beats resemble each other."""
    count, periods = len(beats), np.append(np.diff(beats), beats[-1] - beats[-2])
    lowest, highest, length, accent = np.full(count, np.inf), np.zeros(count), np.zeros(count), np.zeros(count)
    chroma, divisions = np.zeros((count, 12)), np.zeros((count, 12))
    for onset, offset, pitch, velocity in notes:
        following = int(np.searchsorted(beats, onset, "right"))
        before = max(0, following - 1)
        for beat in {before, min(following, count - 1)}:
            if abs(beats[beat] - onset) < 0.2 * periods[beat]:
                lowest[beat] = min(lowest[beat], pitch)
                length[beat] += min((offset - onset) / periods[beat], 4)
                accent[beat] += velocity / 90
        place = round(12 * (onset - beats[before]) / periods[before])
        if place >= 0 and before + place // 12 < count:
            divisions[before + place // 12, place % 12] += velocity / 90 * (0.5 + min(1, (offset - onset) / periods[before]))
        for beat in range(before, count):
            if beats[beat] >= offset:
                break
            if onset < beats[beat] + 0.2 * periods[beat] and offset > beats[beat] + 0.1 * periods[beat]:
                highest[beat] = max(highest[beat], pitch)
            share = min(offset, beats[beat] + periods[beat]) - max(onset, beats[beat])
            chroma[beat, int(pitch) % 12] += (2 if pitch < 55 else 1) * max(0, share) / periods[beat]
    harmony = np.log1p(3 * chroma)
    harmony /= np.linalg.norm(harmony, axis=1, keepdims=True) + 1e-9
    changes = np.append(0, 1 - (harmony[1:] * harmony[:-1]).sum(1))
    # The low notes of a tune alone are no bass.
    depth = np.where(highest - lowest >= 5, np.clip((np.median(notes[:, 2]) - lowest) / 12, -1, 2), 0)
    calm = np.append(0, -np.log1p(divisions.sum(1)[:-1]))
    values = dict(bass=depth, length=np.log1p(length), harmony=changes, accent=np.log1p(accent), calm=calm)
    terms = {name: standardized(value) for name, value in values.items()}
    weights = sum(TERMS[name] * term for name, term in terms.items())
    return weights, [divisions, harmony, np.stack(list(terms.values()), 1)]


def best_count(weights, profile):
    """What the best count is worth, a beat."""
    profile = np.array(profile) - np.mean(profile)
    profile /= np.sqrt(np.mean(profile ** 2))
    worths = weights[0] * profile
    for weight in weights[1:]:
        worths = np.maximum(np.roll(worths, 1), worths.max() - RESTART) + weight * profile
    return worths.max() / len(weights)


def correlation(rows, lag):
    if lag >= len(rows) - 2:
        return 0.0
    rows = rows - rows.mean(0)
    early, late = rows[:-lag], rows[lag:]
    return (early * late).sum() / (np.sqrt((early ** 2).sum() * (late ** 2).sum()) + 1e-9)


def measurements(notes, beats):
    """A row for each length of a bar."""
    weights, likenesses = evidence(notes, beats)
    return [[best_count(weights, PROFILES[size])] + [correlation(rows, lag) for rows in likenesses for lag in (size, 2 * size)]
            + [float(size == 2), float(size == 3)] for size in SIZES]


# ---- Fit --------------------------------------------------------------------------------------------------------------


def fit(rows, truth, importance):
    def loss(weights):
        scores = rows @ weights
        scores -= scores.max(1, keepdims=True)
        likely = np.exp(scores) / np.exp(scores).sum(1, keepdims=True)
        error = likely - np.eye(len(SIZES))[truth]
        penalized = np.where(np.arange(len(NAMES)) < 7, weights, 0)
        value = -(importance * np.log(likely[np.arange(len(truth)), truth] + 1e-12)).sum() + PENALTY * (penalized ** 2).sum()
        return value, np.einsum("nk,nkj->j", importance[:, None] * error, rows) + 2 * PENALTY * penalized
    return minimize(loss, np.zeros(len(NAMES)), jac=True).x


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--clips", type=pathlib.Path, required=True)
    args = parser.parse_args()
    rows, truth, sources, kinds = [], [], [], []
    for kind, pieces in (("heard", heard(args.program, args.clips)), ("composed", composed()), ("tunes", tunes())):
        for source, notes, beats, size in pieces:
            rows.append(measurements(notes, beats))
            truth.append(SIZES.index(size))
            sources.append(source)
            kinds.append(kind)
    rows, truth, sources, kinds = map(np.array, (rows, truth, sources, kinds))
    # Each length counts as much as the others, in each kind of source.
    importance = np.array([1 / np.sum((kinds == kind) & (truth == size)) for kind, size in zip(kinds, truth)])
    importance *= len(truth) / importance.sum()
    guesses = np.zeros(len(truth), int)
    for source in set(sources):
        out = sources == source
        guesses[out] = (rows[out] @ fit(rows[~out], truth[~out], importance[~out])).argmax(1)
    for kind in ("heard", "composed", "tunes"):
        for index, size in enumerate(SIZES):
            some = guesses[(kinds == kind) & (truth == index)]
            print(f"{kind:9} {size} beats: found as " + ", ".join(f"{other}: {np.sum(some == i)}" for i, other in enumerate(SIZES)))
    for name, weight in zip(NAMES, fit(rows, truth, importance)):
        print(f"{name:17} {weight:+.1f}")


if __name__ == "__main__":
    main()
