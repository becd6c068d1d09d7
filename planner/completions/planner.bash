# SPDX-License-Identifier: BSD-3-Clause
#
# planner.bash -- completion for bash.

_planner() {
    local current=${COMP_WORDS[COMP_CWORD]}
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W 'init hash kasp --help --version' -- "$current")
        return
    fi
    case ${COMP_WORDS[1]} in
        init) mapfile -t COMPREPLY < <(compgen -d -- "$current") ;;
        hash | kasp) mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
    esac
}
complete -F _planner planner
