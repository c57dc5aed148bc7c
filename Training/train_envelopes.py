#!/usr/bin/env python3
"""Train the network that tells which family of instruments plays when.

usage: train_envelopes.py MIXES WEIGHTS.bpw [--kind cqt|stft|mel] [--epochs N] [--held-out MIXES] [--limit N]

MIXES is the folder of that name that generate_mixes.py made. The network is asked for each frame what share of its energy
comes from each family. Frames of a batch come from as many recordings as it has excerpts. A run that was interrupted goes on
from its last checkpoint, WEIGHTS.bpw.checkpoint. Uses an accelerator where JAX sees one.
"""
import argparse
import hashlib
import json
import pathlib
import pickle
import time

import jax
import jax.numpy as jnp
import numpy as np
import optax

import instruments

# Frames of an excerpt, 6 seconds, of which the network's sight at both ends is not asked about.
EXCERPT = 128
BATCH = 32
CHANNELS = (16, 24, 32)
HIDDEN = 64


class Mixes:
    """Features, shares and loudness of all mixes, in order of their numbers."""

    def __init__(self, folder, kind, limit=None):
        self.about, self.inputs, self.shares, self.weights, self.power, self.energy = [], [], [], [], [], []
        paths = sorted(folder.glob("*.json"))[:limit]
        if not paths:
            raise SystemExit(f"train_envelopes: '{folder}' has no mixes; generate_mixes.py makes them")
        for path in paths:
            try:
                arrays = np.load(path.with_suffix(".npz"))
                energy = arrays["energy"].astype(np.float32)
                levels, power = arrays[kind], arrays["power"].astype(np.float32)
            except (OSError, ValueError, KeyError) as problem:
                raise SystemExit(f"train_envelopes: '{path.with_suffix('.npz')}' is damaged: {problem}; delete it and its"
                                 " .json, and generate again") from None
            linear = 10 ** (energy / 10)
            linear[energy <= instruments.FLOOR + 5] = 0
            total = linear.sum(1)
            self.about.append(json.loads(path.read_text()))
            self.inputs.append(instruments.prepare(levels, kind))
            self.shares.append((linear / np.maximum(total, 1e-12)[:, None]).astype(np.float32))
            # What is 40 dB below the loudest frame teaches nothing.
            decibels = 10 * np.log10(np.maximum(total, 1e-12))
            self.weights.append(np.clip((decibels - decibels.max()) / 40 + 1, 0, 1).astype(np.float32))
            self.power.append(power)
            self.energy.append(linear)


def initial(rng, band_count):
    """Random weights: He's scale."""
    def layer(*shape):
        return [jnp.array(rng.normal(0, np.sqrt(2 / np.prod(shape[:-1])), shape), jnp.float32), jnp.zeros(shape[-1])]

    patches, inputs, width = [], 2, band_count
    for outputs in CHANNELS:
        patches.append(layer(3, 5, inputs, outputs))
        inputs, width = outputs, (width + 1) // 2
    over_time = [layer(1, inputs * width, HIDDEN)]
    over_time += [layer(5, HIDDEN, HIDDEN) for _ in instruments.DILATIONS[1:]]
    over_time.append(layer(1, HIDDEN, len(instruments.FAMILIES)))
    return dict(patches=patches, over_time=over_time)


def logits(parameters, x, drop=None):
    """(batch, frames, bands, 2) to (batch, frames, families); `drop` is a key for dropout."""
    for weights, biases in parameters["patches"]:
        x = jax.lax.conv_general_dilated(x, weights, (1, 2), ((1, 1), (2, 2)), dimension_numbers=("NHWC", "HWIO", "NHWC"))
        x = jax.nn.relu(x + biases)
    x = x.reshape(*x.shape[:2], -1)
    last = len(parameters["over_time"]) - 1
    for index, (weights, biases) in enumerate(parameters["over_time"]):
        spacing = instruments.DILATIONS[index] if index < len(instruments.DILATIONS) else 1
        y = jax.lax.conv_general_dilated(x, weights, (1,), "SAME", rhs_dilation=(spacing,),
                                         dimension_numbers=("NWC", "WIO", "NWC")) + biases
        if index == last:
            return y
        y = jax.nn.relu(y)
        # Between layers of the same width, what was known is kept.
        x = x + y if y.shape == x.shape else y
        if drop is not None:
            drop, key = jax.random.split(drop)
            x = x * jax.random.bernoulli(key, 0.8, (x.shape[0], 1, x.shape[2])) / 0.8


def loss(parameters, x, shares, weights, key):
    """Cross-entropy of the shares, a frame weighed by how loud it is."""
    each = optax.softmax_cross_entropy(logits(parameters, x, key), shares)
    return (weights * each).sum() / (weights.sum() + 1e-6)


