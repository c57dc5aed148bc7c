"""Instruments of the Synthesis ToolKit, Debian's package stk: more strings, reeds, brass, bars, organs, voices and drums.

They are physical models and frequency modulation, written by others and independent of what else plays here. Not all are in
tune, so they are of use where it matters who plays, and not what: for the network of instruments.
"""
import functools
import os
import subprocess
import tempfile

import numpy as np

import origins  # noqa: F401, finds make_corpus
from make_corpus import RATE, soundfile

# By name: the controllers that shape its sound, of those that are drawn; and how hard it may be played, as some overflow.
INSTRUMENTS = {
    "Rhodey": ((2, 4, 11), 1.0), "Wurley": ((2, 4, 11), 1.0),
    "Plucked": ((), 1.0), "StifKarp": ((4, 11, 1), 1.0), "Sitar": ((), 1.0), "Mandolin": ((2, 4, 11), 1.0),
    "HevyMetl": ((2, 4), 1.0), "Bowed": ((2, 4), 0.9), "Brass": ((2,), 0.8), "Clarinet": ((2, 4), 0.45), "BlowHole": ((2, 4), 0.4),
    "Saxofony": ((2, 26, 11), 0.45), "Flute": ((2, 4), 0.8), "BlowBotl": ((4,), 0.5), "Recorder": ((), 0.4),
    "BeeThree": ((2, 4), 0.9), "PercFlut": ((2, 4), 0.9), "Moog": ((2, 4), 1.0), "ModalBar": ((2, 4, 16), 1.0),
    "TubeBell": ((2, 4), 1.0), "FMVoices": ((2, 4), 0.6), "VoicForm": ((2, 4), 0.8), "Drummer": ((), 1.0),
}
# The moment at which a note may begin again after another of its kind; voices are taken in turn.
VOICES = 6


def score(parts, rng, name):
    """In SKINI, the toolkit's own text: what happens, and how long after what came before."""
    controllers, hardest = INSTRUMENTS[name]
    events = [(0.0, 0, f"ControlChange {{}} 1 {number} {rng.uniform(10, 118):.1f}") for number in controllers]
    for part in parts:
        for start, end, pitch, velocity in part.notes:
            events.append((start, 2, f"NoteOn {{}} 1 {pitch} {max(5, velocity * hardest):.1f}"))
            events.append((end, 1, f"NoteOff {{}} 1 {pitch} 64"))
    time, lines = 0.0, []
    for moment, _, text in sorted(events):
        lines.append(text.format(f"{moment - time:.6f}"))
        time = moment
    # A command that changes nothing, until the last has died away.
    return "\n".join([*lines, "ControlChange 2.0 1 99 0", ""])


def play(name, parts, cents, rng):
    """Parts, played by an instrument whose manners are drawn: samples, (size, 2). `cents` are left to its own tuning."""
    with tempfile.TemporaryDirectory() as folder:
        skini, wav = os.path.join(folder, "score.ski"), os.path.join(folder, "sound.wav")
        with open(skini, "w") as file:
            file.write(score(parts, rng, name))
        # It looks for sound cards that are not there, and says so.
        subprocess.run(["stk-demo", name, "-n", str(VOICES), "-s", str(RATE), "-ow", wav, "-if", skini], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
        sound, _ = soundfile.read(wav, always_2d=True)
    if not np.abs(sound).max() > 1e-4:
        raise ValueError(f"{name} is silent")
    return np.repeat(sound[:, :1], 2, axis=1)


def player(name):
    """An instrument as a source of make_corpus.Clip."""
    return functools.partial(play, name)
