#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# tidy.sh BUILD -- clang-tidy on the library and the programs as the build folder BUILD compiles
# them with clang++, without its static analyzer. Most of its time goes into the headers of the
# standard library; preset sanitize compiles several source files as one, and so they are looked
# at as one here. `ci.sh tidy` looks at every file, the tests too, alone and with every check.
set -eu
export LC_ALL=C
build=${1:?"usage: tidy.sh BUILD"}
root=$(pwd)
parts='(libceremony|planner|cooker|consumer)/'

files=$(sed -n 's/^ *"file": "\(.*\)".*/\1/p' "$build/compile_commands.json" | sort -u |
    grep -E "^$root/($build/)?$parts") ||
    { echo "tidy.sh: $build/compile_commands.json names no source of the library" >&2; exit 1; }
# The two checks that are left out look at how one source file includes others.
# shellcheck disable=SC2016  # the inner shell expands it
printf '%s\n' "$files" | xargs -P "$(nproc)" -n 1 sh -c '
    said=$(clang-tidy --quiet -p "$0" --warnings-as-errors="*" --header-filter="$1" \
        --checks=-clang-analyzer-*,-bugprone-suspicious-include,-misc-unused-using-decls \
        "$2" 2> /dev/null) || { printf "%s\n" "$said"; exit 1; }' "$build" "^$root/$parts"
