#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# mirror.sh [ROOT] -- each source file has its test file, and each test file is built:
# libceremony/bunker/dns/name.cpp has test/unit/dns/name_test.cpp, cooker/guard.cpp has
# test/unit/cooker/guard_test.cpp. Where a test needs a token, hsm stands for unit. A main.cpp
# is tested through the finished program.
set -eu
cd "${1:-.}"
bad=0
for source in $(find libceremony planner cooker consumer -name '*.cpp' ! -name main.cpp 2> /dev/null | sort); do
    mirror=$(echo "$source" | sed 's,^libceremony/[a-z]*/,,; s,[.]cpp$,_test.cpp,')
    [ -f "test/unit/$mirror" ] || [ -f "test/hsm/$mirror" ] || { echo "$source: has no test/unit/$mirror"; bad=1; }
done
for test in $(cd test && find unit hsm fault -name '*.cpp' 2> /dev/null | sort); do
    grep -qE "(^|[ (])$test([ )]|\$)" test/CMakeLists.txt ||
        { echo "test/$test: is not in test/CMakeLists.txt"; bad=1; }
done
exit $bad
