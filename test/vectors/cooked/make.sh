#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# make.sh FOLDER -- cooked recipes made without a line of this project: keys and signatures
# by BIND and ldns, the wrapped key by OpenSSL, the JSON by this script and Python's printer.
#
# Keys are new each time, so the files come out different, and key tags may collide: run it
# again then. The files here are from one run; no private key was kept.
set -eu

if [ $# -ne 1 ]; then
    echo "usage: make.sh FOLDER" >&2
    exit 64
fi
out=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# ---- keys and signatures ----------------------------------------------------------------

# bind_key ZONE ALGORITHM [OPTION...] -- the name of a new key pair, without .key
bind_key() {
    zone=$1
    algorithm=$2
    shift 2
    case $algorithm in RSA*) set -- -b 2048 "$@" ;; esac
    dnssec-keygen -q -a "$algorithm" "$@" "$zone"
}

# data KEY -- the public key field, in base64 in one piece
data() { sed -n 's/.* DNSKEY [0-9]* 3 [0-9]* //p' "$1.key" | tr -d ' '; }

# tag KEY, algorithm KEY, flags KEY
tag() { echo "$1" | sed 's/.*+0*//; s/^$/0/'; }
algorithm() { sed -n 's/.* DNSKEY [0-9]* 3 \([0-9]*\) .*/\1/p' "$1.key"; }
flags() { sed -n 's/.* DNSKEY \([0-9]*\) .*/\1/p' "$1.key"; }

# ds KEY -- the RDATA of its DS record with SHA-256
ds() { dnssec-dsfromkey -a SHA-256 "$1" | sed 's/.* DS //'; }

# begin_zone ZONE -- starts the file `zone`
begin_zone() {
    printf '%s 3600 IN SOA ns.%s admin.%s 1 3600 600 86400 300\n' "$1" "$1" "$1" > zone
    printf '%s 3600 IN NS ns.%s\n' "$1" "$1" >> zone
}

# add_keys TTL KEY... -- their DNSKEY records
add_keys() {
    ttl=$1
    shift
    for key in "$@"; do sed -n "s/ IN DNSKEY/ $ttl IN DNSKEY/p" "$key.key" >> zone; done
}

# add_cds TTL KEY DIGEST... ; add_cdnskey TTL KEY
add_cds() {
    ttl=$1
    key=$2
    shift 2
    for digest in "$@"; do
        dnssec-dsfromkey -a "$digest" -T "$ttl" "$key" | sed 's/ DS / CDS /' >> zone
    done
}
add_cdnskey() { sed -n "s/ IN DNSKEY/ $1 IN CDNSKEY/p" "$2.key" >> zone; }

# sign ZONE INCEPTION EXPIRATION KSK... -- by BIND; the DNSKEY, CDS and CDNSKEY sets get
# signatures by the KSKs only. Another key, of no interest here, signs the rest.
sign() {
    zone=$1
    inception=$2
    expiration=$3
    shift 3
    ksks=
    for key in "$@"; do ksks="$ksks -k $key"; done
    # shellcheck disable=SC2086  # options with their values
    dnssec-signzone -q -x -P -s "$inception" -e "$expiration" -O full -o "$zone" $ksks \
        -f signed zone > log 2>&1 || { cat log >&2; exit 1; }
}

# records TYPE... -- those of the signed zone, RRSIGs by the type they cover, as JSON texts
records() {
    for type in "$@"; do
        sed 's/;.*//' signed | tr '\t' ' ' | tr -s ' ' | awk -v want="$type" '
            $4 == want || ("RRSIG-" $5 == want && $4 == "RRSIG") {
                fixed = $4 == "RRSIG" ? 12 : 7
                if ($4 == "DNSKEY" || $4 == "CDNSKEY" || $4 == "CDS") fixed = 7
                line = $1
                for (i = 2; i <= fixed; ++i) line = line " " $i
                line = line " "
                for (i = fixed + 1; i <= NF; ++i) line = line $i
                print line
            }'
    done | sed 's/.*/"&"/' | paste -s -d , -
}

# ---- JSON -------------------------------------------------------------------------------

flags_text() {
    case $1 in 257) echo '"KSK"' ;; 256) echo '"ZSK"' ;; *) echo "$1" ;; esac
}

