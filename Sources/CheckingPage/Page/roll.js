// The notes over the posteriorgram, with keys at the left and seconds above.

function drawRoll(canvas, { layer, selection, chosen }) {
  const picture = prepared(canvas)
  const { drawing, width, height } = picture
  drawing.save()
  drawing.beginPath()
  drawing.rect(gutter, rulerHeight, width - gutter, height - rulerHeight)
  drawing.clip()
  drawRows(drawing, canvas)
  if (layer !== 'none') drawSalience(picture, canvas, salience.layers[layer])
  const ticks = tickTimes(canvas)
  drawing.fillStyle = palette().grid
  if (measures.beats.length) drawBeats(drawing, canvas, height)
  else for (const time of ticks.times) drawing.fillRect(xOf(canvas, time), rulerHeight, 1, height)
  drawSelection(drawing, canvas, selection, rulerHeight, height)
  drawNotes(drawing, canvas)
  if (chosen) outline(drawing, canvas, chosen)
  drawing.restore()
  drawRuler(drawing, canvas, ticks)
  drawKeys(drawing, canvas)
}

/** A line for each downbeat, with the number of its bar, and a shorter-lived one for each other beat. */
function drawBeats(drawing, canvas, height) {
  const seconds = view.end - view.start
  const room = widthOf(canvas) / seconds * duration / measures.beats.length
  // A bar that lacks its beginning is number 0.
  let bar = 0
  let lastLabel = -Infinity
  drawing.font = '10px system-ui, sans-serif'
  drawing.textBaseline = 'top'
  for (const [time, number] of measures.beats) {
    if (number === 1) bar++
    if (time < view.start || time > view.end) continue
    const x = xOf(canvas, time)
    const hasLabel = number === 1 && x - lastLabel > 28
    if (!hasLabel && room < 6) continue
    drawing.fillStyle = palette().grid
    drawing.globalAlpha = number === 1 ? 1 : 0.45
    drawing.fillRect(x, rulerHeight, number === 1 ? 1.5 : 1, height)
    drawing.globalAlpha = 1
    if (!hasLabel) continue
    drawing.fillStyle = palette().text
    drawing.fillText(`${bar}`, x + 3, rulerHeight + 2)
    lastLabel = x
  }
}

/** The keys that are to be seen, lowest first. */
function* visibleKeys() {
  const highest = Math.min(lowestKey + keyCount - 1, Math.ceil(view.high))
  for (let key = Math.max(lowestKey, Math.floor(view.low)); key <= highest; key++) yield key
}

function drawRows(drawing, canvas) {
  drawing.fillStyle = palette().black
  for (const key of visibleKeys()) {
    const [top, bottom] = [yOf(canvas, key + 0.5), yOf(canvas, key - 0.5)]
    if (isBlack(key)) drawing.fillRect(gutter, top, canvas.clientWidth, bottom - top)
  }
}

/** A pixel a column of the screen and a bin, drawn as large as they are. */
function drawSalience({ drawing, width, density }, canvas, layer) {
  const columns = Math.max(1, Math.round((width - gutter) * density))
  const secondsPerColumn = (view.end - view.start) / columns
  const { values, seconds } = levelFor(salience, secondsPerColumn)
  const image = new ImageData(columns, layer.count)
  const pixels = new Uint32Array(image.data.buffer)
  const colours = salienceColours()
  for (let column = 0; column < columns; column++) {
    const time = view.start + column * secondsPerColumn
    // A frame is about what happens around its time.
    const first = Math.max(0, Math.floor(time / seconds + 0.5))
    const last = Math.max(first + 1, Math.floor((time + secondsPerColumn) / seconds + 0.5))
    for (let row = first; row < last; row++) {
      const start = row * salience.width + layer.start
      if (start >= values.length) break
      for (let bin = 0; bin < layer.count; bin++) {
        const colour = colours[values[start + bin]]
        const at = (layer.count - 1 - bin) * columns + column
        // The opacity is in the highest byte, so the surer one is the larger number.
        if (colour >>> 24 > pixels[at] >>> 24) pixels[at] = colour
      }
    }
  }
  const buffer = new OffscreenCanvas(columns, layer.count)
  buffer.getContext('2d').putImageData(image, 0, 0)
  const [top, bottom] = [yOf(canvas, lowestKey + keyCount - 0.5), yOf(canvas, lowestKey - 0.5)]
  drawing.imageSmoothingEnabled = false
  drawing.drawImage(buffer, gutter, top, width - gutter, bottom - top)
}

/** The colour of each value, as a pixel: clear below 12 %, then the more opaque the surer. */
function salienceColours() {
  const { middle, sure } = palette()
  return Uint32Array.from({ length: 256 }, (_, value) => {
    const share = Math.max(0, (value / 255 - 0.12) / 0.88)
    const [red, green, blue] = mixed(middle, sure, share)
    return (Math.round(255 * Math.sqrt(share)) << 24 | blue << 16 | green << 8 | red) >>> 0
  })
}

