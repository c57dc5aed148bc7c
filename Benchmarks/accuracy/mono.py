"""Decide one note at a time by rules, for voice, bass, bowed and blown instruments.

A path leads through 88 keys and a rest. In each frame it gains the logarithm of its key's level
beside the rest's; a change costs, less where the new key has an onset. The best path is each
moment's key; the onsets that the default decoder accepts, more strictly, tell where a key is struck
again, and its rule for ends where a note stops before its key's part of the path does.

Works on whole arrays; the program traces the path back from 200 frames ahead.
"""
import numpy as np

import decoder

# Where the path is when nothing sounds.
REST = 88
# What a change costs, times this for the rest, and times this less its strike for a key.
CHANGE_COST, REST_COST, UNSTRUCK_COST = 2.0, 0.5, 1.2
# The level of the rest, and what is added to all levels.
REST_CLARITY, MURMUR = 0.25, 0.02
# Frames: of a key's shortest part of the path; before it, where its onset may lie; after an onset and
# before the end, where it is not struck again.
SHORTEST, LEAD, SETTLING, REMAINDER = 6, 16, 8, 5
# The threshold of onsets that count as repeats.
ONSET_THRESHOLD = 0.73


def best_path(note, onset, contour):
    """The key of each frame, or REST: Viterbi over all states, traced back from the last frame."""
    padded = np.pad(contour, ((0, 0), (1, 0)))
    salience = np.stack([padded[:, k : k + 264 : 3] for k in range(3)]).max(axis=0)
    gains = np.log(((note + salience) / 2 + MURMUR) / (REST_CLARITY + MURMUR))
    gains = np.pad(gains, ((0, 0), (0, 1)))
    strikes = np.stack(
        [onset[max(t - 2, 0) : t + 3].max(axis=0) for t in range(len(onset))])
    costs = CHANGE_COST * np.pad(
        UNSTRUCK_COST - strikes, ((0, 0), (0, 1)), constant_values=REST_COST)
    totals, origins = np.zeros(REST + 1), []
    for gain, cost in zip(gains, costs):
        best = np.argmax(totals)
        is_entered = totals < totals[best] - cost
        origins.append(np.where(is_entered, best, np.arange(REST + 1)))
        totals = np.where(is_entered, totals[best] - cost, totals) + gain
    path = [np.argmax(totals)]
    for origin in reversed(origins):
        path.append(origin[path[-1]])
    return np.array(path[-2::-1])


def strikes_of(path, candidates, accepted):
    """(first frame, key, frame by which it ends) of each note, in order."""
    edges = [0] + [*np.flatnonzero(np.diff(path)) + 1] + [len(path)]
    notes, latest = [], -1
    for start, end in zip(edges, edges[1:]):
        key = path[start]
        if key == REST or end - start < SHORTEST:
            continue
        is_near = (candidates.keys == key) & (candidates.frames < start + SHORTEST)
        is_near &= candidates.frames >= max(start - LEAD, latest + 1)
        near = np.flatnonzero(is_near)
        # Column 0 is the strike.
        first = start
        if len(near):
            first = candidates.frames[near[np.argmax(candidates.table[near, 0])]]
        latest = first
        again = candidates.frames[accepted & (candidates.keys == key)]
        again = again[again >= max(start, first + SETTLING + 1)]
        strikes = [first, *again[again <= end - REMAINDER]]
        # Repeats of the note before are not heard once this one begins.
        notes = [note for note in notes if note[0] < first]
        notes[-1:] = [(f, k, min(e, first)) for f, k, e in notes[-1:]]
        notes += [(f, key, e) for f, e in zip(strikes, strikes[1:] + [end])]
    return notes


def onset_time(posteriorgrams, frame, key):
    """Parabolic where the frame is a peak; a path may begin where there is none."""
    onset, shift = posteriorgrams.onset, 0.0
    if 0 < frame < len(onset) - 1:
        before, peak, after = (float(onset[frame + d, key]) for d in (-1, 0, 1))
        curvature = before - 2 * peak + after
        if curvature < 0 and peak >= max(before, after):
            shift = 0.5 * (before - after) / curvature * decoder.FRAME_SECONDS
    late = decoder.lateness(posteriorgrams, frame, key)
    return max(decoder.frame_time(frame) + shift - late, 0.0)


def decode(posteriorgrams, weights=decoder.WEIGHTS, settings=decoder.Settings(), candidates=None):
    """Notes in order of time, of which no two sound at once, as `decoder.decode` has them;
    confidence is the mean of the note posteriorgram."""
    note, onset, contour = posteriorgrams.note, posteriorgrams.onset, posteriorgrams.contour
    candidates = candidates or decoder.Candidates(posteriorgrams)
    limit = np.log(ONSET_THRESHOLD / (1 - ONSET_THRESHOLD))
    scores = candidates.scores(weights) + settings.bias - limit
    accepted = decoder.choose(candidates.places, scores)
    end_weights = weights.end.spread(decoder.END)
    end_constant = weights.end.constant + settings.end_bias
    notes = []
    for first, key, limit in strikes_of(best_path(note, onset, contour), candidates, accepted):
        end = decoder.find_end(
            note, onset, contour, posteriorgrams.level, first, key, limit, end_weights, end_constant)
        end = min(max(end, first + decoder.SHORTEST_FRAMES), len(note))
        confidence = note[first:end, key].mean()
        if confidence < decoder.WEAKEST:
            continue
        start = onset_time(posteriorgrams, first, key)
        if notes:
            last = notes[-1]
            last[1] = max(min(last[1], start), last[0] + decoder.SHORTEST_SECONDS)
            start = max(start, last[1])
        offset = decoder.frame_time(end) + decoder.END_SHIFT
        offset = max(offset, start + decoder.SHORTEST_SECONDS)
        notes.append([start, offset, key + decoder.LOWEST_PITCH, confidence])
    return np.array(notes).reshape(-1, 4)
