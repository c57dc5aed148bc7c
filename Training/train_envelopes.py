#!/usr/bin/env python3
"""Train the network that tells which family of instruments plays when.

usage: train_envelopes.py MIXES WEIGHTS.bpw [--kind cqt|stft|mel] [--epochs N] [--held-out MIXES ...] [--limit N]

MIXES is the folder of that name that generate_mixes.py made. The network is asked for each frame what share of its energy
comes from each family. Half of the excerpts it sees are two mixes at a time, all are filtered, moved in pitch and made
noisy at random. A run that was interrupted goes on from its last checkpoint, WEIGHTS.bpw.checkpoint. Uses an accelerator where
JAX sees one.
"""
import argparse
import functools
import hashlib
import json
import os
import pathlib
import pickle
import time

import jax
import jax.numpy as jnp
import numpy as np
import optax

import instruments
from evaluate_envelopes import judge, table
from mixes import Mixes

# Frames of an excerpt, 6 seconds; excerpts of a batch; batches of an epoch.
EXCERPT, BATCH, EPOCH = 128, 16, 60
CHANNELS = (16, 24, 32)
HIDDEN = 64


# ---- The network, as instruments.Network has it, in batches --------------------------------------------------------------


def initial(rng, band_count):
    """Random weights: He's scale."""
    def layer(*shape):
        return [jnp.array(rng.normal(0, np.sqrt(2 / np.prod(shape[:-1])), shape), jnp.float32), jnp.zeros(shape[-1])]

    patches, inputs, width = [], 2, band_count
    for outputs in CHANNELS:
        patches.append(layer(3, 5, inputs, outputs))
        inputs, width = outputs, (width + 1) // 2
    times = [layer(1, inputs * width, HIDDEN)]
    times += [layer(5, HIDDEN, HIDDEN) for _ in instruments.DILATIONS[1:]]
    # Rises are small beside levels.
    patches[0][0] = patches[0][0] * jnp.array([1.0, 4.0])[:, None]
    weights, biases = layer(1, HIDDEN, width * len(instruments.FAMILIES))
    times.append([weights / 10, biases])
    return dict(patches=patches, times=times, gains=jnp.zeros(width))


def patch(x, weights):
    """Every second band is asked for: two bands side by side become one of twice the channels, and none is skipped.

    It is the same sum, but JAX's gradient of convolutions that skip takes twice as long on processors.
    """
    batch, frames, count, inputs = x.shape
    half = (count + 1) // 2
    x = jnp.pad(x, ((0, 0), (0, 0), (0, 2 * half - count), (0, 0))).reshape(batch, frames, half, 2 * inputs)
    weights = jnp.pad(weights, ((0, 0), (0, 1), (0, 0), (0, 0))).reshape(3, 3, 2 * inputs, -1)
    return jax.lax.conv_general_dilated(x, weights, (1, 1), ((1, 1), (1, 1)), dimension_numbers=("NHWC", "HWIO", "NHWC"))


def over_time(x, weights, spacing):
    width = len(weights)
    reach = width // 2 * spacing
    padded = jnp.pad(x, ((0, 0), (reach, reach), (0, 0)))
    return sum(padded[:, i * spacing:i * spacing + x.shape[1]] @ weights[i] for i in range(width))


def of_registers(power):
    """(batch, frames, bands) to (batch, frames, registers)."""
    power = jnp.pad(power, ((0, 0), (0, 0), (0, -power.shape[2] % instruments.GROUP)))
    return power.reshape(*power.shape[:2], -1, instruments.GROUP).sum(3)


def registers(x, gains):
    """As instruments.registers, of a batch."""
    power = of_registers(10 ** (instruments.DYNAMIC_RANGE / 10 * (x[..., 0] - 1))) * jnp.exp(gains)
    return power / power.sum(2, keepdims=True)


