#!/usr/bin/env python3
"""usage: faults.py BUILD_FOLDER [--short]

Runs commands again and again, and lets one system call fail after the other: each write, each opening of
a file, each fsync, each giving of a name, alone (as for a moment) and with all that follow (as for good).
Whatever fails: no crash, a line that says why, no output that is not whole, nothing left behind, what was
there before as it was, and exit code 0 only with all outputs in place. The same for too few descriptors,
too short files, too little memory and a full disk. With --short, every 9th call fails.
"""

import errno
import json
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile

from campaign import RECORDINGS, ROOT, UNEQUAL, Campaign, complaint, contents, program, run

# Functions, and what they fail with.
OPENING = ("open,open64,openat,fopen,opendir,fcntl,fcntl64,pipe,mkstemp", errno.EMFILE)
WRITING = ("write,pwrite,pwrite64", errno.ENOSPC)
NAMING = ("rename,link,linkat,mkdir", errno.EACCES)
REMOVING = ("unlink", errno.EACCES)
KEEPING = ("fsync,close,fchmod,ftruncate,ftruncate64", errno.EIO)
READING = ("read,pread,pread64,lseek,lseek64", errno.EIO)
STARTING = ("posix_spawnp", errno.EAGAIN)
ALL = [OPENING, WRITING, NAMING, REMOVING, KEEPING, READING, STARTING]

# What is there to begin with, and what is run there.
SCENARIOS = {
    "one recording, all formats": (
        {"a.flac": "voice.flac"},
        ["transcribe", "a.flac", "--format", "mid,csv,json,ndjson,txt,intervals,f0,npz,svg",
         "--report", "r" + UNEQUAL]),
    "a page and a sound": (
        {"a.flac": "voice.flac"},
        ["transcribe", "a.flac", "--format", "mid,html", "--sonify-midi"]),
    "replacing": (
        {"a.flac": "voice.flac", "a.mid": "band.mid", "a.csv": "band.csv"},
        ["transcribe", "a.flac", "--format", "mid,csv", "--force"]),
    "a batch": (
        {"in/a.wav": "one-sample.wav", "in/deep/b.wav": "empty.wav", "in/c.flac": "voice.flac",
         "out/c.mid": "band.mid"},
        ["transcribe", "-r", "in", "-o", "out/", "--format", "mid,csv", "--skip-existing", "-j", "1",
         "--report", "r" + UNEQUAL]),
    "what ffmpeg reads": ({"a.m4a": "voice.m4a"}, ["transcribe", "a.m4a"]),
    "sound as WAV": ({"a.mid": "voice.mid"}, ["render", "a.mid", "--rate", "8000"]),
    "sound as FLAC": ({"a.mid": "voice.mid"}, ["render", "a.mid", "-o", "a.flac"]),
    "sound as Ogg": ({"a.mid": "voice.mid"}, ["render", "a.mid", "-o", "a.ogg"]),
    "sound beside sound": (
        {"a.mid": "voice.mid", "a.flac": "voice.flac"},
        ["render", "a.mid", "--against", "a.flac", "--rate", "8000", "--dry"]),
    "a picture": ({"a.mid": "voice.mid"}, ["plot", "a.mid"]),
    "a spectrogram": ({"a.flac": "voice.flac"}, ["features", "a.flac"]),
    "instruments": ({"a.flac": "voice.flac"}, ["envelopes", "a.flac", "--plot", "a.svg"]),
    "saved posteriorgrams": (
        {"a.npz": None}, ["transcribe", "--from-posteriorgrams", "a.npz", "--format", "mid,csv"]),
}


