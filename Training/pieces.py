"""More music than make_corpus.py composes: scores played by people who breathe, and notes that follow no rule."""
import functools
import pickle
import pathlib

import numpy as np

import origins
from make_corpus import Part, Piece, pedal_by_bar, sing


@functools.cache
def score_paths(authors):
    """Paths of scores inside the music21 package, by author."""
    from music21 import corpus

    found = {author: [] for author in authors}
    for path in corpus.getPaths():
        author = pathlib.Path(path).parent
        while author.parent.name not in ("corpus", ""):
            author = author.parent
        if author.name in found:
            found[author.name].append(pathlib.Path(path))
    return {author: sorted(paths) for author, paths in found.items() if paths}


def read_score(path, cache):
    """Parts of a score: a list of arrays (notes, 3) of beat, length in beats, pitch; None for what cannot be read.

    Reading takes seconds, so it is kept.
    """
    kept = cache / (path.parent.name + "-" + path.stem + ".pickle")
    if kept.exists():
        return pickle.loads(kept.read_bytes())
    try:
        from music21 import converter, stream

        music = converter.parse(path)
        if isinstance(music, stream.Opus):
            music = music.scores[0]
        parts = []
        for part in music.parts:
            rows = [
                (float(element.offset), float(element.quarterLength), pitch.midi)
                for element in part.stripTies().flatten().notes for pitch in element.pitches
                if element.quarterLength > 0]
            if rows:
                parts.append(np.array(sorted(rows)))
        parts = parts or None
    except Exception:  # music21 raises whatever its parsers do
        parts = None
    cache.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(pickle.dumps(parts))
    return parts


def play_score(rng, seconds, parts, programs, vibrato, legato, pedal):
    """An excerpt of a score, transposed, with rubato, phrases that swell, and articulation."""
    piece = Piece(rng, 4 * seconds, (60, 132), rng.choice([0.0, 0.02, 0.06]))
    beat = piece.beat
    last = max(part[-1, 0] for part in parts)
    first = float(rng.uniform(0, max(0.1, last - seconds / beat)))
    shift = int(rng.integers(-5, 6))
    played = []
    for index, rows in enumerate(parts):
        part = Part(int(programs[index % len(programs)]))
        rows = rows[(rows[:, 0] >= first) & (rows[:, 0] < first + seconds / beat)]
        phase, loud = rng.uniform(0, 8), rng.normal(72, 10)
        line = []
        for start, length, pitch in rows:
            pitch = int(np.clip(pitch + shift, 24, 103))
            line.append((start - first, length, pitch))
        if vibrato and len(parts) > 1 or vibrato and is_line(rows):
            if is_line(rows):
                sing(piece, part, line, vibrato, legato)
                played.append(part)
                continue
        for start, length, pitch in line:
            swell = 14 * np.sin((start + phase) / 5)
            begin = piece.at(start) + rng.normal(0, 0.01)
            part.play(begin, max(begin + 0.06, piece.at(start + length * legato) + rng.normal(0, 0.01)), pitch,
                      loud + swell + rng.normal(0, 6))
        if pedal:
            pedal_by_bar(piece, part, float(rng.choice([1, 2, 4])))
        played.append(part)
    return played


def moved(rows, low, high):
    """A part by whole octaves where an instrument can play it, note by note where it still cannot."""
    rows = rows.copy()
    rows[:, 2] += 12 * round(((low + high) / 2 - np.median(rows[:, 2])) / 12)
    rows[:, 2] -= 12 * np.ceil(np.maximum(rows[:, 2] - high, 0) / 12)
    rows[:, 2] += 12 * np.ceil(np.maximum(low - rows[:, 2], 0) / 12)
    return rows


def is_line(rows):
    """Whether no two notes begin together."""
    return len(rows) < 2 or np.min(np.diff(rows[:, 0])) > 1e-6


def scatter(rng, seconds, program, low=30, high=96, voices=None):
    """Notes at random: any pitch, any length, any loudness, repeated or not, a few at a time or many."""
    part = Part(program)
    for _ in range(voices or int(rng.integers(1, 6))):
        time, middle = rng.uniform(0, 1), rng.uniform(low + 6, high - 6)
        typical, spread = 10 ** rng.uniform(-1.0, 0.3), rng.uniform(1, 9)
        again, rest, loud = rng.uniform(0, 0.5), rng.uniform(0, 0.6), rng.normal(74, 14)
        pitch = int(middle)
        while time < seconds:
            length = float(np.clip(typical * np.exp(rng.normal(0, 0.5)), 0.06, 5))
            if rng.random() > again:
                pitch = int(np.clip(round(rng.normal(middle, spread)), low, high))
            if rng.random() > rest:
                part.play(time, time + length * rng.uniform(0.6, 1.3), pitch, loud + rng.normal(0, 10))
            time += length
    if rng.random() < 0.25:
        time = 0.0
        while time < seconds:
            step = rng.uniform(0.5, 3)
            part.pedals.append((time, time + step - 0.1))
            time += step
    return [part]


