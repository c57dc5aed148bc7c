#!/usr/bin/env python3
"""usage: endurance.py BUILD_FOLDER [--short]

Long and large work: a recording of 24 hours, 10 000 recordings in one batch, eight processes on one folder,
and the same notes from the same sound for any number of threads, jobs and instructions. With --short: one
hour, 1000 recordings and three recordings. Memory is the kernel's own mark of the most there was.
"""

import os
import pathlib
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import wave

from campaign import RECORDINGS, SOUNDS, Campaign, contents, program, run


def watch(words, folder):
    """Runs a command; returns its code, what it said, its memory in MB and its most descriptors."""
    process = subprocess.Popen(
        words, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE)
    memory = descriptors = 0
    while process.poll() is None:
        try:
            for line in pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines():
                if line.startswith("VmHWM:"):
                    memory = max(memory, int(line.split()[1]) / 1024)
            descriptors = max(descriptors, len(os.listdir(f"/proc/{process.pid}/fd")))
        except OSError:
            pass
        time.sleep(0.005)
    return process.returncode, process.stderr.read().decode(), memory, descriptors


def long_recording(campaign, executable, folder, hours):
    """Music without end: what one recording has, again and again."""
    with wave.open(str(RECORDINGS / "band.wav")) as band:
        piece = band.readframes(band.getnframes())
        rate, channels, width = band.getframerate(), band.getnchannels(), band.getsampwidth()
    marks = {}
    for name, length in (("short", 60), ("long", hours * 3600)):
        path = pathlib.Path(folder, f"{name}.raw")
        with path.open("wb") as file:
            for _ in range(int(length * rate * channels * width / len(piece)) + 1):
                file.write(piece)
        code, errors, memory, _ = watch(
            [executable, "transcribe", path.name, "--raw-rate", str(rate), "--raw-format",
             f"s{8 * width}", "--raw-channels", str(channels), "--quiet", "--format", "mid,csv"], folder)
        campaign.check(f"{length} s of music", None if code == 0 else errors)
        notes = pathlib.Path(folder, f"{name}.csv")
        # The last note of the shorter one comes in the longer one as well, and nearly at its end.
        last = max(float(line.split(",")[0]) for line in notes.read_text().splitlines()[1:])
        campaign.check(f"the end of {length} s", None if last > length - 10 else f"last note at {last}")
        marks[name] = memory
        path.unlink()
    # Buffers that are sized by what comes vary by some windows.
    grown = marks["long"] - marks["short"]
    campaign.check("memory", None if grown < 16 else f"{marks} MB")
    print(f"endurance: {hours} h in {marks['long']:.0f} MB, 1 minute in {marks['short']:.0f} MB")


