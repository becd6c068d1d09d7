#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# two_sites.sh -- to be read by a shell script: a bunker and a site that signs, each with a token
# of SoftHSM, in one folder.
#
# Before it is read, these are set: PLANNER, COOKER, CONSUMER, CLOCK (clock.so) and SOFTHSM (the
# module). After it, the folder is $site; it is removed at the end.
#
#   have PROGRAM...         ends the script as skipped where one is missing
#   fail TEXT               ends it as failed
#   at TIME COMMAND...      runs COMMAND at that time, "2027-01-31 12:00"
#   make_site CONFIG        makes tokens and ceremony.yaml; CONFIG is added to it
#   plan ARGUMENTS...       planner produce
#   hold_ceremony OPTION... cooker cook, of recipe.json
#   digest FILE             SHA-256

export TZ=UTC LC_ALL=C

have() {
    for tool in "$@"; do
        command -v "$tool" > /dev/null || {
            echo "skipped: $tool is not installed"
            exit 77
        }
    done
}

fail() {
    echo "failed: $*" >&2
    exit 1
}

seconds() { date -u -d "$1" +%s; }

at() {
    at_time=$(seconds "$1")
    shift
    LD_PRELOAD="$CLOCK" CEREMONY_CLOCK="$at_time" CEREMONY_CLOCK_STATE=synchronised "$@"
}

digest() { sha256sum "$1" | cut -d' ' -f1; }

# Where there is memory that looks like a folder, SoftHSM does not wait for the disk.
site=$(mktemp -d "${TMPDIR:-/tmp}/ceremony.XXXXXX")
export SOFTHSM2_CONF="$site/softhsm2.conf"
pin=Pin-Never-Seen-74205

make_site() {
    mkdir "$site/tokens"
    printf 'directories.tokendir = %s/tokens\nobjectstore.backend = file\nlog.level = ERROR\n' "$site" \
        > "$SOFTHSM2_CONF"
    for token in bunker oper; do
        softhsm2-util --init-token --free --label $token --pin $pin --so-pin $pin > "$site/init.log" ||
            fail "$(cat "$site/init.log")"
    done
    (umask 077 && printf '%s\n' $pin > "$site/pin")
    cat > "$site/ceremony.yaml" << END
version: 1
chain: rehearsal
repositories:
  default: { module: $SOFTHSM, label: oper, pin: file, pin-file: $site/pin }
store: $site/store
transport: [ { label: recipekey, size: 2048, public-key: $site/transport.pub } ]
$1
END
    "$PLANNER" transport-key -c "$site/ceremony.yaml" > "$site/transport.log" 2>&1 ||
        fail "$(cat "$site/transport.log")"
}

plan() {
    "$PLANNER" produce -c "$site/ceremony.yaml" -o "$site/recipe.json" "$@" > "$site/plan.log" 2>&1 ||
        fail "$(cat "$site/plan.log")"
}

hold_ceremony() {
    rm -f "$site/cooker.yaml"
    (cd "$site" && "$COOKER" init --for recipe.json --label bunker --pin-file "$site/pin" > init.log 2>&1) ||
        fail "$(cat "$site/init.log")"
    (cd "$site" && "$COOKER" cook -c cooker.yaml -r recipe.json -y "$@" > cook.log 2>&1) ||
        fail "$(cat "$site/cook.log")"
    [ "$("$COOKER" hash "$site/recipe.json" | head -c 64)" = "$(digest "$site/recipe.json")" ] || fail hash
}
