#!/usr/bin/env python3
"""Measure beats, tempo, metre, key and quantisation on the clips of make_beat_corpus.py, beside librosa and aubio.

usage: beats.py --program BASICPITCH --clips FOLDER [--peers] [--verbose]

Prints means of mir_eval's beat measures (F within 70 ms, CMLt, AMLt), the share of steady clips whose tempo is
within 4 %, the share of metres that are right and which is taken for which, F of the downbeats, keys by the MIREX weighting, and the share of
correctly found notes that `--quantize auto` puts on their true place in steady clips. All of it is measured on the
sound, through the program's command line.

Needs mir_eval and pretty_midi; with --peers librosa, and aubio's program (Debian: aubio-tools).
"""
import argparse
import concurrent.futures
import csv
import json
import pathlib
import subprocess
import tempfile
import warnings

import mir_eval
import numpy as np

warnings.filterwarnings("ignore")
FIFTH, RELATIVE = 7, 3


def scores(truth, estimate):
    """F, CMLt and AMLt; the first five seconds do not count, as is usual."""
    truth, estimate = mir_eval.beat.trim_beats(truth), mir_eval.beat.trim_beats(np.sort(estimate))
    _, correct, _, allowed = mir_eval.beat.continuity(truth, estimate)
    return mir_eval.beat.f_measure(truth, estimate), correct, allowed


def key_score(tonic, mode, name):
    """The MIREX weighting: 1, 0.5 for a fifth, 0.3 for the relative, 0.2 for the parallel key."""
    if name is None:
        return 0.0
    word, found = name.split()
    base = "C D EF G A B".index(word[0]) + word.count("#") - word[1:].count("b")
    distance = (base - tonic) % 12
    if found == mode:
        return 1.0 if distance == 0 else 0.5 if distance in (FIFTH, 12 - FIFTH) else 0.0
    if distance == 0:
        return 0.2
    return 0.3 if distance == (12 - RELATIVE if mode == "major" else RELATIVE) else 0.0


def on_grid(program, clip, truth_notes, quarters_per_beat):
    """The share of correctly found notes that lie on their true place, in the found grid's own beats.

    A note counts as found where its plain transcription matches a true note (mir_eval, 50 ms). Its place is right
    where the place, in beats of the MIDI file written, differs from the truth's by the constant that most
    notes differ by: nobody can hear which beat a piece calls its first.
    """
    import pretty_midi
    with tempfile.TemporaryDirectory() as folder:
        plain, moved = f"{folder}/plain.csv", f"{folder}/moved.mid"
        subprocess.run([program, "transcribe", clip, "-o", plain, "--tempo", "auto", "--quiet"], check=True)
        subprocess.run([program, "transcribe", clip, "-o", moved, "--tempo", "auto", "--quantize", "auto",
                        "--pitch-bends", "none", "--quiet"], check=True)
        rows = np.array([[float(x) for x in row[:3]] for row in list(csv.reader(open(plain)))[1:]])
        midi = pretty_midi.PrettyMIDI(moved)
    # Both are in order of the plain onsets only where nothing overtakes: match by pitch and order.
    places = {}
    for note in sorted(midi.instruments[0].notes, key=lambda note: note.start):
        places.setdefault(note.pitch, []).append(midi.time_to_tick(note.start) / midi.resolution)
    order = {}
    for index in np.argsort(rows[:, 0]):
        order.setdefault(int(rows[index, 2]), []).append(index)
    quarters = np.zeros(len(rows))
    for pitch, indices in order.items():
        quarters[indices] = places[pitch]
    pairs = mir_eval.transcription.match_notes(
        truth_notes[:, :2], 440 * 2 ** ((truth_notes[:, 2] - 69) / 12), rows[:, :2],
        440 * 2 ** ((rows[:, 2] - 69) / 12), offset_ratio=None)
    differences = np.array([quarters[e] / quarters_per_beat - truth_notes[t, 3] for t, e in pairs])
    grid = np.round(differences * 48) / 48
    values, counts = np.unique(grid, return_counts=True)
    return float(np.mean(np.abs(differences - values[counts.argmax()]) < 0.02))


