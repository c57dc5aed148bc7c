#!/usr/bin/env python3
"""Write the notes that the decoders' definitions make of recordings and posteriorgrams.

usage: make_decoder_fixtures.py

The definitions are learned.py, the default, and decoder.py in Benchmarks/accuracy; the posteriorgrams of the recordings in Recordings/
are the Python reference's own, and how loud keys are follows from the spectrogram inside its graph.
Writes Recordings/NAME.default.csv, and NAME.default.csv and NAME.rules.csv in NoteCreation:
onset and offset in seconds, pitch. Needs basic-pitch 0.4.0 with onnxruntime, and onnx.
"""
import csv
import pathlib
import sys

import numpy as np
import onnx
import onnxruntime
from basic_pitch import inference

from make_recording_fixtures import MODEL, unwrap_as_main_does

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE / "../../Benchmarks/accuracy"))
import decoder  # noqa: E402
import learned  # noqa: E402

RECORDINGS = ["voice.flac", "band.wav", "epiano.mp3", "clarinet.wav"]
POSTERIORGRAMS = ["clip", "smooth"]


# Bins up to harmonics 1 to 5 of a key, and the three bins of a semitone.
HARMONICS = (0, 36, 57, 72, 84)


class Reference:
    """The reference's graph, with the power of its constant-Q transform as a fourth output."""

    def __init__(self):
        model = onnx.load(MODEL)
        producer = {output: node for node in model.graph.node for output in node.output}
        logarithm, = (node for node in model.graph.node if node.op_type == "Log")
        power = producer[logarithm.input[0]].input[0]
        model.graph.output.append(
            onnx.helper.make_tensor_value_info(power, onnx.TensorProto.FLOAT, None))
        self.session = onnxruntime.InferenceSession(
            model.SerializeToString(), providers=["CPUExecutionProvider"])
        self.outputs = [f"StatefulPartitionedCall:{i}" for i in (1, 2, 0)] + [power]

    def run(self, recording):
        """note, onset, contour (frames, bins) and level (frames, 88)."""
        parts = []
        for window, _, length in inference.get_audio_input(recording, 30 * 256, 36_164):
            *matrices, power = self.session.run(
                self.outputs, {"serving_default_input_2:0": window.astype(np.float32)})
            parts.append([*matrices, power.reshape(1, -1, 309)])
        *matrices, power = (
            unwrap_as_main_does(np.concatenate(part), length, 30) for part in zip(*parts))
        return *matrices, levels_of(power)


def levels_of(power):
    """Decibels of shape (frames, 88): the loudest bin of the semitone of each harmonic, summed."""
    # A sine of full scale gives a quarter of its kernel's length.
    power = power.astype(np.float64) * 4 / np.load(HERE / "Model/root_of_lengths.npy") ** 2
    padded = np.pad(power, ((0, 0), (1, 2)))
    loudest = np.max([padded[:, part : part + 309 : 3] for part in range(3)], axis=0)
    sums = np.zeros((len(power), 88))
    for key in range(88):
        for shift in HARMONICS:
            if key + shift // 3 < loudest.shape[1]:
                sums[:, key] += loudest[:, key + shift // 3]
    return 10 * np.log10(sums + 1e-10)


def write(path, notes):
    with open(path, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["start_s", "end_s", "pitch"])
        for start, end, pitch, _ in notes:
            writer.writerow([f"{start:.7f}", f"{end:.7f}", int(pitch)])
    print(path.name, len(notes), "notes")


def main():
    reference, weights = Reference(), learned.Weights.load(learned.SHIPPED)
    for name in RECORDINGS:
        recording = HERE / "Recordings" / name
        posteriorgrams = decoder.Posteriorgrams(*reference.run(recording))
        write(recording.with_suffix(".default.csv"), learned.decode(posteriorgrams, weights))
    for name in POSTERIORGRAMS:
        folder = HERE / "NoteCreation"
        matrices = (np.load(folder / f"{name}.{key}.npy") for key in ("note", "onset", "contour"))
        posteriorgrams = decoder.Posteriorgrams(*matrices)
        write(folder / f"{name}.default.csv", learned.decode(posteriorgrams, weights))
        write(folder / f"{name}.rules.csv", decoder.decode(posteriorgrams))


if __name__ == "__main__":
    main()
