#!/usr/bin/env python3
"""Measure the program beside the reference and other engines, and print tables in Markdown.

usage: peers.py --build FOLDER [--model-only | --programs-only] [--quick] [--rounds N] [--longest M]

FOLDER holds the executables Benchmarks and basicpitch, of a release build. Everything that is
compared runs in turn, round by round, so that a slow minute of the machine hits all alike. Needs the
packages in requirements.txt; LiteRT is measured if it is installed.
"""
import argparse
import datetime
import importlib.metadata
import logging
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import wave

# basic_pitch lists the engines that it does not find.
logging.disable(logging.WARNING)

HERE = pathlib.Path(__file__).resolve().parent
RECORDING = HERE.parent / "Examples/guitar.flac"

SAMPLE_RATE = 22_050
WINDOW = 43_844
WINDOW_HOP = 36_164
LEADING_SILENCE = 3_840
WINDOW_COUNT = 8


# The windows and the model's peers


def make_windows():
    """Cut the recording as the reference does: (WINDOW_COUNT, WINDOW) of float32."""
    import numpy as np
    import soundfile
    import soxr

    samples, rate = soundfile.read(RECORDING, dtype="float32")
    samples = soxr.resample(samples.mean(axis=1), rate, SAMPLE_RATE)
    needed = (WINDOW_COUNT - 1) * WINDOW_HOP + WINDOW
    padded = np.zeros(needed, dtype=np.float32)
    padded[LEADING_SILENCE : LEADING_SILENCE + len(samples)] = samples[: needed - LEADING_SILENCE]
    return np.stack([padded[i * WINDOW_HOP :][:WINDOW] for i in range(WINDOW_COUNT)])


def model_file(name):
    import basic_pitch

    return pathlib.Path(basic_pitch.__file__).parent / "saved_models/icassp_2022" / name


# Note, onset and contour, in this order, under the names that the published model gives them.
OUTPUTS = ["StatefulPartitionedCall:1", "StatefulPartitionedCall:2", "StatefulPartitionedCall:0"]


class OnnxRuntime:
    name = "ONNX Runtime, float32"

    def __init__(self, windows):
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(
            str(model_file("nmp.onnx")), options, providers=["CPUExecutionProvider"])
        self.inputs = [window.reshape(1, WINDOW, 1) for window in windows]
        self.input_name = self.session.get_inputs()[0].name

    def infer(self, index):
        return self.session.run(OUTPUTS, {self.input_name: self.inputs[index]})

    def time(self):
        start = time.perf_counter()
        for index in range(WINDOW_COUNT):
            self.infer(index)
        return time.perf_counter() - start

    def results(self):
        import numpy as np

        return np.concatenate([
            np.array(matrix).ravel() for index in range(WINDOW_COUNT)
            for matrix in self.infer(index)])


class OpenVino(OnnxRuntime):
    def __init__(self, windows, precision):
        import openvino

        self.name = f"OpenVINO, {'float32' if precision == 'f32' else 'bfloat16'}"
        core = openvino.Core()
        model = core.read_model(model_file("nmp.onnx"))
        model.reshape([1, WINDOW, 1])
        compiled = core.compile_model(model, "CPU", {
            "INFERENCE_NUM_THREADS": 1, "NUM_STREAMS": 1, "PERFORMANCE_HINT": "LATENCY",
            "INFERENCE_PRECISION_HINT": precision})
        self.request = compiled.create_infer_request()
        self.outputs = [compiled.output(name) for name in OUTPUTS]
        self.inputs = [window.reshape(1, WINDOW, 1) for window in windows]

    def infer(self, index):
        self.request.infer([self.inputs[index]], share_inputs=True)
        return [self.request.get_tensor(output).data for output in self.outputs]


class LiteRT(OnnxRuntime):
    name = "LiteRT (XNNPACK), float32"

    def __init__(self, windows):
        from ai_edge_litert.interpreter import Interpreter

        interpreter = Interpreter(str(model_file("nmp.tflite")), num_threads=1)
        self.runner = interpreter.get_signature_runner()
        self.input_name = next(iter(self.runner.get_input_details()))
        self.inputs = [window.reshape(1, WINDOW, 1) for window in windows]

    def infer(self, index):
        result = self.runner(**{self.input_name: self.inputs[index]})
        return [result[name] for name in ("note", "onset", "contour")]


