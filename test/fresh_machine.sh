#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# fresh_machine.sh MIRROR [demo | test [--long]] -- runs bootstrap.sh where nothing is
# installed: a minimal Debian 12 that debootstrap makes from MIRROR in a folder, with a
# clone of this repository in it. Needs root, the packages debootstrap, git and wget, and
# 6 GB below TMPDIR. The security updates come from MIRROR with -security at the end of its path, as
# on deb.debian.org; a mirror without them is used alone.
set -eu
[ $# -ge 1 ] || { echo "usage: test/fresh_machine.sh MIRROR [demo | test [--long]]" >&2; exit 64; }
mirror=$1
shift
[ $# -gt 0 ] || set -- test
[ "$(id -u)" -eq 0 ] || { echo "fresh_machine.sh: needs root, for debootstrap and chroot" >&2; exit 77; }
for tool in debootstrap git wget; do
    command -v $tool > /dev/null || { echo "fresh_machine.sh: needs the package $tool" >&2; exit 77; }
done
cd "$(dirname "$0")/.."

machine=$(mktemp -d "${TMPDIR:-/tmp}/fresh_machine.XXXXXX")
chmod 755 "$machine"  # as / is: some tests run as another user
leave() {
    umount -R "$machine/dev" 2> /dev/null || true
    umount "$machine/proc" 2> /dev/null || true
    umount "$machine" 2> /dev/null || true
    rm -rf --one-file-system "$machine"
}
trap leave EXIT
trap 'exit 1' HUP INT TERM

# A mount point, as / of a machine is: tests that mount something for themselves alone need that.
mount --bind "$machine" "$machine"
debootstrap --variant=minbase bookworm "$machine" "$mirror"
{
    echo "deb $mirror bookworm main"
    security=${mirror%/}-security
    if wget -q --spider "$security/dists/bookworm-security/InRelease" 2> /dev/null; then
        echo "deb $security bookworm-security main"
    fi
} > "$machine/etc/apt/sources.list"
mount -t proc proc "$machine/proc"
# With the terminals and the shared memory in it, and what is unmounted there stays here.
mount --rbind /dev "$machine/dev"
mount --make-rslave "$machine/dev"
cp /etc/resolv.conf "$machine/etc/resolv.conf"
# The way out of this machine is the way out of that one.
cp /etc/apt/apt.conf.d/*proxy* "$machine/etc/apt/apt.conf.d/" 2> /dev/null || true

git clone -q --no-hardlinks . "$machine/root/ceremony"
# No terminal, no ccache, nothing of this machine's environment but the proxies.
env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root CI=true \
    ${http_proxy+"http_proxy=$http_proxy"} ${https_proxy+"https_proxy=$https_proxy"} \
    chroot "$machine" /root/ceremony/bootstrap.sh "$@" < /dev/null
