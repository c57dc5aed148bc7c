#!/usr/bin/env python3
"""Decide notes from posteriorgrams by rules: the definition of the default decoder.

usage: decoder.py POSTERIORGRAMS.npz NOTES.csv [--mono]

POSTERIORGRAMS.npz is what `basicpitch transcribe --save-model-outputs` writes. The program's own
decoder must give these notes; `fit.py` fits the weights, `score.py` measures the worth of each rule.
Every rule looks a bounded number of frames ahead, so that notes can be decided while audio arrives;
nothing reads a statistic of the whole recording.

1. Candidate: a local maximum of the onset posteriorgram over ±3 frames, of at least 0.25.
2. Fresh or restruck: a silent key that begins to sound and a sounding one that is struck again are
   different questions. The mean of the note posteriorgram just before decides which is asked.
3. Score: a weighted sum of measurements, in log odds; above 0, the candidate is accepted. It needs
   30 frames ahead.
4. Rivals: of accepted candidates of a key within 8 frames, the best stays.
5. End: every frame says for or against "it still sounds", by a weighted sum. The note ends where
   the running total is highest: a short dip costs nothing, and a slow decay counts. It needs 32
   frames ahead, and is settled 100 frames after the end at the latest. The key's next onset ends it.
6. Weak: a note is dropped if its note posteriorgram is below 0.3 on average.
7. Unclaimed: a key that sounds for 20 frames inside no note is a note: its attack was soft.
8. Time: a parabola through the peak gives the onset below the frame grid; the network's lateness is
   subtracted, less where it is sure, more where the note has risen already.

Needs numpy; with numba it is quick.
"""
import argparse
import csv
import dataclasses

import numpy as np

try:
    import numba

    compiled = numba.njit(cache=True)
except ImportError:

    def compiled(function):
        return function


KEY_COUNT = 88
LOWEST_PITCH = 21
FRAME_SECONDS = 256 / 22_050

# Rule 1.
CANDIDATE_FLOOR = 0.25
CANDIDATE_REACH = 3
# Rule 2: the threshold that the reference has for frames.
SOUNDING = 0.3
# Rule 3: frames ahead that `weakness` sees, how much of it a frame leaves, and what is strong.
WEAKNESS_REACH = 30
WEAKNESS_DECAY = 0.995
STRONG = 0.6
# Semitones to 2, 3, 4, 5, 6 and 8 times a key's frequency.
HARMONICS = np.array([12, 19, 24, 28, 31, 36])
# Rule 4: trills are slower, double peaks are closer.
RIVAL_REACH = 8
# Rule 5: how far the total may fall, and how long it may stay below its best.
END_DROP = 10.0
END_WAIT = 100
SHORTEST_FRAMES = 4
# Rule 5: frames back and ahead over which it is measured whether a key gets softer.
FADING_REACH = 6
FADE_REACH = 8
# Where nobody measured how loud keys are, they stay as loud as they are.
STEADY = 0.0
# Rule 6.
WEAKEST = 0.3
# Rule 7: the least level of a frame, the mean of how many frames, how far a note reaches before
# them, and how far from a note with an onset it must be.
UNCLAIMED_FLOOR = 0.3
UNCLAIMED_MEAN = 0.55
UNCLAIMED_FRAMES = 20
UNCLAIMED_REACH = 20
CLAIM_BEFORE = 6
CLAIM_AFTER = 12
# Rule 8, in seconds: a constant, a unit of the onset posteriorgram, a unit of `risen`.
LATENESS = 0.042
LATENESS_OF_STRIKE = -0.040
LATENESS_OF_RISE = 0.044
END_SHIFT = -0.014
SHORTEST_SECONDS = 0.02

# What is measured at a candidate, in the order of `measure`.
MEASUREMENTS = (
    "strike", "rise", "ghost", "growth", "held", "after_on", "company", "recovery", "weakness",
    "above_on", "below_rise", "again",
)
FRESH = ("strike", "rise", "ghost", "growth", "held", "after_on")
RESTRUCK = ("strike", "recovery", "weakness", "company", "above_on", "below_rise", "again")
# What is measured in every frame after an onset, in the order of `measure_end`.
END = (
    "level", "pitch", "past", "restrike", "peak", "relative", "ahead", "octave", "fading", "fade",
)


@dataclasses.dataclass(frozen=True)
class Evidence:
    """A weighted sum of measurements, in log odds."""

    names: tuple
    weights: np.ndarray
    constant: float

    def spread(self, names):
        """The weights in the order of `names`, 0 for those that it does not have."""
        by_name = dict(zip(self.names, self.weights))
        return np.array([by_name.get(name, 0.0) for name in names])