def prepare(folder, files, archive):
    for name, fixture in files.items():
        target = pathlib.Path(folder, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(RECORDINGS / fixture if fixture else archive, target)


def problem(folder, before, after, code, errors):
    """What does not hold after a run; before and after are the folder's states without a fault."""
    found = contents(folder)
    for name, digest in found.items():
        if name.endswith(UNEQUAL):
            json.loads(pathlib.Path(folder, name).read_text())
        elif digest not in (before.get(name), after.get(name)):
            known = name in before or name in after
            # A recording that cannot be read to its end is transcribed as far as it goes, with a line.
            if not (known and ("ends early" in errors or "is damaged after" in errors)):
                return f"'{name}' is {'not whole' if known else 'left behind'} (exit code {code})"
    for name, digest in before.items():
        if name not in found:
            return f"'{name}' is lost"
        if found[name] != digest and digest == after.get(name):
            return f"'{name}' was changed"
    missing = [name for name in after if name not in found]
    if code == 0 and missing:
        return f"exit code 0 without '{missing[0]}'"
    return complaint(code, errors)


def inject(campaign, name, words, files, archive, library, short):
    """Lets the calls of one command fail, each in its turn; returns how many failed."""
    injected = 0
    for calls, code in ALL:
        for names in ([], ["FAULT_NAMES"]):
            base = {"LD_PRELOAD": library, "FAULT_CALLS": calls, "FAULT_ERROR": str(code)}
            base.update({flag: "1" for flag in names})
            with tempfile.TemporaryDirectory() as folder, tempfile.NamedTemporaryFile() as log:
                prepare(folder, files, archive)
                before = contents(folder)
                status, errors = run(words, folder, {**base, "FAULT_LOG": log.name})
                assert status == 0, f"{name}: {errors}"
                after = contents(folder)
                count = int(pathlib.Path(log.name).read_text() or 0)
            # The first ones are those of the start, the last ones give names: neither is left out.
            step = 9 if short else 1
            places = [at for at in range(1, count + 1) if at % step == 0 or at > count - step]
            for mode in ("FAULT_AT", "FAULT_FROM"):
                for at in places:
                    with tempfile.TemporaryDirectory() as folder:
                        prepare(folder, files, archive)
                        status, errors = run(words, folder, {**base, mode: str(at)})
                        what = f"{name}: {mode} {at} of {count} {calls.split(',')[0]}… {names}"
                        wrong = problem(folder, before, after, status, errors)
                        # Who cannot remove a file leaves it.
                        if calls == REMOVING[0] and wrong and "left behind" in wrong:
                            wrong = None
                        campaign.check(what, wrong)
                        injected += 1
    return injected


def limited(kind, most):
    """What sets a limit of the system in a process that is about to run."""
    return lambda: resource.setrlimit(kind, (most, most))


def run_short_of(campaign, what, words, files, archive, folder=None, may_die=False, **options):
    """Runs a command that is short of something; what there is afterwards is whole."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        prepare(place, files, archive)
        before = contents(place)
        code, errors = run(words, place, {"SWIFT_BACKTRACE": "enable=no"}, **options)
        found = contents(place)
        lost = [name for name, digest in before.items() if found.get(name) != digest]
        hidden = [name for name in found if ".basicpitch-" in name]
        made = len(found) - len(before)
        wrong = f"'{lost[0]}' was changed" if lost else f"{hidden} left behind" if hidden else None
        if code == 0 and not made or code not in (0, 6) and made:
            wrong = f"exit code {code} with {made} outputs"
        # A loader that cannot open the libraries says so before we are.
        loader = code == 127 or "error while loading" in errors
        if not (may_die and code < 0) and not loader:
            wrong = wrong or complaint(code, errors)
        campaign.check(what, wrong)


def starve(campaign, executable, archive, short):
    """Too few descriptors, too short files, too little memory, a full disk and one that is read-only."""
    step = 4 if short else 1
    for name, (files, words) in SCENARIOS.items():
        # Existing results, and reports that come last, are for the other part.
        if "replacing" in name or "batch" in name or "ffmpeg" in name and not shutil.which("ffmpeg"):
            continue
        words = [executable, *[word for word in words if word not in ("--report", "r" + UNEQUAL)]]
        for most in range(4, 40, step):
            run_short_of(campaign, f"{name}: {most} descriptors", words, files, archive,
                         preexec_fn=limited(resource.RLIMIT_NOFILE, most))
        for most in (0, 1, 100, 500, 1000, 5000, 20_000, 50_000):
            run_short_of(campaign, f"{name}: {most} bytes a file", words, files, archive,
                         preexec_fn=limited(resource.RLIMIT_FSIZE, most))
        # Swift ends a program that gets no memory; only what is left of it can be promised.
        for most in range(20, 600, 20 * step):
            run_short_of(campaign, f"{name}: {most} MB of addresses", words, files, archive, may_die=True,
                         preexec_fn=limited(resource.RLIMIT_AS, most << 20))
        with tempfile.TemporaryDirectory() as disk:
            # Room for what is there, and for little more.
            there = sum((RECORDINGS / fixture if fixture else pathlib.Path(archive)).stat().st_size
                        for fixture in files.values()) // 1024 + 8
            for more in (0, 8, 32, 96) if not short else (8,):
                size = there + more
                if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "none", disk],
                                  capture_output=True).returncode:
                    break
                try:
                    run_short_of(campaign, f"{name}: {size} kB of disk", words, files, archive, folder=disk)
                finally:
                    subprocess.run(["umount", disk], check=True)


def main():
    build_folder, short = sys.argv[1], "--short" in sys.argv
    campaign = Campaign("faults")
    executable = program(build_folder)
    injected = 0
    with tempfile.TemporaryDirectory() as tools:
        library = f"{tools}/faults.so"
        subprocess.run(
            [shutil.which("cc") or "clang", "-O1", "-shared", "-fPIC", "-o", library,
             ROOT / "Campaigns/faults.c", "-ldl"],
            check=True)
        archive = f"{tools}/a.npz"
        code, errors = run(
            [executable, "transcribe", RECORDINGS / "voice.flac", "-o", archive], tools)
        assert code == 0, errors
        for name, (files, words) in SCENARIOS.items():
            if "ffmpeg" in name and not shutil.which("ffmpeg"):
                print(f"faults: {name}: skipped, as there is no ffmpeg")
                continue
            count = inject(campaign, name, [executable, *words], files, archive, library, short)
            print(f"faults: {name}: {count} calls failed", flush=True)
            injected += count
        starve(campaign, executable, archive, short)
    campaign.finish(f"{injected} calls failed in {len(SCENARIOS)} commands")


main()
