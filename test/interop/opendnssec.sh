#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# opendnssec.sh PLANNER COOKER CONSUMER CLOCK SOFTHSM -- the signer of OpenDNSSEC, through half a
# year with what consumer publishes, and never a KSK on its token: rolls of ZSKs and of the KSK,
# and a restart. At every change ldns and BIND have to agree with the zone, also with the key set
# or the zone of the change before in a cache.
#
# The signer knows one folder for its socket, so it runs where that is another folder, which only
# root can do.
set -eu
PLANNER=$1 COOKER=$2 CONSUMER=$3 CLOCK=$4 SOFTHSM=$5
# shellcheck source=test/support/two_sites.sh
. "$(dirname "$0")/../support/two_sites.sh"
have ods-signerd ods-signer ldns-verify-zone dnssec-verify xmllint unshare softhsm2-util
if [ "$(id -u)" != 0 ] || ! unshare -m true 2> /dev/null; then
    echo 'skipped: only root can give the signer a folder of its own'
    exit 77
fi
signer_pid=
trap 'stop_signer; rm -rf "$site"' EXIT

# --- the signer

make_signer() {
    mkdir -p "$site/run" "$site/etc" "$site/var/enforcer" "$site/var/signer" /run/opendnssec
    cat > "$site/etc/conf.xml" << END
<?xml version="1.0" encoding="UTF-8"?>
<Configuration>
  <RepositoryList>
    <Repository name="oper">
      <Module>$SOFTHSM</Module><TokenLabel>oper</TokenLabel><PIN>$pin</PIN>
    </Repository>
  </RepositoryList>
  <Common>
    <Logging><Verbosity>3</Verbosity></Logging>
    <PolicyFile>$site/etc/kasp.xml</PolicyFile>
    <ZoneListFile>$site/etc/zonelist.xml</ZoneListFile>
  </Common>
  <Enforcer>
    <WorkingDirectory>$site/var/enforcer</WorkingDirectory>
    <Datastore><SQLite>$site/var/kasp.db</SQLite></Datastore>
  </Enforcer>
  <Signer>
    <WorkingDirectory>$site/var/signer</WorkingDirectory>
    <WorkerThreads>1</WorkerThreads><SignerThreads>1</SignerThreads>
    <Listener><Interface><Address>127.0.0.1</Address><Port>15397</Port></Interface></Listener>
  </Signer>
</Configuration>
END
    cat > "$site/var/enforcer/zones.xml" << END
<?xml version="1.0" encoding="UTF-8"?>
<ZoneList><Zone name="example">
  <Policy>unused</Policy><SignerConfiguration>$site/example.xml</SignerConfiguration>
  <Adapters>
    <Input><Adapter type="File">$site/unsigned</Adapter></Input>
    <Output><Adapter type="File">$site/signed</Adapter></Output>
  </Adapters>
</Zone></ZoneList>
END
    cat > "$site/template.xml" << END
<?xml version="1.0" encoding="UTF-8"?>
<SignerConfiguration><Zone name="example">
  <Signatures>
    <Resign>PT7200S</Resign><Refresh>P3D</Refresh>
    <Validity><Default>P14D</Default><Denial>P14D</Denial></Validity>
    <Jitter>PT12H</Jitter><InceptionOffset>PT3600S</InceptionOffset>
  </Signatures>
  <Denial><NSEC/></Denial>
  <Keys><TTL>PT3600S</TTL></Keys>
  <SOA><TTL>PT3600S</TTL><Minimum>PT300S</Minimum><Serial>unixtime</Serial></SOA>
</Zone></SignerConfiguration>
END
    cat > "$site/unsigned" << 'END'
$ORIGIN example.
$TTL 3600
@ IN SOA ns1 hostmaster 1 3600 900 604800 300
@ IN NS ns1
ns1 IN A 192.0.2.1
www IN A 192.0.2.3
sub IN NS ns.sub
ns.sub IN A 192.0.2.4
END
}

tell_signer() { timeout 10 ods-signer -s "$site/run/engine.sock" "$@" > "$site/tell.log" 2>&1; }

# start_signer TIME
start_signer() {
    # shellcheck disable=SC2016  # the dollars are those of the inner shell
    unshare -m sh -c 'mount --bind "$1/run" /run/opendnssec && exec ods-signerd -d -vvv -c "$1/etc/conf.xml" --set-time "$2"' \
        signer "$site" "$(seconds "$1")" > "$site/signer.log" 2>&1 &
    signer_pid=$!
    until_true "the signer starts" test -S "$site/run/engine.sock"
}

stop_signer() {
    [ -n "$signer_pid" ] || return 0
    # With a clock that stands still it does not always end by itself.
    kill "$signer_pid" 2> /dev/null || true
    for _ in $(seq 20); do
        kill -0 "$signer_pid" 2> /dev/null || break
        sleep 0.1
    done
    kill -9 "$signer_pid" 2> /dev/null || true
    wait "$signer_pid" 2> /dev/null || true
    signer_pid=
    rm -f "$site/run/"*
}

# until_true WHAT COMMAND...: within 20 s.
until_true() {
    what=$1
    shift
    for _ in $(seq 200); do
        "$@" && return
        sleep 0.1
    done
    tail -n 20 "$site/signer.log" >&2
    fail "$what: it did not happen"
}