# reference KEY NAME [MEMBERS] -- by reference; NAME is the keyID or keyLabel member
reference() {
    printf '{"keyType":"byRef","keyAlgo":%s,"keyFlags":%s,%s%s}' "$(algorithm "$1")" \
        "$(flags_text "$(flags "$1")")" "$2" "${3-}"
}
direct() {
    printf '{"keyType":"direct","keyAlgo":%s,"keyFlags":%s,"keyData":"%s"%s}' \
        "$(algorithm "$1")" "$(flags_text "$(flags "$1")")" "$(data "$1")" "${2-}"
}
wrapped() { printf '{"key":%s}' "$1"; }

# action TYPE PARAMETERS COOKED
action() { printf '{"actionType":"%s","actionParams":{%s},"cooked":{%s}}' "$1" "$2" "$3"; }

# have KEY NAME [MEMBERS] -- a key that is there
have() {
    action haveKey "\"key\":$(reference "$1" "$2")${3-}" \
        "\"exists\":true,\"keyTag\":$(tag "$1"),\"keyData\":\"$(data "$1")\""
}

# validity OWNER INCEPTION EXPIRATION TTL
validity() {
    printf '"ownerName":"%s","inception":"%s","expiration":"%s","ttl":%s' "$@"
}

# preamble DESCRIPTION SEQUENCE
preamble() {
    hash() { printf '%s' "$1" | sha256sum | cut -d ' ' -f 1; }
    cat << JSON
{"timestamp":"2026-11-27 09:58:07","cooked_timestamp":"2026-12-01 10:00:00","description":"$1",
"ceremony":{"chain":"example-registry","sequence":$2,"attempt":1,"previous":"$(hash previous)"},
"plan":{"keys":[]},
"cooked":{"recipeSha256":"$(hash recipe)","cookerSha256":"$(hash cooker)",
"configSha256":"$(hash config)",
"tokens":[{"repository":"default","label":"Bunker","serial":"0123456789abcdef"}],
"rehearsal":false,"complete":true}}
JSON
}

# recipe NAME PREAMBLE ACTION...
recipe() {
    name=$1
    head=$2
    shift 2
    {
        printf '{"recipeSpecVersion":"v1.1","recipe":{"preamble":%s,"actions":[' "$head"
        separator=
        for entry in "$@"; do
            printf '%s%s' "$separator" "$entry"
            separator=,
        done
        printf ']}}'
    } > "$name.compact"
    python3 -m json.tool --indent 2 "$name.compact" "$out/$name.json"
}

zsk_dates='20270101000000 20270115000000'

# ---- rsa.json: one set for a ZSK made elsewhere -------------------------------------------

rsa() {
    ksk=$(bind_key example. RSASHA256 -f KSK)
    zsk=$(bind_key example. RSASHA256)
    # A zone with one key: ldns signs its DNSKEY set with the ZSK, too.
    begin_zone example.
    add_keys 3600 "$zsk"
    ldns-signzone -i 20261120000000 -e 20261220000000 -o example. -f signed zone "$zsk"
    possession=$(records RRSIG-DNSKEY)
    begin_zone example.
    add_keys 3600 "$ksk" "$zsk"
    # shellcheck disable=SC2086  # two words
    sign example. $zsk_dates "$ksk"
    name='"keyID":"hex 00a1"'
    source=',"source":{"sha256":"'$(sha256sum < "$zsk.key" | cut -d ' ' -f 1)'","name":"zsk.key"}'
    missing='{"keyType":"byRef","keyAlgo":8,"keyFlags":"KSK","keyLabel":"example KSK 2020"}'
    recipe rsa "$(preamble 'A key set for a ZSK made elsewhere' 12)" \
        "$(have "$ksk" "$name" ",\"keyData\":\"$(data "$ksk")\"")" \
        "$(action haveKey "\"key\":$missing,\"relaxed\":true" '"exists":false')" \
        "$(action produceSignedKeyset "$(validity example. '2027-01-01 00:00:00' '2027-01-15 00:00:00' 3600),
            \"keyset\":[$(wrapped "$(direct "$zsk" "$source,\"possession\":[$possession]")"),
                        $(wrapped "$(reference "$ksk" "$name")")],
            \"signedBy\":[$(wrapped "$(reference "$ksk" "$name")")],
            \"publish\":{\"from\":\"2027-01-02 00:00:00\",\"until\":\"2027-01-12 00:00:00\",
                         \"zoneSigners\":[$(wrapped "$(direct "$zsk")")]}" \
            "\"signSuccess\":true,\"signedKeysetRRs\":[$(records DNSKEY RRSIG-DNSKEY)]")"
}

# ---- ecdsa.json: a KSK rollover with CDS sets and a revocation; a ZSK made and exported ----

