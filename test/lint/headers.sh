#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# headers.sh [ROOT] -- each header compiles alone, and twice, with every compiler here.
set -eu
cd "${1:-.}"
compilers=
for compiler in g++ clang++; do
    ! command -v "$compiler" > /dev/null || compilers="$compilers $compiler"
done
[ -n "$compilers" ] || { echo "headers.sh: neither g++ nor clang++ is installed" >&2; exit 1; }

headers=$(find . -path ./build -prune -o -name '*.hpp' -print | sed 's|^\./||' | sort)
[ -n "$headers" ] || { echo "headers.sh: no header below $PWD" >&2; exit 1; }

# Compiles the header $2 with the compiler $1 and the options behind them.
# shellcheck disable=SC2016  # the shell that xargs starts expands it
alone='
    compiler=$1 header=$2
    shift 2
    printf "#include \"%s\"\n#include \"%s\"\n" "$PWD/$header" "$PWD/$header" |
        "$compiler" -std=c++20 -Wall -Wextra -Werror -fsyntax-only -x c++ "$@" - ||
        { echo "$header: does not compile alone with $compiler"; exit 1; }'

# Bunker headers see the bunker alone; the others see all of it.
for header in $headers; do
    case $header in
        libceremony/bunker/*) paths='-Ilibceremony/bunker' ;;
        *) paths='-Ilibceremony/bunker -Ilibceremony/operational -Itest -I.' ;;
    esac
    for compiler in $compilers; do
        echo "$compiler $header $paths"
    done
done | xargs -P 2 -L 1 sh -c "$alone" sh
