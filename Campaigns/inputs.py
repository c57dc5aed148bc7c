#!/usr/bin/env python3
"""usage: inputs.py BUILD_FOLDER [--short]

Bad input, exhaustively: files of every format cut at every byte of their header and at 200 places behind it
(with --short, at every 16th and at 10), numbers that are none, odd lengths, rates and channels, and paths
that are no files. Each gets notes or a line, nothing else; nothing half-written, no crash, no hang.
"""

import json
import os
import pathlib
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time

from campaign import RECORDINGS, ROOT, SOUNDS, Campaign, complaint, contents, program, run

# A library that prints by itself.
FOREIGN = ("Note: ", "[src/libmpg123", "Warning: ")


def places(size, short):
    """Where files are cut: within the header, and behind it."""
    header = min(size, 128)
    step = max(1, (size - header) // (10 if short else 200))
    return list(range(0, header, 16 if short else 1)) + list(range(header, size, step))


def wave(samples, rate=22050, channels=1, form="<f", code=3):
    """A WAV file of some samples."""
    data = b"".join(struct.pack(form, sample) for sample in samples)
    width = struct.calcsize(form)
    rates = min(rate * channels * width, 2**32 - 1)
    return (b"RIFF" + struct.pack("<I", 36 + len(data)) + b"WAVEfmt "
            + struct.pack("<IHHIIHH", 16, code, channels, rate, rates, (channels * width) % 65536, 8 * width)
            + b"data" + struct.pack("<I", len(data)) + data)


def batch(campaign, executable, what, files, options=()):
    """Transcribes files, given by name and bytes; each is done, or failed with a reason."""
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(f"{folder}/in")
        for name, data in files:
            pathlib.Path(folder, "in", name).write_bytes(data)
        before = contents(f"{folder}/in")
        code, errors = run(
            [executable, "transcribe", "in", "-o", "out/", "--report", "r.json", *options], folder,
            limit=600)
        errors = "".join(
            line for line in errors.splitlines(True) if not line.startswith(FOREIGN))
        campaign.check(what, complaint(code, errors))
        if code not in (0, 6):
            return campaign.check(what, f"exit code {code}: {errors[-500:]}")
        outcomes = json.loads(pathlib.Path(folder, "r.json").read_text())["files"]
        made = contents(f"{folder}/out")
        campaign.tried += len(outcomes)
        done = sum(outcome["status"] == "done" for outcome in outcomes)
        missing = len(outcomes) != len(files) or len(made) != done
        campaign.check(what, "an input or an output is missing" if missing else None)
        silent = [one["input"] for one in outcomes if one["status"] == "failed" and not one["error"]]
        campaign.check(what, f"no reason for {silent[0]}" if silent else None)
        campaign.check(what, "an input was changed" if contents(f"{folder}/in") != before else None)
        print(f"inputs: {what}: {len(files)} files, {done} transcribed, {len(files) - done} refused",
              flush=True)


def cut_sounds(campaign, executable, short):
    for path in sorted(SOUNDS.glob("stereo-*")) + [RECORDINGS / "voice.m4a"]:
        if path.suffix == ".npy" or path.suffix == ".m4a" and not shutil.which("ffmpeg"):
            continue
        data = path.read_bytes()
        cuts = places(len(data), short or path.suffix == ".m4a")
        batch(campaign, executable, f"{path.name}, cut",
              [(f"{cut}{path.suffix}", data[:cut]) for cut in cuts])


def single(campaign, executable, what, words, folder, codes, **options):
    """Runs one command that must end with one of some codes."""
    code, errors = run([executable, *words], folder, **options)
    campaign.check(what, complaint(code, errors))
    campaign.check(what, None if code in codes else f"exit code {code}: {errors[:300]}")


def cut_others(campaign, executable, short):
    """Music, archives, tables and models."""
    with tempfile.TemporaryDirectory() as folder:
        cut_path = f"{folder}/cut"
        fixtures = [
            (RECORDINGS / "voice.mid", ["render", "cut", "-o", "a.wav", "--rate", "8000", "--force"], (0, 3)),
            (RECORDINGS / "voice.mid", ["plot", "cut", "-o", "a.svg", "--force"], (0, 3, 5)),
            (RECORDINGS / "voice.csv", ["evaluate", str(RECORDINGS / "voice.mid"), "cut"], (0, 3)),
            (ROOT / "Tests/Fixtures/Archives/compressed.npz",
             ["transcribe", "--from-posteriorgrams", "cut", "-o", "a.mid", "--force"], (0, 3)),
            (ROOT / "Models/icassp_2022.bpw",
             ["transcribe", str(RECORDINGS / "one-sample.wav"), "--model", "cut", "-o", "b.mid", "--force"],
             (5,)),
        ]
        for path, words, codes in fixtures:
            data = path.read_bytes()
            cuts = places(len(data), short)
            for cut in cuts:
                pathlib.Path(cut_path).write_bytes(data[:cut])
                single(campaign, executable, f"{path.name}, {words[0]}, cut at {cut}", words, folder, codes)
            print(f"inputs: {path.name}, {words[0]}: cut at {len(cuts)} places", flush=True)
        hidden = [name for name in os.listdir(folder) if name.startswith(".")]
        campaign.check("cut files", f"{hidden} left behind" if hidden else None)


def odd_numbers(campaign, executable, short):
    nan, huge, tone = float("nan"), float("inf"), [((i // 50) % 2) - 0.5 for i in range(22050)]
    batch(campaign, executable, "numbers that are none", [
        ("nan.wav", wave(tone[:9000] + [nan] + tone)), ("all-nan.wav", wave([nan] * 22050)),
        ("infinity.wav", wave(tone + [huge])), ("minus.wav", wave([-huge] + tone)),
        ("direct.wav", wave([1.0] * 22050)), ("minimum.wav", wave([1e-45] * 22050)),
        ("huge.wav", wave([3e38, -3e38] * 11025))])
    batch(campaign, executable, "lengths from 0 to 300 samples",
          [(f"{n}.wav", wave(tone[:n])) for n in range(0, 301, 20 if short else 1)])
    rates = [1, 2, 7, 50, 100, 1000, 4000, 7999, 8000, 11025, 22049, 22050, 22051, 44100, 48000, 96000,
             192000, 384000, 767999, 768000, 2**31 - 1]
    batch(campaign, executable, "rates from 1 Hz on",
          [(f"{rate}.wav", wave(tone[:min(rate * 20, 22050)], rate)) for rate in rates])
    counts = [1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 32, 63, 64, 65, 128, 255, 256, 257, 512, 1023, 1024, 1025, 65535]
    batch(campaign, executable, "channels from 1 on",
          [(f"{count}.wav", wave(tone[:2000] * (min(count, 1100) // 8 + 1), channels=count)[:400_000])
           for count in counts])


def odd_paths(campaign, executable):
    """What is no file, or no file that may be read, or one that changes."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        shutil.copy(RECORDINGS / "voice.flac", f"{folder}/voice.flac")
        os.mkdir(f"{folder}/folder.wav")
        os.symlink("loop.wav", f"{folder}/loop.wav")
        os.symlink("nowhere", f"{folder}/dangling.wav")
        os.mkfifo(f"{folder}/pipe.wav")
        shutil.copy(RECORDINGS / "voice.flac", f"{folder}/secret.flac")
        os.chmod(f"{folder}/secret.flac", 0)
        os.mkdir(f"{folder}/closed", 0o555)
        for name in ("loop.wav", "dangling.wav", "/dev/null", "/dev/zero", "/dev/full", "/proc/self/mem",
                     "nowhere.wav", "voice.flac/x.wav", "x" * 300, "folder.wav", "", "voice.flac/"):
            single(campaign, executable, repr(name), ["transcribe", name, "-o", "out.mid"], folder, (2, 3))
        nobody = {"user": 65534, "group": 65534} if os.getuid() == 0 else {}
        try:
            readable = subprocess.run([executable, "--version"], capture_output=True, **nobody).returncode == 0
        except OSError:
            readable = False
        if readable:
            single(campaign, executable, "no permission to read", ["transcribe", "secret.flac", "-o", "/dev/null"],
                   folder, (3,), **nobody)
            single(campaign, executable, "no permission to write", ["transcribe", "voice.flac", "-o", "closed/a.mid"],
                   folder, (4,), **nobody)
        for options in ([], ["--force"]):
            single(campaign, executable, "input and output are one", ["transcribe", "voice.flac", "-o", "voice.flac",
                   *options], folder, (2, 4))
        campaign.check("outputs of nothing", "out.mid" if os.path.exists(f"{folder}/out.mid") else None)
        # Nobody writes to the pipe: who waits can be stopped, and leaves nothing.
        process = subprocess.Popen([executable, "transcribe", "pipe.wav", "-o", "pipe.mid"], cwd=folder,
                                   stderr=subprocess.PIPE)
        time.sleep(0.5)
        waits = process.poll() is None
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
        campaign.check("a pipe without a writer", None if waits and process.returncode == 143 else
                       f"exit code {process.returncode}")
        changing(campaign, executable, folder)
        hidden = [name for name in os.listdir(folder) if name.startswith(".")]
        campaign.check("odd paths", f"{hidden} left behind" if hidden else None)


def changing(campaign, executable, folder):
    """A recording that grows, shrinks or vanishes while it is read."""
    data = (RECORDINGS / "band.wav").read_bytes()
    body = data[44:] * 40
    head = data[:4] + struct.pack("<I", len(body) + 36) + data[8:40] + struct.pack("<I", len(body))
    for change in ("grows", "shrinks", "vanishes"):
        path = pathlib.Path(folder, f"{change}.wav")
        path.write_bytes(head + body)
        process = subprocess.Popen([executable, "transcribe", path.name, "-o", f"{change}.mid", "--threads", "1"],
                                   cwd=folder, stderr=subprocess.PIPE)
        time.sleep(0.1)
        if change == "grows":
            with path.open("ab") as file:
                file.write(body)
        elif change == "shrinks":
            os.truncate(path, len(data))
        else:
            path.unlink()
        errors = process.communicate(timeout=60)[1].decode()
        problem = complaint(process.returncode, errors)
        if not problem and process.returncode not in (0, 3):
            problem = f"exit code {process.returncode}"
        campaign.check(f"a file that {change}", problem)


def odd_names(campaign, executable):
    """Every byte a name may have, 255 of them at most."""
    data = (RECORDINGS / "one-sample.wav").read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        where = os.fsencode(folder) + b"/in"
        os.mkdir(where)
        names = [bytes([byte]) + b".wav" for byte in range(1, 256) if byte != ord("/")]
        every = bytes(byte for byte in range(1, 256) if byte != ord("/"))
        names += [every[:125] + b".wav", every[125:] + b".wav", b"x" * 251 + b".wav", b"-o.wav", b"--.wav"]
        for name in names:
            with open(where + b"/" + name, "wb") as file:
                file.write(data)
        code, errors = run([executable, "transcribe", "in", "-o", "out/", "--report", "r.json"], folder)
        campaign.check("odd names", complaint(code, errors))
        hidden = sum(name.startswith(b".") for name in names)
        made = set(os.listdir(os.fsencode(folder) + b"/out"))
        expected = {name[:-4] + b".mid" for name in names if not name.startswith(b".")}
        campaign.check("odd names", f"{(expected ^ made)}" if made != expected else None)
        for name in (b"-o.wav", b"--.wav"):
            code, errors = run([executable, "transcribe", b"--", name], where)
            campaign.check(f"{name}", complaint(code, errors) if code == 0 else errors)
        print(f"inputs: {len(names)} odd names, {hidden} of them hidden")


def main():
    executable, short, campaign = program(sys.argv[1]), "--short" in sys.argv, Campaign("inputs")
    cut_sounds(campaign, executable, short)
    cut_others(campaign, executable, short)
    odd_numbers(campaign, executable, short)
    odd_paths(campaign, executable)
    odd_names(campaign, executable)
    campaign.finish(f"{campaign.tried} inputs and checks")


main()
