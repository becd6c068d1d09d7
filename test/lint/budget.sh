#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# budget.sh [ROOT] -- how large the audit set is: lines of libceremony/bunker and cooker
# that are neither blank nor comment, a row a layer, the PGP word list not counted. Fails
# when the set outgrows its budget, or when one file of the tree is longer than a person
# reads in one go. More of either needs a reason, and a commit that changes these numbers.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "${1:-.}"
budget=25000
longest=400

# shellcheck disable=SC2016  # the dollars are awk's
find libceremony planner cooker consumer test \( -name '*.cpp' -o -name '*.hpp' \) ! -name wordlist.cpp 2> /dev/null |
    sort | xargs awk -f "$here/code_only.awk" |
    awk -F : '$3 ~ /[^ ]/ { count[$1]++ } END { for (file in count) print file, count[file] }' | sort |
    awk -v budget=$budget -v longest=$longest '
    $2 > longest {
        printf "%s: %d lines of code, more than %d\n", $1, $2, longest
        bad = 1
    }
    /^(libceremony\/bunker|cooker)\// {
        layer = $1
        sub(/^libceremony\/bunker\//, "", layer)
        sub(/\/.*/, "", layer)
        if (!(layer in lines)) {
            order[++layers] = layer
        }
        files[layer]++
        lines[layer] += $2
        total += $2
        total_files++
    }
    END {
        printf "%-10s %5s %6s\n", "layer", "files", "lines"
        for (i = 1; i <= layers; i++) {
            printf "%-10s %5d %6d\n", order[i], files[order[i]], lines[order[i]]
        }
        printf "%-10s %5d %6d of %d\n", "audit set", total_files, total, budget
        if (total > budget) {
            print "the audit set is larger than its budget"
            bad = 1
        }
        if (total == 0) {
            print "nothing to count"
            bad = 1
        }
        exit bad
    }'
