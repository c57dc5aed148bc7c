"""Clips, what the program says of them, and what that is worth."""
import csv
import dataclasses
import functools
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np

import decoder
import make_corpus

# What a program's notes are asked for with.
MODES = {
    "reference": ["--compatible"],
    "stock": ["--compatible", "--onset-threshold=0.65", "--minimum-note-length=82", "--no-melodia"],
    "rules": ["--decoder=rules"],
    "default": [],
}
AUDIO_ENDINGS = (".wav", ".flac", ".mp3", ".opus")


def say(message):
    print(f"accuracy: {message}", file=sys.stderr, flush=True)


class Clip:
    """A recording, its true notes and its posteriorgrams."""

    def __init__(self, audio, truth, work, family=None):
        self.audio, self.truth = pathlib.Path(audio), pathlib.Path(truth)
        self.name = self.audio.stem
        self.family = family or self.name.split("-")[0]
        self.work = work

    @property
    def model_outputs(self):
        return self.work / "default" / f"{self.name}.npz"

    @functools.cached_property
    def posteriorgrams(self):
        return decoder.Posteriorgrams.load(self.model_outputs)

    @functools.cached_property
    def candidates(self):
        return decoder.Candidates(self.posteriorgrams)

    @functools.cached_property
    def notes(self):
        """(notes, 3): onset and offset in seconds, and pitch, in order of time."""
        with open(self.truth, newline="") as file:
            rows = [[float(field) for field in row[:3]] for row in list(csv.reader(file))[1:]]
        return np.array(sorted(row for row in rows if row[1] > row[0])).reshape(-1, 3)


def corpus_clips(name, root, is_tiny=False):
    """The clips of one of the corpus's sets; those that are missing are made."""
    folder = root / name
    stamp = hashlib.sha256(pathlib.Path(make_corpus.__file__).read_bytes()).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    recipes = make_corpus.SETS[name]()
    # A piano and the last of the others.
    recipes = [recipes[0], recipes[-1]] if is_tiny else recipes
    clips = []
    for recipe in recipes:
        made_by = folder / f"{recipe.name}.made-by"
        if not made_by.exists() or made_by.read_text() != stamp:
            say(f"composing {name}/{recipe.name}")
            make_corpus.make(recipe, folder)
            made_by.write_text(stamp)
        audio = next(path for path in audio_files(folder) if path.stem == recipe.name)
        clips.append(Clip(audio, folder / f"{recipe.name}.csv", root / "work" / name))
    return sorted(clips, key=lambda clip: clip.name)


def other_clips(name, audio_folder, truth_folder, root):
    """A further set: each sound file in a folder whose truth is NAME.csv in another."""
    return [
        Clip(audio, truth, root / "work" / name, family=name)
        for audio in audio_files(audio_folder)
        if (truth := pathlib.Path(truth_folder) / f"{audio.stem}.csv").exists()
    ]


def audio_files(folder):
    return sorted(
        path for path in pathlib.Path(folder).iterdir() if path.suffix in AUDIO_ENDINGS)


@dataclasses.dataclass(frozen=True)
class Score:
    """What `basicpitch evaluate` says of a clip."""

    onset: float
    offset: float
    frame: float
    precision: float
    recall: float

    @classmethod
    def of(cls, row):
        return cls(
            row["onset"]["f_measure"], row["onset_offset"]["f_measure"],
            row["frame"]["f_measure"], row["onset"]["precision"], row["onset"]["recall"])

    @classmethod
    def mean(cls, scores):
        return cls(*np.mean([dataclasses.astuple(score) for score in scores], axis=0))

    def __sub__(self, other):
        return Score(*np.subtract(dataclasses.astuple(self), dataclasses.astuple(other)))

    def __str__(self):
        return f"{self.onset:.3f} / {self.offset:.3f} / {self.frame:.3f}"


class Program:
    """The built `basicpitch`: it transcribes, and it is the judge."""

    def __init__(self, path):
        self.path = path

    def run(self, *arguments):
        return subprocess.run(
            [self.path, *map(str, arguments)], check=True, stdout=subprocess.PIPE, text=True).stdout

    def transcribe(self, clips, mode):
        """Write WORK/MODE/NAME.csv for each clip; for the default, NAME.npz too."""
        for clip in clips:
            folder = clip.work / mode
            folder.mkdir(parents=True, exist_ok=True)
            midi = folder / f"{clip.name}.mid"
            extra = ["--save-model-outputs"] if mode == "default" else []
            self.run(
                "transcribe", clip.audio, "-o", midi, "--save-note-events", "--force", "--quiet",
                *MODES[mode], *extra)
            # The table has exact times; beside a MIDI file of its name, it would not count.
            midi.unlink()

    def score(self, clips, mode):
        """Name to score of what `transcribe` wrote."""
        with tempfile.TemporaryDirectory() as folder:
            estimates = pathlib.Path(folder)
            for clip in clips:
                link(clip.work / mode / f"{clip.name}.csv", estimates)
            return self.evaluate(clips, estimates)

    def score_notes(self, clips, decode):
        """Name to score of what a function makes of each clip."""
        with tempfile.TemporaryDirectory() as folder:
            estimates = pathlib.Path(folder)
            for clip in clips:
                decoder.write_notes(estimates / f"{clip.name}.csv", decode(clip))
            return self.evaluate(clips, estimates)

    def evaluate(self, clips, estimates):
        with tempfile.TemporaryDirectory() as folder:
            truths = pathlib.Path(folder)
            for clip in clips:
                link(clip.truth, truths)
            report = json.loads(self.run("evaluate", "--quiet", "--json", truths, estimates))
        return {row["name"]: Score.of(row) for row in report["estimates"]}


def link(file, folder):
    (folder / file.name).symlink_to(file.resolve())
