# What a user runs:       make demo, make test, make install PREFIX=/usr/local, make uninstall
# What a developer runs:  make build, make format, make lint, make docs, make bench, make bench-rendering,
#                         make accuracy, make accuracy-beats, make emulate, make scaling, make model,
#                         make verify-model, make sbom; the steps of Training/README.md; and what
#                         docs/Reliability.md is about: make fuzz SECONDS=60, make sanitize, make faults,
#                         make kills, make inputs, make endurance

# A command whose output is cut down must still fail when it fails.
SHELL = /bin/bash
.SHELLFLAGS = -o pipefail -c

PREFIX ?= /usr/local
DESTDIR ?=
BUILD_DIR ?= .build
DEMO_DIR ?= demo-output

# Where shells and man look for what the program says about itself.
BASH_COMPLETIONS = share/bash-completion/completions/basicpitch
ZSH_COMPLETIONS = share/zsh/site-functions/_basicpitch
FISH_COMPLETIONS = share/fish/vendor_completions.d/basicpitch.fish
MANUAL_PAGE = share/man/man1/basicpitch.1
GENERATED = $(BASH_COMPLETIONS) $(ZSH_COMPLETIONS) $(FISH_COMPLETIONS) $(MANUAL_PAGE)

SWIFT ?= swift
SWIFT_BUILD = $(SWIFT) build --scratch-path $(BUILD_DIR)
RELEASE = $(SWIFT_BUILD) -c release --static-swift-stdlib --product basicpitch

DEBIAN_PACKAGES = libsndfile1-dev libfftw3-dev libsoxr-dev zlib1g-dev pkg-config
BREW_PACKAGES = libsndfile fftw libsoxr zlib pkg-config
TEST_PACKAGES = ffmpeg chromium musescore3
TEST_SOUNDS = libfluidsynth3 timgm6mb-soundfont musescore-general-soundfont-small
TEST_SOUNDFONTS = /usr/share/sounds/sf2/TimGM6mb.sf2 /usr/share/sounds/sf3/MuseScore_General_Lite.sf3
PKG_CONFIG_MODULES = sndfile fftw3f soxr zlib

# The library's pages: the modules whose types its users meet.
DOCC ?= docc
DOCUMENTED = Transcription AudioIO Beats CNNInference MIDIWriter NoteCreation Tonality TranscriptionTypes
DOCUMENTATION = $(BUILD_DIR)/Transcription.doccarchive

MODEL = Models/icassp_2022.bpw
INSTALLED_MODELS = $(MODEL) Models/instruments.bpw
MODEL_TOOLS = .venv/model
MODEL_PACKAGES = onnx==1.23.2 numpy==2.4.6

BENCH ?=
BENCH_TOOLS = .venv/bench

ACCURACY ?=
ACCURACY_TOOLS = .venv/accuracy

TRAINING_TOOLS = .venv/training
TRAINING_DATA = .build/training

SCALING_TOOLS = .venv/scaling

# Seconds for each reader, and which; CAMPAIGN="--short" is what .ci/run does.
SECONDS ?= 60
READERS ?=
CAMPAIGN ?=
SANITIZERS ?= address thread

.PHONY: demo test build install uninstall setup setup-tests lint format docs bench bench-rendering accuracy \
	accuracy-beats training-data train training-eval training-tiny training-mixes train-envelopes fine-tune \
	emulate scaling model verify-model \
	fuzz sanitize faults kills inputs endurance sbom clean

# Installs what is missing, transcribes the example and renders the result.
demo: setup
	@echo "building (the first time takes about a minute) ..."
	@$(RELEASE) 2>&1 | tail -n 1
	@mkdir -p $(DEMO_DIR)
	@program=$$($(RELEASE) --show-bin-path 2>/dev/null)/basicpitch; \
	started=$$(date +%s%N); \
	"$$program" transcribe Examples/guitar.flac -o $(DEMO_DIR)/guitar.mid --force && \
	transcribed=$$(date +%s%N) && \
	"$$program" render $(DEMO_DIR)/guitar.mid -o $(DEMO_DIR)/guitar.wav --force && \
	rendered=$$(date +%s%N) && \
	echo "notes:  $(DEMO_DIR)/guitar.mid (transcribed in $$(( (transcribed - started) / 1000000 )) ms)" && \
	echo "sound:  $(DEMO_DIR)/guitar.wav (rendered in $$(( (rendered - transcribed) / 1000000 )) ms)"