def many_recordings(campaign, executable, folder, count):
    """A batch of links to short recordings; some are damaged."""
    marks = {}
    for size in (count // 10, count):
        os.mkdir(f"{folder}/in")
        for index in range(size):
            source = RECORDINGS / ("one-sample.wav" if index % 50 else "band.csv")
            os.symlink(source, f"{folder}/in/{index}.wav")
        code, errors, memory, descriptors = watch(
            [executable, "transcribe", "in", "-o", "out/", "--format", "mid,csv,json,npz", "-j", "2",
             "--threads", "2", "--quiet", "--report", "report.json"], folder)
        failed = (size + 49) // 50
        made = len(os.listdir(f"{folder}/out"))
        campaign.check(f"{size} recordings", None if code == 6 else f"exit code {code}")
        campaign.check(f"{size} results", None if made == 4 * (size - failed) else f"{made} files")
        lines = len(errors.splitlines())
        campaign.check(f"{size} complaints", None if lines == failed + 1 else f"{lines} lines")
        marks[size] = (memory, descriptors)
        shutil.rmtree(f"{folder}/in")
        shutil.rmtree(f"{folder}/out")
        os.unlink(f"{folder}/report.json")
    (few, fewer), (many, more) = marks[count // 10], marks[count]
    # What two workers hold at once depends on how they meet: 35 to 60 MB were seen for any number of
    # recordings, so one run's mark says nothing about another's. There is a limit instead, and room for
    # the plan of what is to be done: some 1.5 kB a recording.
    for size, mark in ((count // 10, few), (count, many)):
        allowed = 72 + 1.5 * size / 1000
        campaign.check(f"memory of {size} recordings", None if mark < allowed else f"{mark:.1f} MB")
    campaign.check("descriptors of a batch", None if more <= fewer + 4 else f"{fewer} and {more}")
    print(f"endurance: {count} recordings in {many:.0f} MB and {more} descriptors,"
          f" {count // 10} in {few:.0f} MB and {fewer}")


def eight_processes(campaign, executable, folder):
    """All of them do the same, into the same folder: with --skip-existing, and with --force."""
    os.mkdir(f"{folder}/in")
    for index in range(12):
        for recording in ("voice.flac", "band.wav"):
            shutil.copy(RECORDINGS / recording, f"{folder}/in/{index}{recording}")
    words = [executable, "transcribe", "in", "-o", "out/", "--threads", "1", "--format", "mid,csv,npz"]
    code, errors = run(words, folder)
    assert code == 0, errors
    expected = contents(f"{folder}/out")
    for option, codes in (("--skip-existing", (0, 6)), ("--force", (0,))):
        shutil.rmtree(f"{folder}/out")
        processes = [
            subprocess.Popen([*words, option], cwd=folder, stderr=subprocess.PIPE) for _ in range(8)]
        for process in processes:
            errors = process.communicate()[1].decode()
            # Who is second to give a result its name says so, and does not touch it.
            strange = [line for line in errors.splitlines()
                       if "exists already" not in line and "transcribed" not in line]
            good = process.returncode in codes and not strange
            campaign.check(f"eight processes, {option}", None if good else errors)
        found = contents(f"{folder}/out")
        campaign.check(f"results, {option}", None if found == expected else "other files or bytes")
    shutil.rmtree(f"{folder}/in")
    shutil.rmtree(f"{folder}/out")
    print("endurance: eight processes on one folder, twice: the files of one process")


def determinism(campaign, executable, folder, recordings):
    """The same bytes for any number of threads; the same notes for any instructions."""
    sets = [name for name in ("sse2", "avx2", "avx512") if run(
        [executable, "transcribe", RECORDINGS / "one-sample.wav", "-o", "probe.mid", "--force"], folder,
        {"BASICPITCH_ISA": name})[0] == 0]
    variants = [(None, ["--threads", "1"]), (None, ["--threads", "2"]), (None, ["--threads", "7"])]
    variants += [(name, []) for name in sets] * 2
    for recording in recordings:
        made = {}
        for index, (instructions, options) in enumerate(variants):
            out = f"{index}"
            code, errors = run(
                [executable, "transcribe", recording, "-o", f"{out}/", "--format", "mid,csv,npz,json",
                 *options], folder, {"BASICPITCH_ISA": instructions} if instructions else {})
            campaign.check(f"{recording.name}, {instructions} {options}", None if code == 0 else errors)
            made[index] = contents(f"{folder}/{out}") if code == 0 else {}
            shutil.rmtree(f"{folder}/{out}", ignore_errors=True)
        equal = made[0] == made[1] == made[2] and all(
            made[3 + place] == made[3 + len(sets) + place] for place in range(len(sets)))
        campaign.check(f"{recording.name}, bytes", None if equal else "they depend on the run")
        notes = [{name: digest for name, digest in files.items() if name.endswith(".mid")}
                 for files in made.values()]
        same = all(files == notes[0] for files in notes)
        campaign.check(f"{recording.name}, notes", None if same else "they depend on the instructions")
    print(f"endurance: {len(recordings)} recordings, each {len(variants)} times, with {', '.join(sets)}:"
          " the same bytes each, the same MIDI files all")


def main():
    short = "--short" in sys.argv
    executable, campaign = program(sys.argv[1]), Campaign("endurance")
    recordings = sorted(RECORDINGS.glob("*.wav")) + sorted(RECORDINGS.glob("*.flac"))
    recordings += sorted(RECORDINGS.glob("*.mp3"))
    recordings += [path for path in sorted(SOUNDS.glob("stereo-*")) if path.suffix != ".npy"]
    with tempfile.TemporaryDirectory() as folder:
        many_recordings(campaign, executable, folder, 1000 if short else 10000)
        eight_processes(campaign, executable, folder)
        determinism(campaign, executable, folder, recordings[:3] if short else recordings)
        long_recording(campaign, executable, folder, 1 if short else 24)
    campaign.finish("long and large work")


main()
