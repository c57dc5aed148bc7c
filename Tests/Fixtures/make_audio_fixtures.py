#!/usr/bin/env python3
"""Makes the files in Tests/Fixtures/AudioIO: short sounds, and what librosa makes of them.

Needs numpy, soxr, librosa and soundfile; the committed files came from numpy 2.4.6, soxr 1.1.0
(libsoxr 0.1.3), librosa 0.11.0 and soundfile 0.14.0 (libsndfile 1.2.2). The seed is fixed, so the
samples come out the same again; lossy encoders may differ with their versions, and WAV files of
floating point hold the time of day. untagged.mp3 is made by ffmpeg (5.1.9 with LAME 3.100).

    python3 Tests/Fixtures/make_audio_fixtures.py
"""

import subprocess
from pathlib import Path

import librosa
import numpy as np
import soundfile

FOLDER = Path(__file__).parent / "AudioIO"
TARGET_RATE = 22050
RATES = [8000, 11025, 16000, 44100, 48000, 96000]
CHANNEL_COUNTS = [2, 3, 7, 8, 12, 20, 130]
# An odd number of frames, so that halving the rate has to round.
FRAME_COUNT = 2205

FORMATS = {
    "u8.wav": "PCM_U8",
    "s16.wav": "PCM_16",
    "s24.wav": "PCM_24",
    "s32.wav": "PCM_32",
    "f32.wav": "FLOAT",
    "f64.wav": "DOUBLE",
    "s8.aiff": "PCM_S8",
    "s16.aiff": "PCM_16",
    "s16.flac": "PCM_16",
    "s24.flac": "PCM_24",
    "s16.caf": "PCM_16",
    "alac.caf": "ALAC_16",
    "vorbis.ogg": "VORBIS",
    "opus.ogg": "OPUS",
    "layer3.mp3": "MPEG_LAYER_III",
}


def save(name, array):
    np.save(FOLDER / name, np.ascontiguousarray(array, dtype="<f4"))


def main():
    FOLDER.mkdir(exist_ok=True)
    generator = np.random.default_rng(20210924)

    noise = generator.uniform(-1, 1, 2601).astype(np.float32)
    save("noise.npy", noise)
    for rate in RATES:
        resampled = librosa.resample(noise, orig_sr=rate, target_sr=TARGET_RATE)
        save(f"noise-{rate}.npy", resampled)
    for count in CHANNEL_COUNTS:
        # Interleaved frames seen as (channels, frames), as librosa sees what soundfile reads.
        frames = noise[: 20 * count].reshape(20, count)
        save(f"mean-{count}.npy", librosa.to_mono(frames.T))

    time = np.arange(FRAME_COUNT) / 44100
    left = 0.5 * np.sin(2 * np.pi * 440 * time) + generator.normal(0, 0.02, FRAME_COUNT)
    right = 0.6 * np.sin(2 * np.pi * 659 * time) + generator.normal(0, 0.02, FRAME_COUNT)
    for name, subtype in FORMATS.items():
        path = FOLDER / f"stereo-{name}"
        # Opus knows 48 kHz and its fractions only.
        rate = 48000 if subtype == "OPUS" else 44100
        soundfile.write(path, np.stack([left, right], axis=1), rate, subtype=subtype)
        samples, _ = librosa.load(path, sr=TARGET_RATE, mono=True)
        save(f"stereo-{name}.npy", samples)
    write_untagged()


def write_untagged():
    """Half a second of noise, 4 s of silence and half a second of noise again, as untagged.mp3.

    At a variable bit rate and without a tag that tells, the first frames make decoders expect a much
    shorter file.
    """
    noise = np.random.default_rng(20210924).normal(0, 0.2, TARGET_RATE // 2)
    sound = np.concatenate([noise, np.zeros(4 * TARGET_RATE), noise]).astype("<f4")
    source = ["-f", "f32le", "-ar", str(TARGET_RATE), "-ac", "1", "-i", "pipe:0"]
    quality = ["-c:a", "libmp3lame", "-q:a", "9", "-write_xing", "0", "-id3v2_version", "0"]
    path = str(FOLDER / "untagged.mp3")
    command = ["ffmpeg", "-v", "error", "-y", *source, *quality, path]
    subprocess.run(command, input=sound.tobytes(), check=True)



if __name__ == "__main__":
    main()
