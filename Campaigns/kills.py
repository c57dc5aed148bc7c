#!/usr/bin/env python3
"""usage: kills.py BUILD_FOLDER [COUNT]

Sends SIGINT, SIGTERM, SIGHUP, SIGPIPE and SIGKILL to a batch at COUNT random moments (200), and goes on
with --skip-existing each time. At every moment, what is there is whole and what a run without a signal
makes, bit for bit; nothing is left behind; and what was there is not written again. Every other round
replaces older results with --force.
"""

import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from campaign import RECORDINGS, UNEQUAL, Campaign, contents, program, run

SIGNALS = [signal.SIGKILL, signal.SIGINT, signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE]
FORMATS = ["--format", "mid,csv,npz,html,svg"]


def results(folder):
    return contents(pathlib.Path(folder, "out")) if pathlib.Path(folder, "out").exists() else {}


def wrong(folder, expected, older):
    """What of the outputs should not be there, or not so."""
    for name, digest in results(folder).items():
        if ".basicpitch-" in name:
            return f"'{name}' is left behind"
        if digest not in (expected.get(name), older.get(name)):
            return f"'{name}' is not whole"
    return None


def interrupt(words, folder, number, moment):
    """Runs a batch and sends it a signal; returns how it ended."""
    process = subprocess.Popen(
        words, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE)
    time.sleep(moment)
    process.send_signal(number)
    errors = process.communicate()[1].decode()
    return process.returncode, errors


def ending(number, code, errors):
    """What is wrong with how a process ended that was sent a signal, or was done before."""
    if code in (0, -signal.SIGKILL if number == signal.SIGKILL else 128 + number):
        return None
    # Before the program watches for signals, they end it as they end all others.
    return None if code == -number and not errors else f"exit code {code}: {errors}"


def main():
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    campaign, chance = Campaign("kills"), random.Random(7)
    batch = [program(sys.argv[1]), "transcribe", "in", "-o", "out/", "-j", "2", *FORMATS]
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(f"{folder}/in")
        for index in range(6):
            recording = ["voice.flac", "band.wav", "epiano.mp3"][index % 3]
            shutil.copy(RECORDINGS / recording, f"{folder}/in/{index}.{recording}")
        start = time.monotonic()
        code, errors = run(batch, folder)
        length = time.monotonic() - start
        assert code == 0, errors
        expected = results(folder)
        # Older results: those of other settings.
        code, errors = run([*batch, "--force", "--midi-tempo", "90", "--minimum-note-length", "300"], folder)
        assert code == 0, errors
        older = results(folder)
        killed = {}
        finished = 0
        replaces = False
        shutil.rmtree(f"{folder}/out")
        for index in range(count):
            number = SIGNALS[index % len(SIGNALS)]
            before = {} if replaces else results(folder)
            option = "--force" if replaces else "--skip-existing"
            code, errors = interrupt(
                [*batch, option, "--report", "r" + UNEQUAL], folder, number,
                chance.uniform(0, length))
            what = f"{number.name} at moment {index}"
            campaign.check(what, ending(number, code, errors))
            campaign.check(what, wrong(folder, expected, older if replaces else {}))
            lost = [name for name in before if results(folder).get(name) != before[name]]
            campaign.check(what, f"'{lost[0]}' is lost" if lost else None)
            if code != 0:
                killed[number.name] = killed.get(number.name, 0) + 1
            if results(folder) == expected or replaces:
                # A round is over: the next begins with nothing, or replaces what is older.
                finished += not replaces
                replaces = not replaces and results(folder) == expected
                shutil.rmtree(f"{folder}/out")
                if replaces:
                    code, _ = run([*batch, "--midi-tempo", "90", "--minimum-note-length", "300"], folder)
                    assert code == 0
        shutil.rmtree(f"{folder}/out", ignore_errors=True)
        code, errors = run([*batch, "--skip-existing"], folder)
        campaign.check("the last resumption", None if results(folder) == expected else "other results")
        leftovers = [name for name in os.listdir(folder) if name.startswith(".")]
        campaign.check("the folder", f"{leftovers} left behind" if leftovers else None)
    tally = ", ".join(f"{times} by {name}" for name, times in sorted(killed.items()))
    campaign.finish(f"{sum(killed.values())} kills survived ({tally}), {finished} batches resumed to their end")


main()