# Sets itself up and runs all tests; the last line is the test runner's.
test: setup setup-tests
	$(SWIFT) test --scratch-path $(BUILD_DIR) 2>&1

build: setup
	$(RELEASE)

install: build
	@program=$$($(RELEASE) --show-bin-path)/basicpitch && \
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/basicpitch" && \
	install -m 755 "$$program" "$(DESTDIR)$(PREFIX)/bin/basicpitch" && \
	install -m 644 $(INSTALLED_MODELS) "$(DESTDIR)$(PREFIX)/share/basicpitch/" && \
	cd "$(DESTDIR)$(PREFIX)" && install -d $(dir $(GENERATED)) && \
	"$$program" completions bash >$(BASH_COMPLETIONS) && \
	"$$program" completions zsh >$(ZSH_COMPLETIONS) && \
	"$$program" completions fish >$(FISH_COMPLETIONS) && \
	"$$program" man >$(MANUAL_PAGE) && chmod 644 $(GENERATED) && \
	echo "installed $(DESTDIR)$(PREFIX)/bin/basicpitch"

uninstall:
	rm -f "$(DESTDIR)$(PREFIX)/bin/basicpitch"
	rm -f $(foreach model,$(notdir $(INSTALLED_MODELS)),"$(DESTDIR)$(PREFIX)/share/basicpitch/$(model)")
	rm -f $(foreach file,$(GENERATED),"$(DESTDIR)$(PREFIX)/$(file)")
	-rmdir "$(DESTDIR)$(PREFIX)/share/basicpitch" 2>/dev/null

# Installs the system libraries unless they are there.
setup:
	@pkg-config --exists $(PKG_CONFIG_MODULES) 2>/dev/null && exit 0; \
	if command -v apt-get >/dev/null; then \
	  as_root=; [ "$$(id -u)" = 0 ] || as_root=sudo; \
	  echo "installing $(DEBIAN_PACKAGES) ..."; \
	  $$as_root apt-get update -qq && \
	  $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(DEBIAN_PACKAGES) >/dev/null; \
	elif command -v brew >/dev/null; then brew install $(BREW_PACKAGES); \
	else echo "please install libsndfile, FFTW (single precision), libsoxr, zlib and pkg-config" >&2; exit 1; fi

# What the program can do without, but its tests cannot: without it, some are skipped.
setup-tests:
	@type $(TEST_PACKAGES) >/dev/null 2>&1 && ls $(TEST_SOUNDFONTS) >/dev/null 2>&1 && exit 0; \
	if command -v apt-get >/dev/null; then \
	  as_root=; [ "$$(id -u)" = 0 ] || as_root=sudo; \
	  echo "installing $(TEST_PACKAGES) $(TEST_SOUNDS) ..."; \
	  $$as_root apt-get update -qq || true; \
	  for package in $(TEST_PACKAGES) $(TEST_SOUNDS); do \
	    $$as_root env DEBIAN_FRONTEND=noninteractive \
	      apt-get install -y -qq --no-install-recommends $$package >/dev/null || true; \
	  done; \
	elif command -v brew >/dev/null; then \
	  for package in $(TEST_PACKAGES); do brew install $$package || true; done; \
	fi; \
	for program in $(TEST_PACKAGES); do command -v $$program >/dev/null || \
	  echo "without $$program, the tests that need it are skipped"; done; \
	for file in $(TEST_SOUNDFONTS); do test -e $$file || \
	  echo "without $$file, the tests that need it are skipped"; done

lint:
	$(SWIFT) format lint --strict --recursive Package.swift Sources Benchmarks Campaigns Examples Tests

format:
	$(SWIFT) format --in-place --recursive Package.swift Sources Benchmarks Campaigns Examples Tests

# Makes the library's pages; a link that leads nowhere fails. Comments say only what a signature does
# not, so nobody asks for a word about each parameter.
docs: setup
	@graphs=$$(mktemp -d) && trap 'rm -rf "$$graphs"' EXIT && \
	folder=$$($(SWIFT) package --scratch-path $(BUILD_DIR) dump-symbol-graph \
	  --minimum-access-level public 2>&1 | sed -n 's/^Files written to //p') && \
	for module in $(DOCUMENTED); do cp "$$folder"/$$module{,@*}.symbols.json "$$graphs" 2>/dev/null || \
	  test -e "$$graphs/$$module.symbols.json"; done && \
	$(DOCC) convert Sources/Transcription/Transcription.docc --additional-symbol-graph-dir "$$graphs" \
	  --warnings-as-errors --disable-parameters-and-returns-validation \
	  --output-dir $(DOCUMENTATION) && echo "$(DOCUMENTATION)"

