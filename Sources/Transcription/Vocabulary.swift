public import AudioIO
public import Beats
public import CNNInference
public import MIDIWriter
public import NoteCreation
public import TranscriptionTypes

// What a program that transcribes has to name is defined by the stages, in modules of their own. It
// can be named here, so that `import Transcription` is enough.

/// A recording, and what of it is wanted: a file, a pipe, standard input or samples in memory; all of
/// it, or a part or a channel.
///
/// ```swift
/// Recording(path: "song.flac")
/// Recording(samples: samples, sampleRate: 44_100, channelCount: 2)
/// ```
public typealias Recording = AudioIO.Recording

/// How the samples of a ``Recording`` without a header are stored.
public typealias RawFormat = AudioIO.RawFormat

/// How a recording ended before its time: after how many seconds, of how many, and why.
public typealias Shortfall = AudioIO.Shortfall

/// Why a recording cannot be read; its description is a sentence for the user that quotes the path.
public typealias AudioIOError = AudioIO.AudioIOError

/// What the network has learned, read from a model file such as `icassp_2022.bpw`.
public typealias ModelWeights = CNNInference.ModelWeights

/// Why a model file cannot be used; its description is a sentence for the user that quotes the path.
public typealias ModelError = TranscriptionTypes.ModelError

/// A note: `onset` and `offset` in seconds, `pitch` as a MIDI number, `velocity` 1…127, `confidence`
/// 0…1, `level` in decibels, `pitchBends` in semitones.
public typealias NoteEvent = TranscriptionTypes.NoteEvent

/// What the network estimates frame by frame: which keys sound, which begin, and at what pitch.
public typealias Posteriorgrams = TranscriptionTypes.Posteriorgrams

/// Values of shape (frames, bins) that lie in 0…1, a frame's bins side by side.
public typealias Posteriorgram = TranscriptionTypes.Posteriorgram

/// The music in a MIDI file: tempi and tracks of events, in seconds and semitones.
public typealias MIDIFile = TranscriptionTypes.MIDIFile

/// When the beats are, and where they stand in bars; maps times to places in the music and back.
public typealias BeatGrid = TranscriptionTypes.BeatGrid

/// Where the beats and bars of a ``MIDIFile`` lie, by its tempi and time signatures.
public typealias BarMap = TranscriptionTypes.BarMap

/// How beats are grouped into bars, and how they divide.
public typealias Metre = TranscriptionTypes.Metre

/// A tonic and a mode.
public typealias MusicalKey = TranscriptionTypes.MusicalKey

/// Puts notes where a musician would write them.
public typealias Quantizer = Beats.Quantizer

/// Turns posteriorgrams into notes; its `Settings` say what counts as one.
public typealias NoteCreator = NoteCreation.NoteCreator

/// An instrument, whose `settings` suit ``Transcriber/Settings/notes``.
public typealias Preset = NoteCreation.Preset

/// Lays out notes as tracks of events; its `Settings` say how.
public typealias NoteArranger = MIDIWriter.NoteArranger
