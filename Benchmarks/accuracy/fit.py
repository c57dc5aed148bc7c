#!/usr/bin/env python3
"""Fit the decoder's weights on the tuning set and print them.

usage: fit.py --program BASICPITCH [--folder FOLDER]

Each sum of evidence in decoder.py is a logistic regression, found by Newton's method. Of a candidate
it says whether a note of its key truly begins there, of a frame after an onset whether the note truly
still sounds. Every clip counts the same, pianos half as much again.

Then it says how well the decoder does on families of instruments that it was not fitted on: the
weights are fitted six times more, each time without some families, and judged on those.
"""
import argparse
import dataclasses
import pathlib

import numpy as np

import decoder
from clips import Program, Score, corpus_clips
from decoder import END, FRESH, RESTRUCK, Evidence, Weights

# Pianos are what is asked for most.
PIANO_WEIGHT = 1.5
# Taken from the network's onsets before they are compared with the truth's, and the tolerance.
LATENESS = 0.013
ONSET_TOLERANCE = 0.05
# A candidate is accepted from this probability: leaving out a note costs more than adding one.
ACCEPTANCE = 0.4
END_BIAS = -0.1
# How long after a note's end frames are still asked, in seconds.
AFTERMATH = 1.2
PENALTY = 1.0

# Left out together; a piano's name ends with the SoundFont or model that it is played on.
FOLDS = {
    "piano-strings": 0, "piano-muse": 1, "piano-fluid": 1, "guitar": 2, "bass": 2, "keys": 3,
    "mallets": 3, "organ": 3, "band": 4, "ensemble": 4, "strings": 5, "winds": 5, "vocals": 5,
}


def fold_of(clip):
    if clip.family == "piano":
        return FOLDS["piano-" + clip.name.split("-")[2]]
    return FOLDS[clip.family]


@dataclasses.dataclass
class Example:
    """What one clip teaches."""

    clip: object
    # For each candidate: whether a note begins there.
    is_onset: np.ndarray
    # For each note with a candidate: measurements in the frames after, and whether it still sounds.
    ends: list

    @classmethod
    def of(cls, clip):
        return cls(clip, label_candidates(clip), list(label_ends(clip)))

    @property
    def weight(self):
        return PIANO_WEIGHT if self.clip.family == "piano" else 1.0


def label_candidates(clip):
    candidates = clip.candidates
    times = decoder.frame_times(len(clip.posteriorgrams))[candidates.frames] - LATENESS
    labels = np.zeros(len(times))
    for index, (time, key) in enumerate(zip(times, candidates.keys)):
        onsets = clip.notes[clip.notes[:, 2] == key + decoder.LOWEST_PITCH, 0]
        labels[index] = np.any(abs(onsets - time) <= ONSET_TOLERANCE)
    return labels


def label_ends(clip):
    """(table, labels) for each true note that has a candidate."""
    posteriorgrams, candidates = clip.posteriorgrams, clip.candidates
    times = decoder.frame_times(len(posteriorgrams))
    strikes = candidates.table[:, decoder.MEASUREMENTS.index("strike")]
    # In order of pitch as it first occurs: the order changes the sums' last digits.
    for pitch in dict.fromkeys(clip.notes[:, 2]):
        key = int(pitch) - decoder.LOWEST_PITCH
        notes = clip.notes[clip.notes[:, 2] == pitch]
        next_onsets = np.append(notes[1:, 0], np.inf)
        for (onset, offset, _), next_onset in zip(notes, next_onsets):
            distance = abs(times[candidates.frames] - onset - LATENESS)
            near = np.flatnonzero((candidates.keys == key) & (distance <= ONSET_TOLERANCE))
            if len(near) == 0:
                continue
            start = candidates.frames[near[np.argmax(strikes[near])]]
            limit = np.searchsorted(times, min(next_onset + 0.01, offset + AFTERMATH))
            table = decoder.measure_end(
                posteriorgrams.note, posteriorgrams.onset, posteriorgrams.contour,
                posteriorgrams.level, start, key, limit)
            if len(table):
                frames = np.arange(start + 1, start + 1 + len(table))
                yield table, (times[frames] - 0.005 < offset).astype(float)


