// What the page holds, unpacked: elements of type JSON, and of bytes in base64.

/** The text of an element of data; '' if there is none. */
const textOf = id => document.getElementById(id)?.textContent ?? ''

/** The bytes of an element of data. */
function bytesOf(id) {
  const text = atob(textOf(id))
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}

/** Puts back the zeros of which only the number was kept, after a 0. */
function unpacked(bytes, length) {
  const values = new Uint8Array(length)
  for (let from = 0, to = 0; from < bytes.length; from++) {
    if (bytes[from]) values[to++] = bytes[from]
    else to += bytes[++from]
  }
  return values
}

/**
 * Rows of bytes at their full resolution, at half of it, and so on, each the maxima of the one before:
 * whatever the zoom, a column of the picture is made of few rows.
 */
function pyramid(rows, width) {
  const levels = [rows]
  while (levels.at(-1).length > 256 * width) {
    const fine = levels.at(-1)
    const count = Math.ceil(fine.length / width / 2)
    const coarse = new Uint8Array(count * width)
    for (let row = 0; row < count; row++) {
      for (let i = 0; i < width; i++) {
        const at = 2 * row * width + i
        coarse[row * width + i] = Math.max(fine[at], at + width < fine.length ? fine[at + width] : 0)
      }
    }
    levels.push(coarse)
  }
  return levels
}

const transcription = JSON.parse(textOf('transcription'))
const notes = transcription.notes
const measures = JSON.parse(textOf('measures'))
const duration = measures.duration

/** How far the sound goes up and down: two bytes a stretch of time. */
const waveform = { secondsPerRow: measures.secondsPerStretch, levels: pyramid(bytesOf('outline'), 2) }

/** What the network heard: a row of 88 notes, 88 onsets and 264 thirds of a semitone. */
const salience = {
  secondsPerRow: measures.secondsPerFrame, width: 440,
  levels: pyramid(unpacked(bytesOf('salience'), 440 * measures.frameCount), 440),
  layers: {
    note: { start: 0, count: 88 }, onset: { start: 88, count: 88 }, contour: { start: 176, count: 264 },
  },
}

/** The lowest key of the network, and how many it knows. */
const lowestKey = 21
const keyCount = 88

const keyNames = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B']
const nameOf = key => keyNames[key % 12] + (Math.floor(key / 12) - 1)
const isBlack = key => [1, 3, 6, 8, 10].includes(key % 12)

/** The longest note, which bounds how far back a note begins that is still to be seen. */
const longestNote = notes.reduce((longest, note) => Math.max(longest, note.end - note.start), 0)

/** The index of the first note that begins at a time or later; notes are in order of their starts. */
function firstNoteFrom(time) {
  let [low, high] = [0, notes.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (notes[middle].start < time) low = middle + 1
    else high = middle
  }
  return low
}

/** The notes of which a stretch of time has something. */
function* notesBetween(start, end) {
  for (let i = firstNoteFrom(start - longestNote); i < notes.length && notes[i].start <= end; i++) {
    if (notes[i].end >= start) yield notes[i]
  }
}
