#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# consumer.sh PLANNER COOKER CONSUMER CLOCK SOFTHSM MEASURE [ZONES]... -- what a timer run of consumer
# takes on a host with so many zones (1 and 1000) and their key sets of a year, what status takes
# there, and to verify one of the cooked recipes.
#
# The key sets are planned and cooked, in ceremonies of 100 zones, each a chain of its own; the ZSKs
# are on a token of SoftHSM. To make that for 1000 zones takes longer than to measure it: when
# CEREMONY_BENCH_KEEP names a folder, it is made there once and found again. CEREMONY_BENCH_BATCH is
# how many zones a ceremony has, instead of 100.
set -eu
PLANNER=$(realpath "$1") COOKER=$(realpath "$2") CONSUMER=$(realpath "$3") CLOCK=$(realpath "$4")
SOFTHSM=$5 MEASURE=$(realpath "$6")
shift 6
[ $# -gt 0 ] || set -- 1 1000
most_in_ceremony=${CEREMONY_BENCH_BATCH:-100}
# shellcheck source=test/support/two_sites.sh
. "$(dirname "$0")/../support/two_sites.sh"
have softhsm2-util seq
made=$site
trap 'rm -rf "$made"' EXIT

# names FIRST LAST: the zones with these numbers
names() { seq -f 'zone%04g.example.' "$1" "$2"; }

# ceremony FIRST LAST: for these zones; its result is imported
ceremony() {
    sed '/^chain:/d; /^zones:/,$d' "$site/ceremony.yaml" > "$site/batch.yaml"
    {
        echo "chain: from$1"
        echo 'kasp: { ds-gate: assume, ksk: { algo: 13, lifetime: P2Y }, zsk: { algo: 13, lifetime: P90D } }'
        echo 'zones:'
        names "$1" "$2" | sed 's/.*/  - { name: & }/'
    } >> "$site/batch.yaml"
    rm -f "$site"/recipe.json* "$site"/transcript* "$site/cooker.yaml"
    "$PLANNER" produce -c "$site/batch.yaml" -o "$site/recipe.json" --now 2026-12-20 --from 2027-01-01 \
        2028-01-01 "Zones $1 to $2" > "$site/plan.log" 2>&1 || fail "$(cat "$site/plan.log")"
    softhsm2-util --init-token --free --label "bunker$1" --pin $pin --so-pin $pin > "$site/init.log"
    (cd "$site" && "$COOKER" init --for recipe.json --label "bunker$1" --pin-file "$site/pin" > init.log &&
        "$COOKER" cook -c cooker.yaml -r recipe.json -y > cook.log 2>&1) || fail "$(cat "$site/cook.log")"
    "$CONSUMER" import -c "$site/ceremony.yaml" --expect "$(digest "$site/recipe.json")" \
        "$site/recipe.json" > "$site/import.log" 2>&1 || fail "$(cat "$site/import.log")"
}

# make_host ZONES
make_host() {
    make_site "zones: []
publish:
$(names 1 "$1" | sed "s|.*|  - { zone: &, format: zone, file: $site/out/&zone }|")"
    first=1
    while [ "$first" -le "$1" ]; do
        last=$((first + most_in_ceremony - 1))
        [ "$last" -le "$1" ] || last=$1
        ceremony "$first" "$last"
        first=$((last + 1))
    done
    cp "$site/store/state.json" "$site/imported.json"
}

# measured N WHAT TIME ARGUMENTS...
measured() {
    times=$1
    printf '%-24s' "$2" >&2
    time=$3
    shift 3
    at "$time" "$MEASURE" "$times" "$CONSUMER" "$@" > "$site/measured.log" 2> "$site/told" || {
        cat "$site/told" >&2
        exit 1
    }
    tail -n 1 "$site/told" >&2
}

# run_of N WHAT TIME VERB: of a command that uses the configuration of this host
run_of() { measured "$@" -c "$site/ceremony.yaml"; }

for zones in "$@"; do
    site=${CEREMONY_BENCH_KEEP:-$made}/$zones
    export SOFTHSM2_CONF="$site/softhsm2.conf"
    if [ ! -e "$site/imported.json" ]; then
        rm -rf "$site"
        mkdir -p "$site"
        make_host "$zones"
    fi
    cp "$site/imported.json" "$site/store/state.json"
    rm -rf "$site/out"
    mkdir "$site/out"
    echo "zones: $zones, with cooked recipes of $(du -sh "$site/store" | cut -f1)"
    run_of 1 'the first publication' '2027-01-02' publish
    run_of 9 'nothing to do' '2027-01-02 00:15' publish
    rm "$site/out/zone0001.example.zone"
    run_of 1 'one target is lost' '2027-01-02 00:30' publish
    run_of 1 'every zone changes' '2027-02-01' publish
    run_of 9 'nothing to do' '2027-02-01 00:15' publish
    run_of 3 'status' '2027-02-01 00:15' status
    measured 3 'verify' '2027-02-01' verify "$site/recipe.json"
done
