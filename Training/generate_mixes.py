#!/usr/bin/env python3
"""Record single players, and mix them: the data of the network that tells instruments apart.

usage: generate_mixes.py FOLDER --program BASICPITCH [--stems N] [--mixes N] [--jobs N] [--held-out]

A stem is one family of instruments alone, from a seed of its own:

    FOLDER/stems/N.flac, N.json     the sound; family, programs, piece, synthesiser, notes
    FOLDER/stems/N.npz              level: decibels of the network's bands, 21.5 frames a second, (frames, bands), which
                                    are mixed while the network learns

A mix has 1 to 4 stems, as many of each, of families that differ. Their levels are drawn from a normal distribution around
0.5, cut to [0, 1] and made to sum up to 1. Stems are taken from a shuffled list until that is empty (an epoch), then
anew. All go through one room, one microphone and one codec:

    FOLDER/mixes/N.npz     cqt, stft, mel: decibels, 21.5 frames a second, of shape (frames, bins)
                           energy: of each family, in decibels, of shape (frames, families), at the same times
                           power: of the mix, in decibels, of shape (frames)
    FOLDER/mixes/N.json    unique id, stems, families, levels, offset and length in seconds, treatment

What is there already is left as it is, so that an interrupted run goes on where it was. With --held-out, composers, scores,
SoundFonts and models are those that training data never has (origins.py). Needs what make_corpus.py needs, music21,
timidity, stk-demo and the Debian package freepats.
"""
import argparse
import hashlib
import json
import multiprocessing
import os
import pathlib
import shutil
import subprocess
import tempfile
from concurrent.futures import ProcessPoolExecutor

import numpy as np

import instruments
import origins
import make_corpus
import physical
import pieces
import stk
from generate_dataset import FREEPATS, HELD_OUT_PIANISTS, PIANISTS, choose, line, load_scores, play_with, treat
from make_corpus import RATE, one, soundfile

# Bumped when the data changes.
VERSION = 3
# Of the features, after two Fourier frames, or four constant-Q ones, became one.
HOP = 1024 / 22050
FRAMES = {"cqt": 4, "stft": 2, "mel": 2}
SECONDS = 14.0
BLOCK = 60
FLOOR = -100.0


def compose(rng, family, held_out, scores):
    """What composes, its name, and the programs."""
    programs = [int(choose(rng, origins.FAMILIES[family]))]
    low, high = origins.RANGES[family]
    if family == "drums":
        return (lambda r, s: pieces.drumming(r, s, programs[0], held_out)), "drumming", programs
    kind = rng.random()
    sings = family in ("strings", "brass", "winds", "voice")
    if kind < (0.6 if held_out else 0.3):
        author = choose(rng, sorted(scores))
        path, parts = choose(rng, scores[author])
        if family == "bass":
            parts = parts[-1:]
        elif sings and rng.random() < 0.5:
            programs = [int(choose(rng, origins.FAMILIES[family])) for _ in parts]
        parts = [pieces.moved(part, low, high) for part in parts]
        manner = (0.2 if sings and rng.random() < 0.6 else 0.0, float(rng.uniform(0.7, 1.0)),
                  family == "piano" and rng.random() < 0.5)
        return (lambda r, s: pieces.play_score(r, s, parts, programs, *manner)), f"{author}/{path}", programs
    if kind < 0.4 or held_out and family not in ("piano", "guitar"):
        few = 1 if family == "bass" or sings else None
        return (lambda r, s: pieces.scatter(r, s, programs[0], low, high, few)), "scatter", programs
    if family == "piano" or family in ("organ", "guitar") and not held_out and rng.random() < 0.3:
        name = choose(rng, HELD_OUT_PIANISTS if held_out else PIANISTS)
    elif family == "guitar":
        name = "picking" if held_out else "strum"
    elif family == "bass":
        name = "bass"
    elif family == "mallets":
        first = int(rng.integers(48, 66))
        return one(make_corpus.mallets, programs[0], low=first, high=first + int(rng.integers(24, 34))), "mallets", programs
    elif rng.random() < 0.35:
        return (lambda r, s: make_corpus.voices(r, s, programs)), "voices", programs
    else:
        return one(make_corpus.solo, programs[0], **line(rng, low, high)), "solo", programs
    return one(getattr(make_corpus, name), programs[0]), name, programs


def choose_sound(rng, family, programs, held_out):
    """A SoundFont, our own renderer, Freepats, the toolkit or a physical model, where they have such an instrument."""
    models = (origins.HELD_OUT_MODELS if held_out else origins.MODELS).get(family)
    if models and rng.random() < (0.2 if held_out else 0.3):
        return choose(rng, models)
    if held_out:
        return choose(rng, origins.HELD_OUT_SOUNDS)
    if rng.random() < 0.2:
        return choose(rng, origins.TOOLKIT[family])
    has = set(programs) <= ({0} if family == "drums" else origins.FREEPATS)
    return choose(rng, origins.SOUNDS + ("freepats", "freepats") * has)


