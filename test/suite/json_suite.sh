#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# json_suite.sh PROBE SUITE FOLDER -- runs json_probe on every file of JSONTestSuite's folder
# test_parsing: n_ must be refused, y_ accepted, and i_ and the y_ that we refuse on purpose as
# the file SUITE says. Skips (77) without a folder.
set -eu
probe=$1 suite=$2 folder=$3
if [ -z "$folder" ]; then
    echo "skipped: no JSONTestSuite here; configure with -DCEREMONY_JSON_SUITE=.../test_parsing"
    exit 77
fi
files=0 bad=0
for file in "$folder"/[niy]_*.json; do
    [ -f "$file" ] || break
    name=${file##*/}
    case $name in
        n_*) want=refused ;;
        y_*) want=accepted ;;
        *) want='recorded in SUITE' ;;
    esac
    case $name in
        [iy]_*)
            recorded=$(awk -v name="$name" '$1 == name { print $2 }' "$suite")
            want=${recorded:-$want}
            ;;
    esac
    status=0
    message=$("$probe" "$file" 2>&1 > /dev/null) || status=$?
    case $status in
        0) got=accepted ;;
        65) got=refused ;;
        *) got="status $status" ;;
    esac
    files=$((files + 1))
    if [ "$got" != "$want" ]; then
        echo "$name: $got, must be $want: $message"
        bad=$((bad + 1))
    fi
done
echo "$files files, $bad not as they must be"
# A folder that holds something else is no suite that passed.
[ "$files" -gt 0 ] && [ "$bad" -eq 0 ]
