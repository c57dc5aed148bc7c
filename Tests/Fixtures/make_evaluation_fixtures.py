#!/usr/bin/env python3
"""Write annotations, and what mir_eval says of them.

usage: make_evaluation_fixtures.py OUTDIR [TRUTH_DIR REFERENCE_DIR]

Needs mir_eval 0.8.2, pretty_midi and numpy. TRUTH_DIR has the notes of the synthetic clips, NAME.csv;
REFERENCE_DIR what the reference makes of each, NAME.EXTENSION.csv and .mid. They are copied to
OUTDIR/truth and OUTDIR/estimates; without them, what is there is scored again. Of each note's bends,
at most three are kept: they are not looked at. Written into OUTDIR as well:

  truth/crowd-N.csv      seeded notes that crowd so much that there are many maximum matchings
  estimates/crowd-N.csv  the same, moved, thinned out and with strangers among them
  expected.csv           one line a comparison: files, tolerances (seconds, cents), figures
  pairs.csv              one line a comparison, the same: for each note of the truth, in order, the
                         note of the estimate matched by onset and by onset and offset, -1 for none
"""
import csv
import pathlib
import sys

import mir_eval
import numpy as np
import pretty_midi

FIGURES = ["precision", "recall", "f_measure", "overlap_ratio"]
COLUMNS = (
    ["truth", "estimate", "onset_tolerance", "pitch_tolerance", "offset_ratio", "offset_minimum"]
    + [f"{kind}_{figure}" for kind in ["onset", "offset", "velocity"] for figure in FIGURES]
    + ["frame_precision", "frame_recall", "frame_f_measure", "frame_accuracy"]
    + ["deviation_median", "deviation_interquartile_range", "shift", "shifted_f_measure"])
DEFAULTS = (0.05, 50.0, 0.2, 0.05)


def read(path):
    """Intervals, MIDI pitches and velocities, in order."""
    if path.suffix == ".mid":
        notes = [(n.start, n.end, n.pitch, n.velocity)
                 for i in pretty_midi.PrettyMIDI(str(path)).instruments if not i.is_drum
                 for n in i.notes]
    else:
        with open(path, newline="") as handle:
            rows = list(csv.reader(handle))
        notes = [tuple(map(float, row[:4])) for row in rows if not row[0].startswith("start")]
    notes = np.array(sorted(n for n in notes if n[1] > n[0])).reshape(-1, 4)
    return notes[:, :2], notes[:, 2], notes[:, 3]


def roll(intervals, pitches, length):
    """Keys down, (frames, 128), 10 ms a frame."""
    matrix = np.zeros((length, 128), bool)
    for (start, end), pitch in zip(intervals, pitches):
        matrix[int(round(start * 100)):int(round(end * 100)), int(round(pitch))] = True
    return matrix


def frame_figures(truth, estimate):
    length = int(max(truth[0].max(), estimate[0].max()) * 100) + 2
    a, b = roll(*truth[:2], length), roll(*estimate[:2], length)
    times = np.arange(length) / 100
    hertz = mir_eval.util.midi_to_hz(np.arange(128.0))
    precision, recall, accuracy = mir_eval.multipitch.metrics(
        times, [hertz[row] for row in a], times, [hertz[row] for row in b])[:3]
    return [precision, recall, 2 * (a & b).sum() / (a.sum() + b.sum()), accuracy]


def partners(matching, count):
    partner = dict(matching)
    return " ".join(str(partner.get(i, -1)) for i in range(count))


