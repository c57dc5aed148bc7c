#!/usr/bin/env python3
"""Compose held-out music that nobody has heard, and score the program on it.

usage: fresh.py WORD FOLDER --program BASICPITCH

The composers, instruments and SoundFonts are those of both held-out sets; WORD seeds what they write, so each word
makes 80 other recordings. docs/Accuracy.md tells what "third" gave, once, when all was decided.
"""
import argparse
import dataclasses
import pathlib

import make_corpus
from clips import Clip, Program, Score, audio_files


def compose(word, folder):
    """The clips, those that are missing made."""
    folder.mkdir(parents=True, exist_ok=True)
    for recipe in make_corpus.held_out() + make_corpus.second_held_out():
        recipe = dataclasses.replace(recipe, name=f"{recipe.name}-{word}")
        if not (folder / f"{recipe.name}.csv").exists():
            make_corpus.make(recipe, folder)
    return [Clip(path, path.with_suffix(".csv"), folder / "work") for path in audio_files(folder)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("word")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--program", required=True)
    arguments = parser.parse_args()
    clips = compose(arguments.word, arguments.folder / arguments.word)
    program, scores = Program(arguments.program), {}
    for mode in ("reference", "rules", "default"):
        program.transcribe(clips, mode)
        scores[mode] = program.score(clips, mode)
    print("| | clips | reference | rules | default |\n|---|---|---|---|---|")
    for family in ["all", *sorted({clip.family for clip in clips})]:
        names = [clip.name for clip in clips if family in ("all", clip.family)]
        means = [str(Score.mean([scores[mode][name] for name in names])) for mode in scores]
        print(f"| {family} | {len(names)} | " + " | ".join(means) + " |")


if __name__ == "__main__":
    main()
