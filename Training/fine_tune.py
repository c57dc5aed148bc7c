#!/usr/bin/env python3
"""Tune the weights of the network itself on recordings whose notes are known.

usage: fine_tune.py STEMS FOLDER --program BASICPITCH [--recordings N] [--epochs N] [--heads] [--share S] [--seed N]

STEMS is the folder of that name that generate_mixes.py made. Each recording is led by one stem; half of them have one or two
players of other families too, and all went through a room, a microphone, noise or a codec, more or less often. It writes

    FOLDER/recordings/N.npz    level: decibels of the constant-Q transform as the network has them, (frames, 309)
                               contour: what the network makes of them, (frames, 264)
                               notes: onset, offset, pitch
    FOLDER/checkpoint          after each epoch; a run that was interrupted goes on from there
    FOLDER/fine-tuned.bpw      the mean of the original weights and the tuned ones, for `transcribe --model`

Notes and onsets are learnt from the truth, and contours, which have none, from the original. --heads leaves the layers that
make the contour as they are, two thirds of the work. --share is how much of the mean is tuned; with a finished checkpoint,
another share takes no time. Uses an accelerator where JAX sees one.
"""
import argparse
import hashlib
import importlib.metadata
import pathlib
import pickle
import sys
import time

import jax
import numpy as np
import optax

import origins
from pitch_network import contour_logits, note_and_onset_logits, stack_harmonics
from tuning_data import BATCH, KEPT, MARGIN, ORIGINAL, Problem, Windows, make_recording, read_stems, replace

sys.path[:0] = [str(origins.ROOT / "Models")]
import flat_file  # noqa: E402

# A true onset counts so much more than none; and labels keep so far from certainty.
ONSET_WEIGHT, SMOOTHING = 8.0, 0.1
RATE = 1e-3


def check_packages():
    """The versions that requirements.txt names: a checkpoint of others would not be understood."""
    for line in (origins.ROOT / "Training" / "requirements.txt").read_text().split():
        name, wanted = line.split("==")
        if name in ("jax", "optax", "numpy") and importlib.metadata.version(name) != wanted:
            raise Problem(f"needs {name} {wanted}, not {importlib.metadata.version(name)};"
                          " install Training/requirements.txt")


def loss(tuned, fixed, images, contours, sounding, beginning):
    """Cross-entropy in the frames that the program keeps."""
    weights = {**fixed, **tuned}
    kept = slice(MARGIN, MARGIN + KEPT)
    harmonics = stack_harmonics(images, weights)
    strayed = 0.0
    if "contour1.weight" in tuned:
        logits = contour_logits(weights, harmonics)
        strayed = optax.sigmoid_binary_cross_entropy(logits, contours)[:, kept].mean()
        contours = jax.nn.sigmoid(logits)
    note, onset = note_and_onset_logits(weights, harmonics, contours)
    each = optax.sigmoid_binary_cross_entropy(onset[:, kept], smooth(beginning))
    onsets = ((1 + (ONSET_WEIGHT - 1) * beginning) * each).mean()
    return onsets + optax.sigmoid_binary_cross_entropy(note[:, kept], smooth(sounding)).mean() + strayed


def smooth(labels):
    return (1 - SMOOTHING) * labels + SMOOTHING / 2


def read_weights(path):
    try:
        return flat_file.decode(path.read_bytes())
    except Exception as problem:
        raise Problem(f"cannot read '{path}': {problem}") from None


def read_checkpoint(path, setting):
    """Epochs that are done, tuned weights and the optimiser's state; None where there is none."""
    if not path.exists():
        return None
    try:
        kept = pickle.loads(path.read_bytes())
        theirs, rest = kept["setting"], (kept["epoch"], kept["tuned"], kept["state"])
    except Exception as problem:
        raise Problem(f"'{path}' is damaged ({problem}); delete it to start again") from None
    if theirs != setting:
        raise Problem(f"'{path}' is of a run with {theirs}, not {setting}; delete it to start again")
    return rest


def tune(original, data, setting, checkpoint):
    """The tuned weights: Adam with warm-up and cosine."""
    tuned = {name: values for name, values in original.items()
             if not setting["heads"] or name.startswith(("note", "onset"))}
    fixed = {name: values for name, values in original.items() if name not in tuned}
    steps = len(data) // BATCH * setting["epochs"]
    rate = optax.warmup_cosine_decay_schedule(0, RATE, max(1, steps // 20), steps, RATE / 100)
    optimiser = optax.chain(optax.clip_by_global_norm(1.0), optax.adam(rate))
    first, tuned, state = read_checkpoint(checkpoint, setting) or (0, tuned, optimiser.init(tuned))

    @jax.jit
    def step(tuned, state, *batch):
        value, gradient = jax.value_and_grad(loss)(tuned, fixed, *batch)
        updates, state = optimiser.update(gradient, state, tuned)
        return optax.apply_updates(tuned, updates), state, value

    for epoch in range(first, setting["epochs"]):
        begun, values = time.time(), []
        # Each epoch has draws of its own, so that one that goes on is one that was never interrupted.
        for batch in data.batches(np.random.default_rng([setting["seed"], epoch])):
            tuned, state, value = step(tuned, state, *batch)
            values.append(float(value))
        if not np.isfinite(values).all():
            raise Problem(f"epoch {epoch + 1} lost itself in infinity; '{checkpoint}' is as it was before")
        kept = jax.device_get(dict(setting=setting, epoch=epoch + 1, tuned=tuned, state=state))
        replace(checkpoint, lambda path: path.write_bytes(pickle.dumps(kept)))
        print(f"epoch {epoch + 1}, loss {np.mean(values):.4f}, {time.time() - begun:.0f} s", flush=True)
    return jax.device_get({**fixed, **tuned})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stems", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--recordings", type=int, default=800)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--heads", action="store_true", help="tune the layers of notes and onsets only")
    parser.add_argument("--share", type=float, default=0.5, help="of the tuned weights in the mean")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    check_packages()
    original, stems = read_weights(ORIGINAL), read_stems(arguments.stems)
    recordings = arguments.folder / "recordings"
    recordings.mkdir(parents=True, exist_ok=True)
    paths = [recordings / f"{number:06}.npz" for number in range(arguments.recordings)]
    begun = time.time()
    for number, path in enumerate(paths):
        if not path.exists():
            make_recording(number, stems, arguments.stems, path, arguments.program.resolve())
    data = Windows(paths)
    print(f"{len(paths)} recordings, {len(data)} windows, {time.time() - begun:.0f} s, {jax.devices()[0]}", flush=True)
    if len(data) < BATCH:
        raise Problem(f"{len(data)} windows are no batch of {BATCH}; say more --recordings")
    setting = dict(epochs=arguments.epochs, seed=arguments.seed, heads=arguments.heads, data=data.checksum)
    tuned = tune(original, data, setting, arguments.folder / "checkpoint")
    mean = {name: (1 - arguments.share) * values + arguments.share * tuned[name] for name, values in original.items()}
    digest = hashlib.sha256(repr((setting, arguments.share)).encode() + ORIGINAL.read_bytes()).digest()
    target = arguments.folder / "fine-tuned.bpw"
    replace(target, lambda path: path.write_bytes(flat_file.encode(mean, digest)))
    print(target)


if __name__ == "__main__":
    try:
        main()
    except Problem as problem:
        raise SystemExit(f"fine_tune: {problem}") from None