leap() {
    # The clock of the signer stands still in between; the client wants words on its standard input.
    { echo "time leap $(date -u -d "$1" +%Y-%m-%d-%H:%M:%S)"; sleep 0.3; } |
        timeout 10 ods-signer -s "$site/run/engine.sock" > "$site/tell.log" 2>&1 || true
}

# --- what came of it

is_zone_of() { # FILE: does the signed zone have the key set of FILE?
    awk '$4 == "DNSKEY" { print $NF }' "$1" | sort > "$site/wanted"
    awk '$4 == "DNSKEY" { sub(/ *;.*/, ""); key = ""; for (i = 8; i <= NF; i++) key = key $i; print key }' \
        "$site/signed" 2> /dev/null | sort > "$site/there"
    cmp -s "$site/wanted" "$site/there" &&
        grep -qF "$(awk '$4 == "RRSIG" { print $NF; exit }' "$1")" "$site/signed"
}

# judge WHAT TIME ZONE
judge() {
    ldns-verify-zone -k "$site/ksks" -t "$(date -u -d "$2" +%Y%m%d%H%M%S)" "$3" > "$site/judge.log" 2>&1 ||
        fail "$1 at $2, says ldns: $(cat "$site/judge.log")"
    at "$2" dnssec-verify -q -o example "$3" > "$site/judge.log" 2>&1 ||
        fail "$1 at $2, says BIND: $(cat "$site/judge.log")"
}

# with_keyset ZONE KEYSET: the zone as a resolver sees it that has the key set from elsewhere
with_keyset() {
    awk '$4 == "DNSKEY" || ($4 == "RRSIG" && $5 == "DNSKEY") { next } 1' "$1"
    cat "$2"
}

serial() { awk '$4 == "SOA" { print $7; exit }' "$site/signed"; }
is_signed_since() { [ "$(serial)" != "$1" ]; }

# step TIME: publish, and look at what comes of it.
step() {
    leap "$1"
    if [ -e "$site/set.before" ]; then
        # What caches have from a moment ago is fresh.
        old=$(serial)
        tell_signer sign example
        until_true "the zone is signed at $1" is_signed_since "$old"
        cp "$site/signed" "$site/zone.before"
    fi
    at "$1" "$CONSUMER" publish -c "$site/ceremony.yaml" > "$site/publish.log" 2>&1 ||
        fail "publish at $1: $(cat "$site/publish.log")"
    xmllint --noout --relaxng /usr/share/opendnssec/signconf.rng "$site/example.xml" 2> "$site/judge.log" ||
        fail "the signer configuration at $1: $(cat "$site/judge.log")"
    until_true "the set of $1 is in the zone" is_zone_of "$site/example.zone"
    cp "$site/signed" "$site/zone.now"
    cp "$site/example.zone" "$site/set.now"
    judge 'the zone' "$1" "$site/zone.now"
    if [ -e "$site/set.before" ]; then
        with_keyset "$site/zone.now" "$site/set.before" > "$site/cached"
        judge 'the zone with the key set before' "$1" "$site/cached"
        with_keyset "$site/zone.before" "$site/set.now" > "$site/cached"
        judge 'the zone before with the key set' "$1" "$site/cached"
    fi
    mv "$site/set.now" "$site/set.before"
    steps=$((steps + 1))
    echo "$1  $(awk '$4 == "DNSKEY" { print $5 }' "$site/set.before" | sort | uniq -c | tr -s ' \n' ' ')"
}

# --- half a year

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
sed -n 's/.*"\(example\. [0-9]* IN DNSKEY 257 [^"]*\)".*/\1/p' "$site/recipe.json" | sort -u > "$site/ksks"
[ "$(wc -l < "$site/ksks")" -ge 2 ] || fail 'the KSK is not rolled'

# Without a signer the first set is there, and nobody was told.
steps=0
status=0
at '2027-01-01 00:01' "$CONSUMER" publish -c "$site/ceremony.yaml" > "$site/publish.log" 2>&1 || status=$?
[ $status = 2 ] || fail "a signer that does not run was told: $status, $(cat "$site/publish.log")"
start_signer '2027-01-01 00:01'
# The beginning of every slot until the end.
sed -n 's/.*"from": "\(2027-[^"]*\)".*/\1/p' "$site/recipe.json" | sort -u > "$site/slots"
while read -r slot; do
    [ "$(seconds "$slot")" -lt "$(seconds 2027-07-01)" ] || continue
    step "$(date -u -d "$slot UTC + 5 minutes" '+%Y-%m-%d %H:%M')"
    if [ $steps = 5 ]; then
        # A restart: the signer forgets what it was given, and has to be given it again.
        now=$(date -u -d "$slot UTC + 1 hour" '+%Y-%m-%d %H:%M')
        stop_signer
        start_signer "$now"
        rm "$site/signed"
        at "$now" "$CONSUMER" publish --refresh -c "$site/ceremony.yaml" > "$site/publish.log" 2>&1 ||
            fail "publish after the restart: $(cat "$site/publish.log")"
        until_true 'the zone is signed after a restart' is_zone_of "$site/example.zone"
        judge 'the zone after a restart' "$now" "$site/signed"
    fi
done < "$site/slots"
[ $steps -ge 10 ] || fail "only $steps key sets"
# The PIN is where it was put, and nowhere else.
if grep -rlF "$pin" "$site" --exclude=pin --exclude=conf.xml; then
    fail 'the PIN is in these files'
fi
echo "$steps key sets, $(wc -l < "$site/ksks") KSKs"
