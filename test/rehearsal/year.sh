#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# year.sh PLANNER COOKER CONSUMER CLOCK SOFTHSM -- a year of two zones, one with RSA and one with
# ECDSA keys, on what two ceremonies made, with every clock moved: a timer publishes, people ask
# the parent for what they are told to ask for, and say what they saw; ZSKs and KSKs are rolled.
#
# On a hundred days and more, and at every change, both zones are signed with the ZSK on the token
# and judged by ldns, from the DS set that the parent has, and by BIND; also with the key set, the
# zone or the DS set of the change before in a cache.
set -eu
PLANNER=$1 COOKER=$2 CONSUMER=$3 CLOCK=$4 SOFTHSM=$5
# shellcheck source=test/support/two_sites.sh
. "$(dirname "$0")/../support/two_sites.sh"
have ldns-signzone ldns-verify-zone dnssec-verify softhsm2-util
find "${OPENSSL_ENGINES:-/usr/lib}" -name pkcs11.so -path '*engines*' 2> /dev/null | grep -q . || {
    echo 'skipped: libengine-pkcs11-openssl is not installed'
    exit 77
}
trap 'rm -rf "$site"' EXIT
export PKCS11_MODULE_PATH="$SOFTHSM"
zones='ecdsa.example rsa.example'
instants=0 changes=0

# --- who signs, and who judges

records() { sed -n "s/^ *\"\([^\"]* IN $2 [^\"]*\)\",*\$/\1/p" "$1"; }
member() { sed -n "/\"zoneSigners\"/,/]/s/^ *\"$2\": \"*\([^\",]*\)\"*,\$/\1/p" "$1"; }

compact() { date -u -d "$1" +%Y%m%d%H%M%S; }

# sign ZONE TIME: the data of the zone, without a key set, to ZONE.data
sign() {
    id=$(member "$site/$1.json" keyID | sed 's/^hex //; s/../%&/g')
    key="$(member "$site/$1.json" algorithm),pkcs11:token=oper;type=private;id=$id;pin-source=$site/pin"
    {
        printf '%s. 3600 IN SOA ns.%s. hostmaster.%s. 1 7200 3600 1209600 3600\n' "$1" "$1" "$1"
        printf '%s. 3600 IN NS ns.%s.\nns.%s. 3600 IN A 192.0.2.1\n' "$1" "$1" "$1"
        records "$site/$1.json" DNSKEY
    } > "$site/unsigned"
    ldns-signzone -E pkcs11 -k "$key" -i "$(compact "$2 UTC - 1 hour")" -e "$(compact "$2 UTC + 14 days")" \
        -f "$site/signed" "$site/unsigned" > "$site/sign.log" 2>&1 || fail "$1 at $2: $(cat "$site/sign.log")"
    grep -v 'IN.DNSKEY\|RRSIG.DNSKEY' "$site/signed" > "$site/$1.data"
    records "$site/$1.json" '\(DNSKEY\|RRSIG DNSKEY\)' > "$site/$1.set"
}

# judge WHAT ZONE TIME DATA SET DS
judge() {
    cat "$4" "$5" > "$site/judged"
    ldns-verify-zone -k "$6" -t "$(compact "$3")" "$site/judged" > "$site/judge.log" 2>&1 ||
        fail "$2, $1, at $3, says ldns: $(cat "$site/judge.log")"
    at "$3" dnssec-verify -q -o "$2" "$site/judged" > "$site/judge.log" 2>&1 ||
        fail "$2, $1, at $3, says BIND: $(cat "$site/judge.log")"
}

# believed ZONE: what a resolver starts from: the DS set of the parent, before there is one that of
# whoever took part in the ceremony.
believed() {
    if [ -s "$site/$1.parent" ]; then
        cat "$site/$1.parent"
    else
        "$CONSUMER" trust -c "$site/ceremony.yaml" list "$1" | sed 's/^\([^ ]*\) /\1 IN DS /'
    fi
}

# look_at ZONE TIME: now, and from the cache of somebody who asked a moment before the last change.
look_at() {
    sign "$1" "$2"
    believed "$1" > "$site/$1.ds"
    judge 'as it is' "$1" "$2" "$site/$1.data" "$site/$1.set" "$site/$1.ds"
    instants=$((instants + 1))
    if [ -e "$site/$1.set.before" ] && ! cmp -s "$site/$1.set" "$site/$1.set.before"; then
        changes=$((changes + 1))
        judge 'with the key set before' "$1" "$2" "$site/$1.data" "$site/$1.set.before" "$site/$1.ds"
        judge 'with the data before' "$1" "$2" "$site/$1.data.before" "$site/$1.set" "$site/$1.ds"
    fi
    if [ -e "$site/$1.ds.before" ] && ! cmp -s "$site/$1.ds" "$site/$1.ds.before"; then
        judge 'with the DS set before' "$1" "$2" "$site/$1.data" "$site/$1.set" "$site/$1.ds.before"
    fi
    for what in data set ds; do
        cp "$site/$1.$what" "$site/$1.$what.before"
    done
}

# --- the parent, and people

# observe WHAT ZONE DS TIME: for consumer, and for the next plan
observe() {
    at "$4" "$CONSUMER" event -c "$site/ceremony.yaml" "$1" "$2." "$3" > "$site/event.log" 2>&1 ||
        fail "event at $4: $(cat "$site/event.log")"
    grep '^  - {' "$site/event.log" >> "$site/events"
    echo "$4  $2 $1 ${3%% *}"
}

