#!/usr/bin/env python3
"""Write MIDI files with pretty_midi, and what pretty_midi reads in others.

usage: make_midi_fixtures.py NOTES_DIR OUTDIR

Needs basic-pitch 0.4.0. NOTES_DIR is what make_note_fixtures.py wrote. Written into OUTDIR:

  written.csv          one line a file: its name, the notes' case, tempo, multiple bends (0 or 1)
  NAME.mid             what the reference makes of those notes
  read-NAME.mid        hand-made files: format 0, running status, changes of tempo
  read-NAME.notes.csv  the notes that pretty_midi reads in them: channel, pitch, velocity, onset,
                       offset
  read-NAME.bends.csv  and the pitch bends: channel, value, time
"""
import csv
import pathlib
import struct
import sys

import basic_pitch.note_creation as note_creation
import mido
import numpy as np
import pretty_midi


def read_notes(path):
    with open(path, newline="") as handle:
        return [(float(row["onset"]), float(row["offset"]), int(row["pitch"]),
                 np.float32(row["amplitude"]), [int(b) for b in row["bends"].split()] or None)
                for row in csv.DictReader(handle)]


def write_references(notes_folder, folder):
    plans = [
        ("clip", "clip", 120, 0), ("clip-tempo-130", "clip", 130, 0),
        ("clip-tempo-64", "clip", 64, 0), ("clip-tempo-7", "clip", 7.3, 0),
        ("clip-multiple", "clip", 120, 1), ("ties-multiple", "ties", 97.5, 1),
        ("ties", "ties", 120, 0), ("no-melodia", "clip-no-melodia", 120, 0),
        ("range-multiple", "clip-range", 200, 1), ("none", "clip-low-20", 120, 0),
        ("solo", "solo", 120, 0),
    ]
    with open(folder / "written.csv", "w", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["name", "notes", "tempo", "multiple"])
        for name, case, tempo, multiple in plans:
            notes = solo() if case == "solo" else read_notes(notes_folder / f"{case}.notes.csv")
            midi = note_creation.note_events_to_midi(notes, bool(multiple), tempo)
            midi.write(str(folder / f"{name}.mid"))
            writer.writerow([name, case, tempo, multiple])


def solo():
    """A melody, so that bends survive: touching notes, gaps, bends of all sizes, both limits."""
    random = np.random.default_rng(3)
    notes, time = [], 0.25
    for index in range(40):
        count = int(random.integers(12, 60))
        offset = time + count * 256 / 22050
        bends = np.cumsum(random.integers(-2, 3, count)).clip(-25, 25)
        amplitude = np.float32(random.uniform(0.3, 1))
        notes.append((time, offset, int(random.integers(21, 109)), amplitude, bends.tolist()))
        time = offset + (index % 3) * 0.1
    return notes


def write_solo_notes(folder):
    with open(folder / "solo.notes.csv", "w", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["onset", "offset", "pitch", "amplitude", "velocity", "bends"])
        for onset, offset, pitch, amplitude, bends in solo():
            writer.writerow([repr(onset), repr(offset), pitch, f"{amplitude:.9g}",
                             int(np.round(127 * amplitude)), " ".join(map(str, bends))])


def chunk(kind, body):
    return kind + struct.pack(">L", len(body)) + body


def hand_made_files():
    tempo = lambda microseconds: b"\xff\x51\x03" + struct.pack(">L", microseconds)[1:]
    end = b"\x00\xff\x2f\x00"
    name = lambda text: b"\x00\xff\x03" + bytes([len(text)]) + text
    header = lambda kind, tracks, division: chunk(b"MThd", struct.pack(">HHH", kind, tracks, division))
    song = (b"\x00" + tempo(600_000) + name(b"Song") + b"\x00\xc0\x05\x00\xc3\x20"
            # Running status, a release by velocity 0, one by 0x80, a long gap.
            + b"\x00\x90\x3c\x64\x10\x40\x50\x60\x3c\x00\x81\x10\x40\x00"
            + b"\x00\x93\x30\x7f\x00\xe3\x00\x50\x20\x7f\x7f\x20" + tempo(250_000)
            + b"\x00\xe3\x00\x00\x40\x83\x30\x40\x20" + tempo(1_000_001)
            + b"\x00\x93\x37\x01\x87\x68\x83\x37\x40" + end)
    tempi = (b"\x00" + tempo(400_000) + b"\x83\x60" + tempo(350_000) + b"\x83\x60"
             + tempo(777_777) + b"\x01" + tempo(123_456) + end)
    part = lambda channel, step: b"".join(
        bytes([0x30, 0x90 | channel, 40 + i * step, 80, 0x8a, 0x11, 0x90 | channel, 40 + i * step, 0])
        for i in range(8))
    yield "format-0", header(0, 1, 96) + chunk(b"MTrk", song)
    yield "tempi", (header(1, 3, 480) + chunk(b"MTrk", tempi)
                    + chunk(b"MTrk", name(b"Part one") + part(0, 3) + end)
                    + chunk(b"MTrk", name(b"Part two") + part(1, 5) + end))


def write_readings(folder, name):
    midi = pretty_midi.PrettyMIDI(str(folder / f"{name}.mid"))
    # pretty_midi forgets channels; each instrument here has a program and track of its own.
    channels = channels_of_instruments(mido.MidiFile(str(folder / f"{name}.mid")))
    assert len(channels) == len(midi.instruments)
    notes, bends = [], []
    for channel, instrument in zip(channels, midi.instruments):
        notes += [(channel, n.pitch, n.velocity, repr(float(n.start)), repr(float(n.end)))
                  for n in instrument.notes]
        bends += [(channel, b.pitch, repr(float(b.time))) for b in instrument.pitch_bends]
    for kind, header, rows in [
        ("notes", ["channel", "pitch", "velocity", "onset", "offset"], notes),
        ("bends", ["channel", "value", "time"], bends),
    ]:
        with open(folder / f"{name}.{kind}.csv", "w", newline="") as handle:
            writer = csv.writer(handle, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)


def channels_of_instruments(midi):
    """Channels in the order in which pretty_midi creates instruments: by first finished note."""
    channels = []
    for track in midi.tracks:
        for event in track:
            released = event.type == "note_off" or event.type == "note_on" and not event.velocity
            if released and event.channel not in channels:
                channels.append(event.channel)
    return channels


def main():
    notes_folder, folder = map(pathlib.Path, sys.argv[1:3])
    folder.mkdir(parents=True, exist_ok=True)
    write_references(notes_folder, folder)
    write_solo_notes(folder)
    for name, data in hand_made_files():
        (folder / f"read-{name}.mid").write_bytes(data)
        write_readings(folder, f"read-{name}")
    for name in ["solo", "clip"]:
        (folder / f"read-{name}.mid").write_bytes((folder / f"{name}.mid").read_bytes())
        write_readings(folder, f"read-{name}")
        (folder / f"read-{name}.mid").unlink()


if __name__ == "__main__":
    main()
