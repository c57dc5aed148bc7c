// What the page shows, and what it does when a key is pressed or the mouse moves.

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
}

// Words

function clock(seconds) {
  const minutes = Math.floor(seconds / 60)
  return `${minutes}:${(seconds - 60 * minutes).toFixed(3).padStart(6, '0')}`
}

function sentence(note) {
  const bends = note.bends.map(Math.abs)
  const bend = bends.length ? `, bends up to ${Math.max(...bends).toFixed(0)} cents` : ''
  return `${nameOf(note.pitch)} (key ${note.pitch}), ${note.start.toFixed(3)} to ${note.end.toFixed(3)} s, `
    + `velocity ${note.velocity}, confidence ${note.confidence.toFixed(2)}${bend}`
}

function say(text) {
  if (element('status').textContent !== text) element('status').textContent = text
}

const hint = 'Click to go there, drag to scroll, turn the wheel to zoom; ? explains the keys.'

// Drawing: only when something has changed, and then at most once a picture of the screen.

function changed() { state.mustDraw = true }

function draw() {
  requestAnimationFrame(draw)
  if (sound.isPlaying) advance()
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
  if (!sound.context) say('Decoding the sound …')
  sound.loop = element('loop').getAttribute('aria-pressed') === 'true' ? state.selection : null
  if (sound.loop && (state.position < sound.loop.start || state.position >= sound.loop.end)) {
    state.position = sound.loop.start
  }
  if (state.position >= duration) state.position = 0
  try {
    await sound.play(state.position)
    say(hint)
    element('play').textContent = 'Pause'
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

// The mouse, a pen or a finger

/** Tells a click, which moves less than three pixels, from a drag. */
function onDrag(canvas, { click, drag, end }) {
  canvas.addEventListener('pointerdown', down => {
    if (down.button !== 0) return
    canvas.setPointerCapture(down.pointerId)
    let [last, isDrag] = [down, false]
    const move = event => {
      isDrag ||= Math.abs(event.offsetX - down.offsetX) + Math.abs(event.offsetY - down.offsetY) > 3
      if (isDrag) drag(down, event, last)
      last = event
    }
    const up = event => {
      canvas.removeEventListener('pointermove', move)
      canvas.removeEventListener('pointerup', up)
      canvas.removeEventListener('pointercancel', up)
      if (!isDrag && event.type === 'pointerup') click(event)
      end?.(isDrag)
    }
    canvas.addEventListener('pointermove', move)
    canvas.addEventListener('pointerup', up)
    canvas.addEventListener('pointercancel', up)
  })
}

onDrag(canvases.roll, {
  click(event) {
    seek(timeAt(canvases.roll, event.offsetX))
    choose(noteAt(event.offsetX, event.offsetY))
    changed()
  },
  drag(down, event, last) {
    canvases.roll.classList.add('dragging')
    view.scroll(timeAt(canvases.roll, last.offsetX) - timeAt(canvases.roll, event.offsetX))
    view.scrollKeys(keyAt(canvases.roll, last.offsetY) - keyAt(canvases.roll, event.offsetY))
    changed()
  },
  end() { canvases.roll.classList.remove('dragging') },
})

onDrag(canvases.waveform, {
  click(event) { seek(timeAt(canvases.waveform, event.offsetX)) },
  drag(down, event) {
    const times = [down, event].map(({ offsetX }) =>
      Math.min(Math.max(0, timeAt(canvases.waveform, offsetX)), duration))
    state.selection = { start: Math.min(...times), end: Math.max(...times) }
    changed()
  },
  end(isDrag) {
    if (!isDrag || state.selection.end - state.selection.start < 0.02) return
    element('loop').setAttribute('aria-pressed', 'true')
    seek(state.selection.start)
  },
})

function lookAt(event) {
  const canvas = canvases.overview
  const time = (event.offsetX - gutter) / widthOf(canvas) * duration
  const half = (view.end - view.start) / 2
  view.show(time - half, time + half)
  changed()
}
onDrag(canvases.overview, { click: lookAt, drag: (down, event) => lookAt(event) })

for (const canvas of Object.values(canvases)) {
  canvas.addEventListener('wheel', event => {
    event.preventDefault()
    // A line or a page counts for as many pixels.
    const unit = [1, 16, 400][event.deltaMode]
    const [across, along] = [event.deltaX * unit, event.deltaY * unit]
    const secondsPerPixel = (view.end - view.start) / widthOf(canvas)
    if (event.altKey) view.zoomKeys(2 ** (along / 300), keyAt(canvases.roll, event.offsetY))
    else if (event.shiftKey || Math.abs(across) > Math.abs(along)) {
      view.scroll((across || along) * secondsPerPixel)
    } else view.zoom(2 ** (along / 300), timeAt(canvas, event.offsetX))
    changed()
  }, { passive: false })
}

canvases.roll.addEventListener('pointermove', event => {
  if (event.buttons) return
  const note = noteAt(event.offsetX, event.offsetY)
  if (note) say(sentence(note))
  else if (!state.chosen) say(hint)
})

// Keys

const actions = {
  ' ': togglePlaying,
  1: () => hear('original'), 2: () => hear('both'), 3: () => hear('notes'),
  '+': () => zoom(1 / 1.5), '=': () => zoom(1 / 1.5), '-': () => zoom(1.5), '−': () => zoom(1.5),
  0: () => { view.fit(); changed() },
  Home: () => seek(0), End: () => seek(duration),
  ArrowLeft: event => step(event, -1), ArrowRight: event => step(event, 1),
  ArrowUp: event => stepKeys(event, 1), ArrowDown: event => stepKeys(event, -1),
  ',': () => chooseNext(-1), '.': () => chooseNext(1),
  l: toggleLoop, L: toggleLoop, Escape: forgetSelection,
  '?': () => element('help').showModal(),
}

function step(event, direction) {
  const seconds = direction * (view.end - view.start) / 20
  if (event.shiftKey) { view.scroll(4 * seconds); changed() } else seek(state.position + seconds)
}

function stepKeys(event, direction) {
  if (event.shiftKey) view.zoomKeys(direction > 0 ? 1 / 1.25 : 1.25)
  else view.scrollKeys(2 * direction)
  changed()
}

document.addEventListener('keydown', event => {
  const isOurs = !event.ctrlKey && !event.metaKey && !event.altKey && !element('help').open
  // Choices and sliders have keys of their own; a button that has the focus is pressed by the space bar.
  const name = event.target.localName
  const isTheirs = name === 'select' || name === 'input' && event.key.startsWith('Arrow')
    || (name === 'button' || name === 'summary') && event.key === ' '
  const action = actions[event.key]
  if (!isOurs || isTheirs || !action) return
  event.preventDefault()
  action(event)
})

// Buttons

element('play').addEventListener('click', togglePlaying)
element('modes').addEventListener('click', event => {
  if (event.target.dataset.mode) hear(event.target.dataset.mode)
})
element('balance').addEventListener('input', event => {
  sound.balance = Number(event.target.value)
  if (sound.context) sound.mix()
})
element('loop').addEventListener('click', toggleLoop)
element('layer').addEventListener('change', event => { state.layer = event.target.value; changed() })
element('zoom-in').addEventListener('click', actions['+'])
element('zoom-out').addEventListener('click', actions['-'])
element('fit').addEventListener('click', actions[0])
element('help-button').addEventListener('click', actions['?'])

// Words around the pictures

/** A row of the table, in which only text is put. */
function addRow(parent, name, cells) {
  const row = parent.appendChild(document.createElement('tr'))
  for (const text of cells) row.appendChild(document.createElement(name)).textContent = text
}

/** Filled when it is opened: thousands of rows take a moment. */
element('note-list').addEventListener('toggle', () => {
  if (element('rows').childElementCount) return
  for (const note of notes) {
    const bend = note.bends.length ? note.bends.map(cents => cents.toFixed(0)).join(' ') : 'none'
    addRow(element('rows'), 'td', [
      note.start.toFixed(3), note.end.toFixed(3), nameOf(note.pitch), note.velocity,
      note.confidence.toFixed(2), bend,
    ])
  }
})

function describe() {
  element('title').textContent = document.title
  const keys = notes.map(note => note.pitch).sort((a, b) => a - b)
  const range = notes.length ? `, ${nameOf(keys[0])} to ${nameOf(keys.at(-1))}` : ''
  const summary = `${clock(duration)}, ${notes.length} ${notes.length === 1 ? 'note' : 'notes'}${range}`
  element('summary').textContent = summary
  canvases.roll.setAttribute('aria-label', `Piano roll: ${summary}; the table below lists them.`)
  const { notes: _, settings, ...origin } = transcription
  for (const [name, value] of Object.entries({ ...origin, ...settings })) {
    element('origin').appendChild(document.createElement('dt')).textContent = name.replaceAll('_', ' ')
    element('origin').appendChild(document.createElement('dd')).textContent = value ?? 'none'
  }
  if (sound.isThere) return say(hint)
  for (const id of ['play', 'balance', 'loop']) element(id).disabled = true
  for (const button of element('modes').children) button.disabled = true
  say('The recording is too long for its sound to be part of the page; all else is here.')
}

describe()
view.fit()
darkness.addEventListener('change', changed)
new ResizeObserver(changed).observe(element('stage'))
draw()
