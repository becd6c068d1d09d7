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

demo    builds the library and shows it at work
test    runs every check that takes minutes: test/ci.sh all
  --long  also those that take hours: coverage, mutants, long searches, benchmarks
  --yes   installs missing Debian packages without asking (as with CI=true)
END
}

# What running needs; what the checks need beside it; what the long ones need beside that.
# third_party/README.md says what each is for.
demo_packages='g++ cmake ninja-build libssl-dev libp11-kit-dev'
test_packages='bind9-utils catch2 clang clang-format clang-tidy ldnsutils libclang-rt-14-dev shellcheck softhsm2'
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

# say TEXT: one line of the demonstration.
say() { printf '\n== %s\n' "$*"; }

# show STATUS PROGRAM FILE: the file, what the program says about it, and its exit status.
show() {
    printf '\n%s holds:\n' "$3"
    sed 's/^/    /' "$3"
    printf '$ %s %s\n' "$2" "$3"
    status=0
    "$probes/$2" "$3" 2>&1 || status=$?
    printf '(exit status %d)\n' "$status"
    [ "$status" -eq "$1" ] || fail "the exit status should be $1" "./bootstrap.sh test says more"
}

demo() {
    say "building the library and programs that show it (build/demo)"
    cmake --preset release -B build/demo -DCEREMONY_PROBES=ON > build/demo.configure 2>&1 || {
        cat build/demo.configure
        fail "cmake failed" "when build/ came from another machine or folder: rm -r build"
    }
    cmake --build build/demo || fail "the build failed" "the first error above says why"
    probes=$PWD/build/demo/test/probe
    mkdir -p build/demo/files
    cd build/demo/files

    say "planner, cooker and consumer are not there yet: this is what they will stand on"
    say "JSON, as recipes are written: one strict reading, one printed form"
    cat > good.json << 'END'
{"recipe":{"zone":"example.","ttl":3600,"keys":[ {"keyTag":20326,"flags":257} ]}}
END
    show 0 json_probe good.json

    say "what could be read in two ways is refused, with the place"
    cat > twice.json << 'END'
{
  "zone": "example.",
  "ttl": 3600,
  "ttl": 7200
}
END
    show 65 json_probe twice.json

    say "YAML, as configurations are written: every scalar a text, aliases and merge keys expanded"
    cat > good.yaml << 'END'
defaults: &defaults
  algorithm: ECDSAP256SHA256
  ttl: 1h
zones:
  example.: *defaults
  example.org.:
    <<: *defaults
    ttl: 30m   # this one wins
END
    show 0 yaml_probe good.yaml

    say "and where YAML would surprise, it is refused"
    cat > surprise.yaml << 'END'
zones:
  example.:
    ttl: 3600
     algorithm: ED25519
END
    show 65 yaml_probe surprise.yaml

    say "that was json_probe and yaml_probe; ./bootstrap.sh test checks all of the library"
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
