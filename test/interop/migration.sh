#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# migration.sh PLANNER COOKER CONSUMER CLOCK SOFTHSM WAY -- a zone that OpenDNSSEC signed by itself,
# KSK and all, gets its key sets from the bunker, in one of two WAYs:
#
#   moved      its KSK is taken into the bunker, and rolled over to one that was never anywhere else
#   replaced   its KSK stays where it is; the bunker makes another, whose DS is beside the other one
#              before the first ceremony, and which takes over when its result is imported
#
# Its ZSK stays where it is until one of a ceremony takes over. The signer runs on all the while,
# with the configuration that it has, and finds on its token the KSK that it is no longer to sign
# with. At every change ldns and BIND have to agree with the zone, with each DS set that caches may
# have of the parent, also with the key set or the zone of the change before.
set -eu
PLANNER=$1 COOKER=$2 CONSUMER=$3 CLOCK=$4 SOFTHSM=$5 way=$6
support=$(dirname "$0")/../support
# shellcheck source=test/support/two_sites.sh
. "$support/two_sites.sh"
# shellcheck source=test/support/judge.sh
. "$support/judge.sh"
# shellcheck source=test/support/opendnssec.sh
. "$support/opendnssec.sh"
have ods-hsmutil ldns-key2ds openssl

# --- before: keys of OpenDNSSEC

# make_keys ALGORITHM KIND...: those that the enforcer would make
make_keys() {
    algorithm=$1
    shift
    for flags in 257 256; do
        ods-hsmutil -c "$site/etc/conf.xml" generate oper "$@" > "$site/keys.log" 2>&1 ||
            fail "$(cat "$site/keys.log")"
        sed -n 's/.*: \([0-9a-f]\{32\}\)$/\1/p' "$site/keys.log" > "$site/$flags.id"
    done
}

# move_ksk: in the way that the maker of the HSM has for that; here it was in a file before.
move_ksk() {
    openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$site/ksk.pem"
    for token in bunker oper; do
        softhsm2-util --import "$site/ksk.pem" --token $token --label moved --id c0ffee257c0ffee2 \
            --pin "$pin" > "$site/keys.log" 2>&1 || fail "$(cat "$site/keys.log")"
    done
    echo c0ffee257c0ffee2 > "$site/257.id"
}

id_of() { cat "$site/$1.id"; } # FLAGS

# rdata FLAGS: of the DNSKEY
rdata() { awk '{ $1 = $2 = $3 = $4 = ""; print }' "$site/$1.dnskey" | sed 's/^ *//'; }

# keys_file CUSTODY [RETIRED]: for planner; who holds the KSK, and since when it is of no use
keys_file() {
    cat << END
- zone: example.
  dnskey: $(rdata 257)
  custody: $1
  keyID: hex $(id_of 257)
  publish: 2025-06-01
  active: 2025-06-01
  ds-seen: 2025-06-03
${2+  retire: $2
  remove: $2
}- zone: example.
  dnskey: $(rdata 256)
  custody: operational
  keyID: hex $(id_of 256)
  publish: 2026-10-01
  active: 2026-10-01
END
}

# sign_alone TIME: with the configuration that the enforcer would write
sign_alone() {
    for flags in 257 256; do
        ods-hsmutil -c "$site/etc/conf.xml" dnskey "$(id_of $flags)" example. $flags "$algorithm" |
            sed 's/[ \t]*;.*//' > "$site/$flags.dnskey"
    done
    ldns-key2ds -n -2 "$site/257.dnskey" > "$site/old.ds"
    parent_has old
    key="</Flags><Algorithm>$algorithm</Algorithm><Locator>"
    sed "s|<Keys>.*|<Keys><TTL>PT3600S</TTL>\
<Key><Flags>257$key$(id_of 257)</Locator><KSK/><Publish/></Key>\
<Key><Flags>256$key$(id_of 256)</Locator><ZSK/><Publish/></Key></Keys>|" \
        "$site/template.xml" > "$site/example.xml"
    start_signer "$1"
    until_true 'OpenDNSSEC signs by itself' test -s "$site/signed"
    judge 'the zone of OpenDNSSEC' "$1" "$site/signed"
    grep -v '^;' "$site/signed" | awk '$4 == "DNSKEY" || ($4 == "RRSIG" && $5 == "DNSKEY")' > "$site/set.before"
}

# --- the parent

# parent_has SET...: the last of these DS sets is what it serves from now on, caches have any
parent_has() {
    anchors=
    for set in "$@"; do
        anchors="$anchors $site/$set.ds"
    done
}

