#!/usr/bin/env python3
"""Score the learned decoder beside the rules on sets of clips, by origin.

usage: evaluate.py WEIGHTS.bpw --program BASICPITCH [--folder FOLDER] [--clips AUDIO TRUTH] [--data FOLDER]
"""
import argparse
import pathlib

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
    for name, members in sets.items():
        rules = program.score_notes(members, lambda clip: decoder.decode(clip.posteriorgrams, candidates=clip.candidates))
        ours = program.score_notes(members, lambda clip: learned.decode(clip.posteriorgrams, weights))
        a, b = Score.mean(rules.values()), Score.mean(ours.values())
        print(f"{name:18} {len(members):4} clips: rules {a}, learned {b}, gain {b - a}; P {b.precision:.3f} R {b.recall:.3f}", flush=True)
        if arguments.families:
            for family in sorted({clip.family for clip in members}):
                names = [clip.name for clip in members if clip.family == family]
                a, b = Score.mean([rules[n] for n in names]), Score.mean([ours[n] for n in names])
                print(f"    {family:10} {len(names):3}: {a}, {b}, gain {b - a}")


if __name__ == "__main__":
    main()
