"""Players and mixes that generate_mixes.py made, as arrays."""
import itertools
import json

import numpy as np

import instruments


class Mixes:
    """Of all mixes of a folder, in order of their numbers, and all as long as the shortest:

    `levels`: decibels of each band, (mixes, frames, bands); `energy`: of each family, 1 being full scale, (mixes, frames,
    families); `power`: of the mix, in decibels, (mixes, frames); `about`: what is in their .json.
    """

    def __init__(self, folder, kind="cqt"):
        self.about, levels, energy, power = [], [], [], []
        for about, arrays in made(folder, "mixes"):
            self.about.append(about)
            levels.append(instruments.bands(arrays[kind], kind))
            energy.append(arrays["energy"].astype(np.float32))
            power.append(arrays["power"].astype(np.float32))
        count = min(map(len, levels))
        self.levels = np.stack([array[:count] for array in levels])
        self.power = np.stack([array[:count] for array in power])
        self.energy = linear(np.stack([array[:count] for array in energy]))

    def __len__(self):
        return len(self.about)

    @property
    def hours(self):
        return sum(about["seconds"] for about in self.about) / 3600


class Stems:
    """Players alone, of each family those of a folder in order of their numbers:

    `players`: of each family a list of the power of each band, (frames, bands), a frame's being 1 on the whole; `names` and
    `hours` of all.
    """

    def __init__(self, folder, limit=None):
        self.players, self.names, self.hours = [[] for _ in instruments.FAMILIES], [], 0.0
        for about, arrays in itertools.islice(made(folder, "stems"), limit):
            power = linear(arrays["level"].astype(np.float32))
            self.players[instruments.FAMILIES.index(about["family"])].append(power / (power.sum(1).mean() + 1e-6))
            self.names.append(f"{about['number']} {about['piece']} {about['sound']}")
            self.hours += about["seconds"] / 3600
        for family, players in zip(instruments.FAMILIES, self.players):
            if not players:
                raise SystemExit(f"'{folder}' has no {family}; generate_mixes.py makes more players with a larger --stems")


def made(folder, what):
    """What is told about each, and its arrays."""
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise SystemExit(f"'{folder}' has no {what}; generate_mixes.py makes them")
    for path in paths:
        try:
            yield json.loads(path.read_text()), dict(np.load(path.with_suffix(".npz")))
        except (OSError, ValueError, KeyError) as problem:
            raise SystemExit(f"'{path.with_suffix('.npz')}' is damaged: {problem}; delete it and its .json, and generate"
                             " again") from None


def linear(decibels):
    return np.where(decibels > instruments.FLOOR + 5, 10 ** (decibels / 10), 0).astype(np.float32)
