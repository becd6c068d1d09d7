#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# seeded.sh LINT -- a lint that cannot fail proves nothing. This one lays a small good
# tree, which the lint must pass, then spoils it in each way the lint is there for; each
# time the lint must fail and name the file and the reason.
set -eu
lint=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
seeds=0

# put FILE: standard input becomes FILE in the tree.
put() {
    mkdir -p "$(dirname "$work/tree/$1")"
    cat > "$work/tree/$1"
}

# header FILE [LINE...], cpp FILE [LINE...]: a file that opens as it should.
header() {
    file=$1
    shift
    { printf '// SPDX-License-Identifier: BSD-3-Clause\n//\n// %s -- a test of the lint.\n\n#pragma once\n' "${file##*/}"
        [ $# -eq 0 ] || { echo; printf '%s\n' "$@"; }; } | put "$file"
}
cpp() {
    file=$1
    shift
    { printf '// SPDX-License-Identifier: BSD-3-Clause\n'; [ $# -eq 0 ] || { echo; printf '%s\n' "$@"; }; } | put "$file"
}

# script LINE: test/ci.sh becomes that line; an @ in it stands for a dollar.
script() {
    printf '#!/bin/sh\n# SPDX-License-Identifier: BSD-3-Clause\n%s\n' "$1" | tr @ '$' | put test/ci.sh
}

good_tree() {
    rm -rf "$work/tree"
    header libceremony/bunker/base/one.hpp '#include <vector>' 'int one();'
    cpp libceremony/bunker/base/one.cpp '#include "base/one.hpp"' \
        '// A comment may throw, try, and TRY{TRY(x)}; so may "new" text.' \
        'int one() {' '    return "delete 1"[7] - 48;' '}'
    header libceremony/bunker/dns/two.hpp '#include "base/one.hpp"'
    cpp test/unit/base/one_test.cpp 'TEST_CASE("one: a sentence that is true", "[base][one]") {' '    one();' '}'
    echo 'ceremony_unit_test(base unit/base/one_test.cpp)' | put test/CMakeLists.txt
    script 'echo "@1"'
    cp "$here/../../.clang-format" "$work/tree/"
    [ "$lint" != systemd ] || cp -r "$here/../../packaging" "$work/tree/"
}

run() { "$here/$lint.sh" "$work/tree" > "$work/said" 2>&1; }

# caught REASON: the tree as it now is must be refused with REASON (a basic regular expression).
caught() {
    seeds=$((seeds + 1))
    if run; then
        echo "$lint.sh accepts a tree that it must refuse: $1"
        exit 1
    fi
    grep -q -- "$1" "$work/said" || { echo "$lint.sh does not say: $1"; cat "$work/said"; exit 1; }
    good_tree
}

good_tree
if [ "$lint" != archive ] && [ "$lint" != bunker_binary ]; then
    run || { echo "$lint.sh refuses a good tree:"; cat "$work/said"; exit 1; }
fi
one=libceremony/bunker/base/one.cpp

case $lint in
    layers)
        header libceremony/bunker/base/one.hpp '#include "dns/two.hpp"'
        caught 'base/one.hpp:7: base may not include dns'
        cpp $one '#include <iostream>'
        caught 'base/one.cpp:3: <iostream> does not belong to base'
        header libceremony/bunker/dns/two.hpp '#  include <openssl/evp.h>'
        caught 'dns/two.hpp:7: <openssl/evp.h> does not belong to dns'
        cpp $one '#include "one.hpp"'
        caught 'base/one.cpp:3: not "layer/name.hpp"'
        header libceremony/bunker/extra/three.hpp
        caught 'extra/three.hpp:1: not in a layer'
        cpp cooker/actions/four.cpp '#include <sys/socket.h>'
        caught 'cooker/actions/four.cpp:3: <sys/socket.h> does not belong to cooker'
        cpp $one '#include "cooker/guard.hpp"'
        caught 'base/one.cpp:3: base may not include cooker'
        ;;
    headers)
        header libceremony/bunker/dns/two.hpp 'std::map<int, int> two();'
        caught 'two.hpp: does not compile alone with'
        # The build does not prove what its own source does not include first, or twice.
        header libceremony/bunker/base/one.hpp 'std::map<int, int> one();'
        cpp libceremony/bunker/base/one.cpp '#include <map>' '#include "base/one.hpp"'
        caught 'one.hpp: does not compile alone with'
        printf 'struct One {};\n' | put libceremony/bunker/base/one.hpp
        cpp libceremony/bunker/base/one.cpp '#include "base/one.hpp"'
        caught 'one.hpp: does not compile alone with'
        # Of the operational side nothing else compiles a source file alone.
        header planner/page.hpp 'int page();'
        cpp planner/page.cpp '#include "planner/page.hpp"' 'int page() { return std::max(1, 2); }'
        caught 'page.cpp: does not compile alone with'
        ;;
    banned)
        for word in 'throw 1;' 'try {}' 'assert(x);' 'abort();' 'std::exit(1);' 'auto v = std::views::all;' \
            'reinterpret_cast<int*>(p);' 'new int;' 'delete p;' 'malloc(1);' 'std::stoi(s);' 'std::strtoul(s, e, 0);'; do
            cpp $one "void f() { $word }"
            caught "base/one.cpp:3: "
        done
        # TRY in a list, in every shape a list takes.
        for list in 'return Pair{TRY(a()), 1};' 'return {TRY(a())};' 'const auto x{TRY(a())};' 'g({1, {TRY(a())}});' \
            'P p = {f(TRY(a()))};' 'return Pair{"a", T{TRY(x)}};' 'return std::vector<int>{x, TRY(y())};' \
            'return Key{.flags = TRY(r())};' 'g({f([] { return P{TRY(x())}; })});'; do
            cpp $one 'void f() {' "    $list" '}'
            caught 'base/one.cpp:4: TRY inside a braced list'
        done
        printf '// SPDX-License-Identifier: BSD-3-Clause\n// caf\303\251\n' | put $one
        caught 'base/one.cpp:2: ASCII only'
        printf '// SPDX-License-Identifier: BSD-3-Clause\n\tint x;\n' | put $one
        caught 'base/one.cpp:2: no tabs'
        printf '// SPDX-License-Identifier: BSD-3-Clause\nint x; \n' | put $one
        caught 'base/one.cpp:2: nothing ends in spaces'
        cpp $one "// TO""DO: later"
        caught 'base/one.cpp:3: no notes to ourselves'
        cpp $one 'int x;  // NOLINT'
        caught 'base/one.cpp:3: NOLINT names its check'
        cpp $one 'int x;  // NOLINT(bugprone-x)'
        caught 'base/one.cpp:3: NOLINT names its check'
        echo 'int x;' | put $one
        caught 'base/one.cpp:1: the first line names the licence'
        printf '#!/bin/sh\necho\n' | put test/ci.sh
        caught 'test/ci.sh:2: the second line names the licence'
        printf '// SPDX-License-Identifier: BSD-3-Clause\n//\n// two.hpp -- another.\n' | put libceremony/bunker/base/one.hpp
        caught 'base/one.hpp:3: a header opens with its name and purpose'
        ;;
    mirror)
        cpp libceremony/bunker/dns/two.cpp
        caught 'dns/two.cpp: has no test/unit/dns/two_test.cpp'
        cpp cooker/guard.cpp
        caught 'cooker/guard.cpp: has no test/unit/cooker/guard_test.cpp'
        cpp libceremony/bunker/dns/two.cpp
        cpp test/hsm/dns/two_test.cpp
        caught 'test/hsm/dns/two_test.cpp: is not in test/CMakeLists.txt'
        echo 'ceremony_unit_test(base unit/base/one_test.cpp.old)' | put test/CMakeLists.txt
        caught 'test/unit/base/one_test.cpp: is not in test/CMakeLists.txt'
        ;;
    names)
        for name in 'one: a;b' 'one: a\\\\b' 'one: a[b' 'one: [b]'; do
            cpp test/unit/base/one_test.cpp "TEST_CASE(\"$name\", \"[base]\") {" '}'
            caught 'one_test.cpp:3: a character that'
        done
        cpp test/unit/base/one_test.cpp 'TEST_CASE("A title", "[base]") {' '}'
        caught 'one_test.cpp:3: not "area: sentence"'
        cpp test/unit/base/one_test.cpp 'TEST_CASE(' '    "one: a sentence that goes "' '    "on, twice;",' '    "[base]") {'
        caught 'one_test.cpp:6: a character that'
        cpp test/unit/base/one_test.cpp 'TEST_CASE("one: no tag") {' '}'
        caught 'one_test.cpp:3: no tag'
        cpp test/unit/base/one_test.cpp 'TEST_CASE("one: a", "[x]") {' '}' 'TEST_CASE("one: a", "[x]") {' '}'
        caught 'one_test.cpp:5: stands twice'
        cpp test/unit/base/one_test.cpp
        caught 'no test found'
        ;;
    budget)
        awk 'BEGIN { for (i = 0; i < 401; i++) print "int x" i ";" }' | put $one
        caught 'base/one.cpp: 401 lines of code, more than 400'
        budget=$(sed -n 's/^budget=//p' "$here/budget.sh")
        for file in $(seq $((budget / 400 + 1))); do
            awk 'BEGIN { for (i = 0; i < 400; i++) print "int x" i ";" }' | put "cooker/f$file.cpp"
        done
        caught 'the audit set is larger than its budget'
        ;;
    format)
        cpp $one 'int  x ;'
        caught 'base/one.cpp:3:4: error: code should be clang-formatted'
        ;;
    shell)
        script 'echo @1'
        caught 'SC2086'
        printf '! true\ntrue\n' | put test/cli/program/case/after
        caught 'SC2251'
        ;;
    systemd)
        command -v systemd-analyze > /dev/null || { echo 'skipped: there is no systemd-analyze'; exit 77; }
        units=$work/tree/packaging/systemd
        sed -i 's/^NoNewPrivileges=/NoNewPrivilege=/' "$units/ceremony-publish.service"
        caught "Unknown key 'NoNewPrivilege'"
        sed -i 's/^OnCalendar=.*/OnCalendar=sometimes/' "$units/ceremony-status.timer"
        caught 'ceremony-status.timer'
        sed -i '/^Protect/d' "$units/ceremony-status.service"
        caught 'ceremony-status.service: not at 1.0 or better'
        echo 'Nice=high' >> "$units/drop-ins/local-hsm.conf"
        caught 'drop-in.conf'
        ;;
    archive)
        for call in '#include <cstdlib>|int f() { return std::system("x"); }' '#include <netdb.h>|void* f() { return gethostbyname("x"); }' \
            '#include <iostream>|void f() { std::cout << 1; }' '#include <sys/socket.h>|int f() { return socket(1, 2, 3); }' \
            '#include <thread>|void f() { std::thread([] {}).join(); }' '#include <dlfcn.h>|void* f() { return dlopen("x", 1); }' \
            '#include <unistd.h>|int f() { return execl("x", "x", nullptr); }' '#include <cstdlib>|char* f() { return std::getenv("x"); }' \
            'extern "C" int one();|int f() { return one(); }'; do
            echo "$call" | tr '|' '\n' > "$work/one.cpp"
            g++ -c -o "$work/one.o" "$work/one.cpp"
            rm -f "$work/one.a"
            ar rc "$work/one.a" "$work/one.o"
            status=0
            "$here/archive.sh" "$work/one.a" > "$work/said" 2>&1 || status=$?
            case $call in
                extern*) [ "$status" -eq 0 ] || { echo "archive.sh refuses a good archive"; cat "$work/said"; exit 1; } ;;
                *) [ "$status" -eq 1 ] || { echo "archive.sh accepts: $call"; exit 1; } ;;
            esac
            seeds=$((seeds + 1))
        done
        ;;
    bunker_binary)
        echo 'int bunker(); int bunker() { return 1; }' > "$work/bunker.cpp"
        echo 'int other(); int other() { return 1; }' > "$work/other.cpp"
        printf '#include <string>\nint bunker();\nint other();\nstd::string name(99, char(42));\nint main() { return bunker() + 0; }\n' > "$work/one.cpp"
        for library in bunker other; do
            g++ -fPIE -c -o "$work/$library.o" "$work/$library.cpp"
        done
        mkdir "$work/CMakeFiles"
        ar rc "$work/libceremony_bunker.a" "$work/bunker.o"
        ar rc "$work/libother.a" "$work/other.o"
        # seed REASON OPTION...: a program that is linked in this way must be refused.
        seed() {
            reason=$1
            shift
            # shellcheck disable=SC2086  # options that stand behind each other
            (cd "$work" && g++ -O1 -fPIE -o program one.cpp -L. -lceremony_bunker -Wl,-Map=program.map $good "$@")
            status=0
            # shellcheck disable=SC2086  # it may be empty
            "$here/bunker_binary.sh" "$work/program" $imports > "$work/said" 2>&1 || status=$?
            [ -n "$reason" ] || { [ "$status" -eq 0 ] || { echo 'bunker_binary.sh refuses a good program:'; cat "$work/said"; exit 1; }; return 0; }
            [ "$status" -eq 1 ] || { echo "bunker_binary.sh does not refuse what $reason"; exit 1; }
            grep -q -- "$reason" "$work/said" || { echo "bunker_binary.sh does not say: $reason"; cat "$work/said"; exit 1; }
            seeds=$((seeds + 1))
        }
        good='-pie -static-libstdc++ -static-libgcc -Wl,-z,relro,-z,now,-z,noexecstack,--exclude-libs,ALL'
        imports=
        seed ''
        seed 'has an executable stack' -Wl,-z,execstack
        seed 'has a path for shared objects' -Wl,-rpath,/opt
        seed 'exports ' -rdynamic
        seed 'binds lazily' -Wl,-z,lazy
        seed 'is not position independent' -no-pie
        seed 'can be written to after relocation' -Wl,-z,norelro
        seed 'is not linked with the C library of the system' -static
        sed -i 's/+ 0/+ other()/' "$work/one.cpp"
        seed 'was linked with libother.a' -lother
        sed -i 's/+ other()/+ 0/' "$work/one.cpp"
        echo '#include <cstdlib>|int f(); int f() { return std::system("x"); }' | tr '|' '\n' > "$work/two.cpp"
        g++ -c -o "$work/CMakeFiles/two.o" "$work/two.cpp"
        seed 'has objects that import system '
        rm "$work/CMakeFiles/two.o"
        imports=$work/imports
        readelf -W --dyn-syms "$work/program" | awk '$7 == "UND" { sub(/@.*/, "", $8); print $8 }' > "$imports"
        echo 'not_imported' >> "$imports"
        seed ''
        echo 'printf' > "$imports"
        seed ' and imports does not list it'
        good='-pie -Wl,-z,relro,-z,now'
        imports=
        seed 'needs libstdc++.so.6 '
        rm "$work/program.map"
        ! "$here/bunker_binary.sh" "$work/program" > "$work/said" 2>&1
        grep -q 'has no map beside it' "$work/said"
        seeds=$((seeds + 1))
        ;;
    *)
        echo "seeded.sh: no seeds for $lint" >&2
        exit 1
        ;;
esac
echo "$seeds seeds, all caught"
