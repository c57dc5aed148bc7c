#!/usr/bin/env python3
"""Compose, play, record and label the training data of the note decoder.

usage: generate_dataset.py FOLDER --program BASICPITCH [--count N] [--first N] [--held-out]

Example number N is made from the seed N alone: a piece of music from one of several sources, instruments, a synthesiser,
a room, a microphone, and what the program's network makes of it. It writes

    FOLDER/N.npz    note, onset, contour, level: posteriorgrams and how loud each key is, by frame
    FOLDER/N.csv    the notes that were played
    FOLDER/N.json   source, instruments, synthesiser, treatment

What is there already is left as it is, so that an interrupted run goes on where it was. With --held-out, composers,
scores and SoundFonts are those that training data never has (origins.py).

Needs what make_corpus.py needs, and music21.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys

import numpy as np

import origins
import make_corpus
import physical
import pieces
from make_corpus import one

# Bumped when the data changes.
VERSION = 1

# Where Debian has it.
FREEPATS = "/etc/timidity/freepats.cfg"

PIANISTS = ("ballad", "nocturne", "sonatina", "comping", "repeats", "chordal")
HELD_OUT_PIANISTS = ("waltz", "invention", "stride", "patterns", "hymn", "boogie", "etude")

FAMILIES = ("piano",) * 5 + ("keys", "guitar", "guitar", "bass", "strings", "strings", "winds", "winds", "vocals", "organ",
                             "ensemble", "ensemble", "synth", "mallets", "band")
# With --varied: what was decided worst has most examples, and physics makes instruments of these.
VARIED_FAMILIES = ("organ",) * 4 + ("guitar",) * 3 + ("mallets",) * 3 + ("bass", "strings", "winds", "vocals", "synth")
MODELS = {"guitar": origins.MODELS["guitar"], "bass": origins.MODELS["bass"], "strings": origins.MODELS["strings"],
          "winds": origins.MODELS["winds"] + origins.MODELS["brass"], "vocals": origins.MODELS["voice"],
          "organ": ("tonewheel", "tonewheel", "pipes"), "synth": ("synthesiser",), "mallets": origins.MODELS["mallets"]}


def choose(rng, options):
    return options[int(rng.integers(len(options)))]


def line(rng, low, high, **fixed):
    """A soloist's range, vibrato and manner."""
    middle = rng.uniform(low + 10, high - 10)
    width = rng.uniform(10, 16)
    return dict(low=int(max(low, middle - width)), high=int(min(high, middle + width)),
                vibrato=fixed.get("vibrato", float(rng.choice([0, 0.1, 0.2, 0.3, 0.4]))),
                legato=float(rng.uniform(0.75, 1.0)), quick=bool(rng.random() < 0.5))


RANGES = {"strings": (36, 92), "winds": (38, 92), "vocals": (45, 80), "synth": (40, 90), "bass": (28, 55), "guitar": (40, 84),
          "mallets": (50, 98), "piano": (28, 100), "keys": (30, 96), "organ": (36, 90), "ensemble": (36, 86)}


