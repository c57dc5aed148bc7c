"""Recordings to tune the network on, made of single players, and the windows that the network sees of them."""
import json
import os
import subprocess
import tempfile
import zlib

import numpy as np

import origins
import decoder
import make_corpus
import stk
from generate_dataset import treat
from generate_mixes import treated
from pitch_network import BINS

ORIGINAL = origins.ROOT / "Models" / "icassp_2022.bpw"
# Bumped when the recordings change.
VERSION = 1
LOWEST_FREQUENCY, NETWORK_RATE = 27.5, 22_050
# A window's frames; those that are kept of it; and those to either side.
WINDOW, KEPT, MARGIN = 172, 142, 15
# What the network calls silence, in decibels.
SILENCE = -100.0
# By how much the original says onsets late, in seconds, as the decoders know it.
LATENESS = 0.012
BATCH = 16


class Problem(Exception):
    """What the user can do something about."""


def replace(path, write):
    """A file is whole or not there."""
    partial = path.with_name(f"partial-{path.name}")
    write(partial)
    os.replace(partial, path)


def read_stems(folder):
    """Name to family and notes, of players that play what they are asked to."""
    stems = {}
    for path in sorted(folder.glob("??????.json")):
        try:
            about = json.loads(path.read_text())
            if about["sound"] in stk.INSTRUMENTS:
                # Not all of them are in tune, so what they were asked to play is no truth here.
                continue
            stems[path.stem] = about["family"], np.array(about["notes"], float).reshape(-1, 4)[:, :3]
        except (ValueError, KeyError) as problem:
            raise Problem(f"'{path}' is damaged ({problem}); delete it, and make it again with generate_mixes.py") from None
    if not stems:
        raise Problem(f"'{folder}' has no stems; 'make training-mixes' makes them")
    return stems


def draw_players(rng, stems, leader):
    """The leader, and at random one or two of other families."""
    players = [leader]
    for _ in range(int(rng.choice(3, p=(0.5, 0.3, 0.2)))):
        families = {stems[name][0] for name in players}
        others = [name for name in stems if stems[name][0] not in families]
        if others:
            players.append(others[int(rng.integers(len(others)))])
    return players


def record(rng, folder, players):
    """The players together in one room, treated as those of the other training data are: samples, and the codec."""
    sounds = [make_corpus.soundfile.read(folder / f"{name}.flac")[0] for name in players]
    mix = np.zeros(len(sounds[0]))
    for index, sound in enumerate(sounds):
        level = 10 ** (rng.uniform(-9, 3) / 20) if index else 1
        count = min(len(mix), len(sound))
        mix[:count] += level * sound[:count] / (np.sqrt((sound ** 2).mean()) + 1e-6)
    how = treat(rng)
    mix = treated(mix[:, None], how, rng)[:, 0]
    mix *= 0.6 / (np.abs(mix).max() + 1e-9) * 10 ** (how.get("gain", 0) / 20)
    if "noise" in how:
        hiss = make_corpus.signal.lfilter([1], [1, -0.9], rng.standard_normal(len(mix)))
        mix += hiss / hiss.std() * mix.std() * 10 ** (-how["noise"] / 20)
    return mix + (rng.random(len(mix)) - rng.random(len(mix))) / 65536, how.get("codec")


def listen(program, mix, codec):
    """What the program's transform and network make of it: decibels and contour."""
    with tempfile.TemporaryDirectory() as work:
        def run(*command):
            try:
                finished = subprocess.run([*map(str, command)], cwd=work, stderr=subprocess.PIPE, text=True)
            except OSError as problem:
                raise Problem(f"cannot run '{command[0]}': {problem.strerror}") from None
            if finished.returncode:
                raise Problem(f"'{command[0]} {command[1]}' failed: {finished.stderr.strip()}")

        audio = "mix.wav"
        make_corpus.soundfile.write(f"{work}/{audio}", np.clip(mix, -1, 1), make_corpus.RATE, subtype="PCM_16")
        if codec:
            audio = f"mix.{codec[0]}"
            encoder = {"mp3": "libmp3lame", "opus": "libopus"}[codec[0]]
            run("ffmpeg", "-loglevel", "error", "-i", "mix.wav", "-c:a", encoder, "-b:a", codec[1], audio)
        run(program, "features", audio, "--kind", "cqt", "-o", "cqt.npz", "--quiet")
        run(program, "transcribe", audio, "-o", "outputs.npz", "--model", ORIGINAL, "--quiet")
        level, contour = np.load(f"{work}/cqt.npz")["level"], np.load(f"{work}/outputs.npz")["contour"]
    count = min(len(level), len(contour))
    return network_decibels(level[:count]), contour[:count]


