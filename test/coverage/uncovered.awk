# SPDX-License-Identifier: BSD-3-Clause
#
# uncovered.awk -- what no test reached, from `llvm-cov export`, which must come with a line
# break before each {"branches": and each "filename":. One row each, tab between the columns:
#
#   FILE  LINE  code                 a region of code that never ran
#   FILE  LINE  never true           a condition of which one side was never taken
#   FILE  LINE  never false
#   FILE  LINE  a TRY never passed   the same in a TRY, or another macro
#   FILE  LINE  a TRY never failed
#
# Regions are finer than lines: llvm-cov calls the line after some TRYs uncovered although
# its code ran. Instances of a template count together.

# numbers(TEXT): the [..] lists in TEXT, each "a,b,c", into lists[1..n]; returns n.
function numbers(text,    n) {
    n = 0
    while (match(text, /\[[0-9a-z,]+\]/)) {
        lists[++n] = substr(text, RSTART + 1, RLENGTH - 2)
        text = substr(text, RSTART + RLENGTH)
    }
    return n
}

function add_branch(place, taken, not_taken) {
    if (!(place in sides)) {
        order[++places] = place
    }
    sides[place] = 1
    if (taken > 0) {
        was_true[place] = 1
    }
    if (not_taken > 0) {
        was_false[place] = 1
    }
}

# A branch inside a macro: placed where the macro is used, if that is in the file itself.
/^[{]"branches":.*"source_region":/ {
    split($0, part, "\"source_region\":")
    numbers(part[2])
    split(lists[1], use, ",")
    n = numbers(part[1])
    for (i = 1; i <= n && use[6] == 0; i++) {
        split(lists[i], branch, ",")
        add_branch(use[1] ":" use[2] ":TRY:" branch[1] ":" branch[2], branch[5], branch[6])
    }
    next
}

/^[{]"branches":.*"expansions":/ {
    n = numbers($0)
    for (i = 1; i <= n; i++) {
        split(lists[i], branch, ",")
        add_branch(branch[1] ":" branch[2], branch[5], branch[6])
    }
    next
}

/^"filename":/ {
    file = $0
    sub(/^"filename":"/, "", file)
    sub(/".*/, "", file)
    for (i = 1; i <= places; i++) {
        split(order[i], part, ":")
        macro = part[3] == "TRY"
        if (!(order[i] in was_true)) {
            print file "\t" part[1] "\t" (macro ? "a TRY never failed" : "never true")
        }
        if (!(order[i] in was_false)) {
            print file "\t" part[1] "\t" (macro ? "a TRY never passed" : "never false")
        }
    }
    n = numbers($0)
    for (i = 1; i <= n; i++) {
        split(lists[i], segment, ",")
        if (segment[3] == 0 && segment[4] == "true" && segment[6] == "false") {
            print file "\t" segment[1] "\tcode"
        }
    }
    places = 0
    split("", sides)
    split("", was_true)
    split("", was_false)
}
