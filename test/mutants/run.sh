#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# run.sh [PATCH...] -- tests the tests: each patch here puts one fault into a copy of the
# tree, and some test must then fail. A mutant that lives is a fault that nobody would
# notice; one that no longer applies or compiles must be written anew. The name of a patch
# begins with its layer, whose unit tests are tried first, then those on a token, where the
# layer has such; what they do not catch, all other tests are tried on.
set -eu
cd "$(dirname "$0")/../.."
root=$PWD
copy=$root/build/mutants
[ $# -gt 0 ] || set -- test/mutants/*.patch
mkdir -p "$copy"
# Files keep their times, so that a second run compiles only what changed.
(cd "$copy" && find . -mindepth 1 -maxdepth 1 ! -name build -exec rm -rf {} +)
tar -cf - --exclude=./build --exclude=./.git . | tar -xf - -C "$copy"
cd "$copy"
# What the last run compiled of a mutant is newer than the file without it.
touched=$copy/build/touched
[ ! -e "$touched" ] || xargs touch -c < "$touched"
# A fault may well leave a variable unused.
cmake --preset dev -DCMAKE_COMPILE_WARNING_AS_ERROR=OFF > build.log 2>&1 || { cat build.log; exit 1; }

build() { cmake --build --preset dev "$@" > build.log 2>&1; }
# One program of tests; all tests but those that read the sources.
program_tests() { TMPDIR=$fast timeout 600 "build/dev/test/$1" > test.log 2>&1; }
all_tests() { ctest --preset dev -LE lint --stop-on-failure > test.log 2>&1; }

# Tokens are in memory where that is possible, as in ctest.
fast=${TMPDIR:-/tmp}
[ ! -d /dev/shm ] || fast=/dev/shm
programs=" $(cmake --build --preset dev --target help | sed -n 's/^\([a-z0-9_]*\): phony$/\1/p' | tr '\n' ' ')"
is_there() { case $programs in *" $1 "*) return 0 ;; esac; return 1; }

# without_mutant NAME TESTS...: only tests that pass without a mutant can catch one.
known=' '
without_mutant() {
    case $known in *" $1 "*) return 0 ;; esac
    known="$known$1 "
    shift
    "$@" || { cat build.log test.log; echo "mutants: the tree without a mutant does not pass"; exit 1; }
}
# shellcheck disable=SC2317  # both are called by without_mutant
build_and_test() { build --target "$1" && program_tests "$1"; }
# shellcheck disable=SC2317
whole_tree() { build && all_tests; }

# caught_by_layer NAME LAYER: whether a program of the layer catches the mutant; 2: it does not
# compile.
caught_by_layer() {
    for program in "unit_$2" "hsm_$2"; do
        is_there "$program" || continue
        build --target "$program" || return 2
        program_tests "$program" || { echo "mutants: $1: caught by $program"; return 0; }
    done
    return 1
}

bad=0
for patch in "$@"; do
    name=$(basename "$patch" .patch)
    layer=${name%%-*}
    for program in "unit_$layer" "hsm_$layer"; do
        ! is_there "$program" || without_mutant "$program" build_and_test "$program"
    done
    patch -p1 --quiet --dry-run < "$root/$patch" || { echo "mutants: $name: does not apply"; bad=1; continue; }
    sed -n 's|^+++ b/||p' "$root/$patch" >> "$touched"
    patch -p1 --quiet < "$root/$patch"
    result=0
    caught_by_layer "$name" "$layer" || result=$?
    if [ $result = 1 ]; then
        patch -p1 --quiet --reverse < "$root/$patch"
        without_mutant 'the whole tree' whole_tree
        patch -p1 --quiet < "$root/$patch"
        if ! build; then
            result=2
        elif all_tests; then
            echo "mutants: $name: LIVES, no test fails"
            bad=1
        else
            echo "mutants: $name: caught by $(sed -n 's/^[[:space:]]*[0-9]* - \(.*\) (.*)$/\1/p' test.log | head -n 1)"
        fi
    fi
    if [ $result = 2 ]; then
        echo "mutants: $name: does not compile"
        tail -n 20 build.log
        bad=1
    fi
    patch -p1 --quiet --reverse < "$root/$patch"
done
exit $bad
