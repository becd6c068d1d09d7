#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# zone_signers.sh PLANNER COOKER CONSUMER CLOCK SOFTHSM ALGORITHM -- ldns-signzone and dnssec-signzone sign a
# zone with the records that consumer publishes for zone files, and the ZSKs of the ceremony:
# ldns-signzone with those that consumer imported, which never leave the token; dnssec-signzone of
# Debian cannot use a token and has them in files, opened by OpenSSL, as a second site. At every
# change ldns and BIND have to agree with the zone, also with the key set or the zone of the change
# before in a cache.
set -eu
PLANNER=$1 COOKER=$2 CONSUMER=$3 CLOCK=$4 SOFTHSM=$5 algorithm=$6
support=$(dirname "$0")/../support
# shellcheck source=test/support/two_sites.sh
. "$support/two_sites.sh"
# shellcheck source=test/support/judge.sh
. "$support/judge.sh"
trap 'rm -rf "$site"' EXIT
have ldns-signzone ldns-verify-zone dnssec-signzone dnssec-verify openssl softhsm2-util
openssl engine pkcs11 > "$site/engine.log" 2>&1 || {
    echo 'skipped: the PKCS #11 engine of OpenSSL is not installed'
    exit 77
}

# --- the second site: private keys in files

# field NUMBER FILE: an integer or an octet string of a private key in DER, in base64
field() {
    openssl asn1parse -inform DER -in "$2" | sed -n 's/.*\(INTEGER *\|DUMP\]\):\([0-9A-F]*\)$/\2/p' |
        sed -n "$1p" | tr -d '\n' | basenc --base16 -d | base64 -w 0
}

# bind_key DER: a .private file; behind the version of the format stands what it needs
bind_key() {
    echo 'Private-key-format: v1.3'
    echo "Algorithm: $algorithm"
    case $algorithm in
        8) set -- "$1" Modulus PublicExponent PrivateExponent Prime1 Prime2 Exponent1 Exponent2 Coefficient ;;
        13) set -- "$1" PrivateKey ;;
    esac
    der=$1
    number=2
    shift
    for name in "$@"; do
        echo "$name: $(field $number "$der")"
        number=$((number + 1))
    done
}

private_file() { echo "$site/keys/$(printf %s "$1" | sha256sum | head -c 16).private"; } # of key data

