#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# tidy.sh [ROOT] -- clang-tidy on the sources of the library and the programs, without its
# static analyzer. Most of its time goes into the headers of the standard library, so several
# source files of a folder are looked at as one, which takes a third of the time; where they do
# not compile together, or something is found, each is looked at alone, and only that counts.
# `ci.sh tidy` looks at every file, the tests too, alone and with every check.
set -eu
export LC_ALL=C
cd "${1:-.}"
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

folders=$(find libceremony planner cooker consumer -name '*.cpp' 2> /dev/null | sed 's,/[^/]*$,,' | sort -u)
[ -n "$folders" ] || { echo "tidy.sh: no source file below $root" >&2; exit 1; }
for folder in $folders; do
    find "$folder" -maxdepth 1 -name '*.cpp' | sort | split -l 8 - "$work/$(echo "$folder" | tr / -)."
done

# look BATCH: the files that BATCH lists.
cat > "$work/look" <<'SCRIPT'
set -u
look() {
    clang-tidy --quiet --warnings-as-errors='*' --checks="-clang-analyzer-*$1" --header-filter="$2" "$3" -- \
        -std=c++20 -DCEREMONY_VERSION='"0"' -I. -Ilibceremony/bunker -Ilibceremony/operational \
        -isystem /usr/include/p11-kit-1 2> /dev/null
}
ours='(libceremony|planner|cooker|consumer)/.*'
sed "s,.*,#include \"$PWD/&\"," "$1" > "$1.cpp"
cp .clang-tidy "${1%/*}/"
# These two look at how a source file includes another.
look ,-bugprone-suspicious-include,-misc-unused-using-decls "$ours" "$1.cpp" > "$1.said" && exit 0
status=0
while IFS= read -r file; do
    look '' "$ours[.]hpp$" "$file" || { echo "$file: clang-tidy has found something"; status=1; }
done < "$1"
exit $status
SCRIPT
find "$work" -name '*.??' | sort | xargs -P "$(nproc)" -I BATCH sh "$work/look" BATCH