@dataclasses.dataclass(frozen=True)
class Weights:
    """What the decoder has learnt; without `restruck`, `fresh` judges every candidate."""

    fresh: Evidence
    restruck: Evidence | None
    end: Evidence


# Printed by fit.py.
WEIGHTS = Weights(
    Evidence(FRESH, np.array([1.566, -8.9546, -2.8158, 4.5132, 8.4885, -2.3354]), -3.5988),
    Evidence(
        RESTRUCK, np.array([1.9063, 1.5428, -0.5675, 3.1962, -1.7995, -3.3458, 1.5536]), -8.6276),
    Evidence(
        END,
        np.array([
            3.1054, 4.9052, -0.7382, -2.9735, -7.8529, -1.0526, 1.5803, 1.3691, 0.0852, 0.0458]),
        6.8472),
)


@dataclasses.dataclass(frozen=True)
class Settings:
    """What can be asked for; the default is the program's."""

    # Added to the score of every candidate, and to the evidence of every frame of a note.
    bias: float = 0.0
    end_bias: float = 0.0
    # Keys from 0 to 87.
    lowest_key: int = 0
    highest_key: int = KEY_COUNT - 1
    lateness: float = LATENESS
    # Rules to leave out: rivals, end, weak, unclaimed, parabola, lateness.
    without: frozenset = frozenset()


class Posteriorgrams:
    """What the network says: note and onset (frames, 88), contour (frames, 264); and how loud each
    key is in decibels, (frames, 88), or no frames where that was not measured."""

    def __init__(self, note, onset, contour, level=None):
        level = np.zeros((0, KEY_COUNT)) if level is None else level
        # Sums are in double precision throughout.
        self.note, self.onset, self.contour, self.level = (
            np.ascontiguousarray(values, np.float64) for values in (note, onset, contour, level))

    @classmethod
    def load(cls, path):
        with np.load(path) as arrays:
            level = arrays["level"] if "level" in arrays else None
            return cls(arrays["note"], arrays["onset"], arrays["contour"], level)

    def __len__(self):
        return len(self.note)


class Candidates:
    """The candidates of a recording: their frames and keys, and what is measured there."""

    def __init__(self, posteriorgrams):
        note, onset = posteriorgrams.note, posteriorgrams.onset
        self.places = find_candidates(onset)
        self.frames, self.keys = self.places.T
        weakness = measure_weakness(onset, self.places)
        self.table, self.before = measure(note, onset, weakness, self.places)

    def evidence(self, evidence):
        columns = [MEASUREMENTS.index(name) for name in evidence.names]
        return self.table[:, columns] @ evidence.weights + evidence.constant

    def scores(self, weights):
        """Rules 2 and 3."""
        fresh = self.evidence(weights.fresh)
        if weights.restruck is None:
            return fresh
        return np.where(self.before >= SOUNDING, self.evidence(weights.restruck), fresh)


# Parts of one key's row; outside of the keyboard and of time there is silence.


@compiled
def mean(values, start, end, bin_index):
    total = 0.0
    if bin_index < 0 or bin_index >= values.shape[1]:
        return total
    for frame in range(max(start, 0), min(end, len(values))):
        total += values[frame, bin_index]
    return total / (end - start)


@compiled
def highest(values, start, end, bin_index):
    result = 0.0
    if bin_index < 0 or bin_index >= values.shape[1]:
        return result
    for frame in range(max(start, 0), min(end, len(values))):
        result = max(result, values[frame, bin_index])
    return result


@compiled
def lowest(values, start, end, bin_index):
    result = 1.0
    for frame in range(max(start, 0), min(end, len(values))):
        result = min(result, values[frame, bin_index])
    return result


# Rules 1 to 4: onsets


@compiled
def is_peak(onset, frame, key):
    value = onset[frame, key]
    for distance in range(1, CANDIDATE_REACH + 1):
        if frame >= distance and onset[frame - distance, key] >= value:
            return False
        if frame + distance < len(onset) and onset[frame + distance, key] > value:
            return False
    return True


@compiled
def find_candidates(onset):
    """Rule 1: (candidates, 2), frame and key, by frame, then key; the first of equals."""
    is_candidate = np.zeros(onset.shape, np.bool_)
    for frame in range(len(onset)):
        for key in range(KEY_COUNT):
            if onset[frame, key] >= CANDIDATE_FLOOR:
                is_candidate[frame, key] = is_peak(onset, frame, key)
    return np.stack(is_candidate.nonzero(), axis=1)