# ds SET: key tag, algorithm, digest type and digest of its records, one a line
ds() { awk '/^example/ { print $(NF - 3), $(NF - 2), $(NF - 1), toupper($NF) }' "$site/$1.ds"; }

# observed EVENT SET TIME: for consumer, which prints the line for planner
observed() {
    at "$3" "$CONSUMER" event -c "$site/ceremony.yaml" "$1" example. "$(ds "$2")" > "$site/event.log" 2>&1 ||
        fail "event: $(cat "$site/event.log")"
    grep "^  - { $1: " "$site/event.log" >> "$site/ceremony.yaml" || fail "no line for events: $(cat "$site/event.log")"
}

# --- the ceremonies, and what is published between them

# import_at TIME
import_at() {
    at "$1" "$CONSUMER" import -c "$site/ceremony.yaml" --expect "$(digest "$site/recipe.json")" "$site/recipe.json" \
        > "$site/import.log" 2>&1 || fail "import: $(cat "$site/import.log")"
    sed -n 's/.*"from": "\(20[^"]*\)".*/\1/p' "$site/recipe.json" | sort -u > "$site/slots"
}

# wants SET TIME: what consumer says that the parent has to have then
wants() {
    at "$2" "$CONSUMER" publish -c "$site/ceremony.yaml" --format ds > "$site/publish.log" 2>&1 ||
        fail "publish at $2: $(cat "$site/publish.log")"
    [ "$(ds wanted | sort)" = "$(ds "$1" | sort)" ] || fail "at $2 these DS are wanted: $(cat "$site/wanted.ds")"
}

# keep FOLDER: what the ceremony left behind, out of the way of the next one
keep() {
    mkdir "$site/$1"
    mv "$site/recipe.json"* "$site/$1"
}

# walk FROM UNTIL: through the slots of the last ceremony that begin then
walk() {
    while read -r slot; do
        if [ "$(seconds "$slot")" -ge "$(seconds "$1")" ] && [ "$(seconds "$slot")" -lt "$(seconds "$2")" ]; then
            step "$(date -u -d "$slot UTC + 5 minutes" '+%Y-%m-%d %H:%M')"
        fi
    done < "$site/slots"
}

# signed_by SET: is the KSK of this DS the one in the key set that is published?
signed_by() {
    grep ' IN DNSKEY 257 ' "$site/example.zone" > "$site/ksk" || fail 'no KSK is published'
    ldns-key2ds -n -2 "$site/ksk" > "$site/published.ds"
    [ "$(ds published)" = "$(ds "$1")" ]
}

begin() {
    make_site "kasp:
  ksk: { algo: $1, lifetime: P1Y }
  zsk: { algo: $1, lifetime: P90D }
zones: [ { name: example. } ]
publish:
  - { zone: example., format: ds, file: $site/wanted.ds }
  - { zone: example., format: zone, file: $site/example.zone }
  - { zone: example., format: signconf, file: $site/example.xml, after: [ods-signer, -s, $site/run/engine.sock, update, example] }"
    make_signer
}

end_configuration() { # events are added
    printf 'trust: { example.: [ "%s" ] }\nevents:\n' "$(ds old)" >> "$site/ceremony.yaml"
}

# refuse TIMES REASON: the plan with these keys
refuse() {
    # shellcheck disable=SC2086  # options
    "$PLANNER" produce -c "$site/ceremony.yaml" -o "$site/recipe.json" $1 --keys "$site/keys.yaml" 2027-03-01 \
        > "$site/plan.log" 2>&1 && fail "planned, not refused: $2"
    grep -qF "$2" "$site/plan.log" || fail "refused, but: $(cat "$site/plan.log")"
}