def make_stem(number, folder, held_out, scores):
    """One family alone, as loud as may be."""
    rng = np.random.default_rng([VERSION, number, 2 + held_out])
    family = list(origins.FAMILIES)[number % len(origins.FAMILIES)]
    composer, piece, programs = compose(rng, family, held_out, scores)
    sound = choose_sound(rng, family, programs, held_out)
    source = next((module.player(sound) for module, names in ((physical, physical.MODELS), (stk, stk.INSTRUMENTS))
                   if sound in names), sound)
    clip = make_corpus.Clip(f"stem-{int(held_out)}-{number:06}", composer, source, dict(reverb=bool(rng.random() < 0.3)))
    try:
        count, seconds = make_corpus.make(clip, folder)
    except ValueError as problem:
        # An excerpt without notes.
        print(f"stem {number}: {problem}", flush=True)
        return
    wav = folder / f"{clip.name}.wav"
    samples, _ = soundfile.read(wav)
    soundfile.write(folder / f"{number:06}.flac", samples, RATE, subtype="PCM_16")
    notes = (folder / f"{clip.name}.csv").read_text()
    for path in (wav, folder / f"{clip.name}.csv"):
        os.unlink(path)
    about = dict(version=VERSION, number=number, family=family, piece=piece, programs=programs, sound=sound, seconds=seconds,
                 notes=[[float(field) for field in row.split(",")] for row in notes.splitlines()[1:]])
    # Last, so that what has it is whole.
    (folder / f"{number:06}.json").write_text(json.dumps(about))
    print(f"stem {number}: {family}, {piece}, {sound}, {count} notes", flush=True)


def hear_stem(name, folder, program):
    """What the program makes of a stem, in the network's bands."""
    with tempfile.TemporaryDirectory() as work:
        level = instruments.bands(features(folder / f"{name}.flac", "cqt", pathlib.Path(work), program), "cqt")
    np.savez_compressed(folder / f"{name}.npz", level=level.astype(np.float16))