def excerpts(mixes, rng):
    """An epoch: an excerpt of each mix, a batch at a time, moved in pitch and made duller or brighter at random."""
    order = rng.permutation(len(mixes.inputs))
    for start in range(0, len(order) - BATCH + 1, BATCH):
        xs, shares, weights = [], [], []
        for index in order[start:start + BATCH]:
            x = mixes.inputs[index]
            first = int(rng.integers(0, max(1, len(x) - EXCERPT)))
            part = x[first:first + EXCERPT]
            tilt = np.linspace(0, rng.normal(0, 0.08), part.shape[1], dtype=np.float32) + rng.normal(0, 0.02)
            level = np.where(part[..., 0] > 0, np.clip(part[..., 0] + tilt, 0, 1), 0)
            xs.append(np.stack([level, part[..., 1]], 2))
            shares.append(mixes.shares[index][first:first + EXCERPT])
            weights.append(mixes.weights[index][first:first + EXCERPT])
        yield np.stack(xs).astype(np.float32), np.stack(shares), np.stack(weights).astype(np.float32)


@jax.jit
def answer(parameters, x):
    return jax.nn.softmax(logits(parameters, x[None]))[0]


def judge(parameters, mixes):
    """Correlation of envelopes with the truth, for each family; solo clips whose family is right; energy put elsewhere."""
    found = {family: [] for family in instruments.FAMILIES}
    solos, right, astray = [], [], []
    for about, x, power, energy in zip(mixes.about, mixes.inputs, mixes.power, mixes.energy):
        shares = np.array(answer(parameters, jnp.array(x)))
        told = shares * 10 ** (power[:, None] / 10)
        present = [instruments.FAMILIES.index(family) for family in about["families"]]
        for index in present:
            if energy[:, index].std() > 0:
                found[instruments.FAMILIES[index]].append(np.corrcoef(told[:, index], energy[:, index])[0, 1])
        astray.append(1 - told[:, present].sum() / told.sum())
        if len(present) == 1:
            solos.append(present[0])
            right.append(int(told.sum(0).argmax()) == present[0])
    by_family = {family: float(np.mean(values)) for family, values in found.items() if values}
    every = [value for values in found.values() for value in values]
    return dict(correlation=float(np.nanmean(every)), by_family=by_family, solo=float(np.mean(right)) if right else None,
                solos=len(solos), astray=float(np.mean(astray)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mixes", type=pathlib.Path)
    parser.add_argument("weights", type=pathlib.Path)
    parser.add_argument("--kind", choices=("cqt", "stft", "mel"), default="cqt")
    parser.add_argument("--epochs", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--held-out", type=pathlib.Path)
    arguments = parser.parse_args()
    begun = time.time()
    mixes = Mixes(arguments.mixes, arguments.kind, arguments.limit)
    held_out = Mixes(arguments.held_out, arguments.kind) if arguments.held_out else None
    print(f"{len(mixes.inputs)} mixes, {mixes.inputs[0].shape[1]} bands, {time.time() - begun:.0f} s", flush=True)
    steps = arguments.epochs * (len(mixes.inputs) // BATCH)
    rate = optax.warmup_cosine_decay_schedule(0, 2e-3, max(1, steps // 20), steps, 1e-5)
    optimiser = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(rate, weight_decay=1e-3))
    rng = np.random.default_rng(arguments.seed)
    parameters = initial(rng, mixes.inputs[0].shape[1])
    state, first = optimiser.init(parameters), 0
    setting = [arguments.kind, arguments.epochs, arguments.seed, len(mixes.inputs)]
    checkpoint = pathlib.Path(f"{arguments.weights}.checkpoint")
    if checkpoint.exists():
        kept = pickle.loads(checkpoint.read_bytes())
        if kept["setting"] == setting:
            first, parameters, state = kept["epoch"], kept["parameters"], kept["state"]
            print(f"going on after epoch {first}", flush=True)
        else:
            print(f"'{checkpoint}' is of another run and is not used", flush=True)

    @jax.jit
    def step(parameters, state, x, shares, weights, key):
        value, gradient = jax.value_and_grad(loss)(parameters, x, shares, weights, key)
        updates, state = optimiser.update(gradient, state, parameters)
        return optax.apply_updates(parameters, updates), state, value

    for epoch in range(first, arguments.epochs):
        # Each epoch has draws of its own, so that one that goes on is one that was never interrupted.
        rng, values = np.random.default_rng([arguments.seed, epoch]), []
        for number, batch in enumerate(excerpts(mixes, rng)):
            key = jax.random.PRNGKey(epoch * 100_000 + number)
            parameters, state, value = step(parameters, state, *batch, key)
            values.append(float(value))
        print(f"epoch {epoch + 1}, loss {np.mean(values):.4f}, {time.time() - begun:.0f} s", flush=True)
        if held_out and (epoch % 5 == 4 or epoch + 1 == arguments.epochs):
            print(json.dumps(judge(parameters, held_out)), flush=True)
        checkpoint.write_bytes(pickle.dumps(jax.device_get(
            dict(setting=setting, epoch=epoch + 1, parameters=parameters, state=state))))
    numbers = jax.device_get(parameters)
    network = instruments.Network(numbers["patches"], numbers["over_time"])
    digest = hashlib.sha256(repr(setting).encode())
    for about in mixes.about:
        digest.update(about["id"].encode())
    network.save(arguments.weights, digest.digest())
    print(f"{network.count} weights, {time.time() - begun:.0f} s")


if __name__ == "__main__":
    main()