def compose(rng, held_out, scores, varied=False, only=None):
    """A family, what composes, its name, and the programs; exercises only, where there are no scores to choose from."""
    family = choose(rng, VARIED_FAMILIES if varied else FAMILIES)
    family = only or family
    kind = rng.random()
    if family == "band" and scores is None:
        family = "keys"
    if family == "band":
        programs = [int(choose(rng, origins.INSTRUMENTS[part])) for part in ("bass", choose(rng, ("piano", "guitar", "keys", "organ")), choose(rng, ("winds", "synth", "guitar", "strings")))]
        return family, lambda r, s: make_corpus.band(r, s, programs), "band", programs
    programs = [int(choose(rng, origins.INSTRUMENTS[family]))]
    # Sets of bells and the highest bars.
    higher = 14 if varied and family == "mallets" and rng.random() < 0.5 else 0
    if scores is None or varied and rng.random() < 0.25:
        low, high = RANGES[family]
        return family, one(pieces.exercise, programs[0], low=low + higher, high=min(108, high + higher)), "exercise", programs
    if kind < 0.3 and family != "bass" and scores:
        author = choose(rng, sorted(scores))
        path, parts = choose(rng, scores[author])
        if family in ("strings", "winds", "ensemble") and rng.random() < 0.5:
            programs = [int(choose(rng, origins.INSTRUMENTS[family])) for _ in parts]
        sings = family in ("strings", "winds", "vocals")
        manner = (0.2 if sings and rng.random() < 0.6 else 0.0, float(rng.uniform(0.7, 1.0)), family == "piano" and rng.random() < 0.5)
        return family, lambda r, s: pieces.play_score(r, s, parts, programs, *manner), f"{author}/{path}", programs
    if kind < 0.42:
        low, high = RANGES[family]
        few = 1 if family in ("bass", "vocals", "winds") else None
        return family, lambda r, s: pieces.scatter(r, s, programs[0], low + higher, min(108, high + higher), few), "scatter", programs
    if family in ("piano", "keys") or family in ("organ", "synth", "guitar") and rng.random() < 0.3:
        name = choose(rng, HELD_OUT_PIANISTS if held_out else PIANISTS)
        return family, one(getattr(make_corpus, name), programs[0]), name, programs
    if family == "guitar":
        name = choose(rng, ("strum", "picking"))
        return family, one(getattr(make_corpus, name), programs[0]), name, programs
    if family == "bass":
        return family, one(make_corpus.bass, programs[0]), "bass", programs
    if family == "mallets":
        low = int(rng.integers(48, 66)) + higher
        return family, one(make_corpus.mallets, programs[0], low=low, high=low + int(rng.integers(24, 34))), "mallets", programs
    if family in ("organ", "ensemble") or family in ("strings", "synth", "vocals") and rng.random() < 0.35:
        if family == "strings":
            programs, vibrato = [40, 40, 41, 42], 0.15
        else:
            vibrato = 0.0
        return family, lambda r, s: make_corpus.voices(r, s, programs, vibrato=vibrato), "voices", programs
    if family in ("strings", "winds") and rng.random() < 0.15:
        programs = [programs[0], int(choose(rng, (24, 25, 0, 46)))]
        return family, lambda r, s: make_corpus.duo(r, s, programs), "duo", programs
    return family, one(make_corpus.solo, programs[0], **line(rng, *RANGES[family])), "solo", programs


def treat(rng):
    """A room, a distance, a microphone, noise, a codec, a level: each more or less often."""
    how = {}
    if rng.random() < 0.6:
        how["room"] = (choose(rng, ("small", "medium", "hall")), float(rng.uniform(0.15, 0.55)))
    if rng.random() < 0.5:
        how["tilt"] = float(rng.uniform(2, 9))
    if rng.random() < 0.35:
        how["distance"] = float(rng.uniform(0.3, 5))
    if rng.random() < 0.25:
        how["noise"] = float(rng.uniform(22, 50))
    if rng.random() < 0.12:
        how["band"] = (float(rng.uniform(40, 140)), float(rng.uniform(3500, 9000)))
    if rng.random() < 0.4:
        how["cents"] = float(rng.normal(0, 9))
    if rng.random() < 0.3:
        how["gain"] = float(-rng.uniform(0, 40))
    if rng.random() < 0.2:
        how["codec"] = choose(rng, (("mp3", "64k"), ("mp3", "128k"), ("opus", "32k"), ("opus", "64k")))
    how["stereo"] = bool(rng.random() < 0.4)
    how["reverb"] = bool(rng.random() < 0.3)
    return how


def play_with(program):
    """FluidSynth, TiMidity with Freepats, or our own renderer."""
    theirs = make_corpus.fluidsynth

    def play(midi, source, reverb):
        wav = str(midi) + ".wav"
        if source == "freepats":
            subprocess.run(["timidity", "-c", FREEPATS, "-Ow", "-s", str(make_corpus.RATE), "--preserve-silence", "--output-24bit", "-EFchorus=0",
                            f"-EFreverb={int(reverb)}", "-o", wav, str(midi)], check=True, stdout=subprocess.DEVNULL)
        elif source == "own":
            subprocess.run([program, "render", str(midi), "-o", wav, "--force", "--quiet", *([] if reverb else ["--dry"])], check=True)
        else:
            return theirs(midi, source, reverb)
        sound, _ = make_corpus.soundfile.read(wav, always_2d=True)
        os.unlink(wav)
        return sound

    return play


def choose_sound(rng, family, programs, held_out, varied):
    """A SoundFont, our own renderer or the piano of resonators; where sounds are to vary, what else there is as well."""
    if varied:
        kind, models = rng.random(), MODELS.get(family)
        if models and kind < 0.45:
            return choose(rng, models)
        if kind < 0.7 and set(programs) <= origins.FREEPATS:
            return "freepats"
    sounds = ("tim", "bank") if held_out else origins.SOUNDS
    return "strings" if family == "piano" and rng.random() < 0.35 else choose(rng, sounds)


