#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# headers.sh [ROOT] -- each header compiles alone, and twice, and so does each source file of
# the operational side: dev and sanitize compile several as one, which hides an include that is
# missing. Those of the bunker the release build compiles alone. A header that says
# `#pragma once` and stands first in a source file of its name is proven by that. One compiler is
# enough for the others: both take the same standard library.
set -eu
cd "${1:-.}"
compiler=$(command -v clang++ || command -v g++) || {
    echo "headers.sh: neither clang++ nor g++ is installed" >&2
    exit 1
}

find_all() { find . -path ./build -prune -o -name "$1" -print | sed 's|^\./||' | sort; }
headers=$(find_all '*.hpp')
sources=$(find_all '*.cpp' | grep -E '^(libceremony/operational|planner|consumer)/' || true)
[ -n "$headers" ] || { echo "headers.sh: no header below $PWD" >&2; exit 1; }

# Compiles the file $1 with the compiler $0 and the options behind it.
# shellcheck disable=SC2016  # the shell that xargs starts expands it
alone='
    file=$1
    shift
    case $file in
        *.hpp) printf "#include \"%s\"\n#include \"%s\"\n" "$PWD/$file" "$PWD/$file" ;;
        *) printf "#include \"%s\"\n" "$PWD/$file" ;;
    esac | "$0" -std=c++20 -Wall -Wextra -Werror -fsyntax-only -isystem /usr/include/p11-kit-1 -x c++ "$@" - ||
        { echo "$file: does not compile alone with $0"; exit 1; }'

# proven HEADER: its own source file includes it before anything else.
proven() {
    case $1 in
        libceremony/* | cooker/* | planner/* | consumer/*) ;;
        *) return 1 ;;
    esac
    source=${1%.hpp}.cpp
    [ "$source" != "$1" ] || return 1
    [ -f "$source" ] && grep -q '^#pragma once$' "$1" || return 1
    first=$(sed -n 's/^#include "\(.*\)"$/\1/p; /^#include </q' "$source" | head -n 1)
    case $1 in
        "$first" | */"$first") [ -n "$first" ] ;;
        *) return 1 ;;
    esac
}

# Bunker headers see the bunker alone; the others see all of it.
for file in $headers $sources; do
    ! proven "$file" || continue
    case $file in
        libceremony/bunker/*) paths='-Ilibceremony/bunker' ;;
        # What the build defines stands for some text.
        *) paths='-Ilibceremony/bunker -Ilibceremony/operational -Itest -I. -DCEREMONY_VERSION=__FILE__ -DCEREMONY_COOKER=__FILE__ -DCEREMONY_SOFTHSM_LEAKS=__FILE__ -DCEREMONY_CLOCK_LIBRARY=__FILE__' ;;
    esac
    echo "$file $paths"
done | xargs -r -P "$(nproc)" -L 1 sh -c "$alone" "$compiler"
