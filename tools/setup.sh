#!/usr/bin/env bash
# Sets up .venv, and the system libraries that Python packages cannot bring, as far as they are missing.
#   tools/setup.sh demo    what `posecoach` itself needs
#   tools/setup.sh test    also the development tools and what the rendering and window tests need
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:?demo or test}

find_python() {
  local python
  for python in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$python"
      return
    fi
  done
  echo "setup: Python 3.11 or newer is needed, and not found; install it or name it: make PYTHON=/path/to/python" >&2
  return 1
}

as_root() { # runs a command as root, or fails where that would need a password
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@" 2>/dev/null; fi
}

install_packages() { # installs Debian packages if that is possible here, else says which ones are missing
  echo "setup: installing $*" >&2
  if command -v apt-get >/dev/null && as_root apt-get update -qq >/dev/null 2>&1 &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; then
    return
  fi
  echo "setup: could not install them; on Debian and Ubuntu: sudo apt install $*" >&2
  return 1
}

has_package() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }

make_environment() {
  local python
  python=$(find_python)
  [ -x .venv/bin/python ] && .venv/bin/python -m pip --version >/dev/null 2>&1 && return
  # Debian's Python comes without what `venv` needs.
  "$python" -c 'import ensurepip' 2>/dev/null || install_packages python3-venv
  "$python" -m venv --clear .venv
}

make_environment
extras=$([ "$what" = test ] && echo '[dev,render]' || true)
size=$([ "$what" = test ] && echo 1.2 || echo 0.5)
echo "setup: installing posecoach$extras into .venv; the first time about $size GB to download, and some minutes" >&2
pip() { .venv/bin/python -m pip "$@"; }
if [ "$what" = test ] && [ "$(uname)" = Linux ]; then
  # Exactly what was tried, and nothing that was changed on the way: a library that came out today must not make a
  # newcomer's checks fail. On other systems whatever fits.
  pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/ci.txt
  pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
else
  pip install --quiet --disable-pip-version-check --editable ".$extras"
fi

if [ "$(uname)" = Linux ]; then
  .venv/bin/python -c 'import cv2' 2>/dev/null || install_packages libgl1 libglib2.0-0
  if [ "$what" = test ] && command -v dpkg-query >/dev/null; then
    missing=()
    for package in libegl1 libgl1-mesa-dri xvfb; do has_package "$package" || missing+=("$package"); done
    [ ${#missing[@]} = 0 ] || install_packages "${missing[@]}" ||
      echo "setup: going on; the tests that render or open a window will be left out" >&2
  fi
fi
touch ".venv/.$what"
[ "$what" = demo ] || touch .venv/.demo
