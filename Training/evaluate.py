#!/usr/bin/env python3
"""Score the learned decoder beside the rules on sets of clips, by origin.

usage: evaluate.py WEIGHTS.bpw --program BASICPITCH [--folder FOLDER] [--clips AUDIO TRUTH] [--data FOLDER]
"""
import argparse
import pathlib

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

import origins  # noqa: F401, finds the decoders
import decoder
import learned
from clips import Clip, Program, Score, corpus_clips, other_clips


class Example(Clip):
    """One of generate_dataset.py's."""

    def __init__(self, path):
        import json
        about = json.loads(path.with_suffix(".json").read_text())
        super().__init__(path, path.with_suffix(".csv"), path.parent, about["family"])
        self.path = path

    @property
    def model_outputs(self):
        return self.path


def rightness(notes, truth):
    """Which notes are right: the most that can be paired with true ones of their pitch, begun within 50 ms."""
    if len(notes) == 0 or len(truth) == 0:
        return np.zeros(len(notes), bool)
    near = (abs(notes[:, :1] - truth[:, 0]) <= 0.05) & (notes[:, 2:3] == truth[:, 2])
    return maximum_bipartite_matching(csr_array(near), perm_type="column") >= 0


def report_reliability(confidences, right):
    """How often notes of a confidence are right, and the expected calibration error."""
    print("confidence      notes  mean  right")
    places, error = np.minimum((10 * confidences).astype(int), 9), 0.0
    for place in np.unique(places):
        told, true = confidences[places == place], right[places == place]
        error += len(told) / len(right) * abs(told.mean() - true.mean())
        print(f"{place / 10:.1f} to {place / 10 + 0.1:.1f}  {len(told):8}  {told.mean():.3f} {true.mean():.3f}")
    print(f"expected calibration error {error:.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=pathlib.Path)
    parser.add_argument("--program", required=True)
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path(".build/accuracy"))
    parser.add_argument("--clips", nargs=2)
    parser.add_argument("--data", type=pathlib.Path, nargs="*", default=[])
    parser.add_argument("--sets", nargs="*", default=["held-out", "second-held-out"])
    parser.add_argument("--families", action="store_true")
    arguments = parser.parse_args()
    program = Program(arguments.program)
    weights = learned.Weights.load(arguments.weights)
    sets = {}
    if arguments.clips:
        sets["clips"] = other_clips("clips", *arguments.clips, arguments.folder)
    for name in arguments.sets:
        sets[name] = corpus_clips(name, arguments.folder)
    for folder in arguments.data:
        sets[folder.name] = [Example(path) for path in sorted(folder.glob("??????.npz")) if path.with_suffix(".json").exists()]
    confidences, right = [], []
    for name, members in sets.items():
        for clip in members:
            notes = learned.decode(clip.posteriorgrams, weights)
            confidences.append(notes[:, 3])
            right.append(rightness(notes, clip.notes))
        rules = program.score_notes(members, lambda clip: decoder.decode(clip.posteriorgrams, candidates=clip.candidates))
        ours = program.score_notes(members, lambda clip: learned.decode(clip.posteriorgrams, weights))
        a, b = Score.mean(rules.values()), Score.mean(ours.values())
        print(f"{name:18} {len(members):4} clips: rules {a}, learned {b}, gain {b - a}; P {b.precision:.3f} R {b.recall:.3f}", flush=True)
        if arguments.families:
            for family in sorted({clip.family for clip in members}):
                names = [clip.name for clip in members if clip.family == family]
                a, b = Score.mean([rules[n] for n in names]), Score.mean([ours[n] for n in names])
                print(f"    {family:10} {len(names):3}: {a}, {b}, gain {b - a}")
    report_reliability(np.concatenate(confidences), np.concatenate(right))


if __name__ == "__main__":
    main()