# export_blob KEY TRANSPORT.pem -- CKM_RSA_AES_KEY_WRAP with SHA-256, in base64
export_blob() {
    scalar=$(sed -n 's/^PrivateKey: //p' "$1.private" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')
    unhex() { sed 's/../\\\\x&/g' | xargs printf '%b'; }
    echo "30310201010420${scalar}a00a06082a8648ce3d030107" | unhex > ec.der
    openssl pkcs8 -topk8 -nocrypt -inform DER -in ec.der -outform DER -out pkcs8.der
    openssl rand 32 > aes
    openssl pkeyutl -encrypt -inkey "$2" -in aes -out blob -pkeyopt rsa_padding_mode:oaep \
        -pkeyopt rsa_oaep_md:sha256 -pkeyopt rsa_mgf1_md:sha256
    openssl enc -e -id-aes256-wrap-pad -K "$(od -An -v -tx1 aes | tr -d ' \n')" -iv A65959A6 \
        -in pkcs8.der >> blob
    openssl base64 -A -in blob
}

# transport_data KEY.pem -- the public key field of RFC 3110, in base64
transport_data() {
    modulus=$(openssl rsa -in "$1" -noout -modulus | sed 's/Modulus=//')
    echo "03010001$modulus" | sed 's/../\\\\x&/g' | xargs printf '%b' | openssl base64 -A
}

ecdsa() {
    old=$(bind_key example. ECDSAP256SHA256 -f KSK)
    new=$(bind_key example. ECDSAP256SHA256 -f KSK)
    old_zsk=$(bind_key example. ECDSAP256SHA256)
    zsk=$(bind_key example. ECDSAP256SHA256)
    openssl genrsa -out transport.pem 2048 2> /dev/null

    old_name='"keyID":"hex 00b1","keyLabel":"example KSK 2025"'
    new_name='"keyLabel":"example KSK 2027"'
    zsk_name='"keyID":"hex 00b3"'
    transport_name='"keyType":"byRef","keyAlgo":8,"keyFlags":0,"keyLabel":"signer north"'
    old_key=$(wrapped "$(reference "$old" "$old_name")")
    new_key=$(wrapped "$(reference "$new" "$new_name")")
    zsk_key=$(wrapped "$(reference "$zsk" "$zsk_name")")

    begin_zone example.
    add_keys 3600 "$old" "$old_zsk" "$zsk"
    sign example. 20270101000000 20270201000000 "$old"
    first=$(action produceSignedKeyset "$(validity example. '2027-01-01 00:00:00' '2027-02-01 00:00:00' 3600),
        \"keyset\":[$old_key,$(wrapped "$(direct "$old_zsk")"),$zsk_key],\"signedBy\":[$old_key],
        \"publish\":{\"from\":\"2027-01-02 00:00:00\",\"until\":\"2027-01-25 00:00:00\",
                     \"zoneSigners\":[$(wrapped "$(direct "$old_zsk")")]}" \
        "\"signSuccess\":true,\"signedKeysetRRs\":[$(records DNSKEY RRSIG-DNSKEY)]")

    begin_zone example.
    add_keys 3600 "$old" "$new" "$zsk"
    add_cds 600 "$new" SHA-256 SHA-384
    add_cdnskey 600 "$new"
    sign example. 20270124000000 20270301000000 "$old" "$new"
    second=$(action produceSignedKeyset "$(validity example. '2027-01-24 00:00:00' '2027-03-01 00:00:00' 3600),
        \"keyset\":[$old_key,$new_key,$zsk_key],\"signedBy\":[$old_key,$new_key],
        \"publish\":{\"from\":\"2027-01-25 00:00:00\",\"until\":\"2027-02-22 00:00:00\",
                     \"zoneSigners\":[$zsk_key]},
        \"cds\":{\"ttl\":600,\"digestTypes\":[2,4],\"keys\":[$new_key]}" \
        "\"signSuccess\":true,\"signedKeysetRRs\":[$(records DNSKEY RRSIG-DNSKEY)],
         \"signedCdsRRs\":[$(records CDS CDNSKEY RRSIG-CDS RRSIG-CDNSKEY)]")

    mkdir revoked
    cp ./*.key ./*.private revoked
    (
        cd revoked
        revoked=$(dnssec-revoke -f -r "$old" 2> /dev/null | sed -n '$p')
        begin_zone example.
        add_keys 3600 "$revoked" "$new" "$zsk"
        add_cds 600 "$new" SHA-256
        sign example. 20270221000000 20270401000000 "$revoked" "$new"
        revoked_key=$(wrapped "$(reference "$revoked" "$old_name")")
        action produceSignedKeyset "$(validity example. '2027-02-21 00:00:00' '2027-04-01 00:00:00' 3600),
            \"keyset\":[$revoked_key,$new_key,$zsk_key],\"signedBy\":[$revoked_key,$new_key],
            \"publish\":{\"from\":\"2027-02-22 00:00:00\",\"until\":\"2027-03-25 00:00:00\",
                         \"zoneSigners\":[$zsk_key]},
            \"cds\":{\"ttl\":600,\"cdnskey\":false,\"keys\":[$new_key]}" \
            "\"signSuccess\":true,\"signedKeysetRRs\":[$(records DNSKEY RRSIG-DNSKEY)],
             \"signedCdsRRs\":[$(records CDS RRSIG-CDS)]" > third
    )
    third=$(cat revoked/third)

    recipe ecdsa "$(preamble 'A rollover of the KSK' 13)" \
        "$(have "$old" "$old_name" ",\"keyData\":\"$(data "$old")\"")" \
        "$(action deleteKey "\"key\":$(reference "$old_zsk" '"keyID":"hex 00b2"'),
            \"mustExist\":false,\"owner\":\"example.\"" '"deleteSuccess":false')" \
        "$(action generateKey "\"key\":$(reference "$new" "$new_name"),\"owner\":\"example.\"" \
            "\"generateSuccess\":true,\"keyTag\":$(tag "$new"),\"keyData\":\"$(data "$new")\",
             \"ds\":\"$(ds "$new")\"")" \
        "$(action generateKey "\"key\":$(reference "$zsk" "$zsk_name" ',"exportable":true'),
            \"owner\":\"example.\",
            \"keyTag\":{\"modulus\":2,\"residue\":$(($(tag "$zsk") % 2))}" \
            "\"generateSuccess\":true,\"keyTag\":$(tag "$zsk"),\"keyData\":\"$(data "$zsk")\"")" \
        "$first" "$second" "$third" \
        "$(action importPublicKey "\"key\":{\"keyType\":\"direct\",\"keyAlgo\":8,\"keyFlags\":0,
            \"keyData\":\"$(transport_data transport.pem)\",\"keyLabel\":\"signer north\"}" \
            '"importSuccess":true')" \
        "$(action exportKeypair "\"key\":$(reference "$zsk" "$zsk_name"),
            \"wrappingKey\":{$transport_name}" \
            "\"exportSuccess\":true,\"keyBlob\":\"$(export_blob "$zsk" transport.pem)\",
             \"wrapMechanism\":\"SHA-256\",\"keyData\":\"$(data "$zsk")\"")"
}

# ---- ed25519.json: a zone that gives up its DS set ------------------------------------------

ed25519() {
    ksk=$(bind_key example. ED25519 -f KSK)
    zsk=$(bind_key example. ED25519)
    begin_zone example.
    add_keys 86400 "$ksk" "$zsk"
    echo 'example. 300 IN CDS 0 0 0 00' >> zone
    echo 'example. 300 IN CDNSKEY 0 3 0 AA==' >> zone
    # shellcheck disable=SC2086  # two words
    sign example. $zsk_dates "$ksk"
    ksk_name='"keyLabel":"example KSK"'
    zsk_name='"keyLabel":"example ZSK"'
    ksk_key=$(wrapped "$(reference "$ksk" "$ksk_name")")
    recipe ed25519 "$(preamble 'Farewell to DNSSEC' 14)" \
        "$(have "$ksk" "$ksk_name")" "$(have "$zsk" "$zsk_name")" \
        "$(action produceSignedKeyset "$(validity example. '2027-01-01 00:00:00' '2027-01-15 00:00:00' 86400),
            \"keyset\":[$ksk_key,$(wrapped "$(reference "$zsk" "$zsk_name")")],
            \"signedBy\":[$ksk_key],\"cds\":{\"ttl\":300,\"delete\":true}" \
            "\"signSuccess\":true,\"signedKeysetRRs\":[$(records DNSKEY RRSIG-DNSKEY)],
             \"signedCdsRRs\":[$(records CDS CDNSKEY RRSIG-CDS RRSIG-CDNSKEY)]")"
}

# ---- ldns.json: the other algorithms, signed by ldns, in a zone each ------------------------

ldns() {
    haves=
    sets=
    for algorithm in RSASHA512 ECDSAP384SHA384 ED448; do
        zone=$(echo "$algorithm" | tr '[:upper:]' '[:lower:]').example.
        set -- -a "$algorithm"
        case $algorithm in RSA*) set -- "$@" -b 2048 ;; esac
        ksk=$(ldns-keygen "$@" -k "$zone")
        sed -i 's/\t/ /g; s/ DNSKEY \([0-9]*\) 3 \([0-9]*\) \([^ ]*\) .*/ DNSKEY \1 3 \2 \3/' "$ksk.key"
        begin_zone "$zone"
        sed 's/ IN DNSKEY/ 3600 IN DNSKEY/' "$ksk.key" >> zone
        ldns-signzone -i 20270101000000 -e 20270115000000 -o "$zone" -f signed zone "$ksk"
        name="\"keyID\":\"hex 0d$(algorithm "$ksk")\""
        key=$(wrapped "$(reference "$ksk" "$name")")
        haves="$haves$(have "$ksk" "$name"),"
        sets="$sets$(action produceSignedKeyset "$(validity "$zone" '2027-01-01 00:00:00' '2027-01-15 00:00:00' 3600),
            \"keyset\":[$key],\"signedBy\":[$key]" \
            "\"signSuccess\":true,\"signedKeysetRRs\":[$(records DNSKEY RRSIG-DNSKEY)]"),"
    done
    recipe ldns "$(preamble 'Zones with other algorithms' 15)" "$haves${sets%,}"
}

