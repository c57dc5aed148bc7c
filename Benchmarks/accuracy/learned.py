"""The learned note decoder: what it measures, and its two networks of one hidden layer.

It asks the questions of the rules (decoder.py) in their order, but where these add up a dozen
measurements with weights, it shows what lies around a candidate to a small network. Every measurement is a value, a mean or
a maximum over a fixed stretch of frames; outside of the keyboard and of time there is silence. Look-ahead: 30 frames for an
onset, 25 for each frame of a note.
"""
import dataclasses
import pathlib
import sys

import numpy as np

import decoder
from decoder import KEY_COUNT, compiled, highest, mean

MODELS = pathlib.Path(__file__).resolve().parent.parent.parent / "Models"
sys.path.append(str(MODELS))
import flat_file  # noqa: E402

SHIPPED = MODELS / "decoder.bpw"

# Semitones to other keys of interest, and frames before and after an onset.
INTERVALS = np.array([-36, -31, -28, -24, -19, -16, -12, -7, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 7, 12, 16, 19, 24, 28])
NOTE_AT = np.array([-30, -20, -14, -10, -8, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 17, 20, 25, 29])
ONSET_REACH = 10
LEVEL_AT = np.array([-12, -8, -6, -2, 0, 2, 4, 6, 8, 12, 18, 24])
LEVEL_INTERVALS = np.array([-24, -19, -12, -7, 7, 12, 19, 24, 28])
CONTOUR_REACH = 4
# Frames to either side of an onset at which its level is compared.
STROKE = 4
# Decibels beyond which a difference of levels says nothing more.
LOUDEST_STEP = 30.0

ONSET_COUNT = 2 * ONSET_REACH + 1 + len(NOTE_AT) + 3 * len(INTERVALS) + len(LEVEL_AT) + 2 * len(LEVEL_INTERVALS) + (
    2 * CONTOUR_REACH + 1) + 8

END_NOTE = np.array([-12, -8, -5, -3, -2, -1, 0, 1, 2, 3, 5, 8, 12, 18, 24])
END_ONSET = np.array([-2, 0, 2, 4, 7, 11])
END_CONTOUR = np.array([0, 5, 12])
END_INTERVALS = np.array([-24, -19, -12, -1, 1, 12])
END_LEVEL = np.array([-12, -6, -3, 3, 6, 9, 14, 20])
END_COUNT = len(END_NOTE) + len(END_ONSET) + len(END_CONTOUR) + len(END_INTERVALS) + len(END_LEVEL) + 7


@compiled
def at(values, frame, bin_index):
    if frame < 0 or frame >= len(values) or bin_index < 0 or bin_index >= values.shape[1]:
        return 0.0
    return values[frame, bin_index]


@compiled
def step(level, frame, key, other_frame, other_key):
    """By how many decibels the first is louder; 0 where either is not known."""
    if len(level) == 0 or min(key, other_key) < 0 or max(key, other_key) >= KEY_COUNT:
        return 0.0
    last = len(level) - 1
    one = level[min(max(frame, 0), last), key]
    other = level[min(max(other_frame, 0), last), other_key]
    return max(-LOUDEST_STEP, min(LOUDEST_STEP, one - other)) / 10


