"""Makes the .npz files of Tests/Fixtures/Archives with NumPy itself. Needs numpy.

usage: make_archive_fixtures.py Tests/Fixtures/Archives

Three frames of the same numbers, number i of an array being (i mod 97) / 97 as float32, saved in all
the ways in which NumPy saves arrays.
"""
import pathlib
import sys

import numpy as np

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)


def numbers(columns):
    return (np.arange(3 * columns) % 97 / 97).astype(np.float32).reshape(3, columns)


arrays = {"note": numbers(88), "onset": numbers(88), "contour": numbers(264)}
level = numbers(88)

np.savez(folder / "plain.npz", **arrays, level=level)
np.savez_compressed(folder / "compressed.npz", **arrays, level=level, times=np.arange(3.0))
np.savez_compressed(folder / "double.npz", **{n: a.astype(np.float64) for n, a in arrays.items()})
np.savez_compressed(folder / "empty.npz", **{n: a[:0] for n, a in arrays.items()})

np.savez_compressed(folder / "no-contour.npz", note=arrays["note"], onset=arrays["onset"])
np.savez_compressed(folder / "half.npz", **{n: a.astype(np.float16) for n, a in arrays.items()})
np.savez_compressed(folder / "columns.npz", **{n: np.asfortranarray(a) for n, a in arrays.items()})
np.savez_compressed(folder / "turned.npz", **{n: a.T.copy() for n, a in arrays.items()})
np.savez_compressed(folder / "uneven.npz", **{**arrays, "contour": arrays["contour"][:2]})
beyond = arrays["onset"].copy()
beyond[1, 5] = np.nan
np.savez_compressed(folder / "nan.npz", **{**arrays, "onset": beyond})
# As the original's --save-model-outputs does.
np.savez(folder / "pickled.npz", basic_pitch_model_output=arrays)
