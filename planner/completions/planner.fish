# SPDX-License-Identifier: BSD-3-Clause
#
# planner.fish -- completion for fish.

set -l commands init hash kasp
complete -c planner -n "not __fish_seen_subcommand_from $commands" -f
complete -c planner -n "not __fish_seen_subcommand_from $commands" -a init -d 'Write a ceremony.yaml to start with'
complete -c planner -n "not __fish_seen_subcommand_from $commands" -a hash -d 'SHA-256 of files'
complete -c planner -n "not __fish_seen_subcommand_from $commands" -a kasp -d 'A policy of OpenDNSSEC as a section kasp'
complete -c planner -s h -l help -f -d 'How it is used'
complete -c planner -s V -l version -f -d 'Which version it is'
