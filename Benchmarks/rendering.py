#!/usr/bin/env python3
"""Measure `basicpitch render` beside FluidSynth, and print a table in Markdown.

usage: rendering.py --build FOLDER [--minutes M] [--rounds N] [--soundfont FILE]

The music is dense piano: ten notes a second that are held for 3.2 s, so 32 of them sound at any time. Both
programs write 16-bit stereo at 44.1 kHz with their own reverberation, on one core, in turn. Without
FluidSynth or the SoundFont, only ours is measured.
"""
import argparse
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
HELD = 3200  # ms


def quantity(number):
    """A variable-length quantity of a MIDI file."""
    groups = [number & 0x7F]
    while number := number >> 7:
        groups.append(number & 0x7F | 0x80)
    return bytes(reversed(groups))


def write_music(path, seconds):
    """A MIDI file of one track, a tick a millisecond."""
    generator = random.Random(1)
    events, free = [], {}
    for index in range(int(10 * seconds)):
        time = 100 * index + generator.randrange(40)
        key = 0
        while not 21 <= key <= 108 or free.get(key, 0) > time:
            key = round(generator.gauss(62, 14))
        free[key] = time + HELD
        events.append((time, 1, key, generator.randrange(40, 110)))
        events.append((time + HELD, 0, key, 0))
    track, last = bytearray(), 0
    for time, _, key, velocity in sorted(events):
        track += quantity(time - last) + bytes([0x90, key, velocity])
        last = time
    track += b"\0\xff\x2f\0"
    path.write_bytes(
        b"MThd\0\0\0\6\0\0\0\1" + (500).to_bytes(2, "big") + b"MTrk"
        + len(track).to_bytes(4, "big") + track)


def run(command):
    """Seconds and peak memory in MiB of a command."""
    output = subprocess.run(
        [sys.executable, "-I", "-S", HERE / "measure.py", *command], capture_output=True, text=True,
        check=True).stdout
    seconds, memory = output.split()[-2:]
    return float(seconds), int(memory) / 1024


def commands(arguments, music, folder):
    program = str(arguments.build / "basicpitch")
    ours = [program, "render", music, "--force", "-o", f"{folder}/ours.wav"]
    rows = {"basicpitch": ours, "basicpitch --normalize none": ours + ["--normalize", "none"]}
    fluidsynth = shutil.which("fluidsynth")
    if fluidsynth and arguments.soundfont.exists():
        rows[f"FluidSynth, {arguments.soundfont.name}"] = [
            fluidsynth, "-q", "-n", "-i", "-r", "44100", "-T", "wav", "-O", "s16", "-F",
            f"{folder}/theirs.wav", str(arguments.soundfont), music]
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--soundfont", type=pathlib.Path,
        default=pathlib.Path("/usr/share/sounds/sf2/FluidR3_GM.sf2"))
    arguments = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        music = f"{folder}/dense.mid"
        write_music(pathlib.Path(music), 60 * arguments.minutes)
        rows = commands(arguments, music, folder)
        measured = {name: [] for name in rows}
        for _ in range(arguments.rounds):
            for name, command in rows.items():
                measured[name].append(run(command))
    print(f"{arguments.minutes:g} minutes, {arguments.rounds} rounds in turn, one core:")
    print()
    print("| | minimum, s | median, s | times real time | times ours | peak memory, MiB |")
    print("|---|---:|---:|---:|---:|---:|")
    first = [seconds for seconds, _ in measured["basicpitch"]]
    for name, results in measured.items():
        seconds = [result[0] for result in results]
        ratio = statistics.median(one / other for one, other in zip(seconds, first))
        print(
            f"| {name} | {min(seconds):.1f} | {statistics.median(seconds):.1f}"
            f" | {60 * arguments.minutes / statistics.median(seconds):.0f} | {ratio:.2f}"
            f" | {max(result[1] for result in results):.0f} |")


if __name__ == "__main__":
    main()
