#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# opendnssec.sh PLANNER COOKER CONSUMER CLOCK SOFTHSM -- the signer of OpenDNSSEC, through half a
# year with what consumer publishes, and never a KSK on its token: rolls of ZSKs and of the KSK,
# and a restart. At every change ldns and BIND have to agree with the zone, also with the key set
# or the zone of the change before in a cache.
set -eu
PLANNER=$1 COOKER=$2 CONSUMER=$3 CLOCK=$4 SOFTHSM=$5
support=$(dirname "$0")/../support
# shellcheck source=test/support/two_sites.sh
. "$support/two_sites.sh"
# shellcheck source=test/support/judge.sh
. "$support/judge.sh"
# shellcheck source=test/support/opendnssec.sh
. "$support/opendnssec.sh"

make_site "kasp:
  ksk: { algo: 13, lifetime: P90D }
  zsk: { algo: 13, lifetime: P45D }
  ds-gate: assume
zones: [ { name: example. } ]
publish:
  - { zone: example., format: zone, file: $site/example.zone }
  - { zone: example., format: signconf, file: $site/example.xml, template: $site/template.xml, after: [ods-signer, -s, $site/run/engine.sock, update, example] }"
make_signer
plan --now 2026-12-20 --from 2027-01-01 2027-07-01 'Half a year'
hold_ceremony -v
"$CONSUMER" import -c "$site/ceremony.yaml" --expect "$(digest "$site/recipe.json")" "$site/recipe.json" \
    > "$site/import.log" 2>&1 || fail "import: $(cat "$site/import.log")"
sed -n 's/.*"\(example\. [0-9]* IN DNSKEY 257 [^"]*\)".*/\1/p' "$site/recipe.json" | sort -u > "$anchors"
[ "$(wc -l < "$anchors")" -ge 2 ] || fail 'the KSK is not rolled'

# Without a signer the first set is there, and nobody was told.
status=0
at '2027-01-01 00:01' "$CONSUMER" publish -c "$site/ceremony.yaml" > "$site/publish.log" 2>&1 || status=$?
[ $status = 2 ] || fail "a signer that does not run was told: $status, $(cat "$site/publish.log")"
start_signer '2027-01-01 00:01'
# The beginning of every slot until the end.
sed -n 's/.*"from": "\(2027-[^"]*\)".*/\1/p' "$site/recipe.json" | sort -u > "$site/slots"
while read -r slot; do
    [ "$(seconds "$slot")" -lt "$(seconds 2027-07-01)" ] || continue
    step "$(date -u -d "$slot UTC + 5 minutes" '+%Y-%m-%d %H:%M')"
    [ $steps != 5 ] || restart "$(date -u -d "$slot UTC + 1 hour" '+%Y-%m-%d %H:%M')"
done < "$site/slots"
[ $steps -ge 10 ] || fail "only $steps key sets"
# The PIN is where it was put, and nowhere else.
if grep -rlF "$pin" "$site" --exclude=pin --exclude=conf.xml; then
    fail 'the PIN is in these files'
fi
echo "$steps key sets, $(wc -l < "$anchors") KSKs"
