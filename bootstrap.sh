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

demo    builds planner and cooker, plans an example ceremony and carries it out on a
        SoftHSM token
test    runs every check that takes minutes: test/ci.sh all
  --long  also those that take hours: coverage, mutants, long searches, benchmarks
  --yes   installs missing Debian packages without asking (as with CI=true)
END
}

# What running needs; what the checks need beside it; what the long ones need beside that.
# third_party/README.md says what each is for.
demo_packages='g++ cmake ninja-build libcli11-dev libp11-kit-dev libpugixml-dev libssl-dev softhsm2'
test_packages='bind9-utils catch2 clang clang-format clang-tidy ldnsutils libclang-rt-14-dev libhsm-bin libxml2-utils opendnssec-signer shellcheck systemd'
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

# step PROGRAM ARGUMENT...: one command, shown as a person would type it, and what it says.
step() {
    printf '\n$ %s\n' "$*"
    case $1 in
        cooker | planner)
            name=$1
            shift
            "$programs/$name/$name" "$@" || fail "the command above failed" "./bootstrap.sh test says more" ;;
        *) "$@" || fail "the command above failed" ;;
    esac
}

# day N: N days from now, as YYYY-MM-DD. The demonstration begins today, whenever that is.
day() { date -u -d "$1 days" +%Y-%m-%d; }
midnight() { day "$1" | sed 's/-//g; s/$/000000/'; }

# judge: a zone with the first key set and signatures of the online signer's key, before ldns.
judge() {
    sed -n 's/^ *"\(example[.] .* IN \(DNSKEY\|RRSIG DNSKEY\) .*\)",*$/\1/p' recipe.json | head -n 3 > keyset
    { cat zone; grep ' IN DNSKEY ' keyset; } > zone.unsigned
    cp zsk.private Kzsk.private
    ldns-signzone -i "$(midnight 0)" -e "$(midnight 21)" -f zone.online zone.unsigned Kzsk
    { grep -v 'RRSIG.DNSKEY' zone.online; grep ' IN RRSIG ' keyset; } > zone.signed
    grep ' DNSKEY 257 ' keyset > anchor
    step ldns-verify-zone -t "$(midnight 9)" -k anchor zone.signed
}

demo() {
    say "building planner and cooker (build/demo)"
    cmake --preset release -B build/demo > build/demo.configure 2>&1 || {
        cat build/demo.configure
        fail "cmake failed" "when build/ came from another machine or folder: rm -r build"
    }
    cmake --build build/demo --target planner/all cooker/all || fail "the build failed" "the first error above says why"
    programs=$PWD/build/demo
    folder=$PWD/build/demo/ceremony
    rm -rf "$folder"
    mkdir "$folder"
    cp doc/examples/ceremony.yaml doc/examples/keys.yaml doc/examples/zone doc/examples/zsk.key \
        doc/examples/zsk.private "$folder"
    cd "$folder"

    say "the policy, ceremony.yaml, becomes a recipe, for six weeks from now on"
    step planner produce --keys keys.yaml "$(day 42)" "Example: a new KSK"

    say "the page from which people approve it: what happens when, and what they have to do"
    step planner show recipe.json

    say "a token, made by SoftHSM: in a real ceremony this is the HSM"
    mkdir tokens
    echo "directories.tokendir = $folder/tokens" > softhsm2.conf
    SOFTHSM2_CONF=$folder/softhsm2.conf
    export SOFTHSM2_CONF
    (umask 077 && echo 13579 > pin)
    step softhsm2-util --init-token --free --label Demo --so-pin 24680 --pin 13579

    say "in the bunker: is this the recipe that was approved?"
    step cooker hash recipe.json

    say "the bunker's own configuration, with a guard that this recipe cannot go beyond"
    step cooker init --for recipe.json --label Demo --pin-file pin

    say "would it work? This changes nothing"
    step cooker check -c cooker.yaml

    say "the ceremony; -y answers what a person is asked"
    step cooker cook -c cooker.yaml -y

    say "the result once more, without the token, against the recipe that was approved"
    step cooker verify recipe.json --recipe recipe.json.approved

    if command -v ldns-signzone > /dev/null && command -v ldns-verify-zone > /dev/null; then
        say "a zone with the first key set, signed by the online key, judged by ldns for $(day 9)"
        judge
    else
        say "with the Debian package ldnsutils, another implementation would judge the key set here"
    fi

    say "five weeks later planning goes on from the result, which a person vouches for by its hash"
    step planner produce --now "$(day 35)" --previous recipe.json \
        --expect "$(sha256sum recipe.json | cut -d ' ' -f 1)" -o second.json "$(day 98)" "Example: the second"

    say "all of it lies in build/demo/ceremony: policy, recipe, result, token, transcript"
    ls
    printf '\nTo go on by hand, in that folder:  export SOFTHSM2_CONF=%s\n' "$SOFTHSM2_CONF"
    printf 'and then, for example:             %s inventory -c cooker.yaml\n' "$programs/cooker/cooker"
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
