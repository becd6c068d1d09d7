#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# names.sh [ROOT] -- the names of tests are "area: sentence", each stands once, and none
# holds a character that makes ctest or Catch2 look for another name than the one that is
# written (measured: such a test matches nothing).
set -eu
cd "${1:-.}"
# shellcheck disable=SC2016  # the dollars are awk's
find test -name '*_test.cpp' | sort | xargs awk '
    function refuse(what) {
        print FILENAME ":" FNR ": " what ": " name
        bad = 1
    }
    # The name is the first literal of the macro, which may go on in the next: "one " "two".
    /^(TEMPLATE_)?TEST_CASE(_METHOD|_SIG)?\(/ { statement = " " }
    statement != "" {
        statement = statement $0
        if ($0 !~ /[{]$/) {
            next
        }
        name = ""
        while (match(statement, /^[^"]*"([^"\\]|\\.)*" */)) {
            literal = substr(statement, 1, RLENGTH)
            statement = substr(statement, RLENGTH + 1)
            sub(/^[^"]*"/, "", literal)
            sub(/" *$/, "", literal)
            name = name literal
            if (statement !~ /^"/) {
                break
            }
        }
        tags = statement
        statement = ""
        count++
        if (name ~ /[;\\*]|\[|\]/) {
            refuse("a character that ctest or Catch2 reads otherwise")
        }
        if (name !~ /^[a-z0-9_ ]+: ./) {
            refuse("not \"area: sentence\"")
        }
        if (tags !~ /"\[[.a-z0-9_]+\]/) {
            refuse("no tag")
        }
        if (name in seen) {
            refuse("stands twice")
        }
        seen[name] = 1
    }
    END {
        if (count == 0) {
            print "no test found"
            exit 1
        }
        exit bad
    }'
