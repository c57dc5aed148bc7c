"""What campaigns against the program have in common: how it is run, and what must hold afterwards."""

import hashlib
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
RECORDINGS = ROOT / "Tests/Fixtures/Recordings"
SOUNDS = ROOT / "Tests/Fixtures/AudioIO"

# Reports tell the time, so two of them are never the same.
UNEQUAL = ".report.json"


def program(build_folder):
    """The program, by a path that holds wherever it is run."""
    return str(pathlib.Path(build_folder).resolve() / "basicpitch")


def settled(name, data):
    """The bytes of a file without what is drawn by lot: libsndfile numbers streams of Ogg so."""
    if not name.endswith(".ogg"):
        return data
    data, start = bytearray(data), 0
    # What is cut short may end within a page's header.
    while data[start:start + 4] == b"OggS" and len(data) >= start + 27:
        data[start + 14:start + 18] = data[start + 22:start + 26] = bytes(4)
        count = data[start + 26]
        start += 27 + count + sum(data[start + 27:start + 27 + count])
    return bytes(data)


def contents(folder):
    """All files below a folder: their names and a digest of what is in them."""
    found = {}
    for path in sorted(pathlib.Path(folder).rglob("*")):
        if path.is_file():
            found[str(path.relative_to(folder))] = hashlib.sha256(
                settled(path.name, path.read_bytes())).hexdigest()
    return found


def run(words, folder, environment=None, limit=60, stdin=subprocess.DEVNULL, **options):
    """Runs a command to its end; -1 for the code of one that hangs."""
    try:
        done = subprocess.run(
            words, cwd=folder, env={**os.environ, **(environment or {})}, stdin=stdin,
            stdout=options.pop("stdout", subprocess.PIPE), stderr=subprocess.PIPE, timeout=limit,
            **options)
        return done.returncode, done.stderr.decode(errors="replace")
    except subprocess.TimeoutExpired:
        return -1, f"it hangs for more than {limit} s"


def complaint(code, errors):
    """What is wrong with how a run ended, whatever was asked of it; None if nothing is."""
    if code < 0:
        return f"it was ended by signal {-code}: {errors[-300:]}"
    lines = errors.splitlines()
    if code not in (0, 141) and not lines:
        return f"exit code {code} without a word"
    strange = [line for line in lines if not line.startswith("basicpitch: ")]
    return f"a line that is not ours: {strange[0]!r}" if strange else None


class Campaign:
    """Counts what was tried, and ends with 1 if anything did not hold."""

    def __init__(self, name):
        self.name, self.tried, self.failures = name, 0, []

    def check(self, what, problem):
        """Notes a problem, None being none."""
        self.tried += 1
        if problem:
            self.failures.append(what)
            print(f"{self.name}: {what}: {problem}", file=sys.stderr, flush=True)

    def finish(self, sentence):
        """Says how it went."""
        print(f"{self.name}: {sentence}; {len(self.failures)} of {self.tried} checks failed")
        sys.exit(1 if self.failures else 0)
