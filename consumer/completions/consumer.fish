# SPDX-License-Identifier: BSD-3-Clause
#
# consumer.fish -- completion for fish.

set -l commands verify import publish status event activate trust forget
complete -c consumer -n "not __fish_seen_subcommand_from $commands" -f
complete -c consumer -n "not __fish_seen_subcommand_from $commands" -a verify -d 'Check a result'
complete -c consumer -n "not __fish_seen_subcommand_from $commands" -a import -d 'Take a result into the store and onto the token'
complete -c consumer -n "not __fish_seen_subcommand_from $commands" -a publish -d 'Give signers the set that is right now'
complete -c consumer -n "not __fish_seen_subcommand_from $commands" -a status -d 'What is published and what comes'
complete -c consumer -n "not __fish_seen_subcommand_from $commands" -a event -d 'Record what was observed'
complete -c consumer -n "not __fish_seen_subcommand_from $commands" -a activate -d 'Publish the sets of another track'
complete -c consumer -n "not __fish_seen_subcommand_from $commands" -a trust -d 'The keys that sets must chain to'
complete -c consumer -n "not __fish_seen_subcommand_from $commands" -a forget -d 'Forget a zone that is not of this host any more'
complete -c consumer -n "__fish_seen_subcommand_from import publish status event activate trust forget" -s c -l config -r -d 'The configuration'
complete -c consumer -n "__fish_seen_subcommand_from verify" -l recipe -r -d 'As it was approved'
complete -c consumer -n "__fish_seen_subcommand_from verify status" -l json -d 'For machines'
complete -c consumer -n "__fish_seen_subcommand_from import" -l expect -x -d 'Its SHA-256'
complete -c consumer -n "__fish_seen_subcommand_from import" -l force-sequence -x -d 'Out of turn, with a reason'
complete -c consumer -n "__fish_seen_subcommand_from publish" -l zone -x -d 'This zone only'
complete -c consumer -n "__fish_seen_subcommand_from publish" -l format -x -a 'signconf zone ds trust-anchor json' -d 'These targets only'
complete -c consumer -n "__fish_seen_subcommand_from publish" -l zsk -x -d 'Who signs the zone'
complete -c consumer -n "__fish_seen_subcommand_from publish" -l refresh -d 'Also what did not change'
complete -c consumer -n "__fish_seen_subcommand_from publish" -l go-back -d 'From a set that a wrong clock published'
complete -c consumer -n "__fish_seen_subcommand_from publish" -l dry-run -d 'Tell what would change'
complete -c consumer -n "__fish_seen_subcommand_from publish" -l output -r -d 'Write to another file'
complete -c consumer -n "__fish_seen_subcommand_from status" -l nagios -d 'One line, and a status'
complete -c consumer -n "__fish_seen_subcommand_from status" -l prometheus -r -d 'For the textfile collector'
complete -c consumer -n "__fish_seen_subcommand_from status" -l warning -x -d 'Less time than that is left'
complete -c consumer -n "__fish_seen_subcommand_from status" -l critical -x -d 'Less time than that is left'
complete -c consumer -n "__fish_seen_subcommand_from event" -x -a 'ds-seen ds-gone backup-done withdraw'
complete -c consumer -n "__fish_seen_subcommand_from trust" -x -a 'add remove list'
complete -c consumer -s h -l help -f -d 'How it is used'
complete -c consumer -s V -l version -f -d 'Which version it is'
