# SPDX-License-Identifier: BSD-3-Clause
#
# banned_words.awk -- words that no code of ours holds, in the output of code_only.awk.
# Tests may.

# rule(WHY, WORDS, FILES): the words, as a regular expression, and the files that may hold them.
function rule(why, words, files) {
    rules++
    reason[rules] = why
    pattern[rules] = "(^|[^A-Za-z0-9_])(" words ")([^A-Za-z0-9_]|$)"
    excepted[rules] = " " files " "
}

BEGIN {
    FS = ":"
    rule("errors are values", "throw|try|catch", "cooker/main.cpp planner/main.cpp consumer/main.cpp libceremony/operational/program/command_line.cpp")
    rule("a library does not end the process", "assert|abort|exit|_exit|quick_exit|terminate",
         "libceremony/bunker/base/result.hpp")
    rule("std::views does not compile with clang 14", "(std|ranges)::views")
    rule("use as_bytes and as_text", "reinterpret_cast",
         "libceremony/bunker/base/bytes.hpp libceremony/bunker/pkcs11/module.cpp")
    rule("ownership is in types", "new|delete|malloc|calloc|realloc|free")
    rule("use std::from_chars", "std::sto(i|l|ll|ul|ull|f|d|ld)|strto(l|ll|ul|ull|f|d|ld|imax|umax)|ato[ifl]|sscanf")
    rule("no locale", "setlocale|std::locale")
    rule("control flow stays visible", "goto|setjmp|longjmp")
}

/^(libceremony|planner|cooker|consumer)\// {
    code = $0
    sub(/^[^:]*:[0-9]+:/, "", code)
    gsub(/= *delete/, "", code)
    for (i = 1; i <= rules; i++) {
        if (code ~ pattern[i] && !index(excepted[i], " " $1 " ")) {
            print $1 ":" $2 ": " reason[i]
        }
    }
}
