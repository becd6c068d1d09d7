#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# ci.sh JOB... -- the jobs that stand between a change and a release, each by name:
#
#   lint       every script of test/lint
#   sanitize   clang++ with ASan and UBSan, warnings are errors; all tests but lint
#   fuzz       15 seconds of search a fuzz target
#   release    what is shipped (g++, -O2, warnings are errors), built twice in different
#              folders: the same octets
#   dev        g++, debug, warnings are errors; all tests but lint
#
#   clang      clang++, debug, warnings are errors; all tests but lint
#   optimised  g++, -O2, warnings are errors, the tests too; all tests but lint
#   quick_tidy clang-tidy on the library and the programs, several files as one, without its
#              static analyzer
#   tidy       clang-tidy on everything, with the static analyzer
#   coverage   lines and branches that no test reaches
#   mutants    faults put in on purpose: some test must fail for each
#   valgrind   the saved fuzz inputs under valgrind
#   fuzz_long  ten minutes of search a fuzz target
#   bench      the benchmarks, for their numbers
#
# `ci.sh all` runs the first list in that order, `ci.sh all --long` both (with fuzz_long
# for fuzz), dev last. The last line is "N passed, N failed, N skipped": every test of the
# jobs that run tests, and every job as one more. The tests that skip must be those that
# test/expected_skips names, else the job fails. Exit status 0: nothing failed.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."
root=$PWD
results=$root/build/ci
cores=$(nproc)
CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL:-$cores}
CTEST_PARALLEL_LEVEL=${CTEST_PARALLEL_LEVEL:-$cores}
export CMAKE_BUILD_PARALLEL_LEVEL CTEST_PARALLEL_LEVEL

short='lint sanitize fuzz release dev'
long='lint sanitize release clang optimised quick_tidy tidy coverage mutants valgrind fuzz_long bench dev'

# build PRESET [TARGET...]
build() {
    preset=$1
    shift
    cmake --preset "$preset" > "$results/$preset.configure" 2>&1 || {
        cat "$results/$preset.configure"
        return 1
    }
    cmake --build --preset "$preset" ${1+--target "$@"}
}

# run_tests PRESET [CTEST-OPTION...]: counts what ran for the last line, and checks the skips.
run_tests() {
    preset=$1
    shift
    report=$results/$job.$preset.xml
    rm -f "$report"
    status=0
    ctest --preset "$preset" --output-junit "$report" "$@" || status=$?
    [ -f "$report" ] || return 1
    # The attributes of <testsuite> stand one a line before the first <testcase>.
    awk -F '"' '/<testcase/ { exit } { count[$1] = $2 }
        END { failed = count["\tfailures="]; skipped = count["\tskipped="] + count["\tdisabled="]
              print count["\ttests="] - failed - skipped, failed, skipped }' "$report" >> "$results/$job.counts"
    check_skips "$report" || status=1
    return "$status"
}

# has X: whether this is run by root, may have name spaces, or the build of the job was given the
# option X.
has() {
    case $1 in
        root) [ "$(id -u)" -eq 0 ] ;;
        namespaces) unshare -mn true 2> /dev/null || unshare -rmn true 2> /dev/null ;;
        *) grep -q "^$1:[A-Z]*=." "build/$preset/CMakeCache.txt" ;;
    esac
}

# check_skips REPORT: of the tests that ran, those that skipped are those expected to.
check_skips() {
    : > "$results/ran"
    : > "$results/skipped"
    awk -F '"' -v all="$results/ran" -v skipped="$results/skipped" '
        /^\t<testcase name=/ { name = $2; print name > all }
        /^\t\t<skipped/ || /status="disabled"/ { print name > skipped }' "$1"
    # "without X: NAME" counts only where there is no X.
    sed 's/ *#.*//; /^$/d' test/expected_skips | while IFS= read -r line; do
        case $line in
            'without '*)
                lacked=${line%%: *}
                ! has "${lacked#without }" || continue
                line=${line#*: } ;;
        esac
        printf '%s\n' "$line"
    done | sort > "$results/expected.all"
    sort -o "$results/ran" "$results/ran"
    sort -o "$results/skipped" "$results/skipped"
    comm -12 "$results/ran" "$results/expected.all" > "$results/expected"
    diff "$results/expected" "$results/skipped" > "$results/skips.diff" || {
        echo "skipped tests are not those of test/expected_skips (< expected to skip, > skipped):"
        cat "$results/skips.diff"
        return 1
    }
}

