// Which part of time and keys is to be seen.

const view = {
  /** Seconds at the left and right border. */
  start: 0, end: 1,
  /** Keys at the lower and upper border; a key reaches half a key to both sides of its number. */
  low: 48, high: 72,

  /** Shows everything. */
  fit() {
    const keys = notes.map(note => note.pitch)
    const low = keys.reduce((a, b) => Math.min(a, b), notes.length ? 108 : 48)
    const high = keys.reduce((a, b) => Math.max(a, b), notes.length ? 21 : 72)
    const spare = Math.max(2, (18 - (high - low)) / 2)
    this.low = Math.max(lowestKey - 0.5, low - spare - 0.5)
    this.high = Math.min(lowestKey + keyCount - 0.5, high + spare + 0.5)
    this.show(0, Math.max(duration, 0.1))
  },

  /** Shows a stretch of time, moved into the recording if need be. */
  show(start, end) {
    const whole = Math.max(duration, 0.1)
    const length = Math.min(whole, Math.max(0.05, end - start))
    this.start = Math.min(Math.max(0, start), whole - length)
    this.end = this.start + length
  },

  /** Shows a part so many times as long, with a time staying where it is. */
  zoom(factor, time) {
    const length = Math.min(Math.max(duration, 0.1), Math.max(0.05, (this.end - this.start) * factor))
    const share = (time - this.start) / (this.end - this.start)
    this.show(time - share * length, time + (1 - share) * length)
  },

  scroll(seconds) { this.show(this.start + seconds, this.end + seconds) },

  scrollKeys(count) {
    const bottom = lowestKey - 0.5
    const move = Math.min(Math.max(count, bottom - this.low), bottom + keyCount - this.high)
    this.low += move
    this.high += move
  },

  zoomKeys(factor, key = (this.low + this.high) / 2) {
    const length = Math.min(keyCount, Math.max(6, (this.high - this.low) * factor))
    const share = (key - this.low) / (this.high - this.low)
    this.low = key - share * length
    this.high = this.low + length
    this.scrollKeys(0)
  },

  /** Turns the page where a time has left it. */
  follow(time) {
    const length = this.end - this.start
    if (time >= this.start && time <= this.end) return false
    this.show(time - 0.05 * length, time + 0.95 * length)
    return true
  },
}

/** Where the roll's keys end and time begins, in CSS pixels. */
const gutter = 52
/** The height of the ruler above the roll. */
const rulerHeight = 20

const widthOf = canvas => Math.max(1, canvas.clientWidth - gutter)
const xOf = (canvas, time) =>
  gutter + (time - view.start) / (view.end - view.start) * widthOf(canvas)
const timeAt = (canvas, x) =>
  view.start + (x - gutter) / widthOf(canvas) * (view.end - view.start)
const yOf = (canvas, key) =>
  rulerHeight + (view.high - key) / (view.high - view.low) * (canvas.clientHeight - rulerHeight)
const keyAt = (canvas, y) =>
  view.high - (y - rulerHeight) / (canvas.clientHeight - rulerHeight) * (view.high - view.low)
