#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# judge.sh -- to be read by a shell script, behind two_sites.sh: what ldns and BIND think of the
# zone example., at a time and as a cache may put it together. $anchors are files, each with DS or
# DNSKEY records that some validator trusts; their names hold no spaces.
#
#   judge WHAT TIME ZONE        ends the script as failed unless both find the file ZONE valid, ldns
#                               with each of the anchors
#   with_keyset ZONE KEYSET     prints ZONE as one sees it who has the key set from elsewhere
# shellcheck disable=SC2154  # two_sites.sh sets the folder

anchors=$site/anchors

judge() {
    for trusted in $anchors; do
        ldns-verify-zone -k "$trusted" -t "$(date -u -d "$2" +%Y%m%d%H%M%S)" "$3" > "$site/judge.log" 2>&1 ||
            fail "$1 at $2 with $(cat "$trusted"), says ldns: $(cat "$site/judge.log")"
    done
    at "$2" dnssec-verify -q -o example "$3" > "$site/judge.log" 2>&1 ||
        fail "$1 at $2, says BIND: $(cat "$site/judge.log")"
}

# Both have a record a line. What else is published with a key set is no part of it.
with_keyset() {
    awk '($4 == "DNSKEY" || ($4 == "RRSIG" && $5 == "DNSKEY")) == (FILENAME == ARGV[2])' "$1" "$2"
}
