#!/usr/bin/env python3
"""Write what the reference's ONNX model holds and computes, for the tests of CQT and CNNInference.

usage: make_model_fixtures.py AUDIO

Runs one window of AUDIO, from its third second on, through nmp.onnx of the installed package
basic-pitch 0.4.0, with outputs added for tensors inside the graph. Needs basic-pitch, onnx,
onnxruntime, librosa and numpy. Writes float32 arrays into Model/ beside this script.
"""
import importlib.util
import pathlib
import sys

import librosa
import numpy as np
import onnx
import onnxruntime
from onnx import helper, numpy_helper

HERE = pathlib.Path(__file__).parent
WINDOW = 43844


def save(name, array):
    path = HERE / "Model" / f"{name}.npy"
    path.parent.mkdir(exist_ok=True)
    np.save(path, np.ascontiguousarray(array, dtype="<f4"))
    print(path.name, array.shape)


def main():
    package = pathlib.Path(importlib.util.find_spec("basic_pitch").origin).parent
    model = onnx.load(package / "saved_models/icassp_2022/nmp.onnx")
    graph = model.graph
    constants = {c.name: numpy_helper.to_array(c) for c in graph.initializer}
    producer = {output: node for node in graph.node for output in node.output}

    # Kernels of the top octave: the graph negates the result of the imaginary ones.
    negated = {node.input[0] for node in graph.node if node.op_type == "Neg"}
    for node in graph.node:
        if node.op_type != "Conv":
            continue
        kernel = constants[node.input[1]]
        if kernel.shape == (36, 1, 1, 256):
            name = "cqt_kernels_imaginary" if node.output[0] in negated else "cqt_kernels_real"
            save(name, kernel.reshape(36, 256))
        elif kernel.shape == (1, 1, 1, 256):
            save("decimation_filter", kernel.reshape(256))
    lengths, = [c for c in constants.values() if c.shape == (309, 1, 1)]
    save("root_of_lengths", lengths.reshape(309))

    # The normalised spectrogram is what the batch normalisation multiplies.
    contour1, = [n for n in graph.node if n.op_type == "Conv" and constants[n.input[1]].shape == (8, 8, 3, 39)]
    node = producer[contour1.input[0]]
    while node.op_type != "Concat":
        node = producer[node.input[0]]
    add, = [producer[i] for i in node.input if producer[i].op_type == "Add"]
    spectrogram = producer[add.input[0]].input[0]
    graph.output.append(helper.make_tensor_value_info(spectrogram, onnx.TensorProto.FLOAT, None))

    audio, _ = librosa.load(sys.argv[1], sr=22050, mono=True)
    window = audio[3 * 22050:3 * 22050 + WINDOW]
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"])
    contour, note, onset, image = session.run(
        [f"StatefulPartitionedCall:{i}" for i in range(3)] + [spectrogram],
        {"serving_default_input_2:0": window[None, :, None]})
    save("window", window)
    save("spectrogram", image.reshape(172, 309).T)  # bins first, as our Spectrogram
    save("contour", contour[0])
    save("note", note[0])
    save("onset", onset[0])

    noise = np.random.default_rng(1).uniform(-1, 1, 3000).astype(np.float32)
    save("noise", noise)
    save("stft_power", np.abs(librosa.stft(noise, n_fft=512, hop_length=128, pad_mode="reflect")) ** 2)
    save("mel_power", librosa.feature.melspectrogram(
        y=noise, sr=22050, n_fft=2048, hop_length=512, n_mels=128, norm=None, pad_mode="reflect"))


if __name__ == "__main__":
    main()
