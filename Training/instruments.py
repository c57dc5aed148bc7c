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
# Bands of a register: three times, every second band was taken.
GROUP = 8
# Frames that the convolutions over time are apart; the last of all layers sees one frame.
DILATIONS = (1, 4, 12)


def bands(levels, kind):
    """Power of each band in decibels."""
    factor = POOLING[kind]
    power = 10 ** (np.asarray(levels, np.float32) / 10)
    count = power.shape[1] // factor
    power = power[:, power.shape[1] % factor:].reshape(len(power), count, factor).sum(2)
    return 10 * np.log10(np.maximum(power, 10 ** (FLOOR / 10)))


def prepare(levels, kind):
    """What the network is shown of features: (frames, bands, 2)."""
    return shown(bands(levels, kind))


def shown(level):
    """Of bands in decibels: how loud each is and how much louder it becomes, from 0 to 1, (frames, bands, 2)."""
    padded = np.pad(level.max(1), NEARBY, mode="edge")
    loudest = np.lib.stride_tricks.sliding_window_view(padded, 2 * NEARBY + 1).max(1)
    relative = np.clip((level - loudest[:, None]) / DYNAMIC_RANGE + 1, 0, 1)
    rise = np.maximum(np.diff(relative, axis=0, prepend=relative[:1]), 0)
    return np.stack([relative, rise], 2).astype(np.float32)


def rectified(x):
    return np.maximum(x, 0)


def patch(x, weights, biases):
    """A convolution over 3 frames and 5 bands, every second band: (frames, bands, inputs) to (frames, half, outputs).

    Output j of frame t sees the frames t - 1 to t + 1 and the bands 2 j - 2 to 2 j + 2; what lies outside is 0.
    """
    height, width, _, outputs = weights.shape
    half = (x.shape[1] + 1) // 2
    padded = np.pad(x, ((height // 2,) * 2, (width // 2,) * 2, (0, 0)))
    y = np.zeros((len(x), half, outputs), np.float32)
    for i in range(height):
        for j in range(width):
            y += padded[i:i + len(x), j:j + 2 * half - 1:2] @ weights[i, j]
    return y + biases


def over_time(x, weights, biases, spacing):
    """A convolution over frames that are `spacing` apart, (frames, inputs) to (frames, outputs); what lies outside is 0."""
    width = len(weights)
    reach = width // 2 * spacing
    padded = np.pad(x, ((reach, reach), (0, 0)))
    return sum(padded[i * spacing:i * spacing + len(x)] @ weights[i] for i in range(width)) + biases


def softmax(x):
    powers = np.exp(x - x.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def registers(features, gains):
    """What share of a frame's power is in each register, GROUP bands: (frames, bands, 2) to (frames, registers)."""
    power = 10 ** (DYNAMIC_RANGE / 10 * (features[:, :, 0] - 1))
    count = len(gains)
    power = np.pad(power, ((0, 0), (0, count * GROUP - power.shape[1])))
    power = power.reshape(len(power), count, GROUP).sum(2) * np.exp(gains)
    return power / power.sum(1, keepdims=True)


@dataclasses.dataclass
class Network:
    """Convolutions over time and pitch that look at less and less detail, then over time alone; then a mask.

    `patches`: (height, width, inputs, outputs) over frames and bands, every second band; `times`: (width, inputs,
    outputs), `dilations` frames apart; each with its biases. All but the last are rectified. Where a layer over time is as
    wide as what it sees, it adds to it. The last says for each register of GROUP bands, the lowest first, whose it is:
    a number for each family, and a softmax over families. `gains`, of each register, are natural logarithms.

    So the network says who plays where, and the spectrum itself says when: attacks need not be predicted.
    """
    patches: list
    times: list
    gains: np.ndarray
    dilations: tuple = DILATIONS

    def shares(self, features):
        """What `prepare` makes, (frames, bands, 2), to the share of each family in a frame's power, (frames, families)."""
        x = features
        for weights, biases in self.patches:
            x = rectified(patch(x, weights, biases))
        x = x.reshape(len(x), -1)  # channels of the lowest band first
        for (weights, biases), spacing in zip(self.times[:-1], self.dilations):
            y = rectified(over_time(x, weights, biases, spacing))
            x = x + y if x.shape == y.shape else y
        x = over_time(x, *self.times[-1], 1)
        owners = softmax(x.reshape(len(x), len(self.gains), len(FAMILIES)))
        return (registers(features, self.gains)[:, :, None] * owners).sum(1)

    @property
    def count(self):
        return sum(array.size for layer in self.patches + self.times + [[self.gains]] for array in layer)

    def save(self, path, digest):
        tensors = {}
        for name, layers in (("patch", self.patches), ("time", self.times)):
            for index, (weights, biases) in enumerate(layers):
                tensors[f"{name}{index}.weights"], tensors[f"{name}{index}.biases"] = weights, biases
        tensors["gains"] = self.gains
        tensors["dilations"] = np.array(self.dilations, np.float32)
        pathlib.Path(path).write_bytes(flat_file.encode(tensors, digest))

    @classmethod
    def load(cls, path):
        tensors = flat_file.decode(pathlib.Path(path).read_bytes())
        layers = {"patch": [], "time": []}
        for name, found in layers.items():
            while f"{name}{len(found)}.weights" in tensors:
                found.append((tensors[f"{name}{len(found)}.weights"], tensors[f"{name}{len(found)}.biases"]))
        return cls(layers["patch"], layers["time"], tensors["gains"], tuple(int(spacing) for spacing in tensors["dilations"]))


def envelopes(shares, power):
    """Power of each family in decibels, from the shares of it, (frames, families), and the recording's own."""
    return power[:, None] + 10 * np.log10(np.maximum(shares, 1e-6))