def draw_stems(stems, count, seed):
    """Which stems each mix has: each stem once an epoch, no family twice in a mix.

    Mixes that follow each other share a block of stems, so that the first half of the mixes has half of the players.
    """
    rng = np.random.default_rng([VERSION, seed])
    names = sorted(stems)
    blocks = np.array_split(names, max(1, len(names) // BLOCK))
    for index, block in enumerate(blocks):
        waiting = []
        for _ in range(count * index // len(blocks), count * (index + 1) // len(blocks)):
            size, chosen = int(rng.integers(1, 5)), []
            while len(chosen) < size:
                families = {stems[name]["family"] for name in chosen}
                free = [name for name in waiting if stems[name]["family"] not in families]
                if not free:
                    waiting += [str(name) for name in rng.permutation(block)]
                    continue
                chosen.append(free[0])
                waiting.remove(free[0])
            yield chosen


def energies(sound, frame_count):
    """Power of each frame in decibels: a Hann window of 2048 samples at 22 050 Hz, centred on it."""
    width = int(2048 / 22050 * RATE)
    window = np.hanning(width)
    padded = np.pad(sound, (width // 2, width))
    starts = np.round(np.arange(frame_count) * HOP * RATE).astype(int)
    power = np.array([np.dot(window, padded[start:start + width] ** 2) for start in starts]) / window.sum()
    return 10 * np.log10(np.maximum(power, 10 ** (FLOOR / 10)))


def features(audio, kind, work, program):
    """Features that the program makes of a file, so many frames in one."""
    path, factor = work / f"{kind}.npz", FRAMES[kind]
    subprocess.run([program, "features", audio, "--kind", kind, "-o", path, "--quiet"], check=True)
    power = 10 ** (np.load(path)["level"].astype(float) / 10)
    count = len(power) // factor
    means = power[:count * factor].reshape(count, factor, -1).mean(1)
    return (10 * np.log10(np.maximum(means, 10 ** (FLOOR / 10)))).astype(np.float16)


def make_mix(number, chosen, stems, folder, program, held_out):
    rng = np.random.default_rng([VERSION, number, 4 + held_out])
    levels = np.clip(rng.normal(0.5, 0.25, len(chosen)), 0.02, 1)
    levels /= levels.sum()
    how = treat(rng)
    size = int(SECONDS * RATE)
    tracks, offsets = np.zeros((size, len(chosen))), []
    for index, (name, level) in enumerate(zip(chosen, levels)):
        sound, _ = soundfile.read(folder / "stems" / f"{name}.flac")
        first = int(rng.integers(0, max(1, len(sound) - size)))
        part = sound[first:first + size]
        offsets.append(first / RATE)
        tracks[:len(part), index] = level * part / (np.sqrt((part ** 2).mean()) + 1e-6)
    tracks = treated(tracks, how, rng)
    gain = 0.6 / np.abs(tracks.sum(1)).max() * 10 ** (how.get("gain", 0) / 20)
    tracks *= gain
    mix = tracks.sum(1)
    if "noise" in how:
        hiss = make_corpus.signal.lfilter([1], [1, -0.9], rng.standard_normal(size))
        mix = mix + hiss / hiss.std() * mix.std() * 10 ** (-how["noise"] / 20)
    mix = mix + (rng.random(size) - rng.random(size)) / 65536
    with tempfile.TemporaryDirectory() as work:
        arrays = listen(mix, how, pathlib.Path(work), program)
    frame_count = min(map(len, arrays.values()))
    energy = np.full((frame_count, len(origins.FAMILIES)), FLOOR, np.float16)
    families = [stems[name]["family"] for name in chosen]
    for index, family in enumerate(families):
        energy[:, list(origins.FAMILIES).index(family)] = energies(tracks[:, index], frame_count)
    target = folder / "mixes" / f"{number:06}.npz"
    np.savez_compressed(target, energy=energy, power=energies(mix, frame_count).astype(np.float16), **{kind: array[:frame_count] for kind, array in arrays.items()})
    about = dict(version=VERSION, number=number, id=hashlib.sha256(mix.tobytes()).hexdigest()[:16], stems=chosen,
                 families=families, levels=[float(level) for level in levels], offsets=offsets, seconds=SECONDS, how=how)
    (folder / "mixes" / f"{number:06}.json").write_text(json.dumps(about))
    print(f"mix {number}: {', '.join(families)}", flush=True)


def treated(tracks, how, rng):
    """All that is linear, so that what each player adds to the recording is known."""
    if "tilt" in how:
        tracks = make_corpus.microphone(tracks, rng, how["tilt"])
    if "room" in how:
        tracks = make_corpus.room(tracks, rng, *how["room"])
    if "band" in how:
        tracks = make_corpus.signal.sosfiltfilt(
            make_corpus.signal.butter(2, how["band"], "band", fs=RATE, output="sos"), tracks, axis=0)
    return tracks


def listen(mix, how, work, program):
    """What the program makes of a mix."""
    audio = work / "mix.wav"
    soundfile.write(audio, np.clip(mix, -1, 1), RATE, subtype="PCM_16")
    if "codec" in how:
        kind, bitrate = how["codec"]
        coded = work / f"mix.{kind}"
        encoder = {"mp3": "libmp3lame", "opus": "libopus"}[kind]
        subprocess.run(["ffmpeg", "-loglevel", "error", "-y", "-i", audio, "-c:a", encoder, "-b:a", bitrate, coded], check=True)
        audio = coded
    return {kind: features(audio, kind, work, program) for kind in FRAMES}


def check():
    """Says what has to be installed."""
    for name in ("fluidsynth", "ffmpeg", "timidity", "stk-demo"):
        if not shutil.which(name):
            raise SystemExit(f"generate_mixes: no '{name}' here; install the package of that name, or stk")
    for path in (*make_corpus.SOUNDFONTS.values(), FREEPATS):
        if not pathlib.Path(path).exists():
            raise SystemExit(f"generate_mixes: no '{path}' here; the packages that have such sounds are in README.md")


def every(jobs, make, tasks):
    """All tasks, so many at a time. Each has a seed of its own, so their order does not matter."""
    if jobs == 1:
        for task in tasks:
            make(*task)
        return
    # Forked, so that all of them see the scores and the programs that play.
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork")) as pool:
        for _ in pool.map(make, *zip(*tasks)):
            pass


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--program", required=True)
    parser.add_argument("--stems", type=int, default=1000)
    parser.add_argument("--mixes", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0, help="number of the first stem and mix: others are other music")
    parser.add_argument("--jobs", type=int, default=1, help="stems or mixes made at the same time")
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--scores", type=int, default=10, help="scores of each author")
    parser.add_argument("--authors", nargs="*", help="only scores of these")
    arguments = parser.parse_args()
    check()
    folder, held_out = arguments.folder, arguments.held_out
    for name in ("stems", "mixes"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    authors = arguments.authors or (origins.HELD_OUT_SCORES if held_out else origins.SCORES)
    make_corpus.fluidsynth = play_with(arguments.program)
    wanted = [n for n in range(arguments.first, arguments.first + arguments.stems) if not (folder / "stems" / f"{n:06}.json").exists()]
    scores = load_scores(authors, folder / "scores", arguments.scores) if wanted else {}
    every(arguments.jobs, make_stem, [(n, folder / "stems", held_out, scores) for n in wanted])
    stems = {path.stem: json.loads(path.read_text()) for path in sorted((folder / "stems").glob("*.json"))}
    if any(about["version"] != VERSION for about in stems.values()):
        raise SystemExit(f"generate_mixes: '{folder}' has stems of another version; delete it, or name another folder")
    every(arguments.jobs, hear_stem, [
        (name, folder / "stems", arguments.program) for name in stems if not (folder / "stems" / f"{name}.npz").exists()])
    drawn = enumerate(draw_stems(stems, arguments.mixes, int(held_out)), arguments.first)
    every(arguments.jobs, make_mix, [
        (n, chosen, stems, folder, arguments.program, held_out) for n, chosen in drawn
        if not (folder / "mixes" / f"{n:06}.json").exists()])


if __name__ == "__main__":
    main()
