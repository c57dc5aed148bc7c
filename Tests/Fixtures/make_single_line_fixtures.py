#!/usr/bin/env python3
"""Write the notes that the definitions of one note at a time make of posteriorgrams.

usage: make_single_line_fixtures.py

The definitions are line.py, the default, and mono.py, by rules, in Benchmarks/accuracy. Writes NAME.line.csv and
NAME.line-rules.csv for Recordings/voice, NoteCreation/clip and NoteCreation/smooth: onset and offset in seconds,
pitch. Needs numpy.
"""
import csv
import pathlib
import sys

import numpy as np

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE / "../../Benchmarks/accuracy"))
import decoder  # noqa: E402
import learned  # noqa: E402
import line  # noqa: E402
import mono  # noqa: E402


def main():
    weights = learned.Weights.load(learned.SHIPPED)
    for name in ("Recordings/voice", "NoteCreation/clip", "NoteCreation/smooth"):
        matrices = (np.load(HERE / f"{name}.{key}.npy") for key in ("note", "onset", "contour"))
        posteriorgrams = decoder.Posteriorgrams(*matrices)
        for kind, notes in (
            ("line", line.decode(posteriorgrams, weights)),
            ("line-rules", mono.decode(posteriorgrams)),
        ):
            with open(HERE / f"{name}.{kind}.csv", "w", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(["start_s", "end_s", "pitch"])
                for start, end, pitch, _ in notes:
                    writer.writerow([f"{start:.7f}", f"{end:.7f}", int(pitch)])
            print(name, kind, len(notes), "notes")


if __name__ == "__main__":
    main()