def masks(parameters, x, seen=None, drop=None):
    """(batch, frames, bands, 2) to how much is in each register, and whose: (batch, frames, registers, 1 or families).

    While it learns, what a layer says is normalised over the batch, and `seen` gets its mean and deviation, which `folded`
    makes part of the weights. `drop` is a key for dropout.
    """
    def rectified(y, biases):
        if seen is not None:
            mean, deviation = y.mean(range(y.ndim - 1)), y.std(range(y.ndim - 1)) + 1e-3
            seen.append((mean, deviation))
            y = (y - mean) / deviation
        return jax.nn.relu(y + biases)

    there = registers(x, parameters["gains"])
    for weights, biases in parameters["patches"]:
        x = rectified(patch(x, weights), biases)
    x = x.reshape(*x.shape[:2], -1)
    for (weights, biases), spacing in zip(parameters["times"][:-1], instruments.DILATIONS):
        y = rectified(over_time(x, weights, spacing), biases)
        # Between layers of the same width, what was known is kept.
        x = x + y if y.shape == x.shape else y
        if drop is not None:
            drop, key = jax.random.split(drop)
            x = x * jax.random.bernoulli(key, 0.9, (x.shape[0], 1, x.shape[2])) / 0.9
    weights, biases = parameters["times"][-1]
    y = over_time(x, weights, 1) + biases
    return there[..., None], jax.nn.softmax(y.reshape(*there.shape, len(instruments.FAMILIES)))


@jax.jit
def statistics(parameters, level):
    seen = []
    masks(parameters, shown(level), seen)
    return seen


def folded(parameters, batches):
    """Weights that need no normalisation any more: its means and deviations are those of many batches."""
    batches = [jax.device_get(statistics(parameters, level)) for level in batches]
    layers = parameters["patches"] + parameters["times"]
    for index, each in enumerate(zip(*batches)):
        mean = np.mean([mean for mean, _ in each], 0)
        deviation = np.sqrt(np.mean([deviation ** 2 + (m - mean) ** 2 for m, deviation in each], 0))
        weights, biases = layers[index]
        layers[index] = [weights / deviation, biases - mean / deviation]
    count = len(parameters["patches"])
    return jax.device_get(dict(parameters, patches=layers[:count], times=layers[count:]))


def shown(level):
    """As instruments.shown, of a batch."""
    near = 2 * instruments.NEARBY + 1
    loudest = jax.lax.reduce_window(level.max(2), -jnp.inf, jax.lax.max, (1, near), (1, 1), "SAME")
    relative = jnp.clip((level - loudest[:, :, None]) / instruments.DYNAMIC_RANGE + 1, 0, 1)
    rise = jnp.maximum(jnp.diff(relative, axis=1, prepend=relative[:, :1]), 0)
    return jnp.stack([relative, rise], 3)


# ---- What is done to excerpts --------------------------------------------------------------------------------------------


def altered(key, level, energy, kind):
    """Other microphones, pitches, partners and noise: (batch, frames, bands) in decibels, (batch, frames, families)."""
    keys = iter(jax.random.split(key, 8))
    batch, _, count = level.shape
    # A smooth response, some decibels up and down.
    waves = jnp.cos(jnp.pi * jnp.arange(1, 7)[:, None] * (jnp.arange(count) + 0.5) / count)
    level = level + (jax.random.normal(next(keys), (batch, 6)) * jnp.array([3, 2.5, 2, 1.5, 1.5, 1.5]) @ waves)[:, None]
    if kind == "cqt":
        shift = jax.random.randint(next(keys), (batch,), -3, 4)
        source = jnp.arange(count) - shift[:, None]
        moved = jnp.take_along_axis(level, jnp.clip(source, 0, count - 1)[:, None], 2)
        level = jnp.where(((source >= 0) & (source < count))[:, None], moved, instruments.FLOOR)
    # As loud as each other, so that half of those with few families can have a partner, some decibels louder or softer.
    power, total = 10 ** (level / 10), energy.sum(2).mean(1)[:, None, None] + 1e-10
    power, energy = power / total, energy / total
    present = (energy > 0).any(1)
    count = present.sum(1)
    few = (count + jnp.roll(count, 1) <= 5)[:, None, None]
    gain = few * jax.random.bernoulli(next(keys), 0.8, (batch, 1, 1)) * 10 ** (0.5 * jax.random.normal(next(keys), (batch, 1, 1)))
    partner = gain * jnp.roll(power, 1, 0)
    known = jnp.stack([of_registers(power), of_registers(partner)]), jnp.stack([present, jnp.roll(present, 1, 0)])
    power, energy = power + partner, energy + gain * jnp.roll(energy, 1, 0)
    # A floor of noise, from inaudible to a nuisance.
    below = 10 ** (-jax.random.uniform(next(keys), (batch, 1, 1), minval=4, maxval=9))
    power = power + below * power.max((1, 2), keepdims=True)
    return 10 * jnp.log10(jnp.maximum(power, 1e-12)), energy, known


