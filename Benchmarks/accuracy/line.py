"""Decide one note at a time with the learned decoder, for voice, bass, bowed and blown instruments.

Of all successions of the learned decoder's notes, in which each ends at the latest where the next begins, the best is
looked for: a note is worth the log odds that it begins as it does, and SECOND for each second that it lasts. What
sounds together with the line is worth less than what it would cut short: harmonics, a string that rings on, the room.

Works on all notes at once; the program decides as it goes, at the latest some seconds after a note.
"""
import numpy as np

import learned

# What a second of sound is worth, in log odds.
SECOND = 5.0
# Seconds that a note must last which the next one cuts short.
LEAST = 0.05
# Nothing is surer than this, or less sure than the rest.
SUREST = 0.999


def best_line(notes):
    """Those of notes in any order, as `learned.decode` has them, that are the line, in order of time."""
    notes = notes[np.lexsort((notes[:, 2], -notes[:, 3], notes[:, 0]))]
    onsets, offsets = notes[:, 0], notes[:, 1]
    odds = np.clip(notes[:, 3], 1 - SUREST, SUREST)
    odds = np.log(odds / (1 - odds))
    # Of the best line that ends with each note: its worth up to the note's onset, and the note before.
    worths, before = np.zeros(len(notes)), np.full(len(notes), -1)
    for index, onset in enumerate(onsets):
        lasts = np.minimum(offsets[:index], onset) - onsets[:index]
        is_free = (offsets[:index] <= onset) | (lasts >= LEAST)
        totals = np.where(is_free, worths[:index] + SECOND * lasts, -np.inf)
        if len(totals) and totals.max() > 0:
            worths[index], before[index] = totals.max(), np.argmax(totals)
        worths[index] += odds[index]
    totals = worths + SECOND * (offsets - onsets)
    index = np.argmax(totals) if len(totals) and totals.max() > 0 else -1
    line = []
    while index >= 0:
        onset, offset, pitch, confidence = notes[index]
        line.append([onset, min(offset, line[-1][0]) if line else offset, pitch, confidence])
        index = before[index]
    return np.array(line[::-1]).reshape(-1, 4)


def decode(posteriorgrams, weights, candidates=None):
    """Notes in order of time, of which no two sound at once, as `learned.decode` has them."""
    return best_line(learned.decode(posteriorgrams, weights, candidates))
