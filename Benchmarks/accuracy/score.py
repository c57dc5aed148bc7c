#!/usr/bin/env python3
"""Measure how good the notes are and what each rule of the decoder is worth, as tables in Markdown.

usage: score.py --program BASICPITCH [--page PAGE] [--clips AUDIO_FOLDER TRUTH_FOLDER] [--tiny]
                [--folder FOLDER] [--sets SET ...]

Clips are made where they are missing, transcribed with the program and judged by its `evaluate`.
Tables replace those of the same name in PAGE, between its markers. `--clips` adds recordings, each
with a truth of its name (NAME.csv: start_s,end_s,midi_pitch,velocity). `--tiny` takes two clips of
each set, to see that all works, and leaves PAGE alone.
"""
import argparse
import csv
import datetime
import importlib.metadata
import pathlib
import re
import subprocess

import numpy as np

import ablation
import decoder
import learned
from clips import MODES, Program, Score, corpus_clips, other_clips, say

# How far the program's times may be from the definition's, in seconds.
SAME_TIME = 1e-6
# A clip is worse than the reference from here on.
WORSE = 0.02


class Set:
    """Clips, and their scores by mode."""

    def __init__(self, title, clips):
        self.title, self.clips, self.scores = title, clips, {}

    def measure(self, program):
        for mode in MODES:
            say(f"transcribing {self.title}: {mode}")
            program.transcribe(self.clips, mode)
            self.scores[mode] = program.score(self.clips, mode)

    def mean(self, mode, clips=None):
        return Score.mean([self.scores[mode][clip.name] for clip in clips or self.clips])

    @property
    def families(self):
        return sorted({clip.family for clip in self.clips})

    def of_family(self, *families):
        return [clip for clip in self.clips if clip.family in families]


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|---" * len(header) + "|"]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows])


def means_table(sets, left_out):
    """One row a set, and for the tuning set one in which no clip's own families were fitted on."""
    rows = []
    for part in sets:
        for title, clips in [(part.title, part.clips)] + notable_parts(part):
            reference, stock, rules, mean = (part.mean(mode, clips) for mode in MODES)
            if left_out and part.title == "tuning" and clips is part.clips:
                fair = Score.mean([left_out[clip.name] for clip in clips])
                rows.append((f"{title}, families left out", len(clips), reference, stock, fair,
                             *["–"] * 4))
            rows.append((
                title, len(clips), reference, stock, rules, mean, f"{signed(mean - reference)}",
                f"{signed(mean - rules)}", precision_and_recall(mean),
            ))
    return table(
        ["", "clips", "reference", "stock knobs", "rules", "default", "gain over the reference",
         "over the rules", "precision / recall"], rows)


def notable_parts(part):
    """What a set has that deserves a row of its own."""
    parts = [
        (f"{part.title}: pianos", part.of_family("piano")),
        (f"{part.title}: TimGM6mb", [clip for clip in part.clips if "-tim-" in clip.name]),
        (f"{part.title}: Csound's bank", [clip for clip in part.clips if "-bank-" in clip.name]),
    ]
    return [(title, clips) for title, clips in parts if len(clips) >= 10 and part.title != "tuning"]


def signed(score):
    return f"{score.onset:+.3f} / {score.offset:+.3f} / {score.frame:+.3f}"


def precision_and_recall(score):
    return f"{score.precision:.3f} / {score.recall:.3f}"


def rows_table(part):
    return table(
        ["clip", "reference", "stock knobs", "rules", "default"],
        [(clip.name, *(part.scores[mode][clip.name] for mode in MODES)) for clip in part.clips])


def families_table(part, ours):
    """`ours` has a score for each clip."""
    rows = []
    for family in part.families:
        clips = part.of_family(family)
        reference, rules = part.mean("reference", clips), part.mean("rules", clips)
        mean = Score.mean([ours[clip.name] for clip in clips])
        rows.append((
            family, len(clips), reference, rules, mean, signed(mean - reference),
            signed(mean - rules)))
    return table(
        ["family", "clips", "reference", "rules", "default", "gain over the reference",
         "over the rules"], rows)


def worse_clips(part, figure, mode="reference"):
    return [
        clip for clip in part.clips
        if getattr(part.scores["default"][clip.name], figure)
        < getattr(part.scores[mode][clip.name], figure) - WORSE
    ]


