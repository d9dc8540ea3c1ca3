#!/usr/bin/env bash
# Builds the image of Containerfile, and tries it as a server would: without a screen, without root, without a network.
#   tools/container.sh     with docker, podman or buildah, whichever works here; BUILDER=... names one
# BASE=... is another image with Python 3.11 or newer to build on. Exit status 69: no builder, or no image to build on.
set -euo pipefail
cd "$(dirname "$0")/.."
image=localhost/posecoach
base=${BASE:-$(sed -n 's/^ARG BASE=//p' Containerfile)}

find_builder() { # docker is often there without its daemon, which only `info` asks for
  local builder
  for builder in ${BUILDER:-docker podman buildah}; do
    if command -v "$builder" >/dev/null && "$builder" info >/dev/null 2>&1; then
      echo "$builder"
      return
    fi
  done
  echo "container: neither docker nor podman nor buildah works here; the image is not built" >&2
  return 69
}

has_base() { # is there, or can be fetched
  case "$builder" in
    buildah) buildah inspect --type image "$base" ;;
    *) "$builder" image inspect "$base" ;;
  esac >/dev/null 2>&1 || timeout 120 "$builder" pull "$base" >/dev/null 2>&1
}

posecoach() { # as somebody without a name, who may only read the samples
  local rights=(--network none --user 10002:10002 --volume "$PWD/sample_videos:/data:ro")
  if [ "$builder" = buildah ]; then
    buildah run "${rights[@]}" "$container" -- posecoach "$@"
  else
    "$builder" run --rm "${rights[@]}" "$image" "$@"
  fi
}

builder=$(find_builder)
if ! has_base; then
  echo "container: $base cannot be had here (BASE=... names another image); the image is not built" >&2
  exit 69
fi
echo "container: building $image with $builder, about 3 minutes" >&2
if [ "$builder" = buildah ]; then
  buildah build --build-arg "BASE=$base" --file Containerfile --tag "$image" .
  container=$(buildah from "$image")
  trap 'buildah rm "$container" >/dev/null' EXIT
else
  "$builder" build --build-arg "BASE=$base" --file Containerfile --tag "$image" .
fi

mkdir -p build
posecoach doctor
posecoach review cat_cow_flat_back_a.mp4 --out /tmp/report --json - >build/container_review.json
posecoach bench cat_cow_flat_back_a.mp4 --rounds 1
grep -q '"repetitions": 3' build/container_review.json
echo "container: $image reviews and measures without screen, root and network"
