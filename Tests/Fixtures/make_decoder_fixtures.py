#!/usr/bin/env python3
"""Write the notes that the default decoder's definition makes of recordings and posteriorgrams.

usage: make_decoder_fixtures.py

The definition is Benchmarks/accuracy/decoder.py; the posteriorgrams of the recordings in Recordings/
are the Python reference's own. Writes Recordings/NAME.default.csv and NoteCreation/NAME.default.csv:
onset and offset in seconds, pitch. Needs basic-pitch 0.4.0 with onnxruntime.
"""
import csv
import pathlib
import sys

import numpy as np
from basic_pitch import inference

from make_recording_fixtures import MODEL, unwrap_as_main_does

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE / "../../Benchmarks/accuracy"))
import decoder  # noqa: E402

RECORDINGS = ["voice.flac", "band.wav", "epiano.mp3", "clarinet.wav"]
POSTERIORGRAMS = ["clip", "smooth"]


def write(path, note, onset, contour):
    notes = decoder.decode(decoder.Posteriorgrams(note, onset, contour))
    with open(path, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["start_s", "end_s", "pitch"])
        for start, end, pitch, _ in notes:
            writer.writerow([f"{start:.7f}", f"{end:.7f}", int(pitch)])
    print(path.name, len(notes), "notes")


def main():
    inference.unwrap_output = unwrap_as_main_does
    model = inference.Model(MODEL)
    for name in RECORDINGS:
        recording = HERE / "Recordings" / name
        output = inference.run_inference(recording, model)
        matrices = (output[key].astype(np.float32) for key in ("note", "onset", "contour"))
        write(recording.with_suffix(".default.csv"), *matrices)
    for name in POSTERIORGRAMS:
        folder = HERE / "NoteCreation"
        matrices = (np.load(folder / f"{name}.{key}.npy") for key in ("note", "onset", "contour"))
        write(folder / f"{name}.default.csv", *matrices)


if __name__ == "__main__":
    main()
