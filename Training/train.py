#!/usr/bin/env python3
"""Train the two networks of the learned note decoder.

usage: train.py DATA WEIGHTS.bpw [--epochs N] [--hidden N] [--end-hidden N] [--seed N] [--limit N]

DATA is what generate_dataset.py made. Each network is asked about one thing at a time: does a note of this key begin at
this candidate, and by how much is the candidate late; does this note still sound in this frame. Every clip counts the same.
"""
import argparse
import csv
import hashlib
import json
import pathlib
import time

import jax
import jax.numpy as jnp
import numpy as np
import optax

import origins  # noqa: F401, finds the decoders
import decoder
import learned

LATENESS = 0.012
ONSET_TOLERANCE = 0.055
AFTERMATH = 1.2
BATCH = 1024
# One line alone, and what is bowed, blown and sung, is harder to learn and rarer in the data.
FAMILY_WEIGHTS = {"strings": 2.0, "vocals": 2.0, "winds": 1.5, "organ": 2.0, "bass": 1.5}


def read_notes(path):
    with open(path, newline="") as file:
        rows = [[float(field) for field in row[:3]] for row in list(csv.reader(file))[1:]]
    return np.array(sorted(row for row in rows if row[1] > row[0])).reshape(-1, 3)


def label_onsets(notes, times, candidates):
    """For each candidate: whether a note begins there, and by how many seconds later or earlier."""
    labels, shifts = np.zeros(len(times)), np.zeros(len(times))
    for index, (moment, key) in enumerate(zip(times, candidates.keys)):
        onsets = notes[notes[:, 2] == key + decoder.LOWEST_PITCH, 0]
        if len(onsets):
            nearest = onsets[np.argmin(abs(onsets + LATENESS - moment))]
            labels[index] = abs(nearest + LATENESS - moment) <= ONSET_TOLERANCE
            shifts[index] = nearest - moment
    return labels, shifts


def label_ends(p, notes, times, candidates):
    """(table, labels) for each true note that has a candidate."""
    moments, strikes = times[candidates.frames], p.onset[candidates.frames, candidates.keys]
    for pitch in np.unique(notes[:, 2]):
        key = int(pitch) - decoder.LOWEST_PITCH
        if not 0 <= key < decoder.KEY_COUNT:
            continue
        same = notes[notes[:, 2] == pitch]
        next_onsets = np.append(same[1:, 0], np.inf)
        here = np.flatnonzero(candidates.keys == key)
        for (onset, offset, _), next_onset in zip(same, next_onsets):
            near = here[abs(moments[here] - onset - LATENESS) <= ONSET_TOLERANCE]
            if len(near) == 0:
                continue
            start = candidates.frames[near[np.argmax(strikes[near])]]
            limit = np.searchsorted(times, min(next_onset + 0.01, offset + AFTERMATH))
            table = learned.measure_end(p.note, p.onset, p.contour, p.level, start, key, limit)
            if len(table):
                frames = np.arange(start + 1, start + 1 + len(table))
                yield table, (times[frames] - 0.005 < offset).astype(np.float32)


def read_example(path, number):
    """What one example teaches, small enough to keep: at most 60 frames a note and 40 notes."""
    p = decoder.Posteriorgrams.load(path)
    if number % 10 == 7:
        # Archives of other programs do not say how loud keys are.
        p = decoder.Posteriorgrams(p.note, p.onset, p.contour)
    notes = read_notes(path.with_suffix(".csv"))
    candidates = learned.Candidates(p)
    times = decoder.frame_times(len(p))
    labels, shifts = label_onsets(notes, times[candidates.frames], candidates)
    rng = np.random.default_rng(number)
    tables, ends = [], []
    for table, sounds in label_ends(p, notes, times, candidates):
        kept = rng.permutation(len(table))[:40]
        tables.append(table[kept])
        ends.append(sounds[kept])
    return candidates.table, labels, shifts, tables, ends


def load(folder, limit):
    """Arrays of all examples: onset inputs, labels, shifts, weights; end inputs, labels, weights."""
    cache = folder / "examples"
    cache.mkdir(exist_ok=True)
    onset_parts, end_parts = [], []
    numbers = sorted(int(path.stem) for path in folder.glob("*.json"))
    numbers = [number for number in numbers if limit is None or number < limit or number >= 900_000]
    for number in numbers:
        kept = cache / f"{number:06}.npz"
        if not kept.exists():
            x, y, s, tables, ends = read_example(folder / f"{number:06}.npz", number)
            table = np.concatenate(tables) if tables else np.zeros((0, learned.END_COUNT), np.float32)
            np.savez(kept, x=x, y=y, s=s, ex=table, ey=np.concatenate(ends) if ends else np.zeros(0),
                     ew=np.concatenate([np.full(len(e), 1 / len(e) / len(ends)) for e in ends]) if ends else np.zeros(0))
        a = np.load(kept)
        about = json.loads((folder / f"{number:06}.json").read_text())
        weight = FAMILY_WEIGHTS.get(about["family"], 1.0)
        onset_parts.append((a["x"], a["y"], a["s"], np.full(len(a["y"]), weight / max(len(a["y"]), 50))))
        end_parts.append((a["ex"], a["ey"], weight * a["ew"]))
    onset = [np.concatenate(column).astype(np.float32) for column in zip(*onset_parts)]
    end = [np.concatenate(column).astype(np.float32) for column in zip(*end_parts)]
    return onset, end, len(numbers)


