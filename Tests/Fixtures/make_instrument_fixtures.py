#!/usr/bin/env python3
"""Make what the network of instruments is compared with: a small one of random weights, and what its definition answers.

usage: make_instrument_fixtures.py [FOLDER]

The input is made of numbers that both sides can work out, see `powers`.
"""
import pathlib
import sys

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent / "Training")]
import instruments  # noqa: E402

FRAMES, BANDS = 2403, 103


def powers():
    """Levels from −70 to −10 dB out of a hash of their place, as powers of shape (frames, bands)."""
    place = np.arange(FRAMES * BANDS, dtype=np.uint64)
    value = place * 2654435761 % 2**32
    value ^= value >> 15
    value = value * 2246822519 % 2**32
    value ^= value >> 13
    # Loud and soft passages, so that what is near matters.
    passage = 20 * (np.arange(FRAMES) // 300 % 2)
    level = -70 + 60 * (value / 2**32).reshape(FRAMES, BANDS) - passage[:, None]
    return 10 ** (level / 10)


def network(rng):
    def layer(*shape):
        return rng.normal(0, np.sqrt(2 / np.prod(shape[:-1])), shape).astype(np.float32), rng.normal(0, 0.1, shape[-1]).astype(np.float32)

    patches = [layer(3, 5, 2, 8), layer(3, 5, 8, 16)]
    times = [layer(1, 26 * 16, 16), layer(5, 16, 16), layer(3, 16, 24), layer(1, 24, 13 * len(instruments.FAMILIES))]
    return instruments.Network(patches, times, rng.normal(0, 1, 13).astype(np.float32), (1, 3, 7))


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else HERE / "Instruments")
    folder.mkdir(exist_ok=True)
    small = network(np.random.default_rng(9))
    small.save(folder / "small.bpw", bytes(32))
    count = FRAMES // 4
    pooled = powers()[:4 * count].reshape(count, 4, BANDS).mean(1)
    levels = 10 * np.log10(pooled)
    shares = small.shares(instruments.prepare(levels, "mel"))
    np.save(folder / "small.shares.npy", shares.astype(np.float32))


if __name__ == "__main__":
    main()