# ask_parent ZONE TIME DAY: what the file for the parent says now is asked for, and done two days later.
ask_parent() {
    grep ' IN DS ' "$site/$1.for-parent" | grep -v '^;' > "$site/wanted" || true
    if cmp -s "$site/wanted" "$site/$1.parent"; then
        rm -f "$site/$1.asked"
        return 0
    fi
    [ -e "$site/$1.asked" ] || echo "$3" > "$site/$1.asked"
    [ "$3" -ge $(($(cat "$site/$1.asked") + 2)) ] || return 0
    cp "$site/$1.parent" "$site/parent.before"
    cp "$site/wanted" "$site/$1.parent"
    sed 's/.* IN DS //' "$site/wanted" | while read -r ds; do
        grep -qF "$ds" "$site/parent.before" || observe ds-seen "$1" "$ds" "$2"
    done
    sed 's/.* IN DS //' "$site/parent.before" | while read -r ds; do
        grep -qF "$ds" "$site/wanted" || observe ds-gone "$1" "$ds" "$2"
    done
}

# import RESULT TIME
import() {
    at "$2" "$CONSUMER" import -c "$site/ceremony.yaml" --expect "$(digest "$1")" "$1" > "$site/import.log" 2>&1 ||
        fail "import at $2: $(cat "$site/import.log")"
    sequence=$((sequence + 1))
    echo "  - { imported: { sequence: $sequence, at: \"$2\" } }" >> "$site/events"
    echo "$2  imported ceremony $sequence"
}

# configure: the events are for the plan.
configure() {
    cp "$site/ceremony.yaml.first" "$site/ceremony.yaml"
    { echo 'events:'; cat "$site/events"; } >> "$site/ceremony.yaml"
}

# --- the year

sequence=0
make_site "kasp:
  slot: P7D
  ksk: { algo: 13, lifetime: P150D }
  zsk: { algo: 13, lifetime: P60D }
  parent: { registration: P4D }
  ds-gate: assume
policies:
  rsa:
    ksk: { algo: 8, size: 2048, roll: double-signature }
    zsk: { algo: 8, size: 2048 }
zones:
  - { name: ecdsa.example. }
  - { name: rsa.example., policy: rsa }
publish:
  - { zone: ecdsa.example., format: json, file: $site/ecdsa.example.json }
  - { zone: ecdsa.example., format: ds, file: $site/ecdsa.example.for-parent }
  - { zone: rsa.example., format: json, file: $site/rsa.example.json }
  - { zone: rsa.example., format: ds, file: $site/rsa.example.for-parent }"
printf %s "$pin" > "$site/pin"  # the engine takes the line break for a part of it
cp "$site/ceremony.yaml" "$site/ceremony.yaml.first"
: > "$site/events"
for zone in $zones; do : > "$site/$zone.parent"; done

plan --now 2026-12-20 --from 2027-01-01 2027-07-01 'The first half'
hold_ceremony
mv "$site/recipe.json" "$site/first.json"
import "$site/first.json" '2026-12-22 10:00:00'

day=0
while [ $day -lt 365 ]; do
    # At another time on each day.
    now=$(date -u -d "2027-01-01 00:10 UTC + $day days + $((day * 7 % 24)) hours" '+%Y-%m-%d %H:%M:%S')
    if [ $day = 170 ]; then
        configure
        rm -f "$site"/transcript* "$site"/*.journal.done "$site"/*.approved
        plan --now "$now" --previous "$site/first.json" --expect "$(digest "$site/first.json")" 2028-01-01 'The second half'
        hold_ceremony --previous "$site/first.json"
        mv "$site/recipe.json" "$site/second.json"
        echo "$now  the second ceremony"
    fi
    [ $day != 185 ] || import "$site/second.json" "$now"
    at "$now" "$CONSUMER" publish -c "$site/ceremony.yaml" > "$site/publish.log" 2>&1 ||
        fail "publish at $now: $(cat "$site/publish.log")"
    for zone in $zones; do
        ask_parent "$zone" "$now" $day
        if [ $((day % 4)) = 0 ] || grep -q "^$zone" "$site/publish.log"; then
            look_at "$zone" "$now"
        fi
    done
    day=$((day + 1))
done

# --- what it came to

# seen FLAGS ZONE: how many keys of that kind were published.
seen() { cat "$site"/first.json "$site"/second.json | grep -o "\"$2[.] [0-9]* IN DNSKEY $1 [^\"]*" | sort -u | wc -l; }

at '2028-01-01 00:10' "$CONSUMER" status -c "$site/ceremony.yaml" --nagios || fail 'the year does not end well'
for zone in $zones; do
    [ "$(seen 257 "$zone")" = 3 ] || fail "$zone: $(seen 257 "$zone") KSKs, not 3"
    [ "$(seen 256 "$zone")" = 6 ] || fail "$zone: $(seen 256 "$zone") ZSKs, not 6"
done
[ $instants -ge 200 ] || fail "only $instants zones were judged"
# What judges has to be able to say no.
believed rsa.example | sed 's/^rsa/ecdsa/' > "$site/other.ds"
cat "$site/ecdsa.example.data" "$site/ecdsa.example.set" > "$site/judged"
if ldns-verify-zone -k "$site/other.ds" -t "$(compact "$now")" "$site/judged" > "$site/judge.log" 2>&1; then
    fail 'ldns takes the DS of another zone'
fi
if grep -rlF "$pin" "$site" --exclude=pin; then
    fail 'the PIN is in these files'
fi
echo "$instants times good to ldns and to BIND, $changes of them just after a change"
