#!/usr/bin/env python3
"""Write posteriorgrams and the notes that the Python reference makes of them.

usage: make_note_fixtures.py OUTDIR CLIP.wav

Needs basic-pitch 0.4.0 with onnxruntime. CLIP is any recording of five seconds or more: its first
400 frames are kept. Written into OUTDIR:

  NAME.note.npy, NAME.onset.npy, NAME.contour.npy   float32 posteriorgrams, C order
  cases.csv       one line a case: its name, the posteriorgrams' name, the decoder's settings
  CASE.notes.csv  onset and offset in seconds, pitch, amplitude, velocity, bends in contour bins,
                  in the order in which the reference returns them
"""
import csv
import pathlib
import sys

import basic_pitch
import basic_pitch.inference as inference
import basic_pitch.note_creation as note_creation
import numpy as np

MODEL = pathlib.Path(basic_pitch.__file__).parent / "saved_models/icassp_2022/nmp.onnx"
KEYS = 88
BINS = 264
DEFAULTS = dict(onset=0.5, frame=0.3, length=127.7, low=None, high=None, melodia=True, bends=True)


def infer(path, frames=None):
    output = inference.run_inference(path, inference.Model(MODEL))
    return {name: matrix[:frames].astype(np.float32) for name, matrix in output.items()}


def decode(posteriorgrams, onset, frame, length, low, high, melodia, bends):
    """The reference's notes; it edits what it is given, so it gets copies."""
    frames = int(np.round(length / 1000 * (inference.AUDIO_SAMPLE_RATE / inference.FFT_HOP)))
    copies = {name: matrix.copy() for name, matrix in posteriorgrams.items()}
    _, notes = note_creation.model_output_to_notes(
        copies, onset_thresh=onset, frame_thresh=frame, min_note_len=frames, min_freq=low,
        max_freq=high, include_pitch_bends=bends, melodia_trick=melodia)
    return notes


def smooth(random, frames, bins, width):
    """Noise in 0...1, smoothed over time so that it holds notes."""
    noise = random.random((frames + width - 1, bins))
    kernel = np.hanning(width + 2)[1:-1]
    columns = [np.convolve(noise[:, bin], kernel / kernel.sum(), "valid") for bin in range(bins)]
    matrix = np.stack(columns, axis=1)
    return (matrix - matrix.min()) / (matrix.max() - matrix.min())


def random_posteriorgrams(seed, frames, levels=None):
    """Smooth random posteriorgrams; with levels, rounded down to so many steps: ties abound."""
    random = np.random.default_rng(seed)
    matrices = {
        "note": smooth(random, frames, KEYS, 25) ** 1.5,
        "onset": smooth(random, frames, KEYS, 4) ** 2,
        "contour": smooth(random, frames, BINS, 9),
    }
    if levels:
        matrices = {name: np.floor(m * levels) / levels for name, m in matrices.items()}
    return {name: np.ascontiguousarray(m, np.float32) for name, m in matrices.items()}


def constant_posteriorgrams(frames, value):
    shape = {"note": KEYS, "onset": KEYS, "contour": BINS}
    return {name: np.full((frames, bins), value, np.float32) for name, bins in shape.items()}


def write_notes(path, notes):
    with open(path, "w", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["onset", "offset", "pitch", "amplitude", "velocity", "bends"])
        for onset, offset, pitch, amplitude, bends in notes:
            writer.writerow([
                repr(float(onset)), repr(float(offset)), int(pitch), f"{float(amplitude):.9g}",
                int(np.round(127 * amplitude)), " ".join(str(int(b)) for b in bends or [])])


def write_posteriorgrams(folder, name, posteriorgrams):
    for part, matrix in posteriorgrams.items():
        np.save(folder / f"{name}.{part}.npy", np.ascontiguousarray(matrix, np.float32))


def write_cases(folder, cases):
    with open(folder / "cases.csv", "w", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["case", "posteriorgrams", *DEFAULTS])
        for case, name, posteriorgrams, changes in cases:
            settings = {**DEFAULTS, **changes}
            write_notes(folder / f"{case}.notes.csv", decode(posteriorgrams, **settings))
            values = ["" if v is None else int(v) if isinstance(v, bool) else v
                      for v in settings.values()]
            writer.writerow([case, name, *values])


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    inputs = {
        "clip": infer(pathlib.Path(sys.argv[2]), frames=400),
        "smooth": random_posteriorgrams(1, 190),
        "ties": random_posteriorgrams(2, 190, levels=8),
        "constant": constant_posteriorgrams(40, 0.625),
    }
    for name, posteriorgrams in inputs.items():
        write_posteriorgrams(folder, name, posteriorgrams)
    plans = [
        ("clip", {}), ("smooth", {}), ("ties", {}), ("constant", {}),
        ("clip-thresholds", dict(onset=0.3, frame=0.15, length=58.0)),
        ("clip-no-melodia", dict(melodia=False)),
        ("clip-range", dict(low=100.0, high=600.0)),
        ("clip-low-20", dict(low=20.0)),
        ("clip-high-20", dict(high=20.0)),
        ("clip-outside", dict(low=5000.0, high=10000.0)),
        ("clip-no-bends", dict(bends=False)),
        ("smooth-thresholds", dict(onset=0.7, frame=0.45, length=23.2)),
        ("smooth-zero-frame", dict(frame=0.0, length=0.0, bends=False)),
        ("smooth-zero-onset", dict(onset=0.0, low=2000.0)),
        ("smooth-long", dict(length=500.0, onset=0.2)),
        ("ties-thresholds", dict(onset=0.25, frame=0.25, length=34.9)),
        ("ties-no-melodia", dict(melodia=False, length=34.9)),
        ("constant-equal", dict(frame=0.625)),
    ]
    write_cases(folder, [(case, case.split("-")[0], inputs[case.split("-")[0]], changes)
                         for case, changes in plans])


if __name__ == "__main__":
    main()
