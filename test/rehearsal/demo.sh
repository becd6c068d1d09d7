#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# demo.sh PLANNER COOKER CONSUMER... -- what `./bootstrap.sh demo` shows goes well from beginning to
# end with the programs of this build, without a terminal at which it could ask somebody.
set -eu
command -v apt-get > /dev/null || { echo 'skipped: bootstrap.sh is written for Debian'; exit 77; }
programs=$(dirname "$1"):$(dirname "$2"):$(dirname "$3")
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

CEREMONY_PROGRAMS=$programs CEREMONY_DEMO=$work/ceremony \
    setsid -w "$root/bootstrap.sh" demo < /dev/null > "$work/said" 2>&1 || {
    tail -n 40 "$work/said"
    exit 1
}
[ -s "$work/ceremony/second.json" ] || { echo "demo.sh: there is no second recipe"; exit 1; }
# Today's zone, and those of five other days.
good=$(grep -c '^Zone is verified and complete$' "$work/said")
[ "$good" -eq 6 ] || { echo "demo.sh: $good zones were verified"; tail -n 40 "$work/said"; exit 1; }