# Measures, and writes docs/Performance.md; BENCH="--quick" only prints, in a minute.
bench: build
	$(RELEASE:basicpitch=Benchmarks)
	@Scripts/bench "$$($(RELEASE) --show-bin-path)" $(BENCH_TOOLS) $(BENCH)

# Measures `render` beside FluidSynth, for docs/Performance.md, which is edited by hand; takes ten minutes.
# Needs Python 3, and FluidSynth with a SoundFont (fluidsynth, fluid-soundfont-gm) to compare with.
bench-rendering: build
	@python3 Benchmarks/rendering.py --build "$$($(RELEASE) --show-bin-path)" $(BENCH)

# Judges the notes, and writes docs/Accuracy.md; ACCURACY="--tiny" only prints, in a minute.
accuracy: build
	@Scripts/accuracy "$$($(RELEASE) --show-bin-path)" $(ACCURACY_TOOLS) $(ACCURACY)

# Judges beats, metre and key, beside librosa and aubio, for docs/Accuracy.md, which is edited by hand.
accuracy-beats: build
	@Scripts/accuracy-beats "$$($(RELEASE) --show-bin-path)" .venv/accuracy-beats $(BUILD_DIR)/accuracy-beats

# How Models/decoder.bpw comes to be, see Training/README.md; tiny tries all of it in some minutes.
training-data training-eval training-mixes training-tiny train train-envelopes fine-tune: build
	@Scripts/train "$$($(RELEASE) --show-bin-path)/basicpitch" $(TRAINING_TOOLS) $(TRAINING_DATA) \
	  $(patsubst train-%,%,$(@:training-%=%))

# Runs the program on older processors than this one, and with each set of instructions.
emulate: build
	@Scripts/emulate "$$($(RELEASE) --show-bin-path)"

# Runs the recipes of docs/Scaling.md on this machine, and kills some of them half-way.
scaling: build
	@Scripts/check-scaling "$$($(RELEASE) --show-bin-path)" $(SCALING_TOOLS)

# Throws mutated inputs at all that reads; what was learned and found stays in the folder.
fuzz: setup
	@Campaigns/fuzz $(BUILD_DIR)/fuzz $(SECONDS) $(READERS)

# Runs all tests under one sanitizer after the other; builds everything anew for each.
sanitize: setup setup-tests
	@for sanitizer in $(SANITIZERS); do \
	  Campaigns/sanitize $$sanitizer $(BUILD_DIR)/$$sanitizer $(CAMPAIGN) || exit 1; done

# Lets system calls fail, kills batches, reads what is damaged, works for long: docs/Reliability.md.
faults: build
	@python3 Campaigns/faults.py "$$($(RELEASE) --show-bin-path)" $(CAMPAIGN)

kills: build
	@python3 Campaigns/kills.py "$$($(RELEASE) --show-bin-path)"

inputs: build
	@python3 Campaigns/inputs.py "$$($(RELEASE) --show-bin-path)" $(CAMPAIGN)

endurance: build
	@python3 Campaigns/endurance.py "$$($(RELEASE) --show-bin-path)" $(CAMPAIGN)

# What the program links to.
sbom: build
	@Scripts/sbom "$$($(RELEASE) --show-bin-path)/basicpitch"

# Derives the model from the reference's published one. Needs Python 3 with venv and pip.
model: $(MODEL_TOOLS)
	$(MODEL_TOOLS)/bin/python Models/convert.py $(MODEL)

verify-model: $(MODEL_TOOLS)
	@derived=$$(mktemp) && trap 'rm -f "$$derived"' EXIT && \
	$(MODEL_TOOLS)/bin/python Models/convert.py "$$derived" && \
	cmp "$$derived" $(MODEL) && echo "$(MODEL) is what the published model converts to"

$(MODEL_TOOLS):
	python3 -m venv $@
	$@/bin/pip install --quiet $(MODEL_PACKAGES) || { rm -rf $@; exit 1; }

clean:
	rm -rf $(BUILD_DIR) $(DEMO_DIR)
