#!/usr/bin/env python3
"""Transcribe a recording as the Python reference does, from a sound file to a MIDI file.

usage: reference.py INPUT OUTPUT.mid

The package on PyPI (basic-pitch 0.4.0) trims the end of the posteriorgrams at 86 frames a second. The
main branch (fa5997a), which is our reference, keeps int(samples / 36164 * 142) frames: so does this.
ONNX Runtime uses as many threads as it likes.
"""
import logging
import pathlib
import sys

logging.disable(logging.WARNING)

from basic_pitch import inference  # noqa: E402


def unwrap_as_main_does(output, sample_count, overlapping_frames):
    half = overlapping_frames // 2
    kept = output[:, half:-half, :]
    return kept.reshape(-1, kept.shape[2])[: int(sample_count / 36164 * kept.shape[1])]


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    inference.unwrap_output = unwrap_as_main_does
    model = pathlib.Path(inference.__file__).parent / "saved_models/icassp_2022/nmp.onnx"
    _, midi, _ = inference.predict(sys.argv[1], inference.Model(model))
    midi.write(sys.argv[2])


if __name__ == "__main__":
    main()