def fit(name, inputs, loss_of, targets, weights, outputs, hidden, epochs, steps, seed, decay):
    """Adam with warm-up and cosine, on draws weighted so that each clip counts the same."""
    mean, scale = inputs.mean(0), 1 / (inputs.std(0) + 1e-3)
    inputs = np.clip((inputs - mean) * scale, -learned.Network.CLAMP, learned.Network.CLAMP)
    rng = np.random.default_rng(seed)
    parameters = {
        "w1": jnp.array(rng.normal(0, np.sqrt(2 / inputs.shape[1]), (inputs.shape[1], hidden)), jnp.float32),
        "b1": jnp.zeros(hidden), "w2": jnp.array(rng.normal(0, np.sqrt(1 / hidden), (hidden, outputs)), jnp.float32),
        "b2": jnp.zeros(outputs)}
    total = epochs * steps
    rate = optax.warmup_cosine_decay_schedule(0, 3e-3, total // 20, total, 1e-5)
    optimiser = optax.adamw(rate, weight_decay=decay)
    state = optimiser.init(parameters)

    def loss(parameters, x, y):
        h = jnp.maximum(x @ parameters["w1"] + parameters["b1"], 0)
        return loss_of(h @ parameters["w2"] + parameters["b2"], y)

    @jax.jit
    def run(parameters, state, xs, ys):
        def one(carry, batch):
            parameters, state = carry
            value, gradient = jax.value_and_grad(loss)(parameters, *batch)
            updates, state = optimiser.update(gradient, state, parameters)
            return (optax.apply_updates(parameters, updates), state), value

        (parameters, state), values = jax.lax.scan(one, (parameters, state), (xs, ys))
        return parameters, state, values.mean()

    sums = np.cumsum(weights.astype(np.float64))
    for epoch in range(epochs):
        drawn = np.searchsorted(sums, rng.random((steps, BATCH)) * sums[-1])
        drawn = np.minimum(drawn, len(inputs) - 1)
        parameters, state, value = run(parameters, state, jnp.array(inputs[drawn]), jnp.array(targets[drawn]))
        print(f"{name}: epoch {epoch + 1}, loss {float(value):.4f}", flush=True)
    numbers = {key: np.array(value) for key, value in parameters.items()}
    return learned.Network(mean, scale, numbers["w1"], numbers["b1"], numbers["w2"], numbers["b2"])


def onset_loss(outputs, targets):
    labels, shifts = targets[:, 0], targets[:, 1]
    # Soft labels: truth is sometimes inaudible.
    soft = 0.98 * labels + 0.01
    decide = optax.sigmoid_binary_cross_entropy(outputs[:, 0], soft)
    move = optax.huber_loss(outputs[:, 1], jnp.clip(shifts / learned.TIME_UNIT, -4, 4))
    return (decide + 0.3 * labels * move).mean()


def end_loss(outputs, targets):
    return optax.sigmoid_binary_cross_entropy(outputs[:, 0], 0.98 * targets[:, 0] + 0.01).mean()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("weights", type=pathlib.Path)
    parser.add_argument("--epochs", type=int, default=60)
    parser.add_argument("--steps", type=int, default=150)
    parser.add_argument("--hidden", type=int, default=48)
    parser.add_argument("--end-hidden", type=int, default=16)
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--limit", type=int, default=None, help="only examples of lower numbers, and noise")
    arguments = parser.parse_args()
    begun = time.time()
    (x, y, s, w), (ex, ey, ew), count = load(arguments.data, arguments.limit)
    print(f"{count} clips: {len(y)} candidates, {y.mean():.3f} of them onsets; {len(ey)} frames; {time.time() - begun:.0f} s")
    onset = fit("onset", x, onset_loss, np.stack([y, s], 1), w, 2, arguments.hidden, arguments.epochs, arguments.steps,
                arguments.seed, 1e-3)
    end = fit("end", ex, end_loss, ey[:, None], ew, 1, arguments.end_hidden, arguments.epochs, arguments.steps,
              arguments.seed, 3e-4)
    digest = hashlib.sha256(f"{arguments.seed} {arguments.epochs} {arguments.steps}".encode())
    for values in (x, y, s, ex, ey):
        digest.update(values.tobytes())
    learned.Weights(onset, end).save(arguments.weights, digest.digest())
    print(f"{onset.count} + {end.count} weights, {time.time() - begun:.0f} s")


if __name__ == "__main__":
    main()