def make(number, folder, program, held_out, scores, varied, only):
    rng = np.random.default_rng([VERSION, number, int(held_out)])
    family, composer, piece, programs = compose(rng, held_out, scores, varied, only)
    sound = choose_sound(rng, family, programs, held_out, varied)
    how = treat(rng)
    clip = make_corpus.Clip(f"{number:06}", composer, physical.player(sound) if sound in physical.MODELS else sound, how)
    count, seconds = make_corpus.make(clip, folder)
    return listen(number, folder, program, dict(
        version=VERSION, number=number, family=family, piece=piece, programs=programs, sound=sound, how=how, seconds=seconds,
        notes=count))


def make_noise(number, folder, program):
    """No music: hiss, hum and crackle, from inaudible to loud."""
    rng = np.random.default_rng([VERSION, number])
    seconds, rate = 10, make_corpus.RATE
    size = seconds * rate
    hiss = make_corpus.signal.lfilter([1], [1, -choose(rng, (0.0, 0.9, 0.99))], rng.standard_normal(size))
    sound = hiss / hiss.std()
    if rng.random() < 0.3:
        time = np.arange(size) / rate
        sound += rng.uniform(0.3, 3) * sum(np.sin(2 * np.pi * 50 * k * time + rng.uniform(0, 6)) / k for k in (1, 2, 3, 4, 6))
    if rng.random() < 0.3:
        sound += rng.uniform(2, 20) * (rng.random(size) < 2e-5) * rng.standard_normal(size)
    level = float(rng.uniform(-95, -15))
    sound = sound / sound.std() * 10 ** (level / 20)
    # Two times half a step of dither, as recorders add it.
    sound += (rng.random(size) - rng.random(size)) / 65536
    make_corpus.soundfile.write(folder / f"{number:06}.wav", np.clip(sound, -1, 1), rate, subtype="PCM_16")
    (folder / f"{number:06}.csv").write_text("start_s,end_s,midi_pitch,velocity\n")
    return listen(number, folder, program, dict(
        version=VERSION, number=number, family="noise", piece="noise", programs=[], sound="noise", how=dict(gain=level),
        seconds=seconds, notes=0))


def listen(number, folder, program, about):
    """What the network says of an example, and what is known of it."""
    audio = next(path for path in (folder / f"{number:06}.{ending}" for ending in ("wav", "mp3", "opus")) if path.exists())
    midi = folder / f"{number:06}.mid"
    subprocess.run([program, "transcribe", str(audio), "-o", str(midi), "--save-model-outputs", "--force", "--quiet"], check=True)
    audio.unlink()
    midi.unlink()
    # Last, so that what has it is whole.
    (folder / f"{number:06}.json").write_text(json.dumps(about))
    return about


def load_scores(authors, cache, each):
    """Author to a few of their scores: (name, parts)."""
    rng = np.random.default_rng(3)
    scores = {}
    for author, paths in pieces.score_paths(tuple(authors)).items():
        chosen = [paths[i] for i in rng.permutation(len(paths))[:each]]
        read = [(path.stem, pieces.read_score(path, cache)) for path in chosen]
        read = [(name, parts) for name, parts in read if parts and sum(map(len, parts)) > 20]
        if read:
            scores[author] = read
    return scores


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--program", required=True)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--noise", action="store_true", help="no music at all; --first keeps the numbers apart")
    parser.add_argument("--exercises", action="store_true", help="scales and chords only, likewise")
    parser.add_argument("--varied", action="store_true",
                        help="more organs, guitars and mallets, physical models and Freepats among the players; likewise")
    parser.add_argument("--only", choices=sorted(set(FAMILIES)), metavar="FAMILY", help="of one family, to judge that; likewise")
    parser.add_argument("--authors", nargs="*", help="only scores of these")
    parser.add_argument("--scores", type=int, default=10, help="scores of each author")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    authors = arguments.authors or (origins.HELD_OUT_SCORES if arguments.held_out else origins.SCORES)
    scores = {}
    if arguments.exercises:
        scores = None
    elif not arguments.noise:
        scores = load_scores(authors, arguments.folder / "scores", arguments.scores)
    make_corpus.fluidsynth = play_with(arguments.program)
    for number in range(arguments.first, arguments.first + arguments.count):
        if (arguments.folder / f"{number:06}.json").exists():
            continue
        try:
            about = (
                make_noise(number, arguments.folder, arguments.program) if arguments.noise
                else make(number, arguments.folder, arguments.program, arguments.held_out, scores,
                     arguments.varied, arguments.only))
        except ValueError as problem:
            # An excerpt without notes.
            print(f"{number}: {problem}", file=sys.stderr)
            continue
        print(f"{number}: {about['family']}, {about['piece']}, {about['sound']}, {about['notes']} notes", flush=True)


if __name__ == "__main__":
    main()
