"""Where training data comes from, and what is held out: whole composers, sounds and instruments, never just seeds.

The names of `composers` are functions of make_corpus.py and of pieces.py. A General MIDI program that only a held-out set
has is no program here, and so is a SoundFont.
"""
import sys
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "Benchmarks" / "accuracy")]

# Two SoundFonts, our own renderer, and the piano made of resonators. Held out: TimGM6mb and Csound's.
SOUNDS = ("fluid", "muse", "own")

# Family: programs. A family's composers are in generate_dataset.py.
INSTRUMENTS = {
    "piano": (0, 1, 3),
    "keys": (5, 6),
    "guitar": (24, 25, 27, 28, 29, 30, 46, 106, 107, 104),
    "bass": (32, 34, 35, 36, 37, 87),
    "strings": (40, 41, 42, 44),
    "winds": (56, 58, 59, 65, 67, 68, 70, 71, 73, 75, 77, 78, 79, 109, 111),
    "vocals": (53, 54, 85, 91),
    "organ": (16, 17, 18, 19, 23),
    "ensemble": (49, 50, 51, 52, 61, 62, 63),
    "synth": (80, 81, 82, 83, 84, 86, 88, 89, 90, 92, 94, 95),
    "mallets": (9, 10, 11, 12, 14, 45, 108, 114),
}

# Of the scores that come with music21; held out: haydn, palestrina and the tunes of O'Neill.
SCORES = ("bach", "mozart", "beethoven", "monteverdi", "schumann_robert", "schumann_clara", "joplin", "corelli",
          "handel", "schubert", "chopin", "trecento", "josquin", "ryansMammoth")
HELD_OUT_SCORES = ("haydn", "palestrina", "oneills1850", "verdi", "beach", "weber")
