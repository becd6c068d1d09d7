#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# headers.sh [ROOT] -- each header compiles alone, and twice. The release build, which compiles
# every source file of the bunker alone, proves it for a header that says `#pragma once` and stands
# first in a source file of its name: these are not compiled here. One compiler is enough for the others: both take the same standard library.
set -eu
cd "${1:-.}"
compiler=$(command -v clang++ || command -v g++) || {
    echo "headers.sh: neither clang++ nor g++ is installed" >&2
    exit 1
}

headers=$(find . -path ./build -prune -o -name '*.hpp' -print | sed 's|^\./||' | sort)
[ -n "$headers" ] || { echo "headers.sh: no header below $PWD" >&2; exit 1; }

# Compiles the header $1 with the compiler $0 and the options behind it.
# shellcheck disable=SC2016  # the shell that xargs starts expands it
alone='
    header=$1
    shift
    printf "#include \"%s\"\n#include \"%s\"\n" "$PWD/$header" "$PWD/$header" |
        "$0" -std=c++20 -Wall -Wextra -Werror -fsyntax-only -isystem /usr/include/p11-kit-1 -x c++ "$@" - ||
        { echo "$header: does not compile alone with $0"; exit 1; }'

# proven HEADER: its own source file includes it before anything else.
proven() {
    case $1 in
        libceremony/bunker/* | cooker/*) ;;
        *) return 1 ;;
    esac
    source=${1%.hpp}.cpp
    [ -f "$source" ] && grep -q '^#pragma once$' "$1" || return 1
    first=$(sed -n 's/^#include "\(.*\)"$/\1/p; /^#include </q' "$source" | head -n 1)
    case $1 in
        "$first" | */"$first") [ -n "$first" ] ;;
        *) return 1 ;;
    esac
}

# Bunker headers see the bunker alone; the others see all of it.
for header in $headers; do
    ! proven "$header" || continue
    case $header in
        libceremony/bunker/*) paths='-Ilibceremony/bunker' ;;
        # What the build defines for the tests stands for some text.
        *) paths='-Ilibceremony/bunker -Ilibceremony/operational -Itest -I. -DCEREMONY_COOKER=__FILE__ -DCEREMONY_SOFTHSM_LEAKS=__FILE__ -DCEREMONY_CLOCK_LIBRARY=__FILE__' ;;
    esac
    echo "$header $paths"
done | xargs -r -P "$(nproc)" -L 1 sh -c "$alone" "$compiler"
