# SPDX-License-Identifier: BSD-3-Clause
#
# code_only.awk -- C++ without what the compiler does not execute: comments are
# dropped, strings and characters become "" and ''. Prints "file:line:code" for every
# line of every file.

function closes_raw(line, from) {
    return index(substr(line, from), raw_end)
}

FNR == 1 {
    raw_end = ""
    in_comment = 0
}

{
    line = $0
    out = ""
    i = 1
    n = length(line)
    while (i <= n) {
        two = substr(line, i, 2)
        c = substr(line, i, 1)
        if (raw_end != "") {
            at = closes_raw(line, i)
            if (at == 0) {
                i = n + 1
            } else {
                i += at - 1 + length(raw_end)
                raw_end = ""
                out = out "\"\""
            }
        } else if (in_comment) {
            at = index(substr(line, i), "*/")
            if (at == 0) {
                i = n + 1
            } else {
                i += at + 1
                in_comment = 0
            }
        } else if (two == "//") {
            i = n + 1
        } else if (two == "/*") {
            in_comment = 1
            out = out " "
            i += 2
        } else if (c == "\"" && out ~ /(^|[^A-Za-z0-9_])(u8|u|U|L)?R$/) {
            rest = substr(line, i + 1)
            raw_end = ")" substr(rest, 1, index(rest, "(") - 1) "\""
            i += index(rest, "(") + 1
        } else if (c == "\"" || (c == "'" && out !~ /[0-9a-fA-F]$/)) {
            # A quote after a digit separates digits: 1'000.
            for (i++; i <= n && substr(line, i, 1) != c; i++) {
                if (substr(line, i, 1) == "\\") {
                    i++
                }
            }
            i++
            out = out c c
        } else {
            out = out c
            i++
        }
    }
    if (raw_end != "" && out == "") {
        out = "\"\""
    }
    print FILENAME ":" FNR ":" out
}
