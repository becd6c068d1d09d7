#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# shell.sh [ROOT] -- shellcheck has nothing to say about any script, whatever its name, nor about
# what the cases of test/cli run before and after, under `sh -eu`: where a command behind `!` that
# is not the last one cannot fail.
set -eu
cd "${1:-.}"
command -v shellcheck > /dev/null ||
    { echo "shell.sh: shellcheck is not installed (Debian: shellcheck)" >&2; exit 1; }
scripts=$(find . \( -path ./build -o -path ./.git -o -path ./test/vectors -o -path ./test/fuzz/corpus \) -prune \
    -o -type f -print | sort | xargs awk 'FNR == 1 && /^#!.*\/(env )?(ba|da)?sh( |$)/ { print FILENAME }')
[ -n "$scripts" ] || { echo "shell.sh: no script below $PWD" >&2; exit 1; }
# The names of our files hold no spaces.
# shellcheck disable=SC2086
shellcheck $scripts
find ./test/cli \( -name before -o -name after \) -type f 2> /dev/null | sort | while IFS= read -r part; do
    { echo '#!/bin/sh -eu'; cat "$part"; } | shellcheck - ||
        { echo "$part: the above, a line further up"; exit 1; }
done
