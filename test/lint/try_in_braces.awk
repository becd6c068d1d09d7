# SPDX-License-Identifier: BSD-3-Clause
#
# try_in_braces.awk -- finds TRY(...) inside a braced list, in the output of code_only.awk.
#
# Each open brace is classed as a block (statements) or a list (values) by what stands
# before it; a TRY is wrong when the innermost brace around it is a list. A lambda's
# body inside a list is a block again. Parentheses do not matter: Pair{f(TRY(g()))} is wrong.

# The token `i` places back; before(1) is the last one.
function before(i) {
    return i > count ? "" : tokens[count - i + 1]
}

function opens_block(    i, token) {
    token = before(1)
    if (token == "{") {
        return kinds[depth] == "block"
    }
    if (token ~ /^([;:)}&]|\]|&&|else|do|try|const|noexcept|override|final|mutable|)$/ ||
        (token == "\"\"" && before(2) == "extern")) {
        return 1
    }
    # After a name or ">": a declared type, a function's return type, or Type{values}.
    for (i = 1; i <= count; i++) {
        token = before(i)
        if (token == "->") {
            return before(i + 1) ~ /^([)]|mutable|noexcept|const)$/
        }
        if (token ~ /^(namespace|struct|class|union|enum)$/) {
            return 1
        }
        if (token == "return" || token !~ /^([A-Za-z_0-9]+|[:<>*&,]|&&)$/) {
            return 0
        }
    }
    return 0
}

function check_depth() {
    if (depth != 0) {
        print file ": the braces do not match"
    }
}

{
    match($0, /^[^:]*:[0-9]+:/)
    place = substr($0, 1, RLENGTH - 1)
    line = substr($0, RLENGTH + 1)
    if (place ~ /:1$/) {
        check_depth()
        depth = count = continued = 0
        file = substr(place, 1, length(place) - 2)
    }
    if (line ~ /^[ \t]*#/ || continued) {
        continued = line ~ /\\$/
        next
    }
    while (match(line, /[A-Za-z_0-9]+|->|&&|""|[^ \t]/)) {
        token = substr(line, RSTART, RLENGTH)
        line = substr(line, RSTART + RLENGTH)
        if (token == "{") {
            kind = opens_block() ? "block" : "list"
            kinds[++depth] = kind
        } else if (token == "}") {
            depth--
        } else if (token == "TRY" && line ~ /^\(/ && kinds[depth] == "list") {
            print place ": TRY inside a braced list"
        }
        tokens[++count] = token
    }
}

END {
    check_depth()
}