job_lint() {
    build dev ceremony_bunker cooker
    status=0
    run_tests dev -L lint || status=1
    return "$status"
}

job_dev() {
    build dev
    run_tests dev -LE lint
}

job_clang() {
    build clang
    run_tests clang -LE lint
}

job_optimised() {
    build optimised
    run_tests optimised -LE lint
}

job_sanitize() {
    build sanitize
    # Every program starts slowly here; dev lets more of the calls go wrong, one after another.
    CEREMONY_FAULT_STRIDE=17 run_tests sanitize -LE lint
}

fuzz_targets() { (cd test/fuzz && echo fuzz_*.cpp | sed 's/[.]cpp//g'); }

# search PRESET SECONDS: two targets at a time; one that runs too seldom has not searched. That of
# cooked recipes verifies their signatures eight times a run.
search() {
    # The names of our files hold no spaces.
    # shellcheck disable=SC2046
    build "$1" $(fuzz_targets)
    fuzz_targets | tr ' ' '\n' | xargs -P 2 -I TARGET test/fuzz/search.sh "build/$1/test/fuzz/TARGET" "$2" $(($2 * 5))
}

job_fuzz() { search sanitize 15; }
job_fuzz_long() { search fuzz 600; }

job_release() { test/release_twice.sh; }
job_quick_tidy() {
    cmake --preset sanitize > "$results/sanitize.configure" 2>&1 || { cat "$results/sanitize.configure"; return 1; }
    test/lint/tidy.sh build/sanitize
}
job_tidy() { build tidy; }
job_coverage() { test/coverage/measure.sh; }
job_mutants() { test/mutants/run.sh; }

job_valgrind() {
    build dev
    for target in $(fuzz_targets); do
        name=${target#fuzz_}
        echo "valgrind: $name"
        valgrind --quiet --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite \
            "build/dev/test/fuzz/replay_$name" "test/fuzz/corpus/$name" > "$results/valgrind.$name" 2>&1 || {
            cat "$results/valgrind.$name"
            return 1
        }
    done
}

job_bench() {
    cmake --preset optimised -B build/bench -DCEREMONY_BENCH=ON > "$results/bench.configure"
    cmake --build build/bench --target bench_json bench_sign
    build/bench/test/bench/bench_json
    build/bench/test/bench/bench_sign
    cmake --build build/bench --target bench_consumer
    cmake --build build/bench --target bench_planner
}

# One job in a process of its own, so that `set -e` holds in it.
if [ "${1-}" = --inside ]; then
    job=$2
    "job_$job"
    exit
fi

jobs=
all=
set_long=
for argument in "$@"; do
    case $argument in
        --long) set_long=1 ;;
        all) all=1 ;;
        lint | clang | optimised | sanitize | fuzz | release | dev | quick_tidy | tidy | coverage | mutants | valgrind | fuzz_long | bench)
            jobs="$jobs $argument" ;;
        *) echo "ci.sh: unknown job: $argument (the top of test/ci.sh lists them)" >&2; exit 64 ;;
    esac
done
[ -z "$all" ] || jobs=$short
[ -z "$all" ] || [ -z "$set_long" ] || jobs=$long
[ -n "$jobs" ] || { echo "usage: test/ci.sh JOB... | all [--long] (the top of test/ci.sh lists the jobs)" >&2; exit 64; }

rm -rf "$results"
mkdir -p "$results"
began=$(date +%s)
for job in $jobs; do
    echo
    echo "=== $job"
    start=$(date +%s)
    verdict=passed
    "$root/test/ci.sh" --inside "$job" || verdict=failed
    seconds=$(($(date +%s) - start))
    echo "$job $verdict $seconds" >> "$results/jobs"
    [ "$job" = dev ] || printf '=== %s: %s after %d min %02d s\n' "$job" "$verdict" $((seconds / 60)) $((seconds % 60))
done

echo
echo "job         minutes"
awk '{ printf "%-10s %8.1f  %s\n", $1, $3 / 60, $2 }' "$results/jobs"
echo "all        $(awk -v s=$(($(date +%s) - began)) 'BEGIN { printf "%8.1f", s / 60 }')"
cat "$results"/*.counts 2> /dev/null | awk '
    FILENAME == "-" { passed += $1; failed += $2; skipped += $3; next }
    $2 == "passed" { passed++ }
    $2 == "failed" { failed++ }
    END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped; exit failed > 0 }' - "$results/jobs"
