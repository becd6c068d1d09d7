#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# bootstrap.sh -- from a fresh Debian 12 machine to a running demonstration, or to all
# tests passed. Everything it builds stays in build/; everything it installs is a Debian
# package, listed and asked for first.
set -eu
export LC_ALL=C
cd "$(dirname "$0")"

usage() {
    cat << 'END'
usage: ./bootstrap.sh demo [--yes]
       ./bootstrap.sh test [--long] [--yes]

demo    builds planner, cooker and consumer, and goes through an example with them, on two
        tokens of SoftHSM: a ceremony, and the year after it
test    runs every check that takes minutes: test/ci.sh all
  --long  also those that take hours: coverage, mutants, long searches, benchmarks
  --yes   installs missing Debian packages without asking (as with CI=true)
END
}

# What running needs; what the checks need beside it; what the long ones need beside that.
# third_party/README.md says what each is for.
demo_packages='g++ cmake ninja-build libcli11-dev libp11-kit-dev libengine-pkcs11-openssl libpugixml-dev libssl-dev
    ldnsutils softhsm2'
test_packages='bind9-utils catch2 clang clang-format clang-tidy libclang-rt-14-dev libhsm-bin libxml2-utils opendnssec-signer openssl shellcheck systemd'
long_packages='llvm nlohmann-json3-dev patch rapidjson-dev valgrind'

fail() {
    echo "bootstrap.sh: $1" >&2
    shift
    for hint in "$@"; do
        echo "hint: $hint" >&2
    done
    exit 1
}

command=
long=
yes=
[ "${CI-}" != true ] || yes=yes
for argument in "$@"; do
    case $argument in
        demo | test) [ -z "$command" ] || { usage >&2; exit 64; }; command=$argument ;;
        --long) long=--long ;;
        --yes) yes=yes ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; exit 64 ;;
    esac
done
case $command$long in
    demo) packages=$demo_packages ;;
    test) packages="$demo_packages $test_packages" ;;
    test--long) packages="$demo_packages $test_packages $long_packages" ;;
    *) usage >&2; exit 64 ;;
esac

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# While packages are installed, no service may start: a test machine is not a server. A
# policy that was there before is kept aside and put back on every way out, also by the
# next run when this one was killed.
policy=/usr/sbin/policy-rc.d
mark='# written by the bootstrap.sh of ceremony'
forbid_services() {
    if [ -e $policy ] && ! grep -qxF "$mark" $policy; then
        as_root mv $policy $policy.kept
    fi
    printf '#!/bin/sh\n%s\nexit 101\n' "$mark" | as_root tee $policy > /dev/null
    as_root chmod 755 $policy
}
restore_services() {
    as_root rm -f $policy
    [ ! -e $policy.kept ] || as_root mv $policy.kept $policy
}

install_missing() {
    missing=
    for package in $packages; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null)" = installed ] ||
            missing="$missing $package"
    done
    [ -n "$missing" ] || return 0

    echo "These Debian packages are missing, and those that they depend on:"
    echo "   $missing"
    if [ -z "$yes" ]; then
        [ -t 0 ] || fail "cannot ask whether to install them" "run ./bootstrap.sh $command $long --yes" \
            "or install them: apt-get install --no-install-recommends$missing"
        printf 'Install them now? [y/N] '
        read -r answer || answer=
        case $answer in
            y | Y | yes) ;;
            *) fail "nothing was installed" "apt-get install --no-install-recommends$missing" ;;
        esac
    fi
    [ "$(id -u)" -eq 0 ] || command -v sudo > /dev/null ||
        fail "only root can install packages, and there is no sudo" \
            "as root: apt-get install --no-install-recommends$missing"

    trap restore_services EXIT
    trap 'exit 1' HUP INT TERM
    forbid_services
    as_root apt-get -q update ||
        fail "apt-get update failed" "is the network up, and does /etc/apt name a Debian 12 mirror?"
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install $missing ||
        fail "apt-get install failed" "its last lines say why; after mending it, run this again"
    restore_services
    trap - EXIT HUP INT TERM
}

# say TEXT: what comes next in the demonstration.
say() { printf '\n== %s\n' "$*"; }

# show WORD...: a command as a person would type it.
show() {
    line=
    for word in "$@"; do
        case $word in
            *[!A-Za-z0-9_./:=,@%+-]*) line="$line '$word'" ;;
            *) line="$line $word" ;;
        esac
    done
    printf '\n$%s\n' "$line"
}

# step COMMAND...: one command, and what it says.
step() {
    show "$@"
    "$@" || fail "the command above failed" "./bootstrap.sh test says more"
}

# refused COMMAND...: one that has to be.
refused() {
    show "$@"
    status=0
    "$@" || status=$?
    [ "$status" -eq 1 ] || fail "the command above ended with $status; it has to be refused, with 1"
}

# day N: N days from now, as YYYY-MM-DD. The demonstration begins today, whenever that is.
day() { date -u -d "$1 days" +%Y-%m-%d; }
midnight() { day "$1" | sed 's/-//g; s/$/000000/'; }

# on_day N: what will be published N days from now, and a zone with it before ldns.
on_day() {
    date=$(day "$1")
    step consumer publish -c ceremony.yaml --format zone --output - "$date"
    step consumer publish -c ceremony.yaml --format json --output "keyset.$date.json" "$date"
    step ./sign-zone "keyset.$date.json" "zone.signed.$date" "$(midnight "$1")" "$(midnight "$(($1 + 21))")"
    step ldns-verify-zone -t "$(midnight "$1")" -k trusted "zone.signed.$date"
}

