#!/usr/bin/env python3
"""Compare models of the network on music that none of them has heard.

usage: judge_models.py MODEL.bpw... --program BASICPITCH --work FOLDER [--clips FOLDER...] [--stems FOLDER]
                       [--decoder learned|rules|stock] [--onset-threshold P...]

Prints onset F / F with offsets / frame F of each model, by set and by family, and how much they are above the first model's.
--clips are folders of recordings, each with its NAME.csv beside it (start_s,end_s,midi_pitch,velocity), NAME beginning with
its family; --stems are of generate_mixes.py. One threshold for all models, or one for each. The program's own decoders have
learnt what the original network says; the reference's with stock knobs has not, and shows what a network itself is worth.
"""
import argparse
import csv
import json
import pathlib
import subprocess

import origins  # noqa: F401, finds the clips
from clips import Clip, Program, Score, audio_files

DECODERS = {
    "learned": ["--decoder=learned"],
    "rules": ["--decoder=rules"],
    "stock": ["--compatible", "--minimum-note-length=82", "--no-melodia"],
}


def clips_of(folder, work):
    if not folder.is_dir():
        return []
    return [Clip(path, path.with_suffix(".csv"), work) for path in audio_files(folder) if path.with_suffix(".csv").exists()]


def stems_of(folder, work):
    """Stems that have notes; their truth is written as a table."""
    clips = []
    for path in sorted(folder.glob("??????.json")):
        about, truth = json.loads(path.read_text()), work / "truth" / f"{path.stem}.csv"
        if about["notes"]:
            truth.parent.mkdir(parents=True, exist_ok=True)
            with open(truth, "w", newline="") as file:
                csv.writer(file).writerows([["start_s", "end_s", "midi_pitch", "velocity"], *about["notes"]])
            clips.append(Clip(path.with_suffix(".flac"), truth, work, about["family"]))
    return clips


def scores(program, clips, model, options, folder):
    """Name to score."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.csv"):
        old.unlink()
    for clip in clips:
        program.run("transcribe", clip.audio, "-o", folder / f"{clip.name}.csv", "--model", model, "--quiet", *options)
    return program.evaluate(clips, folder)


def row(name, clips, found):
    means = [Score.mean([each[clip.name] for clip in clips]) for each in found]
    gains = [mean - means[0] for mean in means[1:]]
    cells = [str(mean) for mean in means] + [f"{g.onset:+.3f} / {g.offset:+.3f} / {g.frame:+.3f}" for g in gains]
    print(f"| {name} | {len(clips)} | " + " | ".join(cells) + " |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+", type=pathlib.Path)
    parser.add_argument("--program", required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--clips", type=pathlib.Path, nargs="*", default=[])
    parser.add_argument("--stems", type=pathlib.Path)
    parser.add_argument("--decoder", choices=tuple(DECODERS), default="learned")
    parser.add_argument("--onset-threshold", type=float, nargs="*", default=[0.5])
    arguments = parser.parse_args()
    program, work, thresholds = Program(arguments.program), arguments.work, arguments.onset_threshold
    if len(thresholds) not in (1, len(arguments.models)):
        parser.error("say one --onset-threshold, or one for each model")
    thresholds = thresholds * len(arguments.models) if len(thresholds) == 1 else thresholds
    sets = {folder.name: clips_of(folder, work / folder.name) for folder in arguments.clips}
    if arguments.stems:
        sets["stems"] = stems_of(arguments.stems, work / "stems")
    names = [f"{model.stem} {threshold}" for model, threshold in zip(arguments.models, thresholds)]
    for name, clips in sets.items():
        if not clips:
            raise SystemExit(f"judge_models: '{name}' has no recordings that have their truth beside them")
    print("| | clips | " + " | ".join(names + [f"gain of {name}" for name in names[1:]]) + " |")
    print("|---" * (2 * len(names) + 1) + "|")
    for name, clips in sets.items():
        found = [scores(program, clips, model,
                        [*DECODERS[arguments.decoder], f"--onset-threshold={threshold}"], work / name / f"notes-{index}")
                 for index, (model, threshold) in enumerate(zip(arguments.models, thresholds))]
        row(f"**{name}**", clips, found)
        for family in sorted({clip.family for clip in clips}):
            row(family, [clip for clip in clips if clip.family == family], found)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as problem:
        # The program has said why.
        raise SystemExit(f"judge_models: '{problem.cmd[0]} {problem.cmd[1]}' failed") from None
