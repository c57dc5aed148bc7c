#!/usr/bin/env python3
"""Train the network that tells which family of instruments plays when.

usage: train_envelopes.py STEMS WEIGHTS.bpw [--steps N] [--held-out MIXES ...] [--limit N]

STEMS is the folder of that name that generate_mixes.py made, of players alone. They are mixed while the network learns, never
twice alike, so that it is known what each plays in each register. The network is asked whose each register is, in each frame.
A run that was interrupted goes on from its last checkpoint, WEIGHTS.bpw.checkpoint. Uses an accelerator where JAX sees one.
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
from mixes import Mixes, Stems

# Frames of an excerpt, 6 seconds; excerpts of a batch; batches of an epoch, after which a run can be interrupted.
EXCERPT, BATCH, EPOCH = 128, 16, 200
# Most players of an excerpt; seconds of a frame.
PLAYERS, HOP = 4, 1024 / 22050
# Batches by which the normalisation becomes part of the weights.
FOLDED = 60
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


# ---- What the network hears ----------------------------------------------------------------------------------------------


def drawn(stems, rng):
    """A batch of players that play together: (batch, players, frames, bands), and each one's family, (batch, players).

    One to four, as many of each, of families that differ, each from anywhere in what it plays and up to three semitones
    higher or lower, but for drums. Who is not there has no power.
    """
    count = stems.players[0][0].shape[1]
    power = np.zeros((BATCH, PLAYERS, EXCERPT, count), np.float32)
    families = np.zeros((BATCH, PLAYERS), np.int32)
    for index in range(BATCH):
        size = 1 + index % PLAYERS
        levels = np.clip(rng.normal(0.5, 0.25, size), 0.02, 1)
        families[index] = rng.permutation(len(instruments.FAMILIES))[:PLAYERS]
        for player in range(size):
            family = families[index, player]
            part = stems.players[family][rng.integers(len(stems.players[family]))]
            first = rng.integers(max(1, len(part) - EXCERPT))
            part = part[first:first + EXCERPT]
            move = 0 if instruments.FAMILIES[family] == "drums" else int(rng.integers(-3, 4))
            to, of = slice(max(0, move), count + min(0, move)), slice(max(0, -move), count + min(0, -move))
            power[index, player, :len(part), to] = part[:, of] * (levels[player] / levels.sum()) ** 2
    return power, families


def smooth(key, shape, count):
    """Responses that are some decibels up and down: shape and bands."""
    waves = jnp.cos(jnp.pi * jnp.arange(1, 7)[:, None] * (jnp.arange(count) + 0.5) / count)
    return 10 ** (jax.random.normal(key, (*shape, 6)) * jnp.array([3, 2.5, 2, 1.5, 1.5, 1.5]) @ waves / 10)


def between(key, low, high, batch):
    """One number for each excerpt."""
    return jax.random.uniform(key, (batch, 1, 1, 1), minval=low, maxval=high)


def placed(keys, power):
    """Instruments and a microphone of other responses; and for half of the excerpts a room, in which power dies away."""
    batch, players, frames, count = power.shape
    power = power * smooth(next(keys), (batch, players, 1), count) * smooth(next(keys), (batch, 1, 1), count)
    # One in eight has no treble, from 3.7 kHz on at the lowest, and one no bass.
    top, bottom = between(next(keys), 0.8, 2.4, batch), between(next(keys), -1.4, 0.2, batch)
    where = jnp.arange(count) / count
    power = power * 10 ** (-30 * ((where - top).clip(0) + (bottom - where).clip(0)))
    # Power falls by 60 dB in 0.2 to 2 seconds.
    decay = 10 ** (-6 * HOP / 10 ** between(next(keys), -0.7, 0.3, batch)[:, 0])
    wet = (between(next(keys), -0.6, 0.6, batch)[:, 0]).clip(0)
    lag = jnp.arange(frames)[:, None] - jnp.arange(frames)
    tail = jnp.where(lag >= 0, (1 - decay) * decay ** jnp.maximum(lag, 0), 0)
    return jnp.einsum("bts,bpsk->bptk", (1 - wet) * jnp.eye(frames) + wet * tail, power)


def recorded(keys, power):
    """What is measured of players together, (batch, players, frames, bands), in decibels: (batch, frames, bands)."""
    batch, _, frames, count = power.shape
    # Waves add up or cancel; what is measured of a band is power about which they half agree. One alone is as it is.
    waves = jnp.sqrt(power) * jax.random.rademacher(next(keys), power.shape, jnp.float32)
    total = 0.7 * power.sum(1) + 0.3 * waves.sum(1) ** 2
    # Noise, the same in each octave or more in high ones, 20 to 60 dB softer.
    slope = between(next(keys), 0, 0.06, batch)[:, 0] * jnp.arange(count)
    noise = jnp.exp(slope) / jnp.exp(slope).mean(2, keepdims=True) * 10 ** -between(next(keys), 2, 6, batch)[:, 0]
    total += noise * total.mean((1, 2), keepdims=True) * jnp.exp(0.5 * jax.random.normal(next(keys), total.shape))
    # And what is too soft is lost.
    lowest = total.max((1, 2), keepdims=True) * 10 ** -between(next(keys), 4, 9, batch)[:, 0]
    return 10 * jnp.log10(jnp.maximum(total, lowest) + 1e-10)


def loss(parameters, key, power, families):
    """Cross-entropy of who plays what in each register, weighed by the root of its share of a frame's power, and by how loud
    the frame is: 40 dB below the loudest, it teaches nothing.

    And what is asked of it in the end, that envelopes go up and down as the true ones do.
    """
    keys = iter(jax.random.split(key, 16))
    power = placed(keys, power)
    level = recorded(keys, power)
    # Bands are so wide that their powers add up to the sound's, within 0.3 dB.
    played = jax.vmap(of_registers, 1, 1)(power)
    there, total = played.sum(1), played.sum((1, 3))
    decibels = 10 * jnp.log10(total + 1e-9)
    loud = jnp.clip((decibels - decibels.max(1, keepdims=True)) / 40 + 1, 0, 1)
    attention = jnp.sqrt(there / (total[..., None] + 1e-9))
    attention *= (loud / (attention.sum(2) + 1e-6))[..., None]
    heard, owners = masks(parameters, shown(level), [], next(keys))
    who = jax.nn.one_hot(families, len(instruments.FAMILIES))
    of_players = jnp.einsum("btrf,bpf->bptr", owners, who)
    each = -(played / (there + 1e-9)[:, None] * jnp.log(of_players + 1e-4)).sum(1)
    told = (heard * owners).sum(2) * total[..., None]
    alike = correlation(told, jnp.einsum("bptr,bpf->btf", played, who))
    return (attention * each).sum() / (attention.sum() + 1e-6) + 2 * (1 - alike)


def correlation(told, energy):
    """Of the envelopes of families that play, as evaluate_envelopes.py has it, of excerpts."""
    told, energy = told - told.mean(1, keepdims=True), energy - energy.mean(1, keepdims=True)
    power = (energy ** 2).sum(1)
    alike = (told * energy).sum(1) / jnp.sqrt((told ** 2).sum(1) * power + 1e-10)
    plays = power > 1e-6
    return (plays * alike).sum() / (plays.sum() + 1e-6)


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
        print(f"going on after step {kept['step']}", flush=True)
        return kept

    def save(self, step, parameters, state):
        new = self.path.with_suffix(".new")
        new.write_bytes(pickle.dumps(jax.device_get(
            dict(setting=self.setting, step=step, parameters=parameters, state=state))))
        os.replace(new, self.path)


def check(network, parameters, level):
    """What is saved must compute what was trained."""
    there, owners = masks(parameters, shown(level[None]))
    here = (there * owners).sum(2)[0]
    difference = float(np.abs(network.shares(instruments.shown(level)) - here).max())
    # Sums of some hundred products of order 1, in another order.
    if difference > 1e-3:
        raise SystemExit(f"train_envelopes: the definition in instruments.py differs by {difference}")


@jax.jit
def heard(key, power):
    keys = iter(jax.random.split(key, 16))
    return recorded(keys, placed(keys, power))


def learn(stems, steps, seed, checkpoint, begun):
    """The parameters, layers still being normalised."""
    rate = optax.warmup_cosine_decay_schedule(0, 5e-3, max(1, steps // 20), steps, 1e-5)
    optimiser = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(rate, weight_decay=1e-3))
    parameters = initial(np.random.default_rng(seed), stems.players[0][0].shape[1])
    state, first = optimiser.init(parameters), 0
    if kept := checkpoint.load():
        first, parameters, state = kept["step"], kept["parameters"], kept["state"]

    @functools.partial(jax.jit, donate_argnums=(0, 1))
    def step(parameters, state, key, power, families):
        value, gradient = jax.value_and_grad(loss)(parameters, key, power, families)
        updates, state = optimiser.update(gradient, state, parameters)
        return optax.apply_updates(parameters, updates), state, value

    values = []
    for number in range(first, steps):
        # Each step has draws of its own, so that a run that goes on is one that was never interrupted.
        rng, key = np.random.default_rng([seed, number]), jax.random.PRNGKey(seed * 1_000_000 + number)
        parameters, state, value = step(parameters, state, key, *drawn(stems, rng))
        values.append(value)
        if (number + 1) % EPOCH == 0:
            print(f"step {number + 1}, loss {np.mean(values):.4f}, {time.time() - begun:.0f} s", flush=True)
            values = []
            checkpoint.save(number + 1, parameters, state)
    return parameters


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stems", type=pathlib.Path)
    parser.add_argument("weights", type=pathlib.Path)
    parser.add_argument("--steps", type=int, default=8000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, help="only so many players")
    parser.add_argument("--held-out", type=pathlib.Path, nargs="*", default=[], help="mixes to judge on, at the end")
    arguments = parser.parse_args()
    begun, seed = time.time(), arguments.seed
    stems = Stems(arguments.stems, arguments.limit)
    print(f"{len(stems.names)} players, {stems.hours:.2f} hours, {time.time() - begun:.0f} s", flush=True)
    digest = hashlib.sha256("\n".join(stems.names).encode()).digest()
    checkpoint = Checkpoint(arguments.weights, [arguments.steps, seed, digest])
    parameters = learn(stems, arguments.steps, seed, checkpoint, begun)
    levels = [heard(jax.random.PRNGKey(number), drawn(stems, np.random.default_rng([seed, arguments.steps + number]))[0])
              for number in range(FOLDED)]
    parameters = folded(parameters, levels)
    network = instruments.Network(parameters["patches"], parameters["times"], parameters["gains"])
    check(network, parameters, np.asarray(levels[0][0]))
    network.save(arguments.weights, digest)
    print(f"{network.count} weights, {time.time() - begun:.0f} s", flush=True)
    for folder in arguments.held_out:
        result = judge(network, Mixes(folder))
        print(f"\n{folder}\n{table(result)}\n{json.dumps(result)}", flush=True)


if __name__ == "__main__":
    main()
