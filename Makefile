# `make run` and `make test` do everything; the set-up they share is .ci/setup.sh.
.PHONY: run test check pictures bench soak explore

# Opens the last desk, or the bundled one; without a screen, draws it.
run:
	@.ci/setup.sh run
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then set -x; exec .venv/bin/crosscheck; fi; \
	mkdir -p out && \
	(set -x; QT_QPA_PLATFORM=offscreen .venv/bin/crosscheck --screenshot out/desk.png) && \
	echo 'No screen here. The desk is drawn in out/desk.png' && \
	echo 'For a window, run this on a desktop, or come here with ssh -X.'

# Lint, import contracts, types and the whole suite, offscreen.
test:
	@.ci/setup.sh test
	@.ci/stages.sh lint contracts types core gui end2end

# The quick part of it.
check:
	@.ci/setup.sh check
	@.ci/stages.sh lint contracts types

# The pictures of the README and of each part, made by the program itself.
pictures:
	@.ci/setup.sh test
	QT_QPA_PLATFORM=offscreen .venv/bin/python -m tests.pictures

# How long the start and the gestures take, and a large import, on this machine; no test holds them.
# And how the diagram does on its graphs by all that is asked of it: the figures in out/schematic.json.
bench:
	@.ci/setup.sh test
	.venv/bin/python tests/bench/start.py
	.venv/bin/python tests/bench/history.py
	.venv/bin/python tests/bench/edit.py
	.venv/bin/python tests/bench/propose.py
	.venv/bin/python tests/bench/schematic.py --json out/schematic.json
	.venv/bin/python tests/bench/as_of.py

# Kills, power cuts and four writers at once, 1,000 of each; SOAK=short: as many as the suite has.
soak:
	@.ci/setup.sh test
	SOAK=$${SOAK:-long} .venv/bin/python -m pytest -W error -q -n auto -p no:pytest-qt tests/core/storms

# The properties on examples that no run before has seen; `make test` tries the same ones each time.
explore:
	@.ci/setup.sh test
	EXAMPLES=new .venv/bin/python -m pytest -W error -q -n auto -p no:pytest-qt -m hypothesis tests/core
