#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# measure.sh -- what no test reaches in the library, by Clang's source coverage. Every code
# region and both sides of every condition must be reached by the tests, or stand in
# UNCOVERED with a reason; a line of UNCOVERED that is reached fails too. Not held to that
# are the files that talk to the operating system, which fails in more ways than a test can
# bring about; their numbers are printed all the same.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/../.."
build=build/coverage
tab=$(printf '\t')
mkdir -p build
cmake --preset coverage > build/coverage.configure 2>&1 || { cat build/coverage.configure; exit 1; }
cmake --build --preset coverage
rm -rf $build/profiles
mkdir -p $build/profiles
# %c: the counters lie in the file itself, so that those of a child that ends at once count.
LLVM_PROFILE_FILE=$PWD/$build/profiles/%p%c.profraw ctest --preset coverage -LE lint --output-log $build/tests.log > /dev/null ||
    { cat $build/tests.log; exit 1; }
find $build/profiles -name '*.profraw' > $build/profiles.list
llvm-profdata merge -sparse -o $build/all.profdata -f $build/profiles.list

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
    case $file:$what:$text in
        # What talks to the operating system.
        */base/append_log.* | */base/descriptor.* | */base/file_*.* | */base/folder.* | */base/*_file.* | */base/terminal.*) ;;
        # The compiler writes these comparisons, and their branches with them.
        *'operator==('*'= default;') ;;
        # A condition that the compiler decides, and the way past a switch that names all cases.
        *'if constexpr ('* | *':never true:switch ('*) ;;
        *) printf '%s | %s | %s\n' "$file" "$what" "$text" ;;
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
