#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# opendnssec.sh -- to be read by a shell script, behind two_sites.sh and judge.sh: the signer of
# OpenDNSSEC for the zone example., with a clock that stands still until it is moved. It takes the
# key sets of $site/example.xml, which consumer writes, as it writes them to $site/example.zone.
# Where it cannot run, the script ends as skipped.
#
#   make_signer                 its configuration, $site/template.xml and the zone
#   start_signer TIME, stop_signer
#   tell_signer WORD...         ods-signer
#   leap TIME                   moves its clock
#   until_true WHAT COMMAND...  waits for COMMAND to succeed, 60 s at most
#   is_zone_of FILE             has the signed zone the key set of FILE?
#   step TIME                   publishes, and judges what comes of it: the zone, and what caches
#                               may put together of it and the zone before; counts $steps
#   restart TIME                of the signer, which goes on with what is published
#
# The signer knows one folder for its socket, and wants a port: it runs in name spaces of its own,
# where these are others, as who is root there.
# shellcheck disable=SC2154  # two_sites.sh sets the folder and the PIN

signer_pid=
steps=0
trap 'stop_signer; rm -rf "$site"' EXIT
have ods-signerd ods-signer ldns-verify-zone dnssec-verify xmllint unshare softhsm2-util
separate='unshare -mn'
[ "$(id -u)" = 0 ] || separate='unshare -rmn'
$separate true 2> /dev/null || {
    echo 'skipped: this system does not let us give the signer a folder of its own'
    exit 77
}

make_signer() {
    mkdir -p "$site/run" "$site/etc" "$site/var/enforcer" "$site/var/signer"
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
    <Listener><Interface><Address>0.0.0.0</Address><Port>15354</Port></Interface></Listener>
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
    $separate sh -c 'mount -t tmpfs none /run && mkdir /run/opendnssec && mount --bind "$1/run" /run/opendnssec &&
        exec ods-signerd -d -vvv -c "$1/etc/conf.xml" --set-time "$2"' \
        signer "$site" "$(seconds "$1")" > "$site/signer.log" 2>&1 &
    signer_pid=$!
    until_true "the signer starts" test -S "$site/run/engine.sock"
    until_true "the signer answers" tell_signer zones
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

# until_true WHAT COMMAND...: within 60 s.
until_true() {
    what=$1
    shift
    for _ in $(seq 600); do
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

is_zone_of() { # FILE: does the signed zone have the key set of FILE?
    awk '$4 == "DNSKEY" { print $NF }' "$1" | sort > "$site/wanted"
    awk '$4 == "DNSKEY" { sub(/ *;.*/, ""); key = ""; for (i = 8; i <= NF; i++) key = key $i; print key }' \
        "$site/signed" 2> /dev/null | sort > "$site/there"
    cmp -s "$site/wanted" "$site/there" &&
        grep -qF "$(awk '$4 == "RRSIG" { print $NF; exit }' "$1")" "$site/signed"
}

serial() { awk '$4 == "SOA" { print $7; exit }' "$site/signed"; }
is_signed_since() { [ "$(serial)" != "$1" ]; }

# step TIME: publish, and look at what comes of it.
step() {
    leap "$1"
    if [ -e "$site/set.before" ]; then
        # What caches have from a moment ago is fresh.
        old=$(serial)
        tell_signer sign example || fail "the signer at $1: $(cat "$site/tell.log")"
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

# restart TIME: the signer forgets what it was given, and has to be given it again. Until then it may
# write nothing, but nothing that is wrong.
restart() {
    stop_signer
    rm "$site/signed"
    start_signer "$1"
    tell_signer sign example || true # it does not have to
    sleep 2
    [ ! -e "$site/signed" ] || judge 'the zone that a restarted signer makes by itself' "$1" "$site/signed"
    at "$1" "$CONSUMER" publish --refresh -c "$site/ceremony.yaml" > "$site/publish.log" 2>&1 ||
        fail "publish after the restart: $(cat "$site/publish.log")"
    until_true 'the zone is signed after a restart' is_zone_of "$site/example.zone"
    judge 'the zone after a restart' "$1" "$site/signed"
}
