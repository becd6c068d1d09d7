#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# measure.sh -- what no test reaches in the library, by Clang's source coverage. Every code
# region and both sides of every condition must be reached by the tests, or stand in
# UNCOVERED with a reason; a line of UNCOVERED that is reached fails too.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/../.."
build=build/coverage
tab=$(printf '\t')
cmake --preset coverage > build/coverage.configure 2>&1 || { cat build/coverage.configure; exit 1; }
cmake --build --preset coverage
rm -rf $build/profiles
mkdir -p $build/profiles
LLVM_PROFILE_FILE=$PWD/$build/profiles/%4m.profraw ctest --preset coverage -LE lint --output-log $build/tests.log > /dev/null ||
    { cat $build/tests.log; exit 1; }
llvm-profdata merge -sparse -o $build/all.profdata $build/profiles/*.profraw

# Every program that the tests ran; the first is named without -object.
set --
for program in $(find $build/test -name CMakeFiles -prune -o -type f -perm -u+x -print | sort); do
    set -- "$@" ${1+-object} "$program"
done
set -- "$@" -instr-profile=$build/all.profdata -compilation-dir="$PWD" -ignore-filename-regex="^$PWD/(test|build)/"
llvm-cov report "$@" -show-branch-summary 2> /dev/null | sed "s|^$PWD/||" | awk '
    NR == 1 { printf "%-46s %8s %8s %8s %8s\n", "file", "regions", "missed", "branches", "missed" }
    NR > 2 && NF >= 13 { printf "%-46s %8s %8s %8s %8s\n", $1, $2, $3, $11, $12 }'

llvm-cov export "$@" -skip-functions 2> /dev/null | sed 's/{"branches":/\n&/g; s/"filename":/\n&/g' |
    awk -f test/coverage/uncovered.awk | sed "s|^$PWD/||" | while IFS=$tab read -r file line what; do
    text=$(sed -n "${line}s/^ *//p" "$file")
    case $text in
        # The compiler writes these comparisons, and their branches with them.
        *'operator==('*'= default;') ;;
        *) echo "$file | $what | $text" ;;
    esac
done | sort -u > $build/uncovered

# In UNCOVERED each line is followed by its reason, which is indented.
grep -v '^[ #]' test/coverage/UNCOVERED | sed '/^$/d' | sort -u > $build/expected
diff $build/expected $build/uncovered > $build/difference || {
    echo "coverage: not as test/coverage/UNCOVERED says (< is reached now, > is not reached):"
    grep '^[<>]' $build/difference
    exit 1
}
echo "coverage: everything is reached but the $(wc -l < $build/expected) places in test/coverage/UNCOVERED"
