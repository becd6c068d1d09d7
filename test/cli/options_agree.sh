#!/bin/sh
# SPDX-License-Identifier: BSD-3-Clause
#
# options_agree.sh PROGRAM -- the commands and options that the manual of a program and --help name
# are those that the program accepts, and the other way round: all of them, and those of each
# command.
set -eu
export LC_ALL=C
program=$1
name=$(basename "$program")
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
bad=0

# agree WHAT A B: two lists, one word a line.
agree() {
    sort -u "$2" > a.sorted
    sort -u "$3" > b.sorted
    [ -s a.sorted ] || { echo "$1: the list is empty"; bad=1; }
    diff -u --label "$1: $2" a.sorted --label "$1: $3" b.sorted || bad=1
}

options_in() { grep -oE -- '(^|[^a-z-])--?[a-zA-Z][a-z-]*' "$1" | grep -oE -- '--?[a-zA-Z][a-z-]*' || true; }

# What is written.
"$program" --help > help
sed -n 's/^  \([a-z][a-z-]*\)  .*/\1/p' help > help.commands
sed -n 's/^  \(  *-.*\|-.*\)/\1/p' help | sed 's/   *[^ -].*//' > help.block
options_in help.block > help.options
sed 's/\\-/-/g; s/\\f[A-Z]//g' "$root/$name/$name.1" > page
section() { awk -v name="$1" '/^[.]SH / { inside = ($2 == name); next } inside' page; }
section COMMANDS | awk 'after { print $2 } { after = $0 == ".TP" }' > page.commands
section OPTIONS | awk 'after { print } { after = $0 == ".TP" }' > page.block
options_in page.block > page.options

# What is accepted.
sed -n 's/^    {"\([a-z-]*\)", Verb::.*/\1/p' "$root/$name/options.cpp" > program.commands
while read -r word; do
    # The option that there is not keeps it from being done.
    said=$("$program" "$word" --no-such-option 2>&1 < /dev/null || true)
    case $said in *"unknown command"*) echo "command $word is refused"; bad=1 ;; esac
done < program.commands
# Those of CLI11. -h and -V are the same for both.
options_of_main() {
    {
        echo '--help --version'
        grep -oE 'add_(option|flag)\("[^"]*"' "$root/$name/main.cpp"
    } | grep -oE -- '--[a-z-]+'
}
# is_known OPTION: some command takes it.
is_known() {
    while read -r command_of_all; do
        ! takes "$command_of_all" "$1" || return 0
    done < program.commands
    return 1
}
case $name in
cooker)
    sed -n 's/^    {"\([a-z-]*\)", [a-z]*_argument, .*/--\1/p' "$root/cooker/options.cpp" > program.options
    # An option must not be given twice, so --help and --version take turns.
    is_known() {
        "$program" cook "$1" value --help > /dev/null 2>&1 || "$program" cook "$1" value --version > /dev/null 2>&1
    }
    # takes COMMAND OPTION. With arguments that are too many nothing is done, and an option that
    # is not taken is told first.
    takes() {
        said=$("$program" "$1" x y "$2" value 2>&1 < /dev/null || true)
        case $said in *" does not take "*) return 1 ;; esac
    }
    ;;
planner)
    options_of_main > program.options
    # Everything that is too much is told: arguments, and an option that is not taken.
    takes() {
        set -- "$1" "$2" x y
        [ "$1" = diff ] || set -- "$@" z w v
        command=$1 option=$2
        shift 2
        said=$("$program" "$command" "$@" "$option" 2>&1 < /dev/null | tr "\n" " ")
        case $said in *"not expected:"*" $option "*) return 1 ;; esac
    }
    ;;
consumer)
    options_of_main > program.options
    # A zone or file that is not there, so nothing is done.
    takes() {
        option=$2
        said=$("$program" "$1" x "$option" value 2>&1 < /dev/null | tr "\n" " ")
        case $said in *"not expected:"*" $option "*) return 1 ;; esac
    }
    ;;
esac
while read -r word; do
    is_known "$word" || { echo "option $word is refused"; bad=1; }
done < program.options
for letter in a b c d e f g h i j k l m n o p q r s t u v w x y z A B C D E F G H I J K L M N O P Q R S T U V W X Y Z; do
    ! is_known "-$letter" || echo "-$letter" >> program.options
done

agree commands program.commands help.commands
agree commands program.commands page.commands
agree options program.options help.options
agree options program.options page.options

# Which command takes what: its line in a synopsis, in short form where there is one.
# synopsis FILE COMMAND
synopsis() {
    awk -v name="$name" -v command="$2" '
        $0 ~ (name " (\\[cook\\]|[a-z-]+)( |$)") { inside = index($0, name " " command " ") || index($0, name " [" command "]") || $0 ~ (name " " command "$") }
        !index($0, name) && !/^ *(\[|\[?-)/ { inside = 0 }
        inside' "$1" | sed 's/attest-key//; s/self-test//'
}
# short_form OPTION: the letter for it, if it has one.
short_form() {
    case $1 in
    --config) letter=-c ;;
    --recipe) letter=-r ;;
    --output) letter=-o ;;
    --transcript) letter=-l ;;
    --step) letter=-i ;;
    --yes) letter=-y ;;
    --verbose) letter=-v ;;
    *) letter=$1 ;;
    esac
    if grep -qx -- "$letter" program.options; then echo "$letter"; else echo "$1"; fi
}
sed -n '1,/^$/p' help > help.synopsis
section SYNOPSIS > page.synopsis
while read -r command; do
    : > taken
    while read -r option; do
        case $option in -h | -V | --help | --version) continue ;; esac
        ! takes "$command" "$option" || echo "$option" >> taken
    done < program.options
    while read -r option; do
        short_form "$option"
    done < taken | sort -u > taken.short
    for text in help page; do
        # check of cooker is said to be as cook.
        as=$command
        [ "$name $command" != "cooker check" ] || as=cook
        synopsis $text.synopsis "$as" > line
        options_in line | while read -r option; do
            [ "$option" != --recipe ] || option=$(short_form "$option")
            echo "$option"
        done | sort -u > named
        diff -u --label "$command takes" taken.short --label "$command in $text" named || bad=1
    done
done < program.commands
exit $bad