@compiled
def measure_weakness(onset, places):
    """How many weak candidates there are for a strong one, around every frame, as a logarithm.

    Many mean organ pipes, vibrato or noise, few mean clear strokes.
    """
    weak = np.zeros(len(onset) + WEAKNESS_REACH)
    strong = np.zeros(len(onset) + WEAKNESS_REACH)
    for frame, key in places:
        if onset[frame, key] >= STRONG:
            strong[frame] += 1
        else:
            weak[frame] += 1
    for frame in range(1, len(weak)):
        weak[frame] += WEAKNESS_DECAY * weak[frame - 1]
        strong[frame] += WEAKNESS_DECAY * strong[frame - 1]
    return np.log((weak[WEAKNESS_REACH:] + 0.5) / (strong[WEAKNESS_REACH:] + 0.5))


@compiled
def measure(note, onset, weakness, places):
    """Rule 3: (candidates, MEASUREMENTS), and how loud each key was before, for rule 2."""
    table = np.zeros((len(places), 12))
    levels_before = np.zeros(len(places))
    for index in range(len(places)):
        frame, key = places[index]
        after = mean(note, frame + 1, frame + 7, key)
        before = mean(note, frame - 8, frame - 2, key)
        dip = lowest(note, frame - 7, frame + 1, key)
        after_on = highest(onset, frame + 4, frame + 25, key)

        # Of the keys of which this one is a harmonic, and of this one's harmonics.
        below, below_on, below_rise, above_on = 0.0, 0.0, 0.0, 0.0
        for interval in HARMONICS:
            level = mean(note, frame + 1, frame + 7, key - interval)
            below = max(below, level)
            below_rise = max(below_rise, level - mean(note, frame - 8, frame - 2, key - interval))
            below_on = max(below_on, highest(onset, frame - 4, frame + 5, key - interval))
            if interval < 36:
                above_on = max(above_on, highest(onset, frame - 4, frame + 5, key + interval))

        others = 0.0
        for other in range(KEY_COUNT):
            if other != key:
                others += highest(onset, frame - 3, frame + 4, other)

        levels_before[index] = before
        table[index] = np.array([
            # strike: how sure the network is
            np.log(onset[frame, key] / (1.0001 - onset[frame, key])),
            # rise: the key begins to sound
            after - before,
            # ghost: it is a harmonic of a key that is struck at this moment
            below * below_on,
            # growth: the rise as a ratio
            np.log((after + 0.05) / (before + 0.05)),
            # held: it goes on sounding
            mean(note, frame + 1, frame + 13, key),
            # after_on: it is struck again soon
            after_on,
            # company: other keys are struck at this moment
            np.log(others + 0.1),
            # recovery: from the dip before the stroke
            np.log((after + 0.03) / (dip + 0.03)),
            weakness[frame],
            # above_on: its harmonics are struck at this moment
            above_on,
            # below_rise: what is below rises more than it does
            below_rise - (after - before),
            # again: a clear stroke follows soon
            max(0.0, after_on - 0.4),
        ])
    return table, levels_before


@compiled
def choose(places, scores):
    """Rule 4: whether each candidate is accepted, and none better of its key is close."""
    chosen = scores > 0
    for index in range(len(places)):
        frame, key = places[index]
        for step in (-1, 1):
            other = index + step
            while 0 <= other < len(places) and abs(places[other, 0] - frame) <= RIVAL_REACH:
                if places[other, 1] == key:
                    better = scores[other] > scores[index]
                    # Of equals, the first.
                    if better or (scores[other] == scores[index] and step < 0):
                        chosen[index] = False
                other += step
    return chosen


# Rule 5: ends


@compiled
def measure_end(note, onset, contour, level, start, key, limit):
    """(frames, END) for the frames after an onset's up to a limit."""
    table = np.zeros((max(0, min(limit, len(note)) - start - 1), 10))
    peak = note[start, key]
    for index in range(len(table)):
        frame = start + 1 + index
        value = note[frame, key]
        peak = max(peak, value)
        past = 0.0
        for distance in range(12):
            past += note[max(frame - distance, start), key]
        pitch = 0.0
        for bin_index in range(3 * key - 1, 3 * key + 2):
            pitch = max(pitch, highest(contour, frame, frame + 1, bin_index))
        fading, fade = STEADY, STEADY
        if len(level) > 0:
            fading = level[frame, key] - level[max(frame - FADING_REACH, start), key]
            fade = level[min(frame + FADE_REACH, len(level) - 1), key] - level[frame, key]
        table[index] = np.array([
            # level: of the note posteriorgram
            np.log(value + 0.02),
            # pitch: of the contour
            pitch,
            # past: the level of the last 12 frames
            past / 12,
            # restrike: an onset comes
            highest(onset, frame, frame + 6, key),
            # peak: the highest level so far
            max(peak, 0.1),
            # relative: the level beside it
            np.log((value + 0.02) / (max(peak, 0.1) + 0.02)),
            # ahead: whether it comes back
            mean(note, frame + 9, frame + 33, key),
            # octave: the key an octave below sounds, so this may be its harmonic
            note[frame, key - 12] if key >= 12 else 0.0,
            # fading: how much louder it is than it was, in decibels
            fading,
            # fade: how much louder it will be
            fade,
        ])
    return table


