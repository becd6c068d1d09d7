#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# banned.sh [ROOT] -- what must not stand in the tree: words that break the rules of
# CONTRIBUTING.md, TRY inside braces, and files that do not open as they should.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "${1:-.}"
found=$(mktemp)
trap 'rm -f "$found"' EXIT

# The files of the tree that people write, those whose names match the arguments of find.
written() {
    find . \( -name .git -o -path ./build -o -path ./test/vectors -o -path ./test/fuzz/corpus \
        -o -path ./test/mutants \) -prune -o -type f "$@" -print | sed 's|^\./||' | sort
}
cpp() {
    written \( -name '*.cpp' -o -name '*.hpp' \)
}

# text REASON PATTERN: no file that people write may hold the pattern.
text() {
    written | LC_ALL=C xargs grep -nIE -- "$2" /dev/null | sed "s|\([^:]*:[0-9]*\):.*|\1: $1|" >> "$found" || true
}

code=$(mktemp)
trap 'rm -f "$found" "$code"' EXIT
cpp | xargs awk -f "$here/code_only.awk" > "$code"
awk -f "$here/banned_words.awk" "$code" >> "$found"
# This test shows what a TRY in a braced list leaves behind.
grep -v '^test/unit/base/result_test[.]cpp:' "$code" | awk -f "$here/try_in_braces.awk" >> "$found"

tab=$(printf '\t')
text 'ASCII only' "[^ -~$tab]"
text 'no tabs' "$tab"
text 'nothing ends in spaces' ' $'
text 'no notes to ourselves' '(^|[^A-Za-z])(TO''DO|FIX''ME|X''XX)([^A-Za-z]|$)'
# The reason of a NOLINT stands behind it or in the comment above it.
# shellcheck disable=SC2016  # the dollars are awk's
cpp | xargs awk '
    /NOLINT/ && !/NOLINT[A-Z]*\([A-Za-z0-9.,-]+\): ./ && !/NOLINTEND\([A-Za-z0-9.,-]+\)$/ &&
    !(/NOLINT[A-Z]*\([A-Za-z0-9.,-]+\)$/ && above ~ /^ *\/\//) {
        print FILENAME ":" FNR ": NOLINT names its check and says why"
    }
    { above = $0 }' >> "$found"

# How a file opens: the licence, and in a header its name and purpose.
# shellcheck disable=SC2016  # the dollars are awk's
written \( -name '*.cpp' -o -name '*.hpp' -o -name '*.sh' -o -name '*.awk' \) | xargs awk '
    function expect(line, start, what) {
        if (FNR == line && index($0, start) != 1) {
            print FILENAME ":" line ": " what
        }
    }
    FNR <= 3 {
        name = FILENAME
        sub(/.*\//, "", name)
        if (name ~ /[.]sh$/) {
            expect(2, "# SPDX-License-Identifier: BSD-3-Clause", "the second line names the licence")
        } else if (name ~ /[.]awk$/) {
            expect(1, "# SPDX-License-Identifier: BSD-3-Clause", "the first line names the licence")
        } else {
            expect(1, "// SPDX-License-Identifier: BSD-3-Clause", "the first line names the licence")
        }
        if (name ~ /[.]hpp$/) {
            expect(3, "// " name " -- ", "a header opens with its name and purpose")
        }
    }' >> "$found"

cat "$found"
[ ! -s "$found" ]
