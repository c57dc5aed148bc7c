#!/usr/bin/env python3
"""Convert Basic Pitch's ONNX model to the flat binary file that the program reads.

usage: convert.py OUTPUT.bpw [--onnx MODEL.onnx]

Without --onnx, the model is taken from the PyPI wheel basic-pitch 0.4.0, fetched by pip, and must
have the SHA-256 below. With --onnx, any model of the same architecture is converted, a retrained
one for example. Needs the packages onnx and numpy. README.md in this folder describes the format.
"""
import argparse
import hashlib
import pathlib
import subprocess
import sys
import tempfile
import zipfile

import numpy as np
import onnx
from onnx import numpy_helper

from flat_file import encode

WHEEL = "basic-pitch==0.4.0"
ONNX_IN_WHEEL = "basic_pitch/saved_models/icassp_2022/nmp.onnx"
ONNX_SHA256 = "2c3c1d144bfa61ad236e92e169c13535c880469a12a047d4e73451f2c059a0ec"

# Layers by the shape of their kernels: (outputs, inputs, time taps, frequency taps).
# The shapes differ, so they name the layers whatever the graph calls its tensors.
LAYERS = {
    "contour1": (8, 8, 3, 39),
    "contour2": (1, 8, 5, 5),
    "note1": (32, 1, 7, 7),
    "note2": (1, 32, 7, 3),
    "onset1": (32, 8, 5, 5),
    "onset2": (1, 33, 3, 3),
}


def fetch_onnx():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, WHEEL],
            check=True)
        wheel, = pathlib.Path(folder).glob("*.whl")
        data = zipfile.ZipFile(wheel).read(ONNX_IN_WHEEL)
    digest = hashlib.sha256(data).hexdigest()
    if digest != ONNX_SHA256:
        sys.exit(f"nmp.onnx of {WHEEL} has SHA-256 {digest}, expected {ONNX_SHA256}")
    return data


def extract_tensors(data):
    """The weights by name, in the order in which the network uses them."""
    graph = onnx.load_model_from_string(data).graph
    constants = {c.name: numpy_helper.to_array(c) for c in graph.initializer}
    producer = {output: node for node in graph.node for output in node.output}
    tensors = {}

    convolutions = [node for node in graph.node if node.op_type == "Conv"]
    for name, shape in LAYERS.items():
        matching = [node for node in convolutions if constants[node.input[1]].shape == shape]
        if len(matching) != 1:
            sys.exit(f"{len(matching)} convolutions have the shape {shape} of {name}, expected one")
        tensors[f"{name}.weight"] = constants[matching[0].input[1]]
        tensors[f"{name}.bias"] = constants[matching[0].input[2]]
        if name == "contour1":
            stacked = matching[0].input[0]

    # The batch normalisation of the spectrogram is what the harmonics are stacked from: one of the
    # concatenated channels is not shifted, and so comes straight from it.
    node = producer[stacked]
    while node.op_type != "Concat":
        node = producer[node.input[0]]
    add, = [producer[i] for i in node.input if producer[i].op_type == "Add"]
    multiply = producer[add.input[0]]
    tensors["normalization.scale"] = constants[multiply.input[1]].reshape(1)
    tensors["normalization.offset"] = constants[add.input[1]].reshape(1)
    return tensors


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("--onnx", type=pathlib.Path, help="convert this model instead")
    arguments = parser.parse_args()
    data = arguments.onnx.read_bytes() if arguments.onnx else fetch_onnx()
    contents = encode(extract_tensors(data), hashlib.sha256(data).digest())
    arguments.output.write_bytes(contents)
    print(f"{arguments.output}: {len(contents)} bytes, CRC-32 {contents[-4:][::-1].hex()}")


if __name__ == "__main__":
    main()
