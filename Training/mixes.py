"""Mixes that generate_mixes.py made, as arrays."""
import json

import numpy as np

import instruments


class Mixes:
    """Of all mixes of a folder, in order of their numbers, and all as long as the shortest:

    `levels`: decibels of each band, (mixes, frames, bands); `energy`: of each family, 1 being full scale, (mixes, frames,
    families); `power`: of the mix, in decibels, (mixes, frames); `about`: what is in their .json.
    """

    def __init__(self, folder, kind, limit=None):
        paths = sorted(folder.glob("*.json"))[:limit]
        if not paths:
            raise SystemExit(f"'{folder}' has no mixes; generate_mixes.py makes them")
        self.about, levels, energy, power = [], [], [], []
        for path in paths:
            try:
                self.about.append(json.loads(path.read_text()))
                arrays = np.load(path.with_suffix(".npz"))
                levels.append(instruments.bands(arrays[kind], kind))
                energy.append(arrays["energy"].astype(np.float32))
                power.append(arrays["power"].astype(np.float32))
            except (OSError, ValueError, KeyError) as problem:
                raise SystemExit(f"'{path.with_suffix('.npz')}' is damaged: {problem}; delete it and its .json, and generate"
                                 " again") from None
        count = min(map(len, levels))
        self.levels = np.stack([array[:count] for array in levels])
        self.power = np.stack([array[:count] for array in power])
        energy = np.stack([array[:count] for array in energy])
        self.energy = np.where(energy > instruments.FLOOR + 5, 10 ** (energy / 10), 0).astype(np.float32)

    def __len__(self):
        return len(self.about)

    @property
    def hours(self):
        return sum(about["seconds"] for about in self.about) / 3600