def network_decibels(level):
    """From decibels relative to a full scale sine to those of the network, whose kernels grow with their length."""
    frequencies = LOWEST_FREQUENCY * 2 ** (np.arange(BINS) / 36)
    lengths = np.ceil(NETWORK_RATE / frequencies / (2 ** (1 / 36) - 1))
    return 10 * np.log10(10 ** (level / 10) * lengths / 4 + 1e-10)


def make_recording(number, stems, folder, target, program):
    rng = np.random.default_rng([VERSION, number])
    players = draw_players(rng, stems, list(stems)[number % len(stems)])
    try:
        mix, codec = record(rng, folder, players)
    except make_corpus.soundfile.LibsndfileError as problem:
        raise Problem(f"{problem}; delete its .json, and make it again with generate_mixes.py") from None
    level, contour = listen(program, mix, codec)
    notes = np.concatenate([stems[name][1] for name in players])

    def write(path):
        np.savez(path, version=VERSION, players=players, level=level.astype(np.float16),
                 contour=contour.astype(np.float16), notes=notes)

    replace(target, write)


def label(notes, count):
    """(frames, 88) twice: which keys sound; and which begin, with half of that in the frames beside."""
    sounding, beginning = np.zeros((2, count, decoder.KEY_COUNT), np.float16)
    times = decoder.frame_times(count)
    for onset, offset, pitch in notes:
        key = int(pitch) - decoder.LOWEST_PITCH
        if not 0 <= key < decoder.KEY_COUNT or onset > times[-1]:
            continue
        sounding[(times >= onset) & (times < offset), key] = 1
        nearest = int(np.argmin(abs(times - onset - LATENESS)))
        for frame, value in ((nearest - 1, 0.5), (nearest, 1), (nearest + 1, 0.5)):
            if 0 <= frame < count:
                beginning[frame, key] = max(beginning[frame, key], value)
    return sounding, beginning


class Windows:
    """All windows of all recordings, as the program cuts them, but for the last of each, which silence fills up."""

    def __init__(self, paths):
        parts = [[], [], [], []]
        for path in paths:
            for part, values in zip(parts, self.cut(path)):
                part.append(values)
        self.images, self.contours, self.sounding, self.beginning = map(np.concatenate, parts)

    def cut(self, path):
        try:
            arrays = np.load(path)
            version, level, contour, notes = (arrays[name] for name in ("version", "level", "contour", "notes"))
        except Exception as problem:
            raise Problem(f"'{path}' is damaged ({problem}); delete it, and start again") from None
        if version != VERSION:
            raise Problem(f"'{path}' is of version {version}, not {VERSION}; delete its folder, and start again")
        count = len(level) // KEPT
        level = windows(level, count, SILENCE)
        lowest = level.min((1, 2), keepdims=True)
        extent = level.max((1, 2), keepdims=True) - lowest
        image = (level - lowest) / np.where(extent > 0, extent, 1)
        labels = [part[:count * KEPT].reshape(count, KEPT, -1) for part in label(notes, len(contour))]
        return image.astype(np.float16), windows(contour, count, 0), *labels

    def __len__(self):
        return len(self.images)

    @property
    def checksum(self):
        return zlib.crc32(self.beginning, zlib.crc32(self.images))

    def batches(self, rng):
        order = rng.permutation(len(self))
        for start in range(0, len(order) - BATCH + 1, BATCH):
            chosen = np.sort(order[start:start + BATCH])
            yield [part[chosen].astype(np.float32)
                   for part in (self.images, self.contours, self.sounding, self.beginning)]


def windows(frames, count, silence):
    """(windows, 172, bins): 142 frames each, and 15 to either side."""
    padded = np.pad(frames, ((MARGIN, MARGIN), (0, 0)), constant_values=silence)
    return np.stack([padded[KEPT * index:KEPT * index + WINDOW] for index in range(count)])
