#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# run.sh [PATCH...] -- tests the tests: each patch here puts one fault into a copy of the
# tree, and some test must then fail. A mutant that lives is a fault that nobody would
# notice; one that no longer applies or compiles must be written anew. The name of a patch
# begins with its layer, whose unit tests are tried first.
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
# A fault may well leave a variable unused.
cmake --preset dev -DCMAKE_COMPILE_WARNING_AS_ERROR=OFF > build.log 2>&1 || { cat build.log; exit 1; }

build() { cmake --build --preset dev "$@" > build.log 2>&1; }
# All tests but those that read the sources; the first that fails is enough.
all_tests() { build && ctest --preset dev -LE lint --stop-on-failure > test.log 2>&1; }

all_tests || { cat build.log; cat test.log; echo "run.sh: the tree without a mutant does not pass its tests"; exit 1; }
bad=0
for patch in "$@"; do
    name=$(basename "$patch" .patch)
    layer=${name%%-*}
    patch -p1 --quiet < "$root/$patch" || { echo "mutants: $name: does not apply"; bad=1; continue; }
    if ! build --target "unit_$layer"; then
        echo "mutants: $name: does not compile"
        tail -n 20 build.log
        bad=1
    elif ! timeout 300 "build/dev/test/unit_$layer" > test.log 2>&1; then
        echo "mutants: $name: caught by the unit tests of $layer"
    elif ! all_tests; then
        echo "mutants: $name: caught by $(sed -n 's/^[[:space:]]*[0-9]* - \(.*\) (.*)$/\1/p' test.log | head -n 1)"
    else
        echo "mutants: $name: LIVES, no test fails"
        bad=1
    fi
    patch -p1 --quiet --reverse < "$root/$patch"
done
exit $bad
