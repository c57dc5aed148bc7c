"""Decide one note at a time, for voice, bass, bowed and blown instruments.

A path leads through 88 keys and a rest. In each frame it gains the logarithm of its key's level
beside the rest's; a change costs, less where the new key has an onset. The best path is each
moment's key; the onsets that the default decoder accepts, more strictly, tell where a key is struck
again, and its rule for ends where a note stops before its key's part of the path does.
"""
import dataclasses

import numpy as np

import decoder
from decoder import KEY_COUNT, compiled, highest

# Where the path is when nothing sounds.
REST = KEY_COUNT
# What a change costs at most, and the level of the rest.
SWITCH = 2.0
REST_LEVEL = 0.25
SHORTEST_FRAMES = 6
# Added to the score of every candidate.
BIAS = -1.0
# How far an onset may lie from where the path enters a key.
ONSET_REACH = 6
# A key is struck again at least this long after its onset and before its end, in frames.
AGAIN_AFTER = 8
AGAIN_BEFORE = 4


@compiled
def level(note, contour, frame, key):
    """The mean of a key's note posteriorgram and of the contour around it."""
    pitch = 0.0
    for bin_index in range(3 * key - 1, 3 * key + 2):
        pitch = max(pitch, highest(contour, frame, frame + 1, bin_index))
    return 0.5 * (note[frame, key] + pitch)


@compiled
def change_cost(onset, frame, key):
    if key == REST:
        return SWITCH * 0.5
    return SWITCH * (1.2 - highest(onset, frame - 2, frame + 3, key))


@compiled
def best_path(note, onset, contour, lowest_key, highest_key):
    """The key of each frame, or REST."""
    totals = np.zeros(KEY_COUNT + 1)
    previous = np.zeros((len(note), KEY_COUNT + 1), np.int64)
    for frame in range(len(note)):
        best = np.argmax(totals)
        extended = np.zeros(KEY_COUNT + 1)
        for key in range(KEY_COUNT + 1):
            changed = totals[best] - change_cost(onset, frame, key)
            previous[frame, key] = key if totals[key] >= changed else best
            extended[key] = max(totals[key], changed)
            if key != REST:
                if lowest_key <= key <= highest_key:
                    gain = (level(note, contour, frame, key) + 0.02) / (REST_LEVEL + 0.02)
                    extended[key] += np.log(gain)
                else:
                    extended[key] = -1e9
        totals = extended

    path = np.zeros(len(note), np.int64)
    key = np.argmax(totals)
    for frame in range(len(note) - 1, -1, -1):
        path[frame] = key
        key = previous[frame, key]
    return path


def decode(posteriorgrams, weights=decoder.WEIGHTS, settings=decoder.Settings(), candidates=None):
    """Notes in order of time, as `decoder.decode` has them; confidence is the mean level."""
    candidates = candidates or decoder.Candidates(posteriorgrams)
    settings = dataclasses.replace(settings, bias=settings.bias + BIAS)
    strikes = decoder.choose(candidates.places, candidates.scores(weights) + settings.bias)
    path = best_path(
        posteriorgrams.note, posteriorgrams.onset, posteriorgrams.contour, settings.lowest_key,
        settings.highest_key)
    edges = np.concatenate([[0], np.flatnonzero(np.diff(path)) + 1, [len(path)]])
    notes = []
    for start, end in zip(edges[:-1], edges[1:]):
        if end > start and path[start] != REST and end - start >= SHORTEST_FRAMES:
            key = path[start]
            starts = onsets_within(candidates, strikes, start, end, key)
            notes += [
                make_note(posteriorgrams, onset, limit, key, weights, settings)
                for onset, limit in zip(starts, starts[1:] + [end])
            ]
    return np.array(sorted(notes)).reshape(-1, 4)


def onsets_within(candidates, strikes, start, end, key):
    """The frames at which the key of a part of the path is struck."""
    near = np.flatnonzero(
        (candidates.keys == key) & (abs(candidates.frames - start) <= ONSET_REACH))
    # Column 0 is the strike.
    first = candidates.frames[near[np.argmax(candidates.table[near, 0])]] if len(near) else start
    again = candidates.frames[strikes & (candidates.keys == key)]
    is_inside = (again > first + AGAIN_AFTER) & (again < end - AGAIN_BEFORE)
    return [int(first)] + again[is_inside].tolist()


def make_note(posteriorgrams, start, limit, key, weights, settings):
    end = decoder.find_end(
        posteriorgrams.note, posteriorgrams.onset, posteriorgrams.contour, start, key, limit,
        weights.end.spread(decoder.END), weights.end.constant + settings.end_bias)
    end = max(end, start + decoder.SHORTEST_FRAMES)
    late = decoder.lateness(posteriorgrams, start, key, settings)
    onset = max(decoder.frame_time(start) - late, 0.0)
    offset = max(decoder.frame_time(end) + decoder.END_SHIFT, onset + decoder.SHORTEST_SECONDS)
    confidence = posteriorgrams.note[start:end, key].mean()
    return onset, offset, key + decoder.LOWEST_PITCH, confidence
