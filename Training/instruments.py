"""Which family of instruments plays when: what the network is shown and how its answers are read.

This is the definition; the Swift code is held to it. Features are decibels of shape (frames, bins), 21.5 frames a second.
"""
import dataclasses
import pathlib
import sys

import numpy as np

import origins

sys.path[:0] = [str(origins.ROOT / "Models")]
import flat_file  # noqa: E402

FAMILIES = tuple(origins.FAMILIES)
# Bins that become one band: a semitone, 86 hertz, a mel band.
POOLING = {"cqt": 3, "stft": 8, "mel": 1}
# Decibels below the loudest band nearby that count as silence; and how many frames to either side are near.
DYNAMIC_RANGE, NEARBY = 60.0, 32
FLOOR = -100.0
# Frames that the convolutions over time are apart.
DILATIONS = (1, 4, 12)


def bands(levels, kind):
    """Power of each band in decibels."""
    factor = POOLING[kind]
    power = 10 ** (np.asarray(levels, np.float32) / 10)
    count = power.shape[1] // factor
    power = power[:, power.shape[1] % factor:].reshape(len(power), count, factor).sum(2)
    return 10 * np.log10(np.maximum(power, 10 ** (FLOOR / 10)))


def prepare(levels, kind):
    """What the network is shown: (frames, bands, 2), how loud each band is and how much louder it becomes, from 0 to 1."""
    level = bands(levels, kind)
    padded = np.pad(level.max(1), NEARBY, mode="edge")
    loudest = np.lib.stride_tricks.sliding_window_view(padded, 2 * NEARBY + 1).max(1)
    relative = np.clip((level - loudest[:, None]) / DYNAMIC_RANGE + 1, 0, 1)
    rise = np.maximum(np.diff(relative, axis=0, prepend=relative[:1]), 0)
    return np.stack([relative, rise], 2).astype(np.float32)


@dataclasses.dataclass
class Network:
    """Convolutions over time and pitch that look at less and less detail, then over time alone.

    `patches`: (height, width, inputs, outputs) over frames and bands, every second band; `over_time`: (width, inputs,
    outputs); each with its biases. All but the last are rectified. The last has a number for each family.
    """
    patches: list
    over_time: list

    @property
    def count(self):
        return sum(array.size for layer in self.patches + self.over_time for array in layer)

    def save(self, path, digest):
        tensors = {}
        for name, layers in (("patch", self.patches), ("time", self.over_time)):
            for index, (weights, biases) in enumerate(layers):
                tensors[f"{name}{index}.weights"], tensors[f"{name}{index}.biases"] = weights, biases
        pathlib.Path(path).write_bytes(flat_file.encode(tensors, digest))

    @classmethod
    def load(cls, path):
        tensors = flat_file.decode(pathlib.Path(path).read_bytes())
        layers = {"patch": [], "time": []}
        for name, found in layers.items():
            while f"{name}{len(found)}.weights" in tensors:
                found.append((tensors[f"{name}{len(found)}.weights"], tensors[f"{name}{len(found)}.biases"]))
        return cls(layers["patch"], layers["time"])


def envelopes(shares, power):
    """Power of each family in decibels, from the shares of it, (frames, families), and the recording's own."""
    return power[:, None] + 10 * np.log10(np.maximum(shares, 1e-6))
