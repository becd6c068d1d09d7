#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# systemd.sh [ROOT] -- systemd accepts the units, with each of their drop-ins, and rates the
# exposure of the services at 1.0 (of 10) or better. Needs systemd-analyze 250 or later.
set -eu
cd "${1:-.}"
command -v systemd-analyze > /dev/null || { echo 'skipped: there is no systemd-analyze'; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
bad=0

# verify UNIT: not a word about it. The program need not be installed for that.
verify() {
    systemd-analyze verify --man=no "$folder/$1" > "$folder/said" 2>&1 || bad=1
    if [ -s "$folder/said" ]; then
        cat "$folder/said"
        bad=1
    fi
}

for unit in packaging/systemd/*.service packaging/systemd/*.timer; do
    sed 's,^ExecStart=/usr/bin/consumer,ExecStart=/bin/true,' "$unit" > "$folder/${unit##*/}"
done
for unit in "$folder"/*.service "$folder"/*.timer; do
    verify "${unit##*/}"
done
for unit in "$folder"/*.service; do
    # The threshold counts tenths.
    systemd-analyze security --no-pager --offline=true --threshold=10 "$unit" > "$folder/said" 2>&1 || {
        echo "${unit##*/}: not at 1.0 or better:"
        tail -n 1 "$folder/said"
        bad=1
    }
done
mkdir "$folder/ceremony-publish.service.d"
for drop_in in packaging/systemd/drop-ins/*.conf; do
    cp "$drop_in" "$folder/ceremony-publish.service.d/drop-in.conf"
    verify ceremony-publish.service
done
exit $bad