@compiled
def best_total(evidence):
    """The index at which the running total is highest, as far as one has to look; or −1."""
    total, best, place = 0.0, 0.0, -1
    for index in range(len(evidence)):
        total += evidence[index]
        if total > best:
            best, place = total, index
        if best - total > END_DROP or index - place > END_WAIT:
            break
    return place


@compiled
def find_end(note, onset, contour, level, start, key, limit, weights, constant):
    """The frame after a note that begins in a frame and ends before a limit."""
    table = measure_end(note, onset, contour, level, start, key, limit)
    place = best_total(table @ weights + constant)
    return min(max(start + place + 2, start + SHORTEST_FRAMES), limit)


@compiled
def find_end_by_threshold(note, start, key, limit):
    """The reference's rule instead: 11 frames below 0.3."""
    frame, quiet = start + 1, 0
    while frame < limit and quiet < 11:
        quiet = quiet + 1 if note[frame, key] < 0.3 else 0
        frame += 1
    return max(frame - quiet, min(start + SHORTEST_FRAMES, limit))


def follow(posteriorgrams, starts, keys, end, settings):
    """The frame after each note; notes are in order of key, then frame."""
    note, onset = posteriorgrams.note, posteriorgrams.onset
    contour, level = posteriorgrams.contour, posteriorgrams.level
    weights = end.spread(END)
    constant = end.constant + settings.end_bias
    ends = np.zeros(len(starts), np.int64)
    for index, (start, key) in enumerate(zip(starts, keys)):
        has_next = index + 1 < len(starts) and keys[index + 1] == key
        limit = starts[index + 1] if has_next else len(note)
        if "end" in settings.without:
            ends[index] = find_end_by_threshold(note, start, key, limit)
        else:
            ends[index] = find_end(
                note, onset, contour, level, start, key, limit, weights, constant)
    return ends


# Rule 7: notes without a clear beginning


@compiled
def is_beside(note, frame, key):
    """Whether a neighbour is louder."""
    level = note[frame, key]
    return (key > 0 and note[frame, key - 1] > level) or (
        key < KEY_COUNT - 1 and note[frame, key + 1] > level)


@compiled
def find_unclaimed(note, is_claimed):
    """A list of first frame, frame after, key, and mean of the frames that decided.

    A run of frames that nobody claims is a note as soon as its last 20 are loud enough on average
    and its neighbours mostly softer. The note begins with the run, but at most 20 frames before.
    """
    found = [(0, 0, 0, 0.0)]  # numba has to see the type
    for key in range(KEY_COUNT):
        frame = 0
        while frame < len(note):
            start, first, level = frame, frame, 0.0
            total, beside = 0.0, 0
            while (
                frame < len(note) and note[frame, key] >= UNCLAIMED_FLOOR
                and not is_claimed[frame, key]
            ):
                total += note[frame, key]
                beside += is_beside(note, frame, key)
                old = frame - UNCLAIMED_FRAMES
                if old >= start:
                    total -= note[old, key]
                    beside -= is_beside(note, old, key)
                if (
                    level == 0 and frame - start + 1 >= UNCLAIMED_FRAMES
                    and total >= UNCLAIMED_MEAN * UNCLAIMED_FRAMES
                    and beside < 0.3 * UNCLAIMED_FRAMES
                ):
                    level = total / UNCLAIMED_FRAMES
                    first = max(start, frame - UNCLAIMED_FRAMES + 1 - UNCLAIMED_REACH)
                frame += 1
            if level > 0:
                found.append((first, frame, key, level))
            if frame == start:
                frame += 1
    return found[1:]


# Rule 8: times


