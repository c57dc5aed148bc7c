// The waveform, and what all pictures share.

const darkness = matchMedia('(prefers-color-scheme: dark)')

/** Colours of the pictures; those of posteriorgrams and notes are [red, green, blue]. */
const palettes = {
  light: {
    ground: [255, 255, 255], black: '#eeeeeb', grid: '#dcdcd7', text: '#4c515b', wave: '#38798f',
    middle: [96, 178, 205], sure: [10, 62, 110], soft: [244, 178, 120], loud: [190, 62, 6],
    bend: '#3d1200', key: '#ffffff', blackKey: '#3b3f46', selected: 'rgb(11 110 153 / 16%)',
    chosen: '#101216',
  },
  dark: {
    ground: [24, 26, 31], black: '#14161a', grid: '#31353d', text: '#a7adb8', wave: '#5fb2cc',
    middle: [26, 98, 132], sure: [150, 226, 250], soft: [128, 76, 34], loud: [255, 170, 66],
    bend: '#fff4e0', key: '#d9dbdf', blackKey: '#24272d', selected: 'rgb(77 182 226 / 20%)',
    chosen: '#ffffff',
  },
}
const palette = () => darkness.matches ? palettes.dark : palettes.light
const mixed = (from, to, share) => from.map((value, i) => Math.round(value + share * (to[i] - value)))
const css = colour => `rgb(${colour.join(' ')})`

/** A canvas ready to be drawn on in CSS pixels, with as many real ones as the screen has. */
function prepared(canvas) {
  const density = devicePixelRatio || 1
  const [width, height] = [canvas.clientWidth, canvas.clientHeight]
  if (canvas.width !== Math.round(width * density) || canvas.height !== Math.round(height * density)) {
    canvas.width = Math.round(width * density)
    canvas.height = Math.round(height * density)
  }
  const drawing = canvas.getContext('2d')
  drawing.setTransform(density, 0, 0, density, 0, 0)
  drawing.fillStyle = css(palette().ground)
  drawing.fillRect(0, 0, width, height)
  return { drawing, width, height, density }
}

/** The level of a pyramid with at least as many rows as columns, and the seconds of its rows. */
function levelFor(rows, secondsPerColumn) {
  const index = Math.max(0, Math.floor(Math.log2(secondsPerColumn / rows.secondsPerRow)))
  const level = Math.min(index, rows.levels.length - 1)
  return { values: rows.levels[level], seconds: rows.secondsPerRow * 2 ** level }
}

/** The loudest there is, so that soft recordings show as well. */
const loudest = Math.max(1, waveform.levels.at(-1).reduce((a, b) => Math.max(a, b), 0))

/** Draws the waveform from a time on into a rectangle. */
function drawWave(drawing, { left, top, width, height, density }, start, secondsPerPixel) {
  const step = 1 / density
  const { values, seconds } = levelFor(waveform, secondsPerPixel * step)
  const middle = top + height / 2
  const scale = (height / 2 - 2) / loudest
  drawing.fillStyle = palette().wave
  for (let x = 0; x < width; x += step) {
    const time = start + x * secondsPerPixel
    const first = Math.floor(time / seconds)
    const last = Math.max(first + 1, Math.floor((time + step * secondsPerPixel) / seconds))
    let [up, down] = [0, 0]
    for (let row = first; row < last && 2 * row < values.length; row++) {
      up = Math.max(up, values[2 * row])
      down = Math.max(down, values[2 * row + 1])
    }
    drawing.fillRect(left + x, middle - up * scale, step, Math.max(step, (up + down) * scale))
  }
}

function drawWaveform(canvas, selection) {
  const { drawing, width, height, density } = prepared(canvas)
  const secondsPerPixel = (view.end - view.start) / widthOf(canvas)
  drawWave(
    drawing, { left: gutter, top: 0, width: width - gutter, height, density },
    view.start, secondsPerPixel)
  drawSelection(drawing, canvas, selection, 0, height)
  drawing.fillStyle = palette().grid
  drawing.fillRect(gutter - 1, 0, 1, height)
}

function drawSelection(drawing, canvas, selection, top, bottom) {
  if (!selection) return
  const [left, right] = [xOf(canvas, selection.start), xOf(canvas, selection.end)]
  drawing.fillStyle = palette().selected
  drawing.fillRect(Math.max(gutter, left), top, Math.max(0, right - Math.max(gutter, left)), bottom - top)
}

/** The whole recording, and which part of it is to be seen. */
function drawOverview(canvas) {
  const { drawing, width, height, density } = prepared(canvas)
  const left = gutter
  const secondsPerPixel = Math.max(duration, 0.1) / (width - left)
  drawWave(drawing, { left, top: 0, width: width - left, height, density }, 0, secondsPerPixel)
  drawing.fillStyle = palette().selected
  const [from, to] = [left + view.start / secondsPerPixel, left + view.end / secondsPerPixel]
  drawing.fillRect(from, 0, Math.max(3, to - from), height)
  drawing.strokeStyle = palette().wave
  drawing.strokeRect(from + 0.5, 0.5, Math.max(2, to - from - 1), height - 1)
}
