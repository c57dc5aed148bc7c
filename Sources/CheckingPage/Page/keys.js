// What keys and buttons do, the words around the pictures, and the beginning.

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

// After a click, the space bar plays; whoever tabbed to a button keeps it.
document.addEventListener('click', event => { if (event.detail > 0) event.target.closest('button')?.blur() })

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
    addRow(element('rows'), 'td', [
      note.start.toFixed(3), note.end.toFixed(3), nameOf(note.pitch), note.velocity,
      note.confidence.toFixed(2), bendOf(note) || 'none',
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
