"""Where training data comes from, and what is held out: whole composers, sounds and instruments, never just seeds.

The names of `composers` are functions of make_corpus.py and of pieces.py. A General MIDI program that only a held-out set
has is no program here, and so is a SoundFont.
"""
import sys
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "Benchmarks" / "accuracy")]

# Two SoundFonts, our own renderer, and the piano made of resonators. Held out: TimGM6mb and Csound's.
# For mixes also Freepats, which TiMidity plays, and the instruments of physical.py.
SOUNDS = ("fluid", "muse", "own")
HELD_OUT_SOUNDS = ("tim", "bank")
# The programs that Freepats has.
FREEPATS = {0, 1, 2, 4, 5, 6, 7, 8, 9, 13, 14, 16, 19, 21, 23, *range(24, 31), *range(32, 39), 40, 42, 44, 46, 48, 53,
            *range(56, 62), *range(64, 76), 79, 80, 84, 88, 94}

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

# The families that envelopes tell apart, in the order of the network's outputs: programs of General MIDI. Programs that
# belong to none of them, such as helicopters, are left out. Of drums, the number is that of the kit.
FAMILIES = {
    "piano": (0, 1, 2, 3, 4, 5, 6, 7),
    "guitar": (24, 25, 26, 27, 28, 29, 30, 46, 104, 105, 106, 107),
    "bass": (32, 33, 34, 35, 36, 37, 38, 39),
    "strings": (40, 41, 42, 43, 44, 48, 49),
    "brass": (56, 57, 58, 59, 60, 61, 62),
    "winds": (64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 77, 79),
    "organ": (16, 17, 18, 19, 20, 21, 22, 80, 81, 82, 83, 84, 88, 89, 90, 94),
    "mallets": (8, 9, 10, 11, 12, 13, 14, 108, 114),
    "voice": (52, 53, 54, 85),
    "drums": (0, 8, 16, 24, 25, 32, 40),
}
# Families that physical.py has models of; the held-out ones are of instruments that training never hears in that form.
MODELS = {
    "guitar": ("nylon", "steel", "electric"),
    "bass": ("finger_bass", "pick_bass"),
    "strings": ("violin", "section"),
    "brass": ("trumpet", "trombone", "horn", "brass_section"),
    "winds": ("clarinet", "saxophone", "oboe", "flute"),
    "voice": ("man", "woman", "choir"),
    "piano": ("strings",),
    "organ": ("tonewheel", "tonewheel", "pipes", "pipes", "synthesiser"),
    "mallets": ("marimba", "xylophone", "vibraphone", "glockenspiel", "celesta"),
}
# And those of stk.py; none of them is held out.
TOOLKIT = {
    "piano": ("Rhodey", "Wurley"),
    "guitar": ("Plucked", "StifKarp", "Sitar", "Mandolin", "HevyMetl"),
    "bass": ("Plucked", "StifKarp", "Moog"),
    "strings": ("Bowed",),
    "brass": ("Brass",),
    "winds": ("Clarinet", "BlowHole", "Saxofony", "Flute", "BlowBotl", "Recorder"),
    "organ": ("BeeThree", "BeeThree", "PercFlut", "Moog"),
    "mallets": ("ModalBar", "ModalBar", "TubeBell"),
    "voice": ("VoicForm", "FMVoices"),
    "drums": ("Drummer",),
}
HELD_OUT_MODELS = {"guitar": ("harp",), "bass": ("upright_bass",), "strings": ("gamba",), "brass": ("muted_trumpet",),
                   "winds": ("bassoon", "panpipe"), "voice": ("child",), "organ": ("harmonium",), "mallets": ("steel_pan",)}
RANGES = {"piano": (28, 100), "guitar": (40, 84), "bass": (28, 55), "strings": (36, 92), "brass": (38, 84), "winds": (46, 94),
          "organ": (36, 90), "mallets": (50, 98), "voice": (45, 80), "drums": (35, 81)}
