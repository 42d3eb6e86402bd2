# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_fetter_global_optspecs
    string join \n e/exe= path= only-path root= all-users no-all-users user-site exhaustive inventory= config= threads= cache-directory= c/cache-duration= q/quiet v/verbose l/log stderr b/banner= color= h/help V/version
end

function __fish_fetter_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_fetter_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_fetter_using_subcommand
    set -l cmd (__fish_fetter_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c fetter -n "__fish_fetter_needs_command" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_needs_command" -l path -d 'Search this directory too. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_needs_command" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_needs_command" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_needs_command" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_needs_command" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_needs_command" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_needs_command" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_needs_command" -s b -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_needs_command" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_needs_command" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_needs_command" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_needs_command" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_needs_command" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_needs_command" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_needs_command" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_needs_command" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_needs_command" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_needs_command" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_needs_command" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "scan" -d 'List every package and where it is installed'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "search" -d 'List the packages whose name matches a pattern'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "count" -d 'Count interpreters, sites and packages'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "completions" -d 'Print completions for a shell'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json" -l columns -d 'The columns, separated by commas: package, site, name, version, normalized, kind, site-kind, environment, python, metadata, origin, installer, requested, requires-python, license, record-bytes' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json" -l path -d 'Search this directory too. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json" -s b -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json" -f -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json" -f -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -l columns -d 'The columns, separated by commas: package, site, name, version, normalized, kind, site-kind, environment, python, metadata, origin, installer, requested, requires-python, license, record-bytes' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -l path -d 'Search this directory too. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -s b -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -s o -l output -d 'The file to write; it appears whole or not at all. - is standard output' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -s d -l delimiter -d 'What stands between two cells: one character, or \\t' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -l columns -d 'The columns, separated by commas: package, site, name, version, normalized, kind, site-kind, environment, python, metadata, origin, installer, requested, requires-python, license, record-bytes' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -l path -d 'Search this directory too. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -s b -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -l columns -d 'The columns, separated by commas: package, site, name, version, normalized, kind, site-kind, environment, python, metadata, origin, installer, requested, requires-python, license, record-bytes' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -l path -d 'Search this directory too. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -s b -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json" -s p -l pattern -d 'A glob for the name, or for name-version; `*`, `?` and `[…]` have a meaning. Letter case and -, _, . are folded as PEP 503 does. Required' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json" -l columns -d 'The columns, separated by commas: package, site, name, version, normalized, kind, site-kind, environment, python, metadata, origin, installer, requested, requires-python, license, record-bytes' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json" -l path -d 'Search this directory too. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json" -s b -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json" -l case -d 'Compare letters and separators as they are'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json" -f -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json" -f -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -s p -l pattern -d 'A glob for the name, or for name-version; `*`, `?` and `[…]` have a meaning. Letter case and -, _, . are folded as PEP 503 does. Required' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -l columns -d 'The columns, separated by commas: package, site, name, version, normalized, kind, site-kind, environment, python, metadata, origin, installer, requested, requires-python, license, record-bytes' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -l path -d 'Search this directory too. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -s b -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -l case -d 'Compare letters and separators as they are'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -s o -l output -d 'The file to write; it appears whole or not at all. - is standard output' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -s d -l delimiter -d 'What stands between two cells: one character, or \\t' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -s p -l pattern -d 'A glob for the name, or for name-version; `*`, `?` and `[…]` have a meaning. Letter case and -, _, . are folded as PEP 503 does. Required' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -l columns -d 'The columns, separated by commas: package, site, name, version, normalized, kind, site-kind, environment, python, metadata, origin, installer, requested, requires-python, license, record-bytes' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -l path -d 'Search this directory too. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -s b -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -l case -d 'Compare letters and separators as they are'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -s p -l pattern -d 'A glob for the name, or for name-version; `*`, `?` and `[…]` have a meaning. Letter case and -, _, . are folded as PEP 503 does. Required' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -l columns -d 'The columns, separated by commas: package, site, name, version, normalized, kind, site-kind, environment, python, metadata, origin, installer, requested, requires-python, license, record-bytes' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -l path -d 'Search this directory too. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -s b -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -l case -d 'Compare letters and separators as they are'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -l path -d 'Search this directory too. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -s b -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -f -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -f -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -l path -d 'Search this directory too. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -s b -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -s o -l output -d 'The file to write; it appears whole or not at all. - is standard output' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -s d -l delimiter -d 'What stands between two cells: one character, or \\t' -r
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -l path -d 'Search this directory too. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -s b -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -l path -d 'Search this directory too. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -s b -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand completions" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand completions" -l path -d 'Search this directory too. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand completions" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand completions" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand completions" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand completions" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand completions" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand completions" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand completions" -s b -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand completions" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand completions" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand completions" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand completions" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand completions" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand completions" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand completions" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand completions" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand completions" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand completions" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand completions" -s V -l version -d 'Print version'
