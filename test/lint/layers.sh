#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# layers.sh [ROOT] -- every #include in libceremony and the programs is one that layers.txt
# allows.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "${1:-.}"
# shellcheck disable=SC2016  # the dollars are awk's
find libceremony/bunker cooker libceremony/operational planner consumer -type f \( -name '*.cpp' -o -name '*.hpp' \) 2> /dev/null | sort | xargs awk '
    function refuse(what) {
        print FILENAME ":" FNR ": " what
        bad = 1
    }
    FILENAME ~ /layers[.]txt$/ {
        if ($0 ~ /^#/ || NF == 0) {
            next
        }
        split($0, column, ":")
        layer = column[1]
        gsub(/ /, "", layer)
        known[layer] = may[layer, layer] = 1
        for (i = split(column[2], names, " "); i > 0; i--) {
            if (!(names[i] in known)) {
                refuse(layer " may include " names[i] ", which does not stand above it")
            }
            may[layer, names[i]] = 1
        }
        for (i = split(column[3], names, " "); i > 0; i--) {
            owns[layer, names[i]] = 1
        }
        next
    }
    FNR == 1 {
        layer = FILENAME
        sub(/^libceremony\/(bunker|operational)\//, "", layer)
        if (!sub(/\/.*/, "", layer) || !(layer in known)) {
            refuse("not in a layer that layers.txt knows")
        }
    }
    /^[ \t]*#[ \t]*include/ {
        name = $0
        if (name ~ /include "([a-z0-9_]+\/)+[a-z0-9_]+[.]hpp"/) {
            sub(/^[^"]*"/, "", name)
            sub(/\/.*/, "", name)
            if (!((layer, name) in may)) {
                refuse(layer " may not include " name)
            }
        } else if (name ~ /include <[^>]+>/) {
            sub(/^[^<]*</, "", name)
            sub(/>.*/, "", name)
            folder = name
            sub(/\/.*/, "/", folder)
            if (!(("standard", name) in owns || (layer, name) in owns || (layer, folder) in owns)) {
                refuse("<" name "> does not belong to " layer)
            }
        } else {
            refuse("not \"layer/name.hpp\" and not <header>")
        }
    }
    END { exit bad }' "$here/layers.txt"
