// The recording and the notes, played together.

const sound = {
  context: null,
  /** Done when both sounds are decoded; null before anybody wanted to hear them. */
  ready: null,
  /** The recording and the notes, each {buffer, level, gain, panner, source}. */
  tracks: [],
  mode: 'both', balance: 0,
  isPlaying: false,
  /** {start, end} in seconds of what is repeated; null for nothing. */
  loop: null,
  /** Where the sound was when the context's clock said `since`. */
  from: 0, since: 0,

  isThere: Boolean(textOf('original')),

  /** Decodes both sounds, once. */
  prepare() { return this.ready ??= this.decode() },

  async decode() {
    // At the sounds' own rate: more would only take more memory.
    this.context = new AudioContext({ sampleRate: 22050 })
    const decoded = ['original', 'rendering'].map(id => this.context.decodeAudioData(bytesOf(id).buffer))
    for (const buffer of await Promise.all(decoded)) {
      const gain = new GainNode(this.context, { gain: 0 })
      const panner = new StereoPannerNode(this.context)
      gain.connect(panner).connect(this.context.destination)
      this.tracks.push({ buffer, gain, panner, level: 1, source: null })
    }
    this.matchLevels()
    this.mix(0)
  },

  /** The softer sound decides, so that both are as loud and none is too loud. */
  matchLevels() {
    const powers = this.tracks.map(({ buffer }) => {
      const samples = buffer.getChannelData(0)
      let sum = 0
      for (const sample of samples) sum += sample * sample
      return Math.sqrt(sum / Math.max(1, samples.length))
    })
    const least = Math.min(...powers.filter(power => power > 0))
    this.tracks.forEach((track, i) => { track.level = powers[i] > 0 ? least / powers[i] : 1 })
  },

  /** Sets what is heard where; nothing starts anew. */
  mix(seconds = 0.01) {
    const shares = [Math.min(1, 1 - this.balance), Math.min(1, 1 + this.balance)]
    this.tracks.forEach(({ gain, panner, level }, i) => {
      const isHeard = this.mode === 'both' || this.mode === ['original', 'notes'][i]
      const pan = this.mode === 'both' ? [-1, 1][i] : 0
      const now = this.context.currentTime
      gain.gain.setTargetAtTime(isHeard ? level * shares[i] : 0, now, seconds)
      panner.pan.setTargetAtTime(pan, now, seconds)
    })
  },

  async play(position) {
    await this.prepare()
    await this.context.resume()
    this.stop()
    // Both at one time of one clock, a little ahead so that neither is late.
    this.since = this.context.currentTime + 0.03
    this.from = position
    const lead = this.lead()
    for (const track of this.tracks) {
      const source = new AudioBufferSourceNode(this.context, { buffer: track.buffer })
      if (this.loop) {
        source.loop = true
        source.loopStart = lead + this.loop.start
        source.loopEnd = lead + this.loop.end
      }
      source.connect(track.gain)
      source.start(this.since, lead + position)
      track.source = source
    }
    this.isPlaying = true
  },

  /**
   * Silence that an MP3 encoder and decoder put before the sound, 1105 samples, where the browser has
   * not left it out: then the whole is longer, too.
   */
  lead() {
    const surplus = this.tracks[0].buffer.duration - duration
    return surplus > 0.04 ? 1105 / 22050 : 0
  },

  stop() {
    for (const track of this.tracks) {
      track.source?.stop()
      track.source?.disconnect()
      track.source = null
    }
    this.isPlaying = false
  },

  /** What is heard now, in seconds of the recording. */
  position() {
    const delay = this.context.outputLatency || 0
    const elapsed = Math.max(0, this.context.currentTime - delay - this.since)
    const position = this.from + elapsed
    if (!this.loop || position < this.loop.end) return position
    const length = this.loop.end - this.loop.start
    return this.loop.start + (position - this.loop.start) % length
  },
}