@compiled
def measure_onsets(note, onset, contour, level, weakness, places):
    """(candidates, ONSET_COUNT)."""
    table = np.zeros((len(places), ONSET_COUNT), np.float32)
    for index in range(len(places)):
        frame, key = places[index]
        row, i = table[index], 0
        for distance in range(-ONSET_REACH, ONSET_REACH + 1):
            row[i] = at(onset, frame + distance, key)
            i += 1
        for distance in NOTE_AT:
            row[i] = at(note, frame + distance, key)
            i += 1
        for interval in INTERVALS:
            row[i] = highest(onset, frame - 3, frame + 4, key + interval)
            row[i + 1] = mean(note, frame, frame + 9, key + interval)
            row[i + 2] = mean(note, frame - 9, frame - 1, key + interval)
            i += 3
        for distance in LEVEL_AT:
            row[i] = step(level, frame + distance, key, frame - STROKE, key)
            i += 1
        for interval in LEVEL_INTERVALS:
            row[i] = step(level, frame + STROKE, key + interval, frame + STROKE, key)
            row[i + 1] = step(level, frame + STROKE, key + interval, frame - STROKE, key + interval)
            i += 2
        for distance in range(-CONTOUR_REACH, CONTOUR_REACH + 1):
            row[i] = mean(contour, frame + 1, frame + 11, 3 * key + distance)
            i += 1
        struck, sounding, many = 0.0, 0.0, 0.0
        for other in range(KEY_COUNT):
            struck += highest(onset, frame - 3, frame + 4, other)
            sounding += note[frame, other]
            many += note[frame, other] > 0.4
        row[i] = key / 88
        row[i + 1] = np.log(struck + 0.1)
        row[i + 2] = np.log(sounding + 0.1)
        row[i + 3] = many / 10
        row[i + 4] = weakness[frame]
        row[i + 5] = highest(note, frame - 24, frame - 2, key)
        row[i + 6] = highest(onset, frame - 29, frame - 2, key)
        row[i + 7] = highest(onset, frame + 4, frame + 30, key)
    return table


@compiled
def measure_end(note, onset, contour, level, start, key, limit):
    """(frames, END_COUNT) for the frames after an onset's up to a limit."""
    table = np.zeros((max(0, min(limit, len(note)) - start - 1), END_COUNT), np.float32)
    peak, total, loudest = note[start, key], note[start, key], start
    for index in range(len(table)):
        frame = start + 1 + index
        value = note[frame, key]
        peak = max(peak, value)
        total += value
        if len(level) > 0 and level[frame, key] > level[loudest, key]:
            loudest = frame
        row, i = table[index], 0
        for distance in END_NOTE:
            row[i] = at(note, frame + distance, key)
            i += 1
        for distance in END_ONSET:
            row[i] = at(onset, frame + distance, key)
            i += 1
        for distance in END_CONTOUR:
            for bin_index in range(3 * key - 1, 3 * key + 2):
                row[i] = max(row[i], at(contour, frame + distance, bin_index))
            i += 1
        for interval in END_INTERVALS:
            row[i] = at(note, frame, key + interval)
            i += 1
        for distance in END_LEVEL:
            row[i] = step(level, frame + distance, key, frame, key)
            i += 1
        row[i] = peak
        row[i + 1] = total / (index + 2)
        row[i + 2] = value / max(peak, 0.05)
        row[i + 3] = at(note, frame + 3, key) / max(peak, 0.05)
        row[i + 4] = np.log(index + 1.0)
        row[i + 5] = step(level, frame, key, loudest, key)
        row[i + 6] = key / 88
    return table


@dataclasses.dataclass
class Network:
    """Standardised and clamped inputs, one hidden layer that passes what is positive, and a few outputs."""

    mean: np.ndarray
    scale: np.ndarray
    hidden: np.ndarray
    hidden_bias: np.ndarray
    output: np.ndarray
    output_bias: np.ndarray

    CLAMP = 6.0

    def __call__(self, inputs):
        inputs = np.clip((inputs - self.mean) * self.scale, -self.CLAMP, self.CLAMP)
        return np.maximum(inputs @ self.hidden + self.hidden_bias, 0) @ self.output + self.output_bias

    @property
    def count(self):
        return sum(np.size(getattr(self, field.name)) for field in dataclasses.fields(self))


# Candidates below this are never onsets.
FLOOR = 0.3
# Nor are those after which the note posteriorgram stays lower, in so many frames.
NOTE_FLOOR = 0.15
SOON = 9
# Log odds from which a candidate is an onset: leaving out a note costs more than adding one.
THRESHOLD = -0.2


@dataclasses.dataclass
class Weights:
    onset: Network
    end: Network
    threshold: float = THRESHOLD

    @classmethod
    def load(cls, path):
        tensors = flat_file.decode(path.read_bytes())
        networks = (Network(*(tensors[f"{name}.{field.name}"] for field in dataclasses.fields(Network)))
                    for name in ("onset", "end"))
        return cls(*networks, float(tensors["threshold"][0]))

    def save(self, path, digest):
        tensors = {f"{name}.{field.name}": getattr(network, field.name)
                   for name, network in (("onset", self.onset), ("end", self.end))
                   for field in dataclasses.fields(Network)}
        path.write_bytes(flat_file.encode(tensors | {"threshold": np.array([self.threshold])}, digest))