def frame_time(frame):
    """Seconds of a frame, or of an array of them: windows of 142 begin 36 164 samples apart."""
    return (frame // 142 * 36_164 + frame % 142 * 256) / 22_050


def frame_times(count):
    return frame_time(np.arange(count))


def risen(note, frame, key):
    """How far past the middle of its rise a note is at an onset."""
    top = highest(note, frame, frame + 9, key)
    bottom = min(top, lowest(note, frame - 9, frame + 1, key))
    return note[frame, key] - 0.5 * (top + bottom)


def peak_shift(onset, frame, key):
    """From a frame to the top of the parabola through it and its neighbours, in frames."""
    if not 0 < frame < len(onset) - 1:
        return 0.0
    before, peak, after = onset[frame - 1 : frame + 2, key]
    curvature = before - 2 * peak + after
    return 0.5 * (before - after) / curvature if curvature < 0 else 0.0


def lateness(posteriorgrams, frame, key, settings=Settings()):
    """How much the network is late at an onset, in seconds."""
    if "lateness" in settings.without:
        return settings.lateness
    return (
        settings.lateness + LATENESS_OF_STRIKE * posteriorgrams.onset[frame, key]
        + LATENESS_OF_RISE * risen(posteriorgrams.note, frame, key))


def onset_time(posteriorgrams, frame, key, settings=Settings()):
    shift = 0.0
    if "parabola" not in settings.without:
        shift = peak_shift(posteriorgrams.onset, frame, key) * FRAME_SECONDS
    late = lateness(posteriorgrams, frame, key, settings)
    return max(frame_time(frame) + shift - late, 0.0)


# All together


def decode(posteriorgrams, weights=WEIGHTS, settings=Settings(), candidates=None):
    """Notes in order of time: (notes, 4) of onset and offset in seconds, pitch, confidence."""
    candidates = candidates or Candidates(posteriorgrams)
    note, without = posteriorgrams.note, settings.without

    scores = candidates.scores(weights) + settings.bias
    is_inside = (settings.lowest_key <= candidates.keys) & (candidates.keys <= settings.highest_key)
    scores[~is_inside] = -np.inf
    is_onset = scores > 0 if "rivals" in without else choose(candidates.places, scores)
    chosen = np.flatnonzero(is_onset)
    chosen = chosen[np.lexsort((candidates.frames[chosen], candidates.keys[chosen]))]
    starts, keys = candidates.frames[chosen], candidates.keys[chosen]
    ends = follow(posteriorgrams, starts, keys, weights.end, settings)

    onsets = [onset_time(posteriorgrams, *place, settings) for place in zip(starts, keys)]
    # A note that sounds until its key is struck again ends there, to the fraction of a frame.
    is_restruck = np.append((keys[1:] == keys[:-1]) & (starts[1:] == ends[:-1]), False)
    next_onsets = np.where(is_restruck, np.append(onsets[1:], np.inf), np.inf)
    confidences = 1 / (1 + np.exp(-scores[chosen]))

    notes = []
    is_claimed = np.zeros(note.shape, np.bool_)
    for start, end, key, onset, next_onset, confidence in zip(
        starts, ends, keys, onsets, next_onsets, confidences
    ):
        is_claimed[max(start - CLAIM_BEFORE, 0) : end + CLAIM_AFTER, key] = True
        if note[start:end, key].mean() < WEAKEST and "weak" not in without:
            continue
        offset = max(min(frame_time(end) + END_SHIFT, next_onset), onset + SHORTEST_SECONDS)
        notes.append((onset, offset, key + LOWEST_PITCH, confidence))

    if "unclaimed" not in without:
        notes += decode_unclaimed(note, is_claimed, settings)
    return np.array(sorted(notes)).reshape(-1, 4)


def decode_unclaimed(note, is_claimed, settings):
    # As for an onset of which the network is half sure.
    late = settings.lateness
    if "lateness" not in settings.without:
        late += LATENESS_OF_STRIKE * 0.5
    notes = []
    for start, end, key, level in find_unclaimed(note, is_claimed):
        if settings.lowest_key <= key <= settings.highest_key:
            onset, offset = max(frame_time(start) - late, 0.0), frame_time(end) + END_SHIFT
            notes.append((onset, offset, key + LOWEST_PITCH, 0.5 * level))
    return notes


def write_notes(path, notes):
    """A table that `basicpitch evaluate` reads."""
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["start_s", "end_s", "midi_pitch", "velocity"])
        for onset, offset, pitch, confidence in notes:
            velocity = round(127 * confidence)
            writer.writerow([f"{onset:.9f}", f"{offset:.9f}", int(pitch), max(1, velocity)])


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("posteriorgrams")
    parser.add_argument("notes")
    parser.add_argument("--mono", action="store_true", help="one note at a time")
    arguments = parser.parse_args()
    posteriorgrams = Posteriorgrams.load(arguments.posteriorgrams)
    if arguments.mono:
        import mono

        write_notes(arguments.notes, mono.decode(posteriorgrams))
    else:
        write_notes(arguments.notes, decode(posteriorgrams))


if __name__ == "__main__":
    main()
