#!/usr/bin/env python3
"""Write the notes that the definition of the single-line decoder makes of posteriorgrams.

usage: make_single_line_fixtures.py

The definition is Benchmarks/accuracy/mono.py. Writes Recordings/voice.line.csv,
NoteCreation/clip.line.csv and NoteCreation/smooth.line.csv: onset and offset in seconds, pitch. Needs
numpy.
"""
import csv
import pathlib
import sys

import numpy as np

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE / "../../Benchmarks/accuracy"))
import decoder  # noqa: E402
import mono  # noqa: E402


def main():
    for name in ("Recordings/voice", "NoteCreation/clip", "NoteCreation/smooth"):
        matrices = (np.load(HERE / f"{name}.{key}.npy") for key in ("note", "onset", "contour"))
        notes = mono.decode(decoder.Posteriorgrams(*matrices))
        with open(HERE / f"{name}.line.csv", "w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["start_s", "end_s", "pitch"])
            for start, end, pitch, _ in notes:
                writer.writerow([f"{start:.7f}", f"{end:.7f}", int(pitch)])
        print(name, len(notes), "notes")


if __name__ == "__main__":
    main()
