#!/usr/bin/env python3
"""Write the notes that the definition of the single-line decoder makes of posteriorgrams.

usage: make_single_line_fixtures.py

The definition is below, on whole arrays; scores of onsets, ends and lateness are those of
Benchmarks/accuracy/decoder.py. Writes Recordings/voice.line.csv, NoteCreation/clip.line.csv and
NoteCreation/smooth.line.csv: onset and offset in seconds, pitch. Needs numpy.
"""
import csv
import pathlib
import sys

import numpy as np

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE / "../../Benchmarks/accuracy"))
import decoder  # noqa: E402

REST = 88
CHANGE_COST, REST_COST, UNSTRUCK_COST = 2.0, 0.5, 1.2
REST_CLARITY, MURMUR = 0.25, 0.02
SHORTEST, LEAD, SETTLING, REMAINDER = 6, 16, 8, 5


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


def decode(posteriorgrams, onset_threshold):
    """Notes in order of time, of which no two sound at once: onset, offset, pitch."""
    note, onset, contour = posteriorgrams.note, posteriorgrams.onset, posteriorgrams.contour
    candidates = decoder.Candidates(posteriorgrams)
    limit = np.log(onset_threshold / (1 - onset_threshold))
    scores = candidates.scores(decoder.WEIGHTS) - limit
    accepted = decoder.choose(candidates.places, scores)
    end_weights = decoder.WEIGHTS.end.spread(decoder.END)
    notes = []
    for first, key, limit in strikes_of(best_path(note, onset, contour), candidates, accepted):
        end = decoder.find_end(
            note, onset, contour, first, key, limit, end_weights, decoder.WEIGHTS.end.constant)
        end = min(max(end, first + decoder.SHORTEST_FRAMES), len(note))
        if note[first:end, key].mean() < decoder.WEAKEST:
            continue
        start = onset_time(posteriorgrams, first, key)
        if notes:
            last = notes[-1]
            last[1] = max(min(last[1], start), last[0] + decoder.SHORTEST_SECONDS)
            start = max(start, last[1])
        offset = decoder.frame_time(end) + decoder.END_SHIFT
        offset = max(offset, start + decoder.SHORTEST_SECONDS)
        notes.append([start, offset, key + decoder.LOWEST_PITCH])
    return notes


def main():
    for name in ("Recordings/voice", "NoteCreation/clip", "NoteCreation/smooth"):
        matrices = (np.load(HERE / f"{name}.{key}.npy") for key in ("note", "onset", "contour"))
        notes = decode(decoder.Posteriorgrams(*matrices), onset_threshold=0.73)
        with open(HERE / f"{name}.line.csv", "w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["start_s", "end_s", "pitch"])
            for start, end, pitch in notes:
                writer.writerow([f"{start:.7f}", f"{end:.7f}", int(pitch)])
        print(name, len(notes), "notes")


if __name__ == "__main__":
    main()