class Refused(Exception):
    """The processor lacks the instructions that were asked for."""


class Ours:
    """`Benchmarks --serve`, with one set of instructions or the one it chooses."""

    def __init__(self, executable, windows_path, instructions=None):
        self.name = "basicpitch" + (f", {instructions}" if instructions else "")
        environment = dict(os.environ)
        if instructions:
            environment["BASICPITCH_ISA"] = instructions
        self.process = subprocess.Popen(
            [executable, "--serve", windows_path], env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            self.ask("run 1")
        except (Refused, BrokenPipeError):
            raise Refused(self.process.communicate()[1].strip()) from None

    def ask(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise Refused
        return answer

    def close(self):
        self.process.communicate()

    def time(self):
        return int(self.ask(f"run {WINDOW_COUNT}")) * 1e-9

    def results(self):
        import numpy as np

        with tempfile.NamedTemporaryFile() as file:
            self.ask(f"save {file.name}")
            return np.fromfile(file.name, dtype=np.float32)


def our_engines(executable, windows_path):
    """One engine for each set of instructions that this processor has, best first."""
    try:
        Ours(executable, windows_path, "nonsense").close()
    except Refused:
        engines = []
        for instructions in ("avx512", "avx2", "sse2"):
            try:
                engines.append(Ours(executable, windows_path, instructions))
            except Refused as reason:
                print(f"peers.py: no {instructions}: {reason}", file=sys.stderr)
        return engines or [Ours(executable, windows_path)]
    # A build that does not choose among sets of instructions, on arm64 for example.
    return [Ours(executable, windows_path)]


def peer_engines(windows):
    engines = [OnnxRuntime(windows), OpenVino(windows, "f32"), OpenVino(windows, "bf16")]
    try:
        engines.append(LiteRT(windows))
    except ImportError:
        print("peers.py: LiteRT (ai-edge-litert) is not installed", file=sys.stderr)
    return engines


def measure_model(build, rounds):
    import numpy as np

    windows = make_windows()
    with tempfile.NamedTemporaryFile() as file:
        windows.tofile(file)
        file.flush()
        engines = our_engines(build / "Benchmarks", file.name) + peer_engines(windows)
        expected = OnnxRuntime(windows).results()
        errors = [float(np.abs(engine.results() - expected).max()) for engine in engines]
        times = [[] for _ in engines]
        for _ in range(rounds):
            for engine, own in zip(engines, times):
                own.append(engine.time() / WINDOW_COUNT)
    lines = [
        f"### One window, one thread ({rounds} rounds)", "",
        "| | minimum, ms | median, ms | times ours | largest difference from ONNX Runtime |",
        "|---|---:|---:|---:|---:|"]
    for engine, own, error in zip(engines, times, errors):
        lines.append(
            f"| {engine.name} | {1e3 * min(own):.2f} | {1e3 * statistics.median(own):.2f}"
            f" | {median_ratio(own, times[0]):.2f} | {error:.1e} |")
    return lines


def median_ratio(ones, others):
    """The middle of the ratios of two series, round by round."""
    return statistics.median(one / other for one, other in zip(ones, others))


# Whole programs


def write_music(path, seconds):
    """Repeat the recording, a little softer or louder each time: 44.1 kHz, stereo, 16 bits."""
    import numpy as np
    import soundfile

    samples, rate = soundfile.read(RECORDING, dtype="float32")
    generator = np.random.default_rng(0)
    left = seconds * rate
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(rate)
        while left > 0:
            part = samples[:left] * generator.uniform(0.7, 1.0)
            file.writeframes(np.round(part * 32767).astype("<i2").tobytes())
            left -= len(part)


def run(command):
    """Seconds and peak MiB of a command."""
    result = subprocess.run(
        [sys.executable, "-I", "-S", HERE / "measure.py", *map(str, command)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if result.returncode != 0:
        sys.exit(f"peers.py: {' '.join(map(str, command))} failed:\n{result.stderr}")
    seconds, kibibytes = result.stdout.split()
    return float(seconds), int(kibibytes) / 1024


class Programs:
    def __init__(self, build, folder):
        self.program = build.resolve() / "basicpitch"
        self.folder = folder

    def ours(self, recording, *options):
        return [self.program, "transcribe", recording, "-o", self.folder / "ours.mid", "--force",
                "--quiet", *options]

    def reference(self, recording):
        return [sys.executable, HERE / "reference.py", recording, self.folder / "reference.mid"]

    def compare(self, rows, rounds):
        """Run (name, command, at most so many rounds) in turn; the rows of a table."""
        results = [[] for _ in rows]
        for number in range(rounds):
            for (_, command, most), own in zip(rows, results):
                if number < most:
                    own.append(run(command))
        lines = []
        for (name, _, _), own in zip(rows, results):
            seconds = [time for time, _ in own]
            first = [time for time, _ in results[0]]
            lines.append(
                f"| {name} | {len(own)} | {min(seconds):.3f} | {statistics.median(seconds):.3f}"
                f" | {median_ratio(seconds, first):.2f} | {max(memory for _, memory in own):.0f} |")
        return lines


def measure_programs(build, rounds, longest):
    yield from [
        "### Whole programs, from file to file", "",
        "| | rounds | minimum, s | median, s | times ours | peak memory, MiB |",
        "|---|---:|---:|---:|---:|---:|"]
    many = rounds
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        programs = Programs(build, folder)
        music = folder / "music.wav"
        # Python compiles what it imports at its first run: that does not count.
        write_music(music, 1)
        run(programs.reference(music))
        yield from programs.compare([
            ("1 second: basicpitch", programs.ours(music), many),
            ("1 second: the reference", programs.reference(music), many)], rounds)
        for minutes in (m for m in (1, 10, 60) if m <= longest):
            title = f"{minutes} minute{'s' if minutes > 1 else ''}"
            print(f"peers.py: {title} of music, {rounds} rounds ...", file=sys.stderr)
            write_music(music, 60 * minutes)
            rows = [
                (f"{title}: basicpitch", programs.ours(music), many),
                (f"{title}: basicpitch --compatible", programs.ours(music, "--compatible"), many)]
            if minutes <= 10:
                rows.append(
                    (f"{title}: basicpitch --threads 1", programs.ours(music, "--threads", "1"),
                     many))
            # The reference's notes take it a time that grows with the square of the length.
            rows.append(
                (f"{title}: the reference", programs.reference(music), many if minutes < 60 else 1))
            yield from programs.compare(rows, rounds)


# The page


def machine():
    name = platform.processor() or platform.machine()
    cpuinfo = pathlib.Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text().splitlines():
            if line.startswith("model name"):
                name = line.split(":")[1].strip()
                break
    system = platform.system()
    if hasattr(platform, "freedesktop_os_release"):
        try:
            system = platform.freedesktop_os_release()["PRETTY_NAME"]
        except OSError:
            pass
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout
    versions = [f"Swift {swift.split('Swift version ')[-1].split()[0]}"] if swift else []
    versions.append(f"Python {platform.python_version()}")
    for package in ("onnxruntime", "openvino", "ai-edge-litert", "librosa", "numpy"):
        try:
            versions.append(f"{package} {importlib.metadata.version(package)}")
        except importlib.metadata.PackageNotFoundError:
            pass
    date = datetime.date.today().isoformat()
    return [f"{date}, {os.cpu_count()} cores of {name}, {system}, {', '.join(versions)}."]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--model-only", action="store_true", help="leave the whole programs out")
    parser.add_argument("--programs-only", action="store_true", help="leave the model out")
    parser.add_argument("--quick", action="store_true", help="few rounds, short music")
    parser.add_argument("--rounds", type=int, help="rounds of the whole programs (default 5)")
    parser.add_argument(
        "--longest", type=int, help="minutes of the longest music (default 60; takes the reference"
        " about ten minutes)")
    arguments = parser.parse_args()
    quick = arguments.quick

    # Line by line, as it may take long.
    for line in machine():
        print(line, flush=True)
    if not arguments.programs_only:
        for line in ["", *measure_model(arguments.build, 5 if quick else 30)]:
            print(line, flush=True)
    if not arguments.model_only:
        print()
        rounds = arguments.rounds or (1 if quick else 5)
        longest = arguments.longest or (1 if quick else 60)
        for line in measure_programs(arguments.build, rounds, longest):
            print(line, flush=True)


if __name__ == "__main__":
    main()