/** The rectangle of a note. */
function barOf(canvas, note) {
  const height = Math.max(2, 0.7 * (yOf(canvas, 0) - yOf(canvas, 1)))
  const left = xOf(canvas, note.start)
  return {
    left, top: yOf(canvas, note.pitch) - height / 2, height,
    width: Math.max(2, xOf(canvas, note.end) - left),
  }
}

/** How a note looks, by its velocity: the louder, the deeper. As text, since reading colours takes time. */
function noteColours() {
  const { soft, loud } = palette()
  return Array.from({ length: 128 }, (_, velocity) => {
    const colour = mixed(soft, loud, velocity / 127).join(' ')
    return { body: `rgb(${colour} / 78%)`, onset: `rgb(${colour})` }
  })
}

function drawNotes(drawing, canvas) {
  const colours = noteColours()
  for (const note of notesBetween(view.start, view.end)) {
    const { left, top, width, height } = barOf(canvas, note)
    drawing.fillStyle = colours[note.velocity].body
    drawing.fillRect(left, top, width, height)
    // What is smaller would only hide the note.
    if (width < 5) continue
    drawing.fillStyle = colours[note.velocity].onset
    drawing.fillRect(left, top - 0.18 * height, 2, 1.36 * height)
    if (note.bends.length && width >= 10 && height >= 4) drawBends(drawing, canvas, note, width)
  }
}

/** Bends are in cents, evenly spaced from the start of the note to its end; one is for all of it. */
function drawBends(drawing, canvas, note, width) {
  const last = note.bends.length - 1
  const pointCount = Math.max(2, Math.min(last + 1, Math.ceil(width / 2)))
  drawing.strokeStyle = palette().bend
  drawing.lineWidth = 1.3
  drawing.beginPath()
  for (let i = 0; i < pointCount; i++) {
    const share = i / (pointCount - 1)
    const cents = note.bends[Math.round(share * last)]
    const time = note.start + share * (note.end - note.start)
    drawing.lineTo(xOf(canvas, time), yOf(canvas, note.pitch + cents / 100))
  }
  drawing.stroke()
}

function outline(drawing, canvas, note) {
  const { left, top, width, height } = barOf(canvas, note)
  drawing.strokeStyle = palette().chosen
  drawing.lineWidth = 2
  drawing.strokeRect(left - 2, top - 2, width + 4, height + 4)
}

/** Round times some 90 pixels apart, and how many decimals tell them apart. */
function tickTimes(canvas) {
  const least = (view.end - view.start) / widthOf(canvas) * 90
  const power = 10 ** Math.floor(Math.log10(least))
  const step = [1, 2, 5, 10].map(times => times * power).find(step => step >= least)
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9))
  const times = []
  for (let i = Math.ceil(view.start / step); i * step <= view.end; i++) times.push(i * step)
  return { times, decimals }
}

function drawRuler(drawing, canvas, { times, decimals }) {
  drawing.fillStyle = palette().text
  drawing.font = '11px system-ui, sans-serif'
  drawing.textBaseline = 'middle'
  for (const time of times) {
    const x = xOf(canvas, time)
    drawing.fillRect(x, rulerHeight - 5, 1, 5)
    if (x < canvas.clientWidth - 36) drawing.fillText(`${time.toFixed(decimals)} s`, x + 4, rulerHeight / 2)
  }
  drawing.fillStyle = palette().grid
  drawing.fillRect(0, rulerHeight - 1, canvas.clientWidth, 1)
}

function drawKeys(drawing, canvas) {
  const rowHeight = yOf(canvas, 0) - yOf(canvas, 1)
  drawing.save()
  drawing.beginPath()
  drawing.rect(0, rulerHeight, gutter, canvas.clientHeight - rulerHeight)
  drawing.clip()
  for (const key of visibleKeys()) {
    const top = yOf(canvas, key + 0.5)
    // Black keys are shorter, unless there is a name on them.
    const length = isBlack(key) && rowHeight < 11 ? 0.6 * gutter : gutter - 1
    drawing.fillStyle = palette().key
    drawing.fillRect(0, top, gutter - 1, rowHeight)
    if (isBlack(key)) {
      drawing.fillStyle = palette().blackKey
      drawing.fillRect(0, top, length, rowHeight)
    }
    drawing.fillStyle = palette().grid
    if (!isBlack(key) && !isBlack(key - 1)) drawing.fillRect(0, top + rowHeight - 0.5, gutter - 1, 1)
  }
  // Names are larger than keys at times, and lie over their neighbours.
  drawing.font = `${Math.min(12, Math.max(9, rowHeight - 1))}px system-ui, sans-serif`
  drawing.textAlign = 'right'
  for (const key of visibleKeys()) {
    if (key % 12 !== 0 && rowHeight < 11) continue
    drawing.fillStyle = isBlack(key) ? '#ffffff' : '#24272d'
    drawing.fillText(nameOf(key), gutter - 6, yOf(canvas, key) + 0.5)
  }
  drawing.restore()
}
