// What is to be seen and heard now, and how it changes.

const element = id => document.getElementById(id)
const canvases = { overview: element('overview'), waveform: element('waveform'), roll: element('roll') }

const state = {
  /** Where the cursor is, in seconds. */
  position: 0,
  /** {start, end} in seconds of what is selected; null for nothing. */
  selection: null,
  /** The note whose data are shown; null for none. */
  chosen: null,
  layer: 'contour',
  mustDraw: true,
  /** The browser's promise to draw; null for none. */
  nextDrawing: null,
}

// Words

function clock(seconds) {
  const minutes = Math.floor(seconds / 60)
  return `${minutes}:${(seconds - 60 * minutes).toFixed(3).padStart(6, '0')}`
}

/** How far a note bends, in cents: '−19 to −3', or one number; '' for a note in tune. */
function bendOf({ bends }) {
  if (bends.length === 0) return ''
  const [low, high] = [Math.min, Math.max].map(extreme =>
    Math.round(bends.reduce((a, b) => extreme(a, b))).toString().replace('-', '−'))
  return low === high ? low : `${low} to ${high}`
}

function sentence(note) {
  const bend = bendOf(note) ? `, bend ${bendOf(note)} cents` : ''
  return `${nameOf(note.pitch)} (key ${note.pitch}), ${note.start.toFixed(3)} to ${note.end.toFixed(3)} s, `
    + `velocity ${note.velocity}, confidence ${note.confidence.toFixed(2)}${bend}`
}

function say(text) {
  if (element('status').textContent !== text) element('status').textContent = text
}

const hint = 'Click to go there, drag to scroll, turn the wheel to zoom; ? explains the keys.'

// Drawing: only when something has changed, and then at most once a picture of the screen.

/** Something else is to be seen. */
function changed() {
  state.mustDraw = true
  moved()
}

/** The cursor is elsewhere. */
function moved() { state.nextDrawing ??= requestAnimationFrame(draw) }

function draw() {
  state.nextDrawing = null
  if (sound.isPlaying) { advance(); moved() }
  if (state.mustDraw) {
    state.mustDraw = false
    drawOverview(canvases.overview)
    drawWaveform(canvases.waveform, state.selection)
    drawRoll(canvases.roll, state)
  }
  const x = xOf(canvases.roll, state.position)
  element('cursor').style.transform = `translateX(${x}px)`
  const share = state.position / Math.max(duration, 0.1)
  element('place').style.transform = `translateX(${gutter + share * widthOf(canvases.overview)}px)`
  element('cursor').hidden = x < gutter || x > canvases.roll.clientWidth
  element('time').textContent = `${clock(state.position)} / ${clock(duration)}`
}

function advance() {
  state.position = sound.position()
  if (!sound.loop && state.position >= duration) {
    state.position = duration
    pause()
  }
  if (view.follow(state.position)) changed()
}

// Playing

async function play() {
  if (!sound.isThere) return
  if (!sound.ready) say('Decoding the sound …')
  sound.loop = element('loop').getAttribute('aria-pressed') === 'true' ? state.selection : null
  if (sound.loop && (state.position < sound.loop.start || state.position >= sound.loop.end)) {
    state.position = sound.loop.start
  }
  if (state.position >= duration) state.position = 0
  try {
    await sound.play(state.position)
    say(state.chosen ? sentence(state.chosen) : hint)
    element('play').textContent = 'Pause'
    moved()
  } catch (error) {
    say(`This browser cannot play the sound: ${error.message}`)
  }
}

function pause() {
  sound.stop()
  element('play').textContent = 'Play'
}

function togglePlaying() { if (sound.isPlaying) pause(); else play() }

function seek(time) {
  state.position = Math.min(Math.max(0, time), duration)
  if (view.follow(state.position)) changed()
  moved()
  if (sound.isPlaying) play()
}

function hear(mode) {
  sound.mode = mode
  for (const button of element('modes').children) {
    button.setAttribute('aria-pressed', String(button.dataset.mode === mode))
  }
  if (sound.context) sound.mix()
}

function toggleLoop() {
  const isOn = element('loop').getAttribute('aria-pressed') !== 'true'
  if (isOn && !state.selection) state.selection = { start: view.start, end: view.end }
  element('loop').setAttribute('aria-pressed', String(isOn))
  changed()
  if (sound.isPlaying) play()
}

function forgetSelection() {
  state.selection = null
  state.chosen = null
  element('loop').setAttribute('aria-pressed', 'false')
  say(hint)
  changed()
  if (sound.isPlaying) play()
}

// Looking

function zoom(factor) {
  const isSeen = state.position >= view.start && state.position <= view.end
  view.zoom(factor, isSeen ? state.position : (view.start + view.end) / 2)
  changed()
}

function choose(note) {
  state.chosen = note
  if (!note) return
  say(sentence(note))
  if (note.pitch > view.high || note.pitch < view.low) {
    view.scrollKeys(note.pitch - (view.low + view.high) / 2)
  }
  changed()
}

function chooseNext(step) {
  const from = state.chosen ? notes.indexOf(state.chosen) : firstNoteFrom(state.position) - (step > 0)
  const note = notes[Math.min(Math.max(0, from + step), notes.length - 1)]
  if (!note) return
  seek(note.start)
  choose(note)
}

/** The note at a place of the roll, the shortest where several are. */
function noteAt(x, y) {
  const [time, key] = [timeAt(canvases.roll, x), keyAt(canvases.roll, y)]
  const slack = 3 * (view.end - view.start) / widthOf(canvases.roll)
  let found = null
  for (const note of notesBetween(time - slack, time + slack)) {
    const isNearer = !found || note.end - note.start < found.end - found.start
    if (Math.abs(note.pitch - key) < 0.5 && isNearer) found = note
  }
  return found
}