demo_build() {
    say "building planner, cooker and consumer (build/demo)"
    cmake --preset release -B build/demo > build/demo.configure 2>&1 || {
        cat build/demo.configure
        fail "cmake failed" "when build/ came from another machine or folder: rm -r build"
    }
    cmake --build build/demo --target planner/all cooker/all consumer/all ||
        fail "the build failed" "the first error above says why"
}

# A test has the programs already, and a folder of its own: CEREMONY_PROGRAMS, as in PATH, and
# CEREMONY_DEMO.
demo_prepare() {
    if [ -z "${CEREMONY_PROGRAMS-}" ]; then
        demo_build
    fi
    programs=${CEREMONY_PROGRAMS:-$PWD/build/demo/planner:$PWD/build/demo/cooker:$PWD/build/demo/consumer}
    PATH=$programs:$PATH
    folder=${CEREMONY_DEMO:-$PWD/build/demo/ceremony}
    rm -rf "$folder"
    mkdir "$folder"
    cp doc/examples/zone doc/examples/sign-zone "$folder"
    sed "s,/tmp/ceremony,$folder,g" doc/examples/ceremony.yaml > "$folder/ceremony.yaml"
    cd "$folder"

    say "two tokens of SoftHSM: the HSM in the bunker, and the one beside the signer"
    mkdir tokens
    echo "directories.tokendir = $folder/tokens" > softhsm2.conf
    SOFTHSM2_CONF=$folder/softhsm2.conf
    export SOFTHSM2_CONF
    (umask 077 && printf 97531 > bunker.pin && printf 13579 > operations.pin)
    step softhsm2-util --init-token --free --label Bunker --so-pin 24680 --pin 97531
    step softhsm2-util --init-token --free --label operations --so-pin 24680 --pin 13579
}

demo_plan() {
    say "OPERATIONS. The policy: a year of example., a ZSK every 90 days"
    step cat ceremony.yaml

    say "the key that ZSKs travel under from the bunker to the signer"
    step planner transport-key

    say "the policy becomes a recipe: all that the ceremony will do, proven safe for every cache"
    step planner produce "$(day 365)" "Example: the first year"

    say "the page from which people approve it: what happens when, and what they have to do"
    step planner show recipe.json
}

demo_cook() {
    say "BUNKER. Is this the recipe that was approved?"
    step cooker hash recipe.json

    say "its own configuration, with a guard that no recipe can go beyond"
    step cooker init --for recipe.json --label Bunker --pin-file bunker.pin
    step grep -v '^#' cooker.yaml

    say "a recipe for longer, which nobody has approved: the guard refuses it"
    step planner produce -o longer.json "$(day 460)" "Longer"
    refused cooker check -c cooker.yaml -r longer.json

    say "and the one that was approved? This changes nothing"
    step cooker check -c cooker.yaml

    say "the ceremony; -y answers what a person is asked"
    step cooker cook -c cooker.yaml -y

    say "what remains for the witnesses: each step with its results, and a hash at the end"
    step tail -n 12 "$(grep -l ' Done[.]$' transcript-*.txt)"

    say "the result once more, without the token, against the recipe that was approved"
    step cooker verify recipe.json --recipe recipe.json.approved
}

demo_publish() {
    say "SIGNER. The result came over a USB stick: what is it worth?"
    step consumer verify recipe.json --recipe recipe.json.approved

    say "taken over: a person vouches for it by its hash, and the ZSKs go onto the token"
    step consumer import -c ceremony.yaml --expect "$(sha256sum recipe.json | cut -d ' ' -f 1)" recipe.json |
        tee import.log
    [ "$(tail -n 2 import.log | head -n 1)" = events: ] || fail "the result was not imported"

    say "what a timer does every 15 minutes: the set that is right now, and the signer is told"
    step consumer publish -c ceremony.yaml

    say "nothing to do: it is published already"
    step consumer publish -c ceremony.yaml

    say "where the zone stands, and what comes"
    step consumer status -c ceremony.yaml

    say "for the parent"
    step cat ds-for-the-parent

    say "the zone, as it was signed just now, before ldns: the DS of the ceremony is all it trusts"
    consumer trust list -c ceremony.yaml example. | sed 's/^example[.] /example. IN DS /' > trusted
    step cat trusted
    step ldns-verify-zone -k trusted zone.signed

    say "the same on other days of the year, without publishing it: the ZSK is rolled over and over"
    for days in 30 92 110 200 360; do
        on_day "$days"
    done
}

demo() {
    demo_prepare
    demo_plan
    demo_cook
    demo_publish

    say "a year later planning goes on from the result, and from what consumer saw"
    step tail -n 2 import.log
    tail -n 2 import.log >> ceremony.yaml
    step planner produce --now "$(day 340)" --previous recipe.json \
        --expect "$(sha256sum recipe.json | cut -d ' ' -f 1)" -o second.json "$(day 730)" "Example: the second year"

    say "all of it lies in $folder: policy, recipe, result, tokens, transcript, zones"
    ls
    printf '\nTo go on by hand, in that folder:\n  export SOFTHSM2_CONF=%s\n' "$SOFTHSM2_CONF"
    printf "  PATH=%s:\$PATH\n" "$programs"
    printf '  cooker inventory -c cooker.yaml\n  consumer publish -c ceremony.yaml --dry-run %s\n' "$(day 100)"
}

if ! command -v apt-get > /dev/null; then
    fail "this machine has no apt-get" "it is written for Debian 12; elsewhere install: $packages"
fi
# shellcheck source=/dev/null
. /etc/os-release
[ "${ID-}${VERSION_ID-}" = debian12 ] ||
    echo "note: this is ${PRETTY_NAME-an unknown system}; only Debian 12 is known to work" >&2

install_missing
mkdir -p build
case $command in
    demo) demo ;;
    test) exec test/ci.sh all ${long:+"$long"} ;;
esac