# open_exports: what was exported to the second site
open_exports() {
    rm -rf "$site/keys"
    mkdir "$site/keys"
    awk '/"actionType"/ { exported = /"exportKeypair"/ }
        /"keyLabel"/ { here = /"file"/ }
        /"keyBlob"/ { gsub(/[",]/, ""); blob = $2 }
        /"keyData"/ && exported && here { gsub(/[",]/, ""); print blob, $2 }' "$site/recipe.json" > "$site/blobs"
    while read -r blob data; do
        echo "$blob" | openssl base64 -d -A > "$site/blob"
        head -c 256 "$site/blob" | openssl pkeyutl -decrypt -inkey "$site/file.key" \
            -pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha1 > "$site/aes"
        tail -c +257 "$site/blob" | openssl enc -d -id-aes256-wrap-pad \
            -K "$(od -An -v -tx1 "$site/aes" | tr -d ' \n')" -iv A65959A6 > "$site/pkcs8"
        case $algorithm in
            8) openssl rsa -traditional -inform DER -in "$site/pkcs8" -outform DER -out "$site/der" ;;
            13) openssl ec -inform DER -in "$site/pkcs8" -outform DER -out "$site/der" ;;
        esac 2> "$site/open.log" || fail "$(cat "$site/open.log")"
        bind_key "$site/der" > "$(private_file "$data")"
    done < "$site/blobs"
}

# --- a zone, signed by each

make_zone() { # what stands in front of the records that are published
    cat << 'END'
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

# signing_zsk TIME: ID, key tag and data of the one key that the plan has sign the zone then
signing_zsk() {
    "$CONSUMER" publish -c "$site/ceremony.yaml" --format json --output - "$(seconds "$1")" > "$site/example.json"
    awk '/"zoneSigners"/ { inside = 1 }
        inside && /\]/ { exit }
        inside { gsub(/[",]/, "") }
        inside && /keyTag:/ { tag = $2 }
        inside && /keyData:/ { data = $2 }
        inside && /keyID:/ { print $3, tag, data }' "$site/example.json"
}

dates() { date -u -d "$1 UTC $2" +%Y%m%d%H%M%S; }

# The end of the line would be a part of the PIN for the engine.
pin_source() { printf %s "$pin" > "$site/pin.alone"; echo "pin-source=file:$site/pin.alone"; }

# sign_with_ldns TIME ID: it does not know $INCLUDE, and signs the key set itself.
sign_with_ldns() {
    { make_zone; grep -v ' IN RRSIG ' "$site/example.zone"; } > "$site/unsigned"
    uri="pkcs11:token=oper;id=$(echo "$2" | sed 's/../%&/g');$(pin_source)"
    PKCS11_MODULE_PATH=$SOFTHSM ldns-signzone -d -E pkcs11 -k "$algorithm,$uri" -i "$(dates "$1" '1 hour ago')" \
        -e "$(dates "$1" '14 days')" -f "$site/signed" "$site/unsigned" > "$site/sign.log" 2>&1 ||
        fail "ldns-signzone at $1: $(cat "$site/sign.log")"
    { other_records "$site/signed"; cat "$site/example.zone"; } > "$site/zone.ldns"
}

other_records() { awk '($4 == "RRSIG" ? $5 : $4) !~ /^(DNSKEY|CDS|CDNSKEY)$/' "$1"; }

# key_records FILE: those of the key set and beside it, and their signatures, without white space
key_records() {
    awk '($4 == "RRSIG" ? $5 : $4) ~ /^(DNSKEY|CDS|CDNSKEY)$/ { sub(/;.*/, ""); gsub(/[ \t]/, ""); print }' "$1" | sort
}

# sign_with_bind TIME TAG DATA: with -x it leaves the key set alone.
sign_with_bind() {
    { make_zone; echo "\$INCLUDE $site/example.zone"; } > "$site/unsigned"
    name=$(printf 'Kexample.+%03d+%05d' "$algorithm" "$2")
    grep " IN DNSKEY .*$3" "$site/example.zone" > "$site/keys/$name.key"
    cp "$(private_file "$3")" "$site/keys/$name.private"
    at "$1" dnssec-signzone -x -K "$site/keys" -d "$site" -o example -O full -s "$(dates "$1" '1 hour ago')" \
        -e "$(dates "$1" '14 days')" -f "$site/zone.bind" "$site/unsigned" "$name" > "$site/sign.log" 2>&1 ||
        fail "dnssec-signzone at $1: $(cat "$site/sign.log")"
    key_records "$site/example.zone" > "$site/published"
    key_records "$site/zone.bind" | diff "$site/published" - > "$site/sign.log" ||
        fail "dnssec-signzone at $1 has another key set: $(cat "$site/sign.log")"
}

# step TIME
step() {
    at "$1" "$CONSUMER" publish -c "$site/ceremony.yaml" > "$site/publish.log" 2>&1 ||
        fail "publish at $1: $(cat "$site/publish.log")"
    signing_zsk "$1" > "$site/signer"
    read -r id tag data < "$site/signer"
    sign_with_ldns "$1" "$id"
    sign_with_bind "$1" "$tag" "$data"
    for signer in ldns bind; do
        judge "the zone of $signer" "$1" "$site/zone.$signer"
        if [ -e "$site/set.before" ]; then
            with_keyset "$site/zone.$signer" "$site/set.before" > "$site/cached"
            judge "the zone of $signer with the key set before" "$1" "$site/cached"
            with_keyset "$site/before.$signer" "$site/example.zone" > "$site/cached"
            judge "the zone of $signer before with the key set" "$1" "$site/cached"
        fi
    done
    cp "$site/example.zone" "$site/set.before"
    cp "$site/zone.ldns" "$site/before.ldns"
    cp "$site/zone.bind" "$site/before.bind"
    echo "$id" >> "$site/signers"
    echo "$1  signed by $tag: $(awk '{ print $4 }' "$site/example.zone" | sort | uniq -c | tr -s ' \n' ' ')"
}

# --- two months

openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$site/file.key"
openssl pkey -in "$site/file.key" -pubout -out "$site/file.pub"
make_site "kasp:
  ksk: { algo: $algorithm, lifetime: P1Y }
  zsk: { algo: $algorithm, lifetime: P25D }
  cds: { publish: always }
zones: [ { name: example. } ]
publish: [ { zone: example., format: zone, file: $site/example.zone } ]"
sed -i "s|^transport: \[ |&{ label: file, size: 2048, public-key: $site/file.pub }, |" "$site/ceremony.yaml"
plan --now 2026-12-20 --from 2027-01-01 2027-03-01 'Two months'
hold_ceremony -v
"$CONSUMER" import -c "$site/ceremony.yaml" --expect "$(digest "$site/recipe.json")" "$site/recipe.json" \
    > "$site/import.log" 2>&1 || fail "import: $(cat "$site/import.log")"
sed -n 's/.*"\(example\. [0-9]* IN DNSKEY 257 [^"]*\)".*/\1/p' "$site/recipe.json" | sort -u > "$anchors"
open_exports
sed -n 's/.*"from": "\(2027-[^"]*\)".*/\1/p' "$site/recipe.json" | sort -u > "$site/slots"
while read -r slot; do
    [ "$(seconds "$slot")" -ge "$(seconds 2027-03-01)" ] ||
        step "$(date -u -d "$slot UTC + 5 minutes" '+%Y-%m-%d %H:%M')"
done < "$site/slots"
[ "$(sort -u "$site/signers" | wc -l)" -ge 3 ] || fail 'the ZSK is not rolled twice'