# ---- v1_0.json: as another implementation writes it, without a word on which key is which --

old_form() {
    ksk=$(bind_key example. ECDSAP256SHA256 -f KSK)
    standby=$(bind_key example. ECDSAP256SHA256 -f KSK)
    zsk=$(bind_key example. ECDSAP256SHA256)
    next=$(bind_key example. ECDSAP256SHA256)
    rm "$standby.private"  # dnssec-signzone signs with every KSK that it has
    openssl genrsa -out transport.pem 2048 2> /dev/null
    plain() {
        printf '{"keyType":"byRef","keyAlgo":13,"keyFlags":%s,"keyStore":"default","keyID":"%s"%s}' \
            "$(flags "$1")" "$2" "${3-}"
    }
    ksk_key=$(wrapped "$(plain "$ksk" AAE=)")
    standby_key=$(wrapped "$(plain "$standby" AAI=)")
    zsk_key=$(wrapped "$(plain "$zsk" AAM=)")
    next_key=$(wrapped "$(plain "$next" AAQ=)")
    # one_set INCEPTION EXPIRATION KEYS KEY...
    one_set() {
        begin=$1
        end=$2
        keys=$3
        shift 3
        begin_zone example.
        add_keys 3600 "$@"
        sign example. "$(date -u -d "@$begin" +%Y%m%d%H%M%S)" "$(date -u -d "@$end" +%Y%m%d%H%M%S)" "$ksk"
        action produceSignedKeyset "\"ownerName\":\"example.\",\"inception\":$begin,
            \"expiration\":$end,\"ttl\":3600,\"keyset\":[$keys],\"signedBy\":[$ksk_key]" \
            "\"signSuccess\":true,\"signedKeysetRRs\":[$(records DNSKEY RRSIG-DNSKEY)]"
    }
    transport='{"keyType":"byRef","keyAlgo":8,"keyFlags":257,"keyStore":"default","keyLabel":"signer north"}'
    recipe v1_0 '{"timestamp":1795773487,"cooked_timestamp":1796119200,"description":"As before"}' \
        "$(action haveKey "\"key\":$(plain "$ksk" AAE=)" '"exists":true')" \
        "$(action generateKey "\"key\":$(plain "$next" AAQ= ',"exportable":true')" '"generateSuccess":true')" \
        "$(one_set 1798761600 1801440000 "$ksk_key,$standby_key,$zsk_key" "$ksk" "$standby" "$zsk")" \
        "$(one_set 1801440000 1803859200 "$ksk_key,$standby_key,$zsk_key,$next_key" "$ksk" "$standby" "$zsk" "$next")" \
        "$(one_set 1803859200 1806537600 "$ksk_key,$standby_key,$next_key" "$ksk" "$standby" "$next")" \
        "$(action exportKeypair "\"key\":$(plain "$next" AAQ=),\"wrappingKey\":$transport" \
            "\"exportSuccess\":true,\"keyBlob\":\"$(export_blob "$next" transport.pem)\"")"
    sed -i 's/"v1.1"/"v1.0"/' "$out/v1_0.json"
}

for part in rsa ecdsa ed25519 ldns old_form; do
    mkdir "$work/$part"
    cd "$work/$part"
    "$part"
done