def exercise(rng, seconds, program, low=36, high=90):
    """What one plays to try an instrument: scales, leaps, wide chords and long notes, with pauses between them."""
    part, time = Part(program), 0.0
    low, high = low + 2, high - 2
    while time < seconds:
        loud, step, legato = rng.normal(80, 14), rng.uniform(0.15, 0.9), rng.uniform(0.5, 1.0)
        kind = rng.random()
        if kind < 0.35:
            pitch, direction = int(rng.integers(low, max(low + 1, high - 12))), rng.choice([-1, 1])
            scale = np.array([0, 2, 4, 5, 7, 9, 11, 12]) if rng.random() < 0.7 else np.arange(13)
            groups = [[pitch + int(x)] for x in scale[::direction]]
        elif kind < 0.75:
            groups = []
            for _ in range(int(rng.integers(1, 5))):
                chord = [int(rng.integers(low, max(low + 1, high - 20)))]
                while len(chord) < rng.integers(2, 6):
                    chord.append(chord[-1] + int(rng.choice([3, 4, 5, 7, 8, 9, 12, 16])))
                groups.append([pitch for pitch in chord if pitch <= high])
            step = rng.uniform(0.4, 2.2)
        elif kind < 0.9:
            groups = [[int(rng.integers(low, high))] for _ in range(int(rng.integers(1, 4)))]
            step = rng.uniform(0.5, 3.5)
        else:
            groups = [[int(rng.integers(low, high))]] * int(rng.integers(3, 10))
        for group in groups:
            for pitch in group:
                part.play(time + rng.uniform(0, 0.01), time + step * legato, pitch, loud + rng.normal(0, 5))
            time += step
        time += float(rng.choice([0, 0.5, 1, 2]))
    return [part]


# Kick, snare, closed and open hat, ride, crash, toms, clap, tambourine, shaker, cowbell, congas.
KICK, SNARE, HAT, OPEN, RIDE, CRASH, CLAP, BELL = 36, 38, 42, 46, 51, 49, 39, 56
TOMS, HANDS = (41, 43, 45, 47, 48, 50), (54, 60, 61, 62, 63, 64, 70, 75)


def drumming(rng, seconds, kit, held_out):
    """A kit alone: a pattern that is drawn, played with feeling, and varied; a steady one for the held-out drummer."""
    part = Part(kit, True)
    beat, time = 60 / rng.uniform(70, 170), 0.0
    swing = rng.choice([0.5, 0.5, 0.6, 0.66])
    cymbal = int(rng.choice([HAT, HAT, RIDE, int(rng.choice(HANDS))]))
    steps = 16 if not held_out and rng.random() < 0.5 else 8
    kicks = rng.random(steps) < (np.arange(steps) % (steps // 2) == 0) * 0.9 + 0.15
    snares = np.arange(steps) % (steps // 2) == steps // 4
    extra = rng.random(steps) < (0.0 if held_out else 0.15)
    hands, loud = int(rng.choice(HANDS + (CLAP, BELL))), rng.normal(85, 10)

    def strike(pitch, when, velocity):
        when += rng.normal(0, 0.004)
        part.play(when, when + 0.1, pitch, velocity + rng.normal(0, 8))

    while time < seconds:
        length = 4 * beat
        fills = not held_out and rng.random() < 0.2
        for step in range(steps):
            place = step / steps * 4
            when = time + beat * (int(place) + np.interp(place % 1, [0, 0.5, 1], [0, swing, 1]))
            if fills and step >= steps // 2:
                strike(int(rng.choice(TOMS + (SNARE,))), when, loud)
                continue
            if rng.random() < 0.92:
                strike(OPEN if cymbal == HAT and rng.random() < 0.06 else cymbal, when, loud - 18)
            if kicks[step]:
                strike(KICK, when, loud + 6)
            if snares[step]:
                strike(SNARE, when, loud)
            if extra[step]:
                strike(hands, when, loud - 12)
        time += length
        if rng.random() < 0.2:
            strike(CRASH, time, loud + 5)
    return [part]