def measure(job):
    program, clip, wants_peers = job
    base = clip[:-4]
    about = json.load(open(f"{base}.json"))
    rows = np.loadtxt(f"{base}.beats")
    truth, downbeats = rows[:, 0], rows[rows[:, 1] == 1, 0]
    notes = np.array([[float(x) for x in (r[0], r[1], r[2], r[4])] for r in list(csv.reader(open(f"{base}.csv")))[1:]])
    found = json.loads(subprocess.run([program, "beats", "--json", "--quiet", clip], check=True, stdout=subprocess.PIPE).stdout)
    beats = np.array([beat["time"] for beat in found["beats"]])
    first = np.array([beat["time"] for beat in found["beats"] if beat["beat"] == 1])
    out = {"name": pathlib.Path(base).name, "scores": scores(truth, beats), "key": key_score(about["tonic"], about["mode"], found["key"]),
           "metre": found["metre"] == about["metre"], "confidence": found["confidence"], "clock": about["clock"], "drums": about["drums"],
           "found": found["metre"], "true": about["metre"], "sure": found["metre_confidence"], "downbeat": mir_eval.beat.f_measure(downbeats, first)}
    out["lag"] = float(np.median([b - truth[np.abs(truth - b).argmin()] for b in beats])) if len(beats) else 0.0
    if about["clock"] == "steady":
        ratio = (found["tempo_bpm"] or 1) / about["bpm"]
        out["tempo"] = abs(ratio - 1) < 0.04
        out["octave"] = any(abs(ratio / r - 1) < 0.04 for r in (0.5, 1, 2, 1 / 3, 3))
        out["grid"] = on_grid(program, clip, notes, 1.5 if found["metre"] == "6/8" else 1)
    if wants_peers:
        import librosa
        samples, rate = librosa.load(clip, sr=22050)
        _, theirs = librosa.beat.beat_track(y=samples, sr=rate, units="time")
        out["librosa"] = scores(truth, theirs)
        text = subprocess.run(["aubio", "beat", clip], stdout=subprocess.PIPE, text=True).stdout
        out["aubio"] = scores(truth, np.array([float(line) for line in text.split()]))
    return out


def tell_metres(rows):
    """Metres that are right, also where two beats are not told from four; which was taken for which; how sure it was."""
    folded = lambda metre: "2/4" if metre == "4/4" else metre
    right = np.array([row["metre"] for row in rows])
    either = np.mean([folded(row["found"]) == folded(row["true"]) for row in rows])
    print(f"metre      {right.mean():.3f}, up to 2/4 = 4/4 {either:.3f}; downbeats F {np.mean([row['downbeat'] for row in rows]):.3f}")
    names = ["2/4", "3/4", "4/4", "6/8"]
    others = sorted({str(row["found"]) for row in rows} - set(names))
    print("  true \\ found " + "".join(f"{name:>6}" for name in names + others))
    for true in names:
        counts = [sum(row["true"] == true and str(row["found"]) == name for row in rows) for name in names + others]
        print(f"  {true:13} " + "".join(f"{count:6}" for count in counts))
    sure = np.array([row["sure"] or 0 for row in rows])
    for low, high in ((0, 0.8), (0.8, 0.95), (0.95, 1.01)):
        some = (low <= sure) & (sure < high)
        if some.any():
            print(f"  sure by {low:.2f}…{min(high, 1):.2f}: {right[some].mean():.3f} of {some.sum()} right")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--clips", type=pathlib.Path, required=True)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    jobs = [(args.program, str(clip), args.peers) for clip in sorted(args.clips.glob("*.wav"))]
    with concurrent.futures.ProcessPoolExecutor(2) as pool:
        rows = list(pool.map(measure, jobs))
    if args.verbose:
        for row in rows:
            f, c, a = row["scores"]
            print(f"{row['name']:42} F {f:.2f} CMLt {c:.2f} AMLt {a:.2f}  {str(row['found']):5} down {row['downbeat']:.2f}"
                  f"  key {row['key']:.1f}  grid {row.get('grid', np.nan):.2f}  sure {row['confidence']:.2f}  lag {1000 * row['lag']:+.0f} ms")
    show = lambda name, values: print(f"{name:10} F {values[0]:.3f}  CMLt {values[1]:.3f}  AMLt {values[2]:.3f}")
    show("basicpitch", np.mean([row["scores"] for row in rows], axis=0))
    for clock in sorted({row["clock"] for row in rows}):
        show(f"  {clock}", np.mean([row["scores"] for row in rows if row["clock"] == clock], axis=0))
    for name, drums in (("  drums", True), ("  no drums", False)):
        show(name, np.mean([row["scores"] for row in rows if row["drums"] == drums], axis=0))
    if args.peers:
        for peer in ("librosa", "aubio"):
            show(peer, np.mean([row[peer] for row in rows], axis=0))
    steady = [row for row in rows if row["clock"] == "steady"]
    for name in ("tempo", "octave", "grid"):
        print(f"{name:10} {np.mean([row[name] for row in steady]):.3f} of {len(steady)} steady clips")
    tell_metres(rows)
    keys = np.array([row["key"] for row in rows])
    print(f"key        exact {np.mean(keys == 1):.3f}, MIREX {keys.mean():.3f}")
    print(f"lag        {1000 * np.median([row['lag'] for row in rows]):+.1f} ms")


if __name__ == "__main__":
    main()
