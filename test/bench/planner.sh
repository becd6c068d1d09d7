#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# planner.sh PLANNER MEASURE [ZONES]... -- what it takes planner to plan and to prove a year of so many
# zones (1000, 2000, 4000, 8000 and 10000): slots of 7 days, a ZSK a quarter. Its memory is told as so
# many times the size of the recipe, too.
set -eu
export LC_ALL=C TZ=UTC
PLANNER=$(realpath "$1") MEASURE=$(realpath "$2")
shift 2
[ $# -gt 0 ] || set -- 1000 2000 4000 8000 10000
command -v openssl > /dev/null || {
    echo "skipped: openssl is not installed"
    exit 77
}
site=$(mktemp -d "${TMPDIR:-/tmp}/ceremony.XXXXXX")
trap 'rm -rf "$site"' EXIT
openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$site/transport.key"
openssl pkey -in "$site/transport.key" -pubout -out "$site/transport.pub"

for zones in "$@"; do
    {
        echo "version: 1"
        echo "chain: bench"
        echo "transport: [ { label: recipekey, size: 2048, public-key: $site/transport.pub } ]"
        echo 'kasp: { ds-gate: assume, ksk: { algo: 13, lifetime: P2Y }, zsk: { algo: 13, lifetime: P90D } }'
        echo "zones:"
        seq -f '  - { name: zone%05g.example. }' "$zones"
    } > "$site/ceremony.yaml"
    rm -f "$site/recipe.json"
    "$MEASURE" 1 "$PLANNER" produce -c "$site/ceremony.yaml" -o "$site/recipe.json" --now 2026-12-20 \
        --from 2027-01-01 2028-01-01 "$zones zones" > "$site/hashes" 2> "$site/told" || {
        cat "$site/told" >&2
        exit 1
    }
    size=$(wc -c < "$site/recipe.json")
    tail -n 1 "$site/told" | awk -v zones="$zones" -v size="$size" '{
        mebibytes = size / 1048576
        printf "%6d zones %s, %.1f times the %.1f MiB of the recipe\n", zones, $0, $(NF - 1) / mebibytes, mebibytes }'
done
