#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# bunker_binary.sh PROGRAM [IMPORTS] -- what the finished cooker is made of, read from the
# file and from the linker's map beside it, PROGRAM.map:
#
# - it needs the C library and its loader at run time, and nothing else; no RPATH;
# - none of its symbols can be seen by a PKCS #11 module;
# - position independent, read-only after relocation, no lazy binding, no executable stack;
# - no symbol of a C library newer than that of Debian 12;
# - only archives of the bunker were linked in, and the objects in CMakeFiles beside it; none
#   of these reaches for a network or another program (archive.sh looks at the library);
# - with IMPORTS: it imports nothing but what that file lists, one name a line. What is listed and
#   not imported is no fault: what libcrypto takes differs from one security update to the next.
set -eu
program=$1
imports=${2-}
newest=2.36
bad=0
refuse() {
    echo "$program: $1"
    bad=1
}

dynamic=$(readelf -dW "$program")
segments=$(readelf -lW "$program")
symbols=$(readelf -W --dyn-syms "$program")

needed=$(echo "$dynamic" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | grep -vxE 'libc[.]so[.]6|ld-linux[-_a-z0-9]*[.]so[.][0-9]' || true)
[ -z "$needed" ] || refuse "needs $(echo "$needed" | tr '\n' ' ')at run time"
echo "$dynamic" | grep -q '(NEEDED).*\[libc[.]so[.]6\]' || refuse 'is not linked with the C library of the system'
! echo "$dynamic" | grep -qE '\((RPATH|RUNPATH)\)' || refuse 'has a path for shared objects'
echo "$dynamic" | grep -q '(FLAGS_1).*NOW' || refuse 'binds lazily'
echo "$dynamic" | grep -q '(FLAGS_1).*PIE' || refuse 'is not position independent'
echo "$segments" | grep -q ' INTERP ' || refuse 'has no loader'
echo "$segments" | grep -q ' GNU_RELRO ' || refuse 'can be written to after relocation'
! echo "$segments" | grep -E ' GNU_STACK ' | grep -q 'E ' || refuse 'has an executable stack'

# Ndx is the seventh column; UND is what others define.
exported=$(echo "$symbols" | awk '$1 ~ /^[0-9]+:$/ && $7 != "UND" { print $8 }')
[ -z "$exported" ] || refuse "exports $(echo "$exported" | head -n 3 | tr '\n' ' ')"
! echo "$symbols" | grep -qE '@(GLIBCXX|CXXABI|OPENSSL|GCC)_' || refuse 'takes symbols from other libraries than the C library'
highest=$(echo "$symbols" | sed -n 's/.*@GLIBC_\([0-9.]*\).*/\1/p' | sort -uV | tail -n 1)
[ -n "$highest" ] || refuse 'takes nothing from the C library'
[ "$(printf '%s\n' "$highest" $newest | sort -V | tail -n 1)" = $newest ] || refuse "needs glibc $highest, newer than $newest"

[ -f "$program.map" ] || refuse 'has no map beside it'
others=$(sed -n 's,^\([^ ]*[.]a\)(.*,\1,p' "$program.map" | sed 's,.*/,,' | sort -u |
    grep -vxE 'libceremony_bunker[.]a|libcrypto[.]a|libstdc[+][+][.]a|libgcc(_eh)?[.]a|libc_nonshared[.]a' || true)
[ -z "$others" ] || refuse "was linked with $(echo "$others" | tr '\n' ' ')"
grep -q '^[^ ]*libceremony_bunker[.]a(' "$program.map" || refuse 'was not linked with libceremony_bunker.a'

forbidden='socket|socketpair|connect|bind|listen|accept4?|send(to|msg)?|recv(from|msg)?'
forbidden="$forbidden|getaddrinfo|gethostby.*|res_.*|fork|vfork|system|popen|exec[lv].*|posix_spawnp?"
reached=$(find "${program%/*}/CMakeFiles" -name '*.o' -exec nm -u --format=just-symbols {} + | sed 's/@.*//' |
    sort -u | grep -xE -- "$forbidden" || true)
[ -z "$reached" ] || refuse "has objects that import $(echo "$reached" | tr '\n' ' ')"

if [ -n "$imports" ]; then
    found=$(mktemp)
    trap 'rm -f "$found"' EXIT
    echo "$symbols" | awk '$1 ~ /^[0-9]+:$/ && $7 == "UND" && $8 != "" { sub(/@.*/, "", $8); print $8 }' | LC_ALL=C sort -u > "$found"
    unlisted=$(grep -v '^#' "$imports" | LC_ALL=C sort -u | LC_ALL=C comm -13 - "$found" | tr '\n' ' ')
    [ -z "$unlisted" ] || refuse "imports ${unlisted}and ${imports##*/} does not list it"
fi
exit $bad
