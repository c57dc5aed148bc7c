#!/usr/bin/env python3
"""Write what the Python reference makes of the recordings in Recordings/ and in Examples/.

usage: make_recording_fixtures.py

For each recording: NAME.csv, the notes (start_s, end_s, pitch, velocity, bends in thirds of a
semitone) in the reference's order, and NAME.mid, the file it writes; of voice.m4a the latter only. For voice.flac also the
posteriorgrams, as float32 arrays. Needs basic-pitch 0.4.0 and onnxruntime.

The package on PyPI trims the end of the posteriorgrams at 86 frames a second. The main branch
(fa5997a), which is our reference, keeps int(samples / 36164 * 142) frames: so does this script.
"""
import csv
import pathlib

import numpy as np
from basic_pitch import inference, note_creation

HERE = pathlib.Path(__file__).parent
MODEL = pathlib.Path(inference.__file__).parent / "saved_models/icassp_2022/nmp.onnx"
RECORDINGS = ["voice.flac", "voice.m4a", "band.wav", "epiano.mp3", "clarinet.wav", "../../../Examples/guitar.flac"]


def unwrap_as_main_does(output, sample_count, overlapping_frames):
    half = overlapping_frames // 2
    kept = output[:, half:-half, :]
    return kept.reshape(-1, kept.shape[2])[: int(sample_count / 36164 * kept.shape[1])]


def main():
    inference.unwrap_output = unwrap_as_main_does
    model = inference.Model(MODEL)
    for name in RECORDINGS:
        recording = HERE / "Recordings" / name
        output = inference.run_inference(recording, model)
        if name == "voice.flac":
            for key, matrix in output.items():
                np.save(HERE / "Recordings" / f"voice.{key}.npy", matrix.astype("<f4"))
        midi, notes = note_creation.model_output_to_notes(
            output, onset_thresh=0.5, frame_thresh=0.3, min_note_len=11)
        if recording.suffix == ".m4a":
            midi.write(str(recording) + ".mid")
            continue
        target = HERE / "Recordings" / recording.stem
        midi.write(str(target.with_suffix(".mid")))
        with open(target.with_suffix(".csv"), "w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["start_s", "end_s", "pitch", "velocity", "bends"])
            for start, end, pitch, amplitude, bends in notes:
                velocity = int(np.round(127 * amplitude))
                writer.writerow([repr(float(start)), repr(float(end)), pitch, velocity,
                                 " ".join(str(int(b)) for b in bends)])
        print(recording.name, len(notes), "notes")


if __name__ == "__main__":
    main()
