# make demo              review a sample with a fault, open its report   (another: make demo VIDEO=path/to/video.mp4)
# make test              lint, types and the quick tests: about 4 minutes on two calm cores
# make test-all          the slow rest: whole sessions, kills, browsers, the renderer: about 13 minutes more
# make soak              an hour: ten times the hostile input, eight hours of media time, half a real hour live
# make mutants           small errors in the code, one at a time: which do the tests notice? An hour and a half
# make changelog         gather the news of changelog.d in CHANGELOG.md: make changelog VERSION=0.2.0
# make words             find every text that people see, and bring the catalogues of the languages up to date
# make lock              pin what CI and the site install to the newest releases (requirements/*.txt)
# make site              the documentation as a site, links checked: build/site/html/index.html
# make dist              wheel and sdist, checked: dist/
# make sbom              the list of all parts, CycloneDX: build/sbom.cdx.json
# make container         an image for servers, built with docker, podman or buildah and tried: localhost/posecoach
# make clean             remove what these made
# They set up .venv by themselves; PYTHON=... names another interpreter (3.11 or newer).

export PYTHON

.PHONY: demo test test-all soak mutants changelog words lock site dist sbom container clean

demo: .venv/.demo
	@.venv/bin/python tools/demo.py $(if $(VIDEO),"$(VIDEO)")

test: .venv/.test
	@echo "make test: lint, types and the quick tests, about 4 minutes on two calm cores"
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/pytest -m "not slow" -n 2 --dist loadfile

test-all: .venv/.test
	@echo "make test-all: the slow rest, about 13 minutes on two calm cores; 'make test' runs the others"
	.venv/bin/pytest -m "slow and not alone" -n 2 --dist loadfile
	.venv/bin/pytest -m alone

soak: .venv/.test
	FUZZ=10 .venv/bin/pytest tests/reliability/test_bad_input.py tests/reliability/test_loaders.py \
	  tests/reliability/test_machines.py tests/reliability/test_aborts.py
	TREES=2000 POSECOACH_FAULTS_EVERY=1 .venv/bin/pytest tests/safety/test_trees.py tests/safety/test_faults.py
	POSECOACH_KILLS=50 .venv/bin/pytest tests/reliability/test_killed_sessions.py -k any_moment
	.venv/bin/python -m benchmarks soak --json build/soak.json $(SOAK)

mutants: .venv/.test
	rm -f build/mutation/covered-*.json build/mutation/results.jsonl
	.venv/bin/python -m tools.mutation $(MUTANTS)

changelog:
	@test -n "$(VERSION)" || { echo "make changelog: say which version, such as VERSION=0.2.0" >&2; exit 2; }
	python3 -m venv build/changelog-env
	build/changelog-env/bin/pip install --quiet towncrier==25.8.0
	build/changelog-env/bin/towncrier build --yes --version $(VERSION)

words: .venv/.test
	.venv/bin/python tools/words.py

lock:
	python3 -m venv build/lock-env
	build/lock-env/bin/pip install --quiet uv==0.13.8
	build/lock-env/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --extra dev --extra render --upgrade --default-index https://pypi.org/simple pyproject.toml -o requirements/ci.txt
	build/lock-env/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --upgrade --default-index https://pypi.org/simple requirements/site.in -o requirements/site.txt

site: .venv/.demo
	test -x build/site-env/bin/mkdocs || .venv/bin/python -m venv build/site-env
	build/site-env/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/site.txt
	.venv/bin/python tools/documentation.py
	NO_MKDOCS_2_WARNING=1 build/site-env/bin/mkdocs build --strict
	.venv/bin/python tools/documentation.py check
	@echo "make site: build/site/html/index.html"

dist: .venv/.test build/dist-env/bin/twine
	.venv/bin/python tools/distribution.py
	build/dist-env/bin/twine check --strict dist/*

build/dist-env/bin/twine: | .venv/.test
	.venv/bin/python -m venv build/dist-env
	build/dist-env/bin/pip install --quiet --disable-pip-version-check twine==7.0.0

sbom: .venv/.test build/sbom-env/bin/cyclonedx-py
	build/sbom-env/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --of JSON \
	  -o build/sbom.cdx.json .venv/bin/python

build/sbom-env/bin/cyclonedx-py: | .venv/.test
	.venv/bin/python -m venv build/sbom-env
	build/sbom-env/bin/pip install --quiet --disable-pip-version-check cyclonedx-bom==7.5.0

container:
	tools/container.sh

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/.%: pyproject.toml tools/setup.sh requirements/ci.txt
	@tools/setup.sh $*