def loss(parameters, key, level, energy, kind):
    """Cross-entropy of the shares, a frame weighed by how loud it is: 40 dB below the loudest, it teaches nothing.

    And in each register, what a mix plays is of its families: of two mixes, how loud each is there is known. And what is
    asked of it in the end, that envelopes go up and down as the true ones do.
    """
    alter, drop = jax.random.split(key)
    level, energy, (sides, present) = altered(alter, level, energy, kind)
    total = energy.sum(2)
    decibels = 10 * jnp.log10(jnp.maximum(total, 1e-12))
    weights = jnp.clip((decibels - decibels.max(1, keepdims=True)) / 40 + 1, 0, 1)
    shares = energy / jnp.maximum(total, 1e-12)[:, :, None]
    there, owners = masks(parameters, shown(level), [], drop)
    told = (there * owners).sum(2)
    each = -(shares * jnp.log(told + 1e-4)).sum(2)
    sides = sides / (sides.sum(0) + 1e-12)
    owned = jnp.einsum("btrf,sbf->sbtr", owners, present.astype(jnp.float32))
    attention = jnp.sqrt(jax.lax.stop_gradient(there[..., 0]))
    each += -(attention * (sides * jnp.log(owned + 1e-4)).sum(0)).sum(2) / attention.sum(2)
    alike = correlation(told * total[:, :, None], energy)
    return (weights * each).sum() / (weights.sum() + 1e-6) + 2 * (1 - alike)


def correlation(told, energy):
    """Of the envelopes of families that play, as evaluate_envelopes.py has it, of excerpts."""
    told, energy = told - told.mean(1, keepdims=True), energy - energy.mean(1, keepdims=True)
    power = (energy ** 2).sum(1)
    alike = (told * energy).sum(1) / jnp.sqrt((told ** 2).sum(1) * power + 1e-10)
    plays = power > 1e-6
    return (plays * alike).sum() / (plays.sum() + 1e-6)


def excerpts(mixes, rng):
    """An epoch of batches, drawn at random."""
    last = mixes.levels.shape[1] - EXCERPT
    for _ in range(EPOCH):
        drawn = rng.choice(len(mixes), BATCH, replace=len(mixes) < BATCH)
        firsts = rng.integers(0, last + 1, BATCH)
        yield (np.stack([mixes.levels[i, t:t + EXCERPT] for i, t in zip(drawn, firsts)]),
               np.stack([mixes.energy[i, t:t + EXCERPT] for i, t in zip(drawn, firsts)]))


# ---- Training ------------------------------------------------------------------------------------------------------------


