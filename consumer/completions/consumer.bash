# SPDX-License-Identifier: BSD-3-Clause
#
# consumer.bash -- completion for bash.

_consumer() {
    local current=${COMP_WORDS[COMP_CWORD]} options=
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W 'verify import publish status event activate trust forget --help --version' -- "$current")
        return
    fi
    case ${COMP_WORDS[1]} in
        verify) options='--recipe --json' ;;
        import) options='--config --expect --force-sequence' ;;
        publish) options='--config --zone --format --zsk --refresh --go-back --dry-run --output' ;;
        status) options='--config --json --nagios --prometheus --warning --critical' ;;
        event)
            options='--config'
            if [ "$COMP_CWORD" -eq 2 ] && [[ $current != -* ]]; then
                mapfile -t COMPREPLY < <(compgen -W 'ds-seen ds-gone backup-done withdraw' -- "$current")
                return
            fi
            ;;
        activate | forget) options='--config' ;;
        trust)
            options='--config'
            if [ "$COMP_CWORD" -eq 2 ] && [[ $current != -* ]]; then
                mapfile -t COMPREPLY < <(compgen -W 'add remove list' -- "$current")
                return
            fi
            ;;
    esac
    case ${COMP_WORDS[COMP_CWORD - 1]} in
        --format)
            mapfile -t COMPREPLY < <(compgen -W 'signconf zone ds trust-anchor json' -- "$current")
            return
            ;;
    esac
    case $current in
        -*) mapfile -t COMPREPLY < <(compgen -W "$options --help" -- "$current") ;;
        *) mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
    esac
}
complete -F _consumer consumer
