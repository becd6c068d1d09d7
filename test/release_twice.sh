#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# release_twice.sh -- builds the release preset from two copies of the tree in folders of
# different length, and compares the program of the bunker and its archive: the same sources give the
# same octets, wherever they lie, and no warning. Looks into the program of the bunker with
# bunker_binary.sh. Prints the SHA-256 of each.
set -eu
export LC_ALL=C CCACHE_DISABLE=1
cd "$(dirname "$0")/.."
work=build/release_twice
rm -rf "$work"
for copy in one another/with/a/longer/path; do
    mkdir -p "$work/$copy"
    tar -cf - --exclude=./build --exclude=./.git . | tar -xf - -C "$work/$copy"
    (
        cd "$work/$copy"
        cmake --preset release -DCMAKE_COMPILE_WARNING_AS_ERROR=ON > configure.log 2>&1 || { cat configure.log; exit 1; }
        cmake --build --preset release --target cooker
        cd build/release
        find . -name CMakeFiles -prune -o -type f \( -name '*.a' -o -perm -u+x \) -print | sort |
            xargs -r sha256sum > digests
        [ -s digests ] || { echo "release_twice.sh: the release preset built nothing"; exit 1; }
    )
done
diff "$work/one/build/release/digests" "$work/another/with/a/longer/path/build/release/digests" || {
    echo "release_twice.sh: the two builds differ"
    exit 1
}
test/lint/bunker_binary.sh "$work/one/build/release/cooker/cooker" test/lint/cooker_imports.txt
echo "built twice, the same octets:"
cat "$work/one/build/release/digests"
