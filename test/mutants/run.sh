#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# run.sh [PATCH...] -- tests the tests: each patch here puts one fault into a copy of the
# tree, and some test must then fail. A mutant that lives is a fault that nobody would
# notice; one that no longer applies or compiles must be written anew.
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
cmake --preset dev -DCMAKE_COMPILE_WARNING_AS_ERROR=OFF > "$copy/build.log" 2>&1 || { cat "$copy/build.log"; exit 1; }

# The tests that do not read the sources; the first that fails is enough.
build_and_test() {
    cmake --build --preset dev > build.log 2>&1 || return 2
    ctest --preset dev -LE lint --stop-on-failure > test.log 2>&1 || return 1
}

build_and_test || { cat build.log; echo "run.sh: the tree without a mutant does not pass its tests"; exit 1; }
bad=0
for patch in "$@"; do
    name=$(basename "$patch" .patch)
    patch -p1 --quiet < "$root/$patch" || { echo "mutants: $name: does not apply"; bad=1; continue; }
    status=0
    build_and_test || status=$?
    case $status in
        0) echo "mutants: $name: LIVES, no test fails"; bad=1 ;;
        1) echo "mutants: $name: $(sed -n 's/^[[:space:]]*[0-9]* - \(.*\) (.*)$/\1/p' test.log | head -n 1)" ;;
        *) echo "mutants: $name: does not compile"; tail -n 20 build.log; bad=1 ;;
    esac
    patch -p1 --quiet --reverse < "$root/$patch"
done
exit $bad