def worse_tables(sets):
    """How many clips lose, and those whose onsets do."""
    counts = [
        (
            part.title, len(part.clips),
            *(len(worse_clips(part, figure)) for figure in ("onset", "offset", "frame")),
            len(worse_clips(part, "onset", "stock")),
        )
        for part in sets
    ]
    rows = [
        (part.title, clip.name, *(part.scores[mode][clip.name] for mode in MODES))
        for part in sets for clip in worse_clips(part, "onset")
    ]
    return "\n\n".join([
        table(
            ["set", "clips", "in onset F", "F with offsets", "frame F",
             "in onset F against the stock knobs"], counts),
        table(["set", "worse in onset F", "reference", "stock knobs", "rules", "default"], rows),
    ])


def goals_table(clips, held_out, second):
    """The goals that the project set itself, with the floor below which nothing is released."""
    rows = []

    def add(part, what, value, floor, goal):
        verdict = "goal" if value >= goal else "floor" if value >= floor else "missed"
        rows.append((part, what, f"{value:.3f}", f"{floor:.2f}", f"{goal:.2f}", verdict))

    ours = clips.mean("default")
    add(clips.title, "onset F", ours.onset, 0.77, 0.82)
    add(clips.title, "F with offsets", ours.offset, 0.44, 0.50)
    add(clips.title, "frame F", ours.frame, 0.79, 0.82)
    losses = worse_clips(clips, "onset")
    verdict = "goal" if not losses else "floor" if len(losses) == 1 else "missed"
    rows.append((clips.title, "clips worse by more than 0.02", len(losses), 1, 0, verdict))
    for part in (held_out, second):
        gain = part.mean("default") - part.mean("reference")
        add(part.title, "gain in onset F", gain.onset, 0.10, 0.14)
        add(part.title, "gain in F with offsets", gain.offset, 0.12, 0.16)
        add(part.title, "gain in frame F", gain.frame, 0.02, 0.04)
    return table(["set", "mean", "measured", "floor", "goal", "reached"], rows)


def lateness_table(clips):
    """From the truth's onsets to the network's, and to the decoder's, by family."""
    by_family = {}
    for clip in clips:
        by_family.setdefault(clip.family, []).extend(onset_errors(clip))
    rows = []
    for family, errors in sorted(by_family.items()):
        low, middle, high = np.percentile(1000 * np.array(errors), [25, 50, 75], axis=0)
        spread = high - low
        rows.append((family, len(errors), *(f"{value:.1f}" for value in (*middle, *spread))))
    return table(
        ["family", "onsets", "median, network", "median, decoder", "spread, network",
         "spread, decoder"], rows)


def onset_errors(clip):
    """(network's, decoder's) in seconds, for each true note with a clear candidate near it."""
    posteriorgrams, candidates = clip.posteriorgrams, clip.candidates
    times = decoder.frame_times(len(posteriorgrams))[candidates.frames]
    strikes = posteriorgrams.onset[candidates.frames, candidates.keys]
    for onset, _, pitch in clip.notes:
        near = np.flatnonzero(
            (candidates.keys == pitch - decoder.LOWEST_PITCH) & (strikes > 0.4)
            & (abs(times - onset - 0.01) < 0.05))
        if len(near):
            best = near[np.argmax(strikes[near])]
            found = decoder.onset_time(posteriorgrams, *candidates.places[best])
            yield times[best] - onset, found - onset


def agreement(sets):
    """Says on how many clips the program gives the notes of each decoder's definition."""
    weights = learned.Weights.load(learned.SHIPPED)
    definitions = {
        "decoder.py": ("rules", lambda p: decoder.decode(p)),
        "learned.py": ("default", lambda p: learned.decode(p, weights)),
    }
    return "\n".join(agreement_with(name, *how, sets) for name, how in definitions.items())


def agreement_with(name, mode, decode, sets):
    same, count, worst = 0, 0, 0.0
    for part in sets:
        for clip in part.clips:
            defined = decode(clip.posteriorgrams)
            with open(clip.work / mode / f"{clip.name}.csv", newline="") as file:
                rows = [[float(field) for field in row[:3]] for row in list(csv.reader(file))[1:]]
            difference = distance(np.array(rows).reshape(-1, 3), defined[:, :3])
            count += 1
            if difference <= SAME_TIME:
                same += 1
                worst = max(worst, difference)
            else:
                say(f"{clip.name}: {len(rows)} notes, {name} has {len(defined)}")
    return (
        f"The program and {name} give the same notes on {same} of {count} clips, with times"
        f" within {max(1e-9, worst):.0e} s.")


