#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# run_case.sh PROGRAM CASE -- runs one case: a folder that holds `cmd` (arguments, one a line) and
# what must come of it, byte for byte where it matters:
#
#     status    the exit status
#     out, err  what is written to standard output and standard error
#     mask      a sed script that runs over what was written first: times, hashes, paths; without
#               it, the one beside the case
#     tree      the names of the files that are there afterwards, sorted, without those of the
#               case and without SoftHSM's
#     absent    names that must not be there, one a line
#     before    shell commands that prepare the folder; `after`: commands that look at it
#     token     the labels of SoftHSM tokens that are made for the case, one a line, each with
#               the PIN of token.pin; $SOFTHSM2_CONF names their configuration
#
# All of it happens in a copy of the folder. Cases that need a token skip without SoftHSM. In
# `before` and `after`, $PROGRAM is the program, $VECTORS test/vectors, $RECIPES
# test/cli/recipes; in `after`, $OUT and $ERR hold what was written.
set -eu
program=$1
case=$2
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C PROGRAM="$program" VECTORS="$here/../vectors" RECIPES="$here/recipes"
unset SOFTHSM2_CONF
mkdir "$work/case"
cp -R "$case/." "$work/case"
[ -e "$case/mask" ] || [ ! -e "$case/../mask" ] || cp "$case/../mask" "$work/case"
cd "$work/case"

if [ -e token ]; then
    if [ ! -e /usr/lib/softhsm/libsofthsm2.so ] || ! command -v softhsm2-util > /dev/null; then
        echo "SoftHSM is not installed"
        exit 77
    fi
    mkdir "$work/tokens"
    SOFTHSM2_CONF=$work/softhsm2.conf
    export SOFTHSM2_CONF
    echo "directories.tokendir = $work/tokens" > "$SOFTHSM2_CONF"
    echo 'log.level = ERROR' >> "$SOFTHSM2_CONF"
    echo 'cli-pin-7316' > token.pin
    while IFS= read -r label; do
        softhsm2-util --init-token --free --label "$label" --so-pin 12345678 --pin cli-pin-7316 > /dev/null
    done < token
fi
[ ! -e before ] || sh -eu before > before.log 2>&1 || { cat before.log; echo 'the case could not be prepared'; exit 1; }

find . ! -type d | sort > "$work/names.before"
set --
while IFS= read -r argument; do set -- "$@" "$argument"; done < cmd
status=0
"$program" "$@" < /dev/null > "$work/out" 2> "$work/err" || status=$?
cp "$work/out" "$work/out.raw"
cp "$work/err" "$work/err.raw"
if [ -e mask ]; then
    for stream in out err; do
        sed -E -f mask "$work/$stream" > "$work/masked"
        mv "$work/masked" "$work/$stream"
    done
fi

bad=0
# compare WANTED GOT: a file of the case, and what was found.
compare() {
    [ ! -e "$1" ] || diff -u "$1" "$2" || bad=1
}
echo "$status" > "$work/status"
compare status "$work/status"
compare out "$work/out"
compare err "$work/err"
find . ! -type d | sort | comm -13 "$work/names.before" - | sed 's|^\./||' > "$work/tree"
[ ! -e mask ] || { sed -E -f mask "$work/tree" > "$work/masked" && mv "$work/masked" "$work/tree"; }
compare tree "$work/tree"
if [ -e absent ]; then
    while IFS= read -r name; do
        [ ! -e "$name" ] || { echo "must not be there: $name"; bad=1; }
    done < absent
fi
! grep -lF cli-pin-7316 "$work/out.raw" "$work/err.raw" || { echo 'the PIN was written'; bad=1; }
[ ! -e after ] || OUT=$work/out.raw ERR=$work/err.raw sh -eu after || { echo 'what came of it is not as it should be'; bad=1; }
[ $bad -eq 0 ] || { echo '--- standard output'; cat "$work/out"; echo '--- standard error'; cat "$work/err"; }
exit $bad
