// What the mouse does, a pen or a finger.

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