def compare(truth, estimate, tolerances):
    (ti, tp, tv), (ei, ep, ev) = truth, estimate
    th, eh = mir_eval.util.midi_to_hz(tp), mir_eval.util.midi_to_hz(ep)
    keywords = dict(zip(
        ["onset_tolerance", "pitch_tolerance", "offset_ratio", "offset_min_tolerance"], tolerances))
    without = dict(keywords, offset_ratio=None)
    score = mir_eval.transcription.precision_recall_f1_overlap
    figures = [*score(ti, th, ei, eh, **without), *score(ti, th, ei, eh, **keywords)]
    figures += mir_eval.transcription_velocity.precision_recall_f1_overlap(
        ti, th, tv, ei, eh, ev, **keywords)
    figures += frame_figures(truth, estimate)

    matching = mir_eval.transcription.match_notes(ti, th, ei, eh, **without)
    deviations = np.array([ei[e, 0] - ti[t, 0] for t, e in matching])
    figures += [np.median(deviations), np.subtract(*np.percentile(deviations, [75, 25]))]

    best = (-1.0, 0)
    for milliseconds in sorted(range(-100, 101), key=lambda m: (abs(m), m)):
        matched = len(mir_eval.transcription.match_notes(
            ti, th, ei + milliseconds / 1000, eh, **without))
        f = mir_eval.util.f_measure(matched / len(ei), matched / len(ti))
        if f > best[0] + 1e-12:
            best = (f, milliseconds)
    figures += [best[1] / 1000, best[0]]
    both = mir_eval.transcription.match_notes(ti, th, ei, eh, **keywords)
    return figures, [partners(matching, len(ti)), partners(both, len(ti))]


def write_crowds(folder):
    for seed in range(10):
        random = np.random.default_rng(seed)
        count = 120
        start = random.uniform(0, 3, count).round(4 if seed % 2 else 2)
        length = random.uniform(0.01, 0.6, count).round(3)
        # No two pitches 50 cents apart: mir_eval leaves that to the rounding of hertz.
        pitch = random.integers(60, 63, count) + random.choice([0, 0.07, -0.11, 0.31], count)
        velocity = random.integers(1, 128, count)
        keep = random.permutation(count)[:100]
        estimate = [
            start[keep] + random.normal(0.01, 0.03, 100).round(3), length[keep],
            pitch[keep] + random.choice([0, 0.13, -0.17], 100),
            np.clip(velocity[keep] // 2 + random.integers(-9, 20, 100), 1, 127)]
        estimate[0] = np.abs(estimate[0])
        strangers = [random.uniform(0, 3, 30), random.uniform(0.01, 0.6, 30),
                     random.integers(60, 63, 30) + 0.02, random.integers(1, 128, 30)]
        estimate = [np.concatenate(pair) for pair in zip(estimate, strangers)]
        for place, (on, duration, key, loud) in [
                ("truth", (start, length, pitch, velocity)), ("estimates", estimate)]:
            with open(folder / place / f"crowd-{seed}.csv", "w") as handle:
                for note in zip(on, on + duration, key, loud):
                    handle.write("%.6f,%.6f,%.2f,%d\n" % note)


def copy(truth_folder, reference_folder, folder):
    for truth in sorted(truth_folder.glob("*.csv")):
        (folder / "truth" / truth.name).write_bytes(truth.read_bytes())
        table, = reference_folder.glob(f"{truth.stem}.*.csv")
        midi, = reference_folder.glob(f"{truth.stem}.*.mid")
        (folder / "estimates" / f"{truth.stem}.mid").write_bytes(midi.read_bytes())
        with open(table) as source, open(folder / "estimates" / truth.name, "w") as target:
            for line in source:
                fields = line.strip().split(",")
                bends = fields[4].replace(" ", ",").split(",")[:3]
                target.write(",".join(fields[:4] + bends) + "\n")


def main(folder, *sources):
    for name in ["truth", "estimates"]:
        (folder / name).mkdir(parents=True, exist_ok=True)
    if sources:
        copy(*sources, folder)
    write_crowds(folder)
    plans = []
    for path in sorted((folder / "estimates").iterdir()):
        plans.append((f"{path.stem}.csv", path.name, DEFAULTS))
        if path.stem.startswith("crowd"):
            for tolerances in [(0.12, 30.0, 0.5, 0.02), (0.02, 16.0, 1.0, 0.3)]:
                plans.append((f"{path.stem}.csv", path.name, tolerances))
    with open(folder / "expected.csv", "w") as expected, open(folder / "pairs.csv", "w") as pairs:
        expected.write(",".join(COLUMNS) + "\n")
        pairs.write("onset,onset_offset\n")
        for truth, estimate, tolerances in plans:
            figures, matchings = compare(
                read(folder / "truth" / truth), read(folder / "estimates" / estimate), tolerances)
            cells = [truth, estimate, *(repr(float(f)) for f in [*tolerances, *figures])]
            expected.write(",".join(cells) + "\n")
            pairs.write(",".join(matchings) + "\n")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 4):
        sys.exit(__doc__)
    main(*map(pathlib.Path, sys.argv[1:]))