def distance(notes, others):
    """The largest difference in time, or infinity where the notes are others."""
    notes, others = (a[np.lexsort((a[:, 0], a[:, 2]))] for a in (notes, others))
    if len(notes) != len(others) or np.any(notes[:, 2] != others[:, 2]):
        return np.inf
    return abs(notes[:, :2] - others[:, :2]).max(initial=0.0)


def environment(program):
    packages = [f"{name} {importlib.metadata.version(name)}" for name in ("numpy", "scipy")]
    versions = [
        program.run("--version").splitlines()[0], *packages,
        "FluidSynth " + version_of("fluidsynth", "--version"),
        "FFmpeg " + version_of("ffmpeg", "-version"),
    ]
    return f"{datetime.date.today()}, {', '.join(versions)}."


def version_of(*command):
    """The first version that a command names: some greet before that."""
    text = subprocess.run(command, capture_output=True, text=True).stdout
    found = re.search(r"version ([\w.]+)", text)
    return found[1] if found else "of unknown version"


def write_blocks(page, blocks):
    """Put each table between the markers of its name."""
    text = page.read_text()
    for name, lines in blocks.items():
        start, end = f"<!-- {name}: written by make accuracy -->", f"<!-- end of {name} -->"
        text, count = re.subn(
            re.escape(start) + r".*?" + re.escape(end),
            lambda _: f"{start}\n\n{lines}\n\n{end}", text, flags=re.DOTALL)
        if count == 0:
            say(f"{page} has no place for '{name}'")
    page.write_text(text)


def parse_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--page", type=pathlib.Path)
    parser.add_argument("--clips", nargs=2, metavar=("AUDIO_FOLDER", "TRUTH_FOLDER"))
    parser.add_argument("--tiny", action="store_true")
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path(".build/accuracy"))
    parser.add_argument(
        "--sets", nargs="+", default=["held-out", "second-held-out"],
        help="to judge on, beside the tuning set (default: %(default)s)")
    arguments = parser.parse_args()
    if arguments.tiny:
        # The second held-out set is not to be looked at while the decoder changes.
        arguments.sets = ["held-out"]
    return arguments


def main():
    arguments = parse_arguments()
    program = Program(arguments.program)
    tuning = Set("tuning", corpus_clips("tuning", arguments.folder, arguments.tiny))
    judges = [
        Set(name.replace("second-", "second "),
            corpus_clips(name, arguments.folder, arguments.tiny))
        for name in arguments.sets
    ]
    extra = []
    if arguments.clips:
        extra = [Set("the 14 clips", other_clips("clips", *arguments.clips, arguments.folder))]
    for part in [tuning, *judges, *extra]:
        part.measure(program)

    say("fitting")
    teacher = ablation.Teacher(tuning.clips)
    left_out = teacher.left_out_scores(program)
    blocks = {
        "environment": environment(program),
        "means": means_table([*extra, tuning, *judges], left_out),
        "agreement": agreement([tuning, *judges, *extra]),
        "worse": worse_tables([tuning, *judges, *extra]),
        "families, tuning": families_table(tuning, left_out),
        "lateness": lateness_table([clip for part in [tuning, *judges] for clip in part.clips]),
    }
    for part in judges:
        blocks[f"families, {part.title}"] = families_table(part, part.scores["default"])
        blocks[f"clips, {part.title}"] = rows_table(part)
    for part in extra:
        blocks[f"clips, {part.title}"] = rows_table(part)
    if extra and len(judges) == 2:
        blocks["goals"] = goals_table(extra[0], *judges)

    # The second held-out set is for the program as it is.
    judged = [part for part in judges[:1] + extra]
    say("leaving out rules")
    blocks["rules"] = table(
        ["left out", "tuning, families left out", *(part.title for part in judged)],
        teacher.rows(program, judged, ablation.RULES[:2] if arguments.tiny else ablation.RULES))
    if not arguments.tiny:
        say("leaving out measurements")
        blocks["measurements"] = table(
            ["left out", "tuning, families left out", *(part.title for part in judged)],
            teacher.rows(program, judged, ablation.MEASUREMENTS))
        blocks["single lines"] = table(
            ["", "tuning, families left out", "one at a time", "held-out", "one at a time"],
            teacher.single_line_rows(program, judges[0]))

    for name, lines in blocks.items():
        print(f"### {name}\n\n{lines}\n")
    if arguments.page and not arguments.tiny:
        write_blocks(arguments.page, blocks)
        say(f"written to {arguments.page}")


if __name__ == "__main__":
    main()
