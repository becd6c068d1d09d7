#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# search.sh PROGRAM SECONDS MINIMUM -- lets libFuzzer search from the saved inputs and from
# those that earlier searches kept (build/fuzz/found). Fails when the property breaks, and
# when there were fewer than MINIMUM runs: a search that did not happen found nothing.
set -eu
program=$1 seconds=$2 minimum=$3
cd "$(dirname "$0")/../.."
target=$(basename "$program" | sed 's/^fuzz_//')
found=build/fuzz/found/$target
broken=build/fuzz/broken/$target
log=build/fuzz/$target.log
mkdir -p "$found" "$broken"

set -- -max_total_time="$seconds" -max_len=4096 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1
[ ! -f "test/fuzz/dictionaries/$target" ] || set -- "$@" -dict="test/fuzz/dictionaries/$target"
if ! "$program" "$@" -artifact_prefix="$broken/" "$found" "test/fuzz/corpus/$target" > "$log" 2>&1; then
    tail -n 60 "$log"
    echo "fuzz: $target: broken; the input is in $broken (run: $program FILE)"
    exit 1
fi
runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
echo "fuzz: $target: ${runs:-0} runs in $seconds s, nothing found"
[ "${runs:-0}" -ge "$minimum" ] || { echo "fuzz: $target: fewer than $minimum runs"; exit 1; }