moved() {
    begin 13
    make_keys 13 ecdsa 256
    move_ksk
    sign_alone '2026-12-31 12:00'
    end_configuration
    # As long as the KSK is with the signer only, nobody can sign with it in the bunker.
    keys_file operational > "$site/keys.yaml"
    refuse '--now 2026-12-20 --from 2027-01-01' 'is in use and not in the bunker'
    keys_file bunker > "$site/keys.yaml"
    plan --now 2026-12-20 --from 2027-01-01 --keys "$site/keys.yaml" 2027-04-01 'The first ceremony'
    hold_ceremony -v
    sed -n 's/.*"ds": "\([^"]*\)".*/example. IN DS \1/p' "$site/recipe.json" > "$site/new.ds"
    cat "$site/old.ds" "$site/new.ds" > "$site/both.ds"
    import_at '2026-12-28 12:00'
    walk 2027-01-01 2027-01-19
    signed_by old || fail 'the first sets are not those of the KSK that was there before'
    wants both '2027-01-20 12:00'
    parent_has old both
    walk 2027-01-19 2027-01-29
    observed ds-seen new '2027-01-20 12:00'
    parent_has both
    restart '2027-01-28 12:00'
    walk 2027-01-29 2027-03-01
    signed_by old || fail 'another KSK, before anybody planned with its DS'

    echo "  - { imported: { sequence: 1, at: 2026-12-28T12:00:00Z } }" >> "$site/ceremony.yaml"
    keep first
    first=$site/first/recipe.json
    plan --now 2027-02-20 --from 2027-03-01 --previous "$first" --expect "$(digest "$first")" \
        2027-06-01 'The second ceremony'
    hold_ceremony --previous "$first"
    import_at '2027-02-25 12:00'
    walk 2027-03-01 2027-04-20
    signed_by new || fail 'the KSK of the bunker does not sign'
    wants new '2027-04-20 12:00'
    parent_has both new
    walk 2027-04-20 2027-05-01
    observed ds-gone old '2027-04-22 12:00'
    parent_has new
    walk 2027-05-01 2027-06-01
}

# Before there is anything to plan: a recipe that only makes a KSK.
make_ksk() {
    cat > "$site/recipe.json" << 'END'
{ "recipeSpecVersion": "v1.1",
  "recipe": {
    "preamble": { "timestamp": "2026-12-01 00:00:00", "description": "A KSK for example." },
    "actions": [
      { "actionType": "generateKey",
        "actionParams": {
          "key": { "keyType": "byRef", "keyAlgo": 8, "keyFlags": "KSK", "keySize": 2048,
                   "keyID": "hex 0257", "keyLabel": "example. KSK 2027" },
          "owner": "example." } } ] } }
END
    hold_ceremony -v
    sed -n 's/.*"ds": "\([^"]*\)".*/example. IN DS \1/p' "$site/recipe.json" > "$site/new.ds"
    cat "$site/old.ds" "$site/new.ds" > "$site/both.ds"
    new_key=$(sed -n 's/.*"keyData": "\([^"]*\)".*/\1/p' "$site/recipe.json")
    keep key
}

# both_ksks TIME: for planner, when one takes over from the other; and since when its DS is there
both_ksks() {
    { keys_file operational 2026-12-20; cat << END; } > "$site/keys.yaml"
- zone: example.
  dnskey: 257 3 8 $new_key
  custody: bunker
  keyID: hex 0257
  generate: 2026-12-01
  publish: 2026-12-20
  active: 2026-12-20
  ds-seen: "$1"
END
}

replaced() {
    begin 8
    make_keys 8 rsa 2048
    sign_alone '2026-12-20 12:00'
    end_configuration
    make_ksk
    # A cache that has only the old DS would believe nothing that the new KSK signs.
    both_ksks '2026-12-19 12:00:00'
    refuse '--now 2026-12-20 --from 2026-12-20' 'not safe: a resolver that cached the DS set at 2026-12-1'
    both_ksks 2026-12-10
    parent_has both
    plan --now 2026-12-20 --from 2026-12-20 --keys "$site/keys.yaml" 2027-03-01 'The first ceremony'
    hold_ceremony -v
    at '2026-12-28 12:00' "$CONSUMER" import -c "$site/ceremony.yaml" --expect "$(digest "$site/recipe.json")" \
        "$site/recipe.json" > "$site/import.log" 2>&1 && fail 'imported the sets of a KSK that nobody trusts'
    grep -q 'signed by no key that is trusted' "$site/import.log" || fail "refused, but: $(cat "$site/import.log")"
    "$CONSUMER" trust -c "$site/ceremony.yaml" add example. "$(ds new)" > "$site/trust.log" 2>&1 ||
        fail "trust: $(cat "$site/trust.log")"
    import_at '2026-12-28 12:00'
    step '2026-12-28 12:05'
    signed_by new || fail 'the KSK of the bunker does not sign'
    walk 2026-12-29 2026-12-30
    wants both '2026-12-29 02:09'
    wants new '2026-12-29 02:10' # 14 h 5 min after its set was published: no lateness is to come
    parent_has both new
    walk 2026-12-30 2027-01-05
    restart '2027-01-05 12:00'
    walk 2027-01-05 2027-01-15
    observed ds-gone old '2027-01-06 12:00'
    parent_has new
    walk 2027-01-15 2027-03-01
}

case $way in
    moved | replaced) $way ;;
    *) fail "no way: $way" ;;
esac
echo "$steps key sets"
