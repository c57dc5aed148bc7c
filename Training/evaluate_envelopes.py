#!/usr/bin/env python3
"""Tell how well a network knows which family of instruments plays when.

usage: evaluate_envelopes.py WEIGHTS.bpw MIXES [--players STEMS]

A family's envelope is its power in each frame. It is compared by correlation with the truth for each family that a mix has;
a silent one has none. The family of a clip of one alone is the one that most of its energy is said to be of; of
those there are more, if not from rooms, among the players that were mixed.
"""
import argparse
import pathlib

import numpy as np

import instruments
from mixes import Mixes, made


def judge(network, mixes):
    """Of envelopes, correlation by family and by number of families; of solos, which family was told; energy put astray."""
    count = len(instruments.FAMILIES)
    by_family, by_size = [[] for _ in range(count)], {size: [] for size in (1, 2, 3, 4)}
    confusion, astray, blurred = np.zeros((count, count), int), [], []
    for about, levels, power, energy in zip(mixes.about, mixes.levels, mixes.power, mixes.energy):
        told = network.shares(instruments.shown(levels)) * 10 ** (power[:, None] / 10)
        present = [instruments.FAMILIES.index(family) for family in about["families"]]
        for index in present:
            if energy[:, index].std() > 0:
                # A constant envelope correlates with nothing.
                flat = told[:, index].std() < 1e-12
                value = 0.0 if flat else float(np.corrcoef(told[:, index], energy[:, index])[0, 1])
                by_family[index].append(value)
                by_size[len(present)].append(value)
                slow = [np.convolve(x[:, index], np.ones(22), "valid") for x in (told, energy)]
                blurred.append(float(np.corrcoef(*slow)[0, 1]) if min(x.std() for x in slow) > 1e-12 else 0.0)
        astray.append(1 - told[:, present].sum() / told.sum())
        if len(present) == 1:
            confusion[present[0], told.sum(0).argmax()] += 1
    mean = lambda values: round(float(np.mean(values)), 3) if values else None
    return dict(
        correlation=mean(sum(by_family, [])), by_size={size: mean(values) for size, values in by_size.items()},
        by_family=dict(zip(instruments.FAMILIES, map(mean, by_family))), by_second=mean(blurred),
        solo=round(float(np.trace(confusion) / max(1, confusion.sum())), 3), solos=int(confusion.sum()),
        astray=mean(astray), confusion=confusion.tolist())


def alone(network, folder):
    """Of players alone, for how many the right family is told."""
    right = []
    for about, arrays in made(folder, "stems"):
        level = arrays["level"].astype(np.float32)
        told = network.shares(instruments.shown(level)) * (10 ** (level / 10)).sum(1, keepdims=True)
        right.append(instruments.FAMILIES[told.sum(0).argmax()] == about["family"])
    return f"players alone: {sum(right)} of {len(right)}, {np.mean(right):.3f}"


def table(result):
    """The same, to be read."""
    lines = [f"{name}: {value}" for name, value in result.items() if name not in ("by_family", "confusion")]
    lines += ["", "family    correlation  solos told to be " + " ".join(name[:4] for name in instruments.FAMILIES)]
    for family, row in zip(instruments.FAMILIES, result["confusion"]):
        lines.append(f"{family:9} {result['by_family'][family]!s:>11}  {'':16} " + " ".join(f"{number or '.':>4}" for number in row))
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=pathlib.Path)
    parser.add_argument("mixes", type=pathlib.Path)
    parser.add_argument("--players", type=pathlib.Path, metavar="STEMS", help="also say of how many players the family is told")
    arguments = parser.parse_args()
    mixes = Mixes(arguments.mixes)
    print(f"{len(mixes)} mixes, {mixes.hours:.2f} hours")
    network = instruments.Network.load(arguments.weights)
    print(table(judge(network, mixes)))
    if arguments.players:
        print(alone(network, arguments.players))


if __name__ == "__main__":
    main()
