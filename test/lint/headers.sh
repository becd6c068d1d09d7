#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# headers.sh [ROOT] -- each header compiles alone, and twice. One compiler is enough: both
# take the same standard library.
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

# Bunker headers see the bunker alone; the others see all of it.
for header in $headers; do
    case $header in
        libceremony/bunker/*) paths='-Ilibceremony/bunker' ;;
        *) paths='-Ilibceremony/bunker -Ilibceremony/operational -Itest -I.' ;;
    esac
    echo "$header $paths"
done | xargs -P "$(nproc)" -L 1 sh -c "$alone" "$compiler"
