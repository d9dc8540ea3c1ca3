# make demo              review a sample video in the terminal   (another: make demo VIDEO=path/to/video.mp4)
# make test              everything that must hold: lint, format, types, all tests
# make clean             remove what these two made
# Both set up .venv by themselves; PYTHON=... names another interpreter (3.11 or newer).

VIDEO ?= $(firstword $(sort $(wildcard sample_videos/cat_cow_*.mp4)))
export PYTHON

.PHONY: demo test clean

demo: .venv/.demo
	@test -n "$(VIDEO)" || { echo "make demo: there is no sample_videos/cat_cow_*.mp4; name a video: make demo VIDEO=path" >&2; exit 3; }
	.venv/bin/posecoach review "$(VIDEO)"

test: .venv/.test
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/pytest

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/.%: pyproject.toml tools/setup.sh
	@tools/setup.sh $*