def regress(names, inputs, labels, weights):
    """Logistic regression on standardised inputs, with the weights given back for the raw ones."""
    center, scale = inputs.mean(axis=0), inputs.std(axis=0) + 1e-9
    inputs = np.column_stack([(inputs - center) / scale, np.ones(len(inputs))])
    penalty = np.append(np.full(len(names), PENALTY), 0)
    solution = np.zeros(len(names) + 1)
    for _ in range(15):
        odds = np.clip(inputs @ solution, -12, 12)
        chance = 1 / (1 + np.exp(-odds))
        gradient = inputs.T @ (weights * (labels - chance)) - penalty * solution
        curvature = weights * chance * (1 - chance) + 1e-9
        # The constant has hardly any penalty, but a single class must not make this singular.
        hessian = (inputs * curvature[:, None]).T @ inputs + np.diag(np.maximum(penalty, 1e-6))
        step = np.linalg.solve(hessian, gradient)
        solution += step
        if abs(step).max() < 0.02:
            break
    raw = solution[:-1] / scale
    return Evidence(names, raw, solution[-1] - raw @ center)


def fit_onsets(examples, names, select):
    """The evidence for the candidates that `select` takes; every clip has the same weight."""
    columns = [decoder.MEASUREMENTS.index(name) for name in names]
    inputs = np.vstack([example.clip.candidates.table[:, columns] for example in examples])
    labels = np.concatenate([example.is_onset for example in examples])
    weights = np.concatenate([
        np.full(len(example.is_onset), 200.0 / len(example.is_onset) * example.weight)
        for example in examples])
    asked = np.concatenate([select(example.clip.candidates) for example in examples])
    evidence = regress(names, inputs[asked], labels[asked], weights[asked])
    threshold = np.log(ACCEPTANCE / (1 - ACCEPTANCE))
    return dataclasses.replace(evidence, constant=evidence.constant - threshold)


def fit_fresh(examples, names=FRESH):
    return fit_onsets(examples, names, lambda candidates: candidates.before < decoder.SOUNDING)


def fit_restruck(examples, names=RESTRUCK):
    return fit_onsets(examples, names, lambda candidates: candidates.before >= decoder.SOUNDING)


def fit_either(examples, names):
    """One sum for all candidates, for comparison."""
    return fit_onsets(examples, names, lambda candidates: candidates.before >= 0)


def fit_end(examples, names=END):
    """The same weight for every note of a clip, however long."""
    columns = [END.index(name) for name in names]
    inputs = np.vstack([table[:, columns] for example in examples for table, _ in example.ends])
    labels = np.concatenate([labels for example in examples for _, labels in example.ends])
    weights = np.concatenate([
        np.full(len(labels), 100.0 / len(example.ends) / len(labels) * example.weight)
        for example in examples for _, labels in example.ends])
    evidence = regress(names, inputs, labels, weights)
    return dataclasses.replace(evidence, constant=evidence.constant + END_BIAS)


def fit(examples):
    return Weights(fit_fresh(examples), fit_restruck(examples), fit_end(examples))


def by_fold(examples, fit_some):
    """Fold to what is fitted on all the others."""
    return {
        fold: fit_some([example for example in examples if fold_of(example.clip) != fold])
        for fold in sorted({fold_of(example.clip) for example in examples})
    }


def print_weights(weights):
    for title, evidence in dataclasses.asdict(weights).items():
        print(f"{title}: constant {evidence['constant']:.4f}")
        for name, weight in zip(evidence["names"], evidence["weights"]):
            print(f"  {name:10} {weight:8.4f}")


def has_shipped(weights):
    """Whether the decoder has these weights, to four decimals."""
    return all(
        np.array_equal(np.round(fitted.weights, 4), shipped.weights)
        and round(float(fitted.constant), 4) == shipped.constant
        for fitted, shipped in (
            (weights.fresh, decoder.WEIGHTS.fresh), (weights.restruck, decoder.WEIGHTS.restruck),
            (weights.end, decoder.WEIGHTS.end)))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path(".build/accuracy"))
    arguments = parser.parse_args()

    program = Program(arguments.program)
    clips = corpus_clips("tuning", arguments.folder)
    program.transcribe(clips, "default")
    examples = [Example.of(clip) for clip in clips]
    weights = fit(examples)
    print_weights(weights)
    print("as in decoder.py" if has_shipped(weights) else "NOT as in decoder.py")

    folds = by_fold(examples, fit)
    scores = program.score_notes(
        clips,
        lambda clip: decoder.decode(
            clip.posteriorgrams, folds[fold_of(clip)], candidates=clip.candidates))
    print("families left out: onset F / F with offsets / frame F")
    for fold in folds:
        names = sorted(name for name, place in FOLDS.items() if place == fold)
        mean = Score.mean([scores[clip.name] for clip in clips if fold_of(clip) == fold])
        print(f"  {mean}  {', '.join(names)}")
    print(f"  {Score.mean(scores.values())}  mean of {len(clips)} clips")


if __name__ == "__main__":
    main()