class Checkpoint:
    """What a run that was interrupted goes on from; of no use to a run of another setting."""

    def __init__(self, weights, setting):
        self.path, self.setting = pathlib.Path(f"{weights}.checkpoint"), setting

    def load(self):
        if not self.path.exists():
            return None
        try:
            kept = pickle.loads(self.path.read_bytes())
        except (pickle.UnpicklingError, EOFError) as problem:
            raise SystemExit(f"train_envelopes: '{self.path}' is damaged: {problem}; delete it to begin anew") from None
        if kept["setting"] != self.setting:
            print(f"'{self.path}' is of another run and is not used", flush=True)
            return None
        print(f"going on after epoch {kept['epoch']}", flush=True)
        return kept

    def save(self, epoch, parameters, state):
        new = self.path.with_suffix(".new")
        new.write_bytes(pickle.dumps(jax.device_get(
            dict(setting=self.setting, epoch=epoch, parameters=parameters, state=state))))
        os.replace(new, self.path)


def check(network, parameters, mixes):
    """What is saved must compute what was trained."""
    level = mixes.levels[0]
    there, owners = masks(parameters, shown(level[None]))
    here = (there * owners).sum(2)[0]
    difference = float(np.abs(network.shares(instruments.shown(level)) - here).max())
    # Sums of some hundred products of order 1, in another order.
    if difference > 1e-3:
        raise SystemExit(f"train_envelopes: the definition in instruments.py differs by {difference}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mixes", type=pathlib.Path)
    parser.add_argument("weights", type=pathlib.Path)
    parser.add_argument("--kind", choices=tuple(instruments.POOLING), default="cqt")
    parser.add_argument("--epochs", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, help="only so many mixes")
    parser.add_argument("--held-out", type=pathlib.Path, nargs="*", default=[], help="mixes to judge on, at the end")
    arguments = parser.parse_args()
    begun = time.time()
    mixes = Mixes(arguments.mixes, arguments.kind, arguments.limit)
    print(f"{len(mixes)} mixes, {mixes.hours:.2f} hours, {mixes.levels.shape[2]} bands, {time.time() - begun:.0f} s", flush=True)
    steps = arguments.epochs * EPOCH
    rate = optax.warmup_cosine_decay_schedule(0, 5e-3, max(1, steps // 20), steps, 1e-5)
    optimiser = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(rate, weight_decay=1e-3))
    parameters = initial(np.random.default_rng(arguments.seed), mixes.levels.shape[2])
    state, first = optimiser.init(parameters), 0
    digest = hashlib.sha256("".join(about["id"] for about in mixes.about).encode()).digest()
    checkpoint = Checkpoint(arguments.weights, [arguments.kind, arguments.epochs, arguments.seed, digest])
    if kept := checkpoint.load():
        first, parameters, state = kept["epoch"], kept["parameters"], kept["state"]

    @functools.partial(jax.jit, donate_argnums=(0, 1))
    def step(parameters, state, key, level, energy):
        value, gradient = jax.value_and_grad(loss)(parameters, key, level, energy, arguments.kind)
        updates, state = optimiser.update(gradient, state, parameters)
        return optax.apply_updates(parameters, updates), state, value

    for epoch in range(first, arguments.epochs):
        # Each epoch has draws of its own, so that a run that goes on is one that was never interrupted.
        rng, values = np.random.default_rng([arguments.seed, epoch]), []
        for number, batch in enumerate(excerpts(mixes, rng)):
            key = jax.random.PRNGKey((arguments.seed * 10_000 + epoch) * EPOCH + number)
            parameters, state, value = step(parameters, state, key, *batch)
            values.append(float(value))
        print(f"epoch {epoch + 1}, loss {np.mean(values):.4f}, {time.time() - begun:.0f} s", flush=True)
        checkpoint.save(epoch + 1, parameters, state)
    rng = np.random.default_rng(arguments.seed)
    parameters = folded(parameters, [level for level, _ in excerpts(mixes, rng)])
    network = instruments.Network(parameters["patches"], parameters["times"], parameters["gains"])
    check(network, parameters, mixes)
    network.save(arguments.weights, digest)
    print(f"{network.count} weights, {time.time() - begun:.0f} s", flush=True)
    for folder in arguments.held_out:
        result = judge(network, Mixes(folder, arguments.kind))
        print(f"\n{folder}\n{table(result)}\n{json.dumps(result)}", flush=True)


if __name__ == "__main__":
    main()
