# SPDX-License-Identifier: BSD-3-Clause
#
# planner.fish -- completion for fish.

set -l commands init produce check show diff hash transport-key kasp
complete -c planner -n "not __fish_seen_subcommand_from $commands" -f
complete -c planner -n "not __fish_seen_subcommand_from $commands" -a init -d 'Write a ceremony.yaml to start with'
complete -c planner -n "not __fish_seen_subcommand_from $commands" -a produce -d 'Plan a ceremony'
complete -c planner -n "not __fish_seen_subcommand_from $commands" -a check -d 'Is a recipe safe'
complete -c planner -n "not __fish_seen_subcommand_from $commands" -a show -d 'The plan in a recipe'
complete -c planner -n "not __fish_seen_subcommand_from $commands" -a diff -d 'In which way two recipes differ'
complete -c planner -n "not __fish_seen_subcommand_from $commands" -a hash -d 'SHA-256 of files'
complete -c planner -n "not __fish_seen_subcommand_from $commands" -a transport-key -d 'Make or find the key that ZSKs travel under'
complete -c planner -n "not __fish_seen_subcommand_from $commands" -a kasp -d 'A policy of OpenDNSSEC as a section kasp'
complete -c planner -n "__fish_seen_subcommand_from produce check transport-key" -s c -l config -r -d 'The configuration'
complete -c planner -n "__fish_seen_subcommand_from produce check" -l previous -r -d 'The result of a ceremony before'
complete -c planner -n "__fish_seen_subcommand_from produce check" -l expect -x -d 'Its SHA-256'
complete -c planner -n "__fish_seen_subcommand_from produce" -l from -x -d 'The first instant to plan'
complete -c planner -n "__fish_seen_subcommand_from produce check" -l now -x -d 'As if it were this time'
complete -c planner -n "__fish_seen_subcommand_from produce" -l like -r -d 'Plan at the time of this recipe'
complete -c planner -n "__fish_seen_subcommand_from produce check" -l keys -r -d 'Keys that exist'
complete -c planner -n "__fish_seen_subcommand_from produce" -l zone -x -d 'Plan this zone'
complete -c planner -n "__fish_seen_subcommand_from produce check" -l recover -r -d 'Repeat a ceremony that was lost'
complete -c planner -n "__fish_seen_subcommand_from produce" -l spec -x -a 'v1.0 v1.1' -d 'Version of the format'
complete -c planner -n "__fish_seen_subcommand_from produce" -s o -l output -r -d 'Where the recipe goes'
complete -c planner -n "__fish_seen_subcommand_from check" -l hash -x -d 'SHA-256 that it must have'
complete -c planner -n "__fish_seen_subcommand_from show" -l json -d 'For machines'
complete -c planner -s h -l help -f -d 'How it is used'
complete -c planner -s V -l version -f -d 'Which version it is'
