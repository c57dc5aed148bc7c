"""The network in JAX: its answers before the last sigmoid. ScalarNetwork.swift has it in plain loops."""
import jax
import jax.numpy as jnp

BINS, CONTOUR_BINS = 309, 264
# Bins from a pitch to the octave below it, to itself and to its overtones, as in HarmonicStack.swift.
SHIFTS = (-36, 0, 36, 57, 72, 84, 93, 101)


def convolve(x, weights, name, padding, stride=1):
    """Over (batch, frames, bins, channels), with silence all around."""
    kernel = weights[f"{name}.weight"]
    return jax.lax.conv_general_dilated(
        x, kernel, (1, stride), [(kernel.shape[2] // 2,) * 2, (padding,) * 2],
        dimension_numbers=("NHWC", "OIHW", "NHWC")) + weights[f"{name}.bias"]


def stack_harmonics(images, weights):
    """From windows of decibels, stretched to [0, 1], of shape (batch, 172, 309)."""
    image = images * weights["normalization.scale"] + weights["normalization.offset"]
    padded = jnp.pad(image, ((0, 0), (0, 0), (-min(SHIFTS), CONTOUR_BINS + max(SHIFTS) - BINS)))
    first = -min(SHIFTS)
    return jnp.stack([padded[..., first + shift:first + shift + CONTOUR_BINS] for shift in SHIFTS], -1)


def contour_logits(weights, harmonics):
    features = jax.nn.relu(convolve(harmonics, weights, "contour1", 19))
    return convolve(features, weights, "contour2", 2)[..., 0]


def note_and_onset_logits(weights, harmonics, contour):
    features = jax.nn.relu(convolve(contour[..., None], weights, "note1", 2, 3))
    note = convolve(features, weights, "note2", 1)
    features = jax.nn.relu(convolve(harmonics, weights, "onset1", 1, 3))
    onset = convolve(jnp.concatenate([jax.nn.sigmoid(note), features], -1), weights, "onset2", 1)
    return note[..., 0], onset[..., 0]
