#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# planner.sh PLANNER MEASURE [ZONES]... -- what planner takes for a year of so many zones in one
# recipe (100, 1000 and 10000): to plan it, to show the page of it, and to check it, which plans it
# once more. Time should grow as the zones do.
set -eu
PLANNER=$(realpath "$1") MEASURE=$(realpath "$2")
shift 2
[ $# -gt 0 ] || set -- 100 1000 10000
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

# measured WHAT ARGUMENTS...: its output is for nobody unless it fails
measured() {
    printf '%-8s' "$1" >&2
    shift
    # shellcheck disable=SC2016  # the inner shell has these arguments
    "$MEASURE" 1 sh -c 'exec "$@" > out 2> err' sh "$PLANNER" "$@" || {
        tail -n 20 err >&2
        exit 1
    }
}

for zones in "$@"; do
    {
        printf 'version: 1\nchain: bench\nkasp: { zsk: { algo: 13, lifetime: P90D, export: none } }\nzones:\n'
        seq -f '  - { name: zone%05g.example. }' 1 "$zones"
    } > ceremony.yaml
    rm -f recipe.json
    printf 'zones: %s\n' "$zones" >&2
    measured produce produce --now 2026-12-20 --from 2027-01-01 2028-01-01 "$zones zones"
    measured show show recipe.json
    measured check check recipe.json --now 2026-12-20
    printf 'recipe  %s KiB\n' "$(du -k recipe.json | cut -f1)" >&2
done
