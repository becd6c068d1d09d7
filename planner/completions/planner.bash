# SPDX-License-Identifier: BSD-3-Clause
#
# planner.bash -- completion for bash.

_planner() {
    local current=${COMP_WORDS[COMP_CWORD]} options=
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W 'init produce check show diff hash transport-key kasp --help --version' -- "$current")
        return
    fi
    case ${COMP_WORDS[1]} in
        init)
            mapfile -t COMPREPLY < <(compgen -d -- "$current")
            return
            ;;
        produce)
            options='--config --from --now --like --previous --expect --keys --zone --recover --spec --output'
            ;;
        check) options='--config --hash --now --previous --expect --keys --recover' ;;
        show) options='--json' ;;
        transport-key) options='--config' ;;
    esac
    case $current in
        -*) mapfile -t COMPREPLY < <(compgen -W "$options --help" -- "$current") ;;
        *) mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
    esac
}
complete -F _planner planner
