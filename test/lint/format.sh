#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# format.sh [ROOT] -- clang-format 14, exactly, would change nothing. Another version
# formats a few lines otherwise, and would set people against each other.
set -eu
cd "${1:-.}"
tool=$(command -v clang-format-14 || command -v clang-format) ||
    { echo "format.sh: clang-format is not installed (Debian: clang-format)" >&2; exit 1; }
"$tool" --version | grep -q 'version 14\.' ||
    { echo "format.sh: needs clang-format 14, found: $("$tool" --version)" >&2; exit 1; }
find . -path ./build -prune -o -path ./test/vectors -prune -o \( -name '*.cpp' -o -name '*.hpp' \) -print |
    sort | xargs "$tool" --style=file --dry-run --Werror