class Candidates:
    def __init__(self, posteriorgrams):
        p = posteriorgrams
        self.places = decoder.find_candidates(p.onset)
        self.frames, self.keys = self.places.T
        weakness = decoder.measure_weakness(p.onset, self.places)
        self.table = measure_onsets(p.note, p.onset, p.contour, p.level, weakness, self.places)


# How many seconds an output of 1 is worth, and the most that it moves an onset.
TIME_UNIT = 0.02
FARTHEST = 0.08


# What is added to the time of the frame after a note, in seconds.
END_SHIFT = -0.005


def decode(p, weights, candidates=None):
    """Notes in order of time: (notes, 4) of onset and offset in seconds, pitch, confidence."""
    candidates = candidates or Candidates(p)
    outputs = weights.onset(candidates.table)
    scores = outputs[:, 0].astype(np.float64) - weights.threshold
    scores[~is_clear(p, candidates)] = -np.inf
    chosen = np.flatnonzero(decoder.choose(candidates.places, scores))
    chosen = chosen[np.lexsort((candidates.frames[chosen], candidates.keys[chosen]))]
    starts, keys = candidates.frames[chosen], candidates.keys[chosen]
    shifts = np.clip(TIME_UNIT * outputs[chosen, 1], -FARTHEST, FARTHEST)
    onsets = np.maximum(decoder.frame_time(starts) + shifts, 0)
    confidences = 1 / (1 + np.exp(-outputs[chosen, 0]))
    notes, is_claimed, latest = [], np.zeros(p.note.shape, np.bool_), np.zeros(KEY_COUNT)
    for index, (start, key) in enumerate(zip(starts, keys)):
        has_next = index + 1 < len(starts) and keys[index + 1] == key
        limit = starts[index + 1] if has_next else len(p.note)
        end = find_end(p, weights, start, key, limit)
        is_claimed[max(start - decoder.CLAIM_BEFORE, 0) : end + decoder.CLAIM_AFTER, key] = True
        onset, offset = max(onsets[index], latest[key]), decoder.frame_time(end) + END_SHIFT
        if has_next and end == limit:
            offset = min(offset, onsets[index + 1])
        latest[key] = max(offset, onset + decoder.SHORTEST_SECONDS)
        notes.append((onset, latest[key], key + decoder.LOWEST_PITCH, confidences[index]))
    claim_tails(p.note, is_claimed)
    for onset, offset, pitch, confidence in decoder.decode_unclaimed(p.note, is_claimed, decoder.Settings()):
        notes.append((onset, offset - decoder.END_SHIFT + END_SHIFT, pitch, 2 * confidence))
    return np.array(sorted(notes)).reshape(-1, 4)


def is_clear(p, candidates):
    """Which candidates may be onsets at all: what is fainter, or not followed by any note, is not asked about."""
    follows = np.zeros(len(candidates.frames), np.float32)
    for ahead in range(SOON):
        frames = np.minimum(candidates.frames + ahead, len(p.note) - 1)
        follows = np.maximum(follows, p.note[frames, candidates.keys])
    return (p.onset[candidates.frames, candidates.keys] >= FLOOR) & (follows >= NOTE_FLOOR)


@compiled
def claim_tails(note, is_claimed):
    """What goes on sounding when a claim ends is the rest of its note, and no other."""
    for key in range(KEY_COUNT):
        for frame in range(1, len(note)):
            if is_claimed[frame - 1, key] and note[frame, key] >= decoder.UNCLAIMED_FLOOR:
                is_claimed[frame, key] = True


def find_end(p, weights, start, key, limit):
    """The frame after a note that begins in a frame and ends before a limit."""
    table = measure_end(p.note, p.onset, p.contour, p.level, start, key, limit)
    place = decoder.best_total(weights.end(table)[:, 0].astype(np.float64)) if len(table) else -1
    return min(max(start + place + 2, start + decoder.SHORTEST_FRAMES), limit)
