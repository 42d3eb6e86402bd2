# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_fetter_global_optspecs
    string join \n e/exe= path= only-path root= all-users no-all-users user-site exhaustive inventory= config= threads= cache-directory= c/cache-duration= q/quiet v/verbose l/log stderr banner= color= b= h/help V/version
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
complete -c fetter -n "__fish_fetter_needs_command" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_needs_command" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_needs_command" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_needs_command" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_needs_command" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_needs_command" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_needs_command" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_needs_command" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_needs_command" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_needs_command" -s b -d 'Write this line before a table; behind a command -b may have another meaning' -r
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
complete -c fetter -n "__fish_fetter_needs_command" -f -a "validate" -d 'Hold what is installed against requirements, a lock file or an allow list'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "audit" -d 'Say what is known to be bad of what is installed: vulnerabilities, malware, names that look like others'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "lookup-name" -d 'Say what is known of a package that need not be installed'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "lookup-bound" -d 'Say what is known of what requirements or a lock file ask for'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "db" -d 'Keep advisories on this machine'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "check" -d 'Hold what is installed against a policy: what it allows, denies and asks of advisories, files and ages'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "policy" -d 'Write, read and test policies'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "derive" -d 'Write the requirements that what is installed fulfils'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "site-install" -d 'Have every start of Python in an environment checked against a bound'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "site-uninstall" -d 'Have the starts of Python in an environment checked no longer'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "site-status" -d 'Say whether the starts of Python in environments are checked'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "site-check" -d 'Check one environment, as the start-up guard asks for it'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "unpack" -d 'List or count the files of packages, and say which are there'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "unpack-count" -d 'Count the files and directories of packages'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "unpack-files" -d 'List the files of packages'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "verify" -d 'Say whether the files of packages are as they were installed, or as they were published'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "purge-pattern" -d 'Remove packages by name: first a plan, then into quarantine'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "purge-invalid" -d 'Remove what a bound does not allow'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "purge" -d 'Remove what findings are about; carry plans out; list, undo and empty what was removed'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "apply" -d 'Carry a plan out, as `purge apply`'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "inspect" -d 'List the code that runs when Python starts, without running it'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "monitor" -d 'Watch what is installed and removed, and say it'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "agent" -d 'Watch this machine as a service, and refuse what a policy denies'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "server" -d 'Keep an organisation\'s inventory and policies, for its machines and its people'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "org" -d 'Ask a server what an organisation\'s machines have, and decide what they may'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "why" -d 'Say why a file or a package is refused on this machine'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "request" -d 'Ask whoever decides on this machine\'s policy to let a package pass'
complete -c fetter -n "__fish_fetter_needs_command" -f -a "completions" -d 'Print completions for a shell'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l columns -d 'The columns, separated by commas: package, site, name, version, normalized, kind, site-kind, environment, python, metadata, origin, installer, requested, requires-python, license, record-bytes' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -f -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -f -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -f -a "cyclonedx" -d 'Give a bill of materials in CycloneDX 1.6, JSON'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -f -a "spdx" -d 'Give a bill of materials in SPDX 2.3, JSON'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -l columns -d 'The columns, separated by commas: package, site, name, version, normalized, kind, site-kind, environment, python, metadata, origin, installer, requested, requires-python, license, record-bytes' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from display" -l banner -d 'Write this line before a table' -r
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
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from write" -l banner -d 'Write this line before a table' -r
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
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from json" -l banner -d 'Write this line before a table' -r
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
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from cyclonedx" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from cyclonedx" -l columns -d 'The columns, separated by commas: package, site, name, version, normalized, kind, site-kind, environment, python, metadata, origin, installer, requested, requires-python, license, record-bytes' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from cyclonedx" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from cyclonedx" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from cyclonedx" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from cyclonedx" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from cyclonedx" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from cyclonedx" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from cyclonedx" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from cyclonedx" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from cyclonedx" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from cyclonedx" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from cyclonedx" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from cyclonedx" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from cyclonedx" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from cyclonedx" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from cyclonedx" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from cyclonedx" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from cyclonedx" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from cyclonedx" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from cyclonedx" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from cyclonedx" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from cyclonedx" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from spdx" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from spdx" -l columns -d 'The columns, separated by commas: package, site, name, version, normalized, kind, site-kind, environment, python, metadata, origin, installer, requested, requires-python, license, record-bytes' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from spdx" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from spdx" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from spdx" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from spdx" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from spdx" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from spdx" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from spdx" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from spdx" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from spdx" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from spdx" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from spdx" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from spdx" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from spdx" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from spdx" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from spdx" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from spdx" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from spdx" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from spdx" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from spdx" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from spdx" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand scan; and __fish_seen_subcommand_from spdx" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -s p -l pattern -d 'A glob for the name, or for name-version; `*`, `?` and `[…]` have a meaning. Letter case and -, _, . are folded as PEP 503 does. Required' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l columns -d 'The columns, separated by commas: package, site, name, version, normalized, kind, site-kind, environment, python, metadata, origin, installer, requested, requires-python, license, record-bytes' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l case -d 'Compare letters and separators as they are'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -f -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -f -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -f -a "cyclonedx" -d 'Give a bill of materials in CycloneDX 1.6, JSON'
complete -c fetter -n "__fish_fetter_using_subcommand search; and not __fish_seen_subcommand_from display write json cyclonedx spdx" -f -a "spdx" -d 'Give a bill of materials in SPDX 2.3, JSON'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -s p -l pattern -d 'A glob for the name, or for name-version; `*`, `?` and `[…]` have a meaning. Letter case and -, _, . are folded as PEP 503 does. Required' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -l columns -d 'The columns, separated by commas: package, site, name, version, normalized, kind, site-kind, environment, python, metadata, origin, installer, requested, requires-python, license, record-bytes' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from display" -l banner -d 'Write this line before a table' -r
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
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from write" -l banner -d 'Write this line before a table' -r
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
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from json" -l banner -d 'Write this line before a table' -r
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
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from cyclonedx" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from cyclonedx" -s p -l pattern -d 'A glob for the name, or for name-version; `*`, `?` and `[…]` have a meaning. Letter case and -, _, . are folded as PEP 503 does. Required' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from cyclonedx" -l columns -d 'The columns, separated by commas: package, site, name, version, normalized, kind, site-kind, environment, python, metadata, origin, installer, requested, requires-python, license, record-bytes' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from cyclonedx" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from cyclonedx" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from cyclonedx" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from cyclonedx" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from cyclonedx" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from cyclonedx" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from cyclonedx" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from cyclonedx" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from cyclonedx" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from cyclonedx" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from cyclonedx" -l case -d 'Compare letters and separators as they are'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from cyclonedx" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from cyclonedx" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from cyclonedx" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from cyclonedx" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from cyclonedx" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from cyclonedx" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from cyclonedx" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from cyclonedx" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from cyclonedx" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from cyclonedx" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from cyclonedx" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from spdx" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from spdx" -s p -l pattern -d 'A glob for the name, or for name-version; `*`, `?` and `[…]` have a meaning. Letter case and -, _, . are folded as PEP 503 does. Required' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from spdx" -l columns -d 'The columns, separated by commas: package, site, name, version, normalized, kind, site-kind, environment, python, metadata, origin, installer, requested, requires-python, license, record-bytes' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from spdx" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from spdx" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from spdx" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from spdx" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from spdx" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from spdx" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from spdx" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from spdx" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from spdx" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from spdx" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from spdx" -l case -d 'Compare letters and separators as they are'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from spdx" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from spdx" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from spdx" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from spdx" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from spdx" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from spdx" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from spdx" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from spdx" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from spdx" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from spdx" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand search; and __fish_seen_subcommand_from spdx" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand count; and not __fish_seen_subcommand_from display write json" -l banner -d 'Write this line before a table' -r
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
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from display" -l banner -d 'Write this line before a table' -r
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
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from write" -l banner -d 'Write this line before a table' -r
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
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand count; and __fish_seen_subcommand_from json" -l banner -d 'Write this line before a table' -r
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
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -s b -l bound -d 'What installed packages are held against: a file (requirements, lock file, pyproject.toml, script), a directory that has one, an http(s) URL (#sha256=HEX pins it), a git repository (`git+https://HOST/REPO.git@REVISION#subdirectory=DIR`), or - for standard input. May be repeated: all count as one list' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -l bound-options -d 'The extras, dependency groups and environments of the bound that are wanted, separated by commas. Without it, those that the bound\'s own tool installs by default. all, none and default have that meaning; extra:NAME and group:NAME tell two of one name apart' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -l ignore -d 'A package that is not judged: a name or a glob. May be repeated, or separated by commas. pip, setuptools, wheel, distribute and pkg-resources are never called Unrequired unless --no-default-ignore is given' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -l python-version -d 'The Python version by which markers are judged, where files do not tell it: 3.11 or 3.11.4' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -l platform -d 'The platform by which markers are judged, where files do not tell it: linux-x86_64, macos-arm64, windows-amd64 …' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -l no-default-ignore -d 'Judge pip, setuptools, wheel, distribute and pkg-resources as any other package'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -l subset -d 'What is required need not be installed: nothing is Missing'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -l superset -d 'More than what is required may be installed: nothing is Unrequired'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -f -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -f -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -f -a "sarif" -d 'Give SARIF 2.1.0, as code hosting sites read it'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and not __fish_seen_subcommand_from display write json sarif exit" -f -a "exit" -d 'Give nothing but the exit code'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -s b -l bound -d 'What installed packages are held against: a file (requirements, lock file, pyproject.toml, script), a directory that has one, an http(s) URL (#sha256=HEX pins it), a git repository (`git+https://HOST/REPO.git@REVISION#subdirectory=DIR`), or - for standard input. May be repeated: all count as one list' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -l bound-options -d 'The extras, dependency groups and environments of the bound that are wanted, separated by commas. Without it, those that the bound\'s own tool installs by default. all, none and default have that meaning; extra:NAME and group:NAME tell two of one name apart' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -l ignore -d 'A package that is not judged: a name or a glob. May be repeated, or separated by commas. pip, setuptools, wheel, distribute and pkg-resources are never called Unrequired unless --no-default-ignore is given' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -l python-version -d 'The Python version by which markers are judged, where files do not tell it: 3.11 or 3.11.4' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -l platform -d 'The platform by which markers are judged, where files do not tell it: linux-x86_64, macos-arm64, windows-amd64 …' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -l no-default-ignore -d 'Judge pip, setuptools, wheel, distribute and pkg-resources as any other package'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -l subset -d 'What is required need not be installed: nothing is Missing'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -l superset -d 'More than what is required may be installed: nothing is Unrequired'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from display" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -s o -l output -d 'The file to write; it appears whole or not at all. - is standard output' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -s d -l delimiter -d 'What stands between two cells: one character, or \\t' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -s b -l bound -d 'What installed packages are held against: a file (requirements, lock file, pyproject.toml, script), a directory that has one, an http(s) URL (#sha256=HEX pins it), a git repository (`git+https://HOST/REPO.git@REVISION#subdirectory=DIR`), or - for standard input. May be repeated: all count as one list' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -l bound-options -d 'The extras, dependency groups and environments of the bound that are wanted, separated by commas. Without it, those that the bound\'s own tool installs by default. all, none and default have that meaning; extra:NAME and group:NAME tell two of one name apart' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -l ignore -d 'A package that is not judged: a name or a glob. May be repeated, or separated by commas. pip, setuptools, wheel, distribute and pkg-resources are never called Unrequired unless --no-default-ignore is given' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -l python-version -d 'The Python version by which markers are judged, where files do not tell it: 3.11 or 3.11.4' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -l platform -d 'The platform by which markers are judged, where files do not tell it: linux-x86_64, macos-arm64, windows-amd64 …' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -l no-default-ignore -d 'Judge pip, setuptools, wheel, distribute and pkg-resources as any other package'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -l subset -d 'What is required need not be installed: nothing is Missing'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -l superset -d 'More than what is required may be installed: nothing is Unrequired'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from write" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -s b -l bound -d 'What installed packages are held against: a file (requirements, lock file, pyproject.toml, script), a directory that has one, an http(s) URL (#sha256=HEX pins it), a git repository (`git+https://HOST/REPO.git@REVISION#subdirectory=DIR`), or - for standard input. May be repeated: all count as one list' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -l bound-options -d 'The extras, dependency groups and environments of the bound that are wanted, separated by commas. Without it, those that the bound\'s own tool installs by default. all, none and default have that meaning; extra:NAME and group:NAME tell two of one name apart' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -l ignore -d 'A package that is not judged: a name or a glob. May be repeated, or separated by commas. pip, setuptools, wheel, distribute and pkg-resources are never called Unrequired unless --no-default-ignore is given' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -l python-version -d 'The Python version by which markers are judged, where files do not tell it: 3.11 or 3.11.4' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -l platform -d 'The platform by which markers are judged, where files do not tell it: linux-x86_64, macos-arm64, windows-amd64 …' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -l no-default-ignore -d 'Judge pip, setuptools, wheel, distribute and pkg-resources as any other package'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -l subset -d 'What is required need not be installed: nothing is Missing'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -l superset -d 'More than what is required may be installed: nothing is Unrequired'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -s b -l bound -d 'What installed packages are held against: a file (requirements, lock file, pyproject.toml, script), a directory that has one, an http(s) URL (#sha256=HEX pins it), a git repository (`git+https://HOST/REPO.git@REVISION#subdirectory=DIR`), or - for standard input. May be repeated: all count as one list' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -l bound-options -d 'The extras, dependency groups and environments of the bound that are wanted, separated by commas. Without it, those that the bound\'s own tool installs by default. all, none and default have that meaning; extra:NAME and group:NAME tell two of one name apart' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -l ignore -d 'A package that is not judged: a name or a glob. May be repeated, or separated by commas. pip, setuptools, wheel, distribute and pkg-resources are never called Unrequired unless --no-default-ignore is given' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -l python-version -d 'The Python version by which markers are judged, where files do not tell it: 3.11 or 3.11.4' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -l platform -d 'The platform by which markers are judged, where files do not tell it: linux-x86_64, macos-arm64, windows-amd64 …' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -l no-default-ignore -d 'Judge pip, setuptools, wheel, distribute and pkg-resources as any other package'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -l subset -d 'What is required need not be installed: nothing is Missing'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -l superset -d 'More than what is required may be installed: nothing is Unrequired'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from sarif" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -s b -l bound -d 'What installed packages are held against: a file (requirements, lock file, pyproject.toml, script), a directory that has one, an http(s) URL (#sha256=HEX pins it), a git repository (`git+https://HOST/REPO.git@REVISION#subdirectory=DIR`), or - for standard input. May be repeated: all count as one list' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -l bound-options -d 'The extras, dependency groups and environments of the bound that are wanted, separated by commas. Without it, those that the bound\'s own tool installs by default. all, none and default have that meaning; extra:NAME and group:NAME tell two of one name apart' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -l ignore -d 'A package that is not judged: a name or a glob. May be repeated, or separated by commas. pip, setuptools, wheel, distribute and pkg-resources are never called Unrequired unless --no-default-ignore is given' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -l python-version -d 'The Python version by which markers are judged, where files do not tell it: 3.11 or 3.11.4' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -l platform -d 'The platform by which markers are judged, where files do not tell it: linux-x86_64, macos-arm64, windows-amd64 …' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -l no-default-ignore -d 'Judge pip, setuptools, wheel, distribute and pkg-resources as any other package'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -l subset -d 'What is required need not be installed: nothing is Missing'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -l superset -d 'More than what is required may be installed: nothing is Unrequired'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand validate; and __fish_seen_subcommand_from exit" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -s p -l pattern -d 'Look at packages only whose name, or name-version, matches this glob' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l cvss -d 'Only vulnerabilities with at least this CVSS score, from 0 to 10; without a value, only the highest of each release. Malware, and what nobody has scored, is always shown' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l severity -d 'Only vulnerabilities of this severity or worse. Malware, and what nobody has rated, is always shown' -r -f -a "low\t'CVSS up to 3.9'
medium\t'CVSS up to 6.9'
high\t'CVSS up to 8.9'
critical\t'CVSS from 9.0 on'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l disable -d 'Switch a kind of finding off: lookalike, direct-url-only, untrusted-origin, exception-expired, exception-unused, malicious. May be repeated, or separated by commas' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l vex -d 'Statements on what does not concern what is installed: a file in the `OpenVEX` format. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l trusted-origin -d 'A place beside an index that packages may come from: the beginning of a URL. May be repeated' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l confidence -d 'How sure a finding about a name or an origin must be to be reported' -r -f -a "low\t'It may well be nothing'
medium\t'It is likely'
high\t'It is as good as certain'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l retain-passing -d 'Show the releases too of which nothing is known'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l cache-refresh -d 'Accepted for compatibility: what a service said is never kept, and a local index is as old as it says'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -f -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -f -a "write" -d 'Write delimited text to a file: a row for each finding and site'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -f -a "sarif" -d 'Give SARIF 2.1.0, as code hosting sites read it'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -f -a "openvex" -d 'Give the vulnerabilities as an `OpenVEX` document'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -f -a "cyclonedx-vex" -d 'Give the vulnerabilities as a `CycloneDX` document (VEX)'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -f -a "exit" -d 'Give nothing but the exit code'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -s p -l pattern -d 'Look at packages only whose name, or name-version, matches this glob' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l cvss -d 'Only vulnerabilities with at least this CVSS score, from 0 to 10; without a value, only the highest of each release. Malware, and what nobody has scored, is always shown' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l severity -d 'Only vulnerabilities of this severity or worse. Malware, and what nobody has rated, is always shown' -r -f -a "low\t'CVSS up to 3.9'
medium\t'CVSS up to 6.9'
high\t'CVSS up to 8.9'
critical\t'CVSS from 9.0 on'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l disable -d 'Switch a kind of finding off: lookalike, direct-url-only, untrusted-origin, exception-expired, exception-unused, malicious. May be repeated, or separated by commas' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l vex -d 'Statements on what does not concern what is installed: a file in the `OpenVEX` format. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l trusted-origin -d 'A place beside an index that packages may come from: the beginning of a URL. May be repeated' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l confidence -d 'How sure a finding about a name or an origin must be to be reported' -r -f -a "low\t'It may well be nothing'
medium\t'It is likely'
high\t'It is as good as certain'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l retain-passing -d 'Show the releases too of which nothing is known'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l cache-refresh -d 'Accepted for compatibility: what a service said is never kept, and a local index is as old as it says'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from display" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -s o -l output -d 'The file to write; it appears whole or not at all. - is standard output' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -s d -l delimiter -d 'What stands between two cells: one character, or \\t' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -s p -l pattern -d 'Look at packages only whose name, or name-version, matches this glob' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l cvss -d 'Only vulnerabilities with at least this CVSS score, from 0 to 10; without a value, only the highest of each release. Malware, and what nobody has scored, is always shown' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l severity -d 'Only vulnerabilities of this severity or worse. Malware, and what nobody has rated, is always shown' -r -f -a "low\t'CVSS up to 3.9'
medium\t'CVSS up to 6.9'
high\t'CVSS up to 8.9'
critical\t'CVSS from 9.0 on'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l disable -d 'Switch a kind of finding off: lookalike, direct-url-only, untrusted-origin, exception-expired, exception-unused, malicious. May be repeated, or separated by commas' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l vex -d 'Statements on what does not concern what is installed: a file in the `OpenVEX` format. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l trusted-origin -d 'A place beside an index that packages may come from: the beginning of a URL. May be repeated' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l confidence -d 'How sure a finding about a name or an origin must be to be reported' -r -f -a "low\t'It may well be nothing'
medium\t'It is likely'
high\t'It is as good as certain'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l retain-passing -d 'Show the releases too of which nothing is known'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l cache-refresh -d 'Accepted for compatibility: what a service said is never kept, and a local index is as old as it says'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from write" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -s p -l pattern -d 'Look at packages only whose name, or name-version, matches this glob' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l cvss -d 'Only vulnerabilities with at least this CVSS score, from 0 to 10; without a value, only the highest of each release. Malware, and what nobody has scored, is always shown' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l severity -d 'Only vulnerabilities of this severity or worse. Malware, and what nobody has rated, is always shown' -r -f -a "low\t'CVSS up to 3.9'
medium\t'CVSS up to 6.9'
high\t'CVSS up to 8.9'
critical\t'CVSS from 9.0 on'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l disable -d 'Switch a kind of finding off: lookalike, direct-url-only, untrusted-origin, exception-expired, exception-unused, malicious. May be repeated, or separated by commas' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l vex -d 'Statements on what does not concern what is installed: a file in the `OpenVEX` format. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l trusted-origin -d 'A place beside an index that packages may come from: the beginning of a URL. May be repeated' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l confidence -d 'How sure a finding about a name or an origin must be to be reported' -r -f -a "low\t'It may well be nothing'
medium\t'It is likely'
high\t'It is as good as certain'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l retain-passing -d 'Show the releases too of which nothing is known'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l cache-refresh -d 'Accepted for compatibility: what a service said is never kept, and a local index is as old as it says'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -s p -l pattern -d 'Look at packages only whose name, or name-version, matches this glob' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l cvss -d 'Only vulnerabilities with at least this CVSS score, from 0 to 10; without a value, only the highest of each release. Malware, and what nobody has scored, is always shown' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l severity -d 'Only vulnerabilities of this severity or worse. Malware, and what nobody has rated, is always shown' -r -f -a "low\t'CVSS up to 3.9'
medium\t'CVSS up to 6.9'
high\t'CVSS up to 8.9'
critical\t'CVSS from 9.0 on'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l disable -d 'Switch a kind of finding off: lookalike, direct-url-only, untrusted-origin, exception-expired, exception-unused, malicious. May be repeated, or separated by commas' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l vex -d 'Statements on what does not concern what is installed: a file in the `OpenVEX` format. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l trusted-origin -d 'A place beside an index that packages may come from: the beginning of a URL. May be repeated' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l confidence -d 'How sure a finding about a name or an origin must be to be reported' -r -f -a "low\t'It may well be nothing'
medium\t'It is likely'
high\t'It is as good as certain'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l retain-passing -d 'Show the releases too of which nothing is known'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l cache-refresh -d 'Accepted for compatibility: what a service said is never kept, and a local index is as old as it says'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from sarif" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -s p -l pattern -d 'Look at packages only whose name, or name-version, matches this glob' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l cvss -d 'Only vulnerabilities with at least this CVSS score, from 0 to 10; without a value, only the highest of each release. Malware, and what nobody has scored, is always shown' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l severity -d 'Only vulnerabilities of this severity or worse. Malware, and what nobody has rated, is always shown' -r -f -a "low\t'CVSS up to 3.9'
medium\t'CVSS up to 6.9'
high\t'CVSS up to 8.9'
critical\t'CVSS from 9.0 on'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l disable -d 'Switch a kind of finding off: lookalike, direct-url-only, untrusted-origin, exception-expired, exception-unused, malicious. May be repeated, or separated by commas' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l vex -d 'Statements on what does not concern what is installed: a file in the `OpenVEX` format. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l trusted-origin -d 'A place beside an index that packages may come from: the beginning of a URL. May be repeated' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l confidence -d 'How sure a finding about a name or an origin must be to be reported' -r -f -a "low\t'It may well be nothing'
medium\t'It is likely'
high\t'It is as good as certain'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l retain-passing -d 'Show the releases too of which nothing is known'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l cache-refresh -d 'Accepted for compatibility: what a service said is never kept, and a local index is as old as it says'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from openvex" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -s p -l pattern -d 'Look at packages only whose name, or name-version, matches this glob' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l cvss -d 'Only vulnerabilities with at least this CVSS score, from 0 to 10; without a value, only the highest of each release. Malware, and what nobody has scored, is always shown' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l severity -d 'Only vulnerabilities of this severity or worse. Malware, and what nobody has rated, is always shown' -r -f -a "low\t'CVSS up to 3.9'
medium\t'CVSS up to 6.9'
high\t'CVSS up to 8.9'
critical\t'CVSS from 9.0 on'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l disable -d 'Switch a kind of finding off: lookalike, direct-url-only, untrusted-origin, exception-expired, exception-unused, malicious. May be repeated, or separated by commas' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l vex -d 'Statements on what does not concern what is installed: a file in the `OpenVEX` format. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l trusted-origin -d 'A place beside an index that packages may come from: the beginning of a URL. May be repeated' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l confidence -d 'How sure a finding about a name or an origin must be to be reported' -r -f -a "low\t'It may well be nothing'
medium\t'It is likely'
high\t'It is as good as certain'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l retain-passing -d 'Show the releases too of which nothing is known'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l cache-refresh -d 'Accepted for compatibility: what a service said is never kept, and a local index is as old as it says'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from cyclonedx-vex" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -s p -l pattern -d 'Look at packages only whose name, or name-version, matches this glob' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l cvss -d 'Only vulnerabilities with at least this CVSS score, from 0 to 10; without a value, only the highest of each release. Malware, and what nobody has scored, is always shown' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l severity -d 'Only vulnerabilities of this severity or worse. Malware, and what nobody has rated, is always shown' -r -f -a "low\t'CVSS up to 3.9'
medium\t'CVSS up to 6.9'
high\t'CVSS up to 8.9'
critical\t'CVSS from 9.0 on'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l disable -d 'Switch a kind of finding off: lookalike, direct-url-only, untrusted-origin, exception-expired, exception-unused, malicious. May be repeated, or separated by commas' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l vex -d 'Statements on what does not concern what is installed: a file in the `OpenVEX` format. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l trusted-origin -d 'A place beside an index that packages may come from: the beginning of a URL. May be repeated' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l confidence -d 'How sure a finding about a name or an origin must be to be reported' -r -f -a "low\t'It may well be nothing'
medium\t'It is likely'
high\t'It is as good as certain'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l retain-passing -d 'Show the releases too of which nothing is known'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l cache-refresh -d 'Accepted for compatibility: what a service said is never kept, and a local index is as old as it says'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand audit; and __fish_seen_subcommand_from exit" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l limit -d 'Show this many findings at most' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l cvss -d 'Only vulnerabilities with at least this CVSS score, from 0 to 10; without a value, only the highest of each release. Malware, and what nobody has scored, is always shown' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l severity -d 'Only vulnerabilities of this severity or worse. Malware, and what nobody has rated, is always shown' -r -f -a "low\t'CVSS up to 3.9'
medium\t'CVSS up to 6.9'
high\t'CVSS up to 8.9'
critical\t'CVSS from 9.0 on'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l disable -d 'Switch a kind of finding off: lookalike, direct-url-only, untrusted-origin, exception-expired, exception-unused, malicious. May be repeated, or separated by commas' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l vex -d 'Statements on what does not concern what is installed: a file in the `OpenVEX` format. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l retain-passing -d 'Show the releases too of which nothing is known'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -a "write" -d 'Write delimited text to a file: a row for each finding and site'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -a "sarif" -d 'Give SARIF 2.1.0, as code hosting sites read it'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -a "openvex" -d 'Give the vulnerabilities as an `OpenVEX` document'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -a "cyclonedx-vex" -d 'Give the vulnerabilities as a `CycloneDX` document (VEX)'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -a "exit" -d 'Give nothing but the exit code'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -l limit -d 'Show this many findings at most' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -l cvss -d 'Only vulnerabilities with at least this CVSS score, from 0 to 10; without a value, only the highest of each release. Malware, and what nobody has scored, is always shown' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -l severity -d 'Only vulnerabilities of this severity or worse. Malware, and what nobody has rated, is always shown' -r -f -a "low\t'CVSS up to 3.9'
medium\t'CVSS up to 6.9'
high\t'CVSS up to 8.9'
critical\t'CVSS from 9.0 on'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -l disable -d 'Switch a kind of finding off: lookalike, direct-url-only, untrusted-origin, exception-expired, exception-unused, malicious. May be repeated, or separated by commas' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -l vex -d 'Statements on what does not concern what is installed: a file in the `OpenVEX` format. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -l retain-passing -d 'Show the releases too of which nothing is known'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from display" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -s o -l output -d 'The file to write; it appears whole or not at all. - is standard output' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -s d -l delimiter -d 'What stands between two cells: one character, or \\t' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -l limit -d 'Show this many findings at most' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -l cvss -d 'Only vulnerabilities with at least this CVSS score, from 0 to 10; without a value, only the highest of each release. Malware, and what nobody has scored, is always shown' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -l severity -d 'Only vulnerabilities of this severity or worse. Malware, and what nobody has rated, is always shown' -r -f -a "low\t'CVSS up to 3.9'
medium\t'CVSS up to 6.9'
high\t'CVSS up to 8.9'
critical\t'CVSS from 9.0 on'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -l disable -d 'Switch a kind of finding off: lookalike, direct-url-only, untrusted-origin, exception-expired, exception-unused, malicious. May be repeated, or separated by commas' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -l vex -d 'Statements on what does not concern what is installed: a file in the `OpenVEX` format. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -l retain-passing -d 'Show the releases too of which nothing is known'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from write" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -l limit -d 'Show this many findings at most' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -l cvss -d 'Only vulnerabilities with at least this CVSS score, from 0 to 10; without a value, only the highest of each release. Malware, and what nobody has scored, is always shown' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -l severity -d 'Only vulnerabilities of this severity or worse. Malware, and what nobody has rated, is always shown' -r -f -a "low\t'CVSS up to 3.9'
medium\t'CVSS up to 6.9'
high\t'CVSS up to 8.9'
critical\t'CVSS from 9.0 on'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -l disable -d 'Switch a kind of finding off: lookalike, direct-url-only, untrusted-origin, exception-expired, exception-unused, malicious. May be repeated, or separated by commas' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -l vex -d 'Statements on what does not concern what is installed: a file in the `OpenVEX` format. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -l retain-passing -d 'Show the releases too of which nothing is known'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -l limit -d 'Show this many findings at most' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -l cvss -d 'Only vulnerabilities with at least this CVSS score, from 0 to 10; without a value, only the highest of each release. Malware, and what nobody has scored, is always shown' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -l severity -d 'Only vulnerabilities of this severity or worse. Malware, and what nobody has rated, is always shown' -r -f -a "low\t'CVSS up to 3.9'
medium\t'CVSS up to 6.9'
high\t'CVSS up to 8.9'
critical\t'CVSS from 9.0 on'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -l disable -d 'Switch a kind of finding off: lookalike, direct-url-only, untrusted-origin, exception-expired, exception-unused, malicious. May be repeated, or separated by commas' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -l vex -d 'Statements on what does not concern what is installed: a file in the `OpenVEX` format. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -l retain-passing -d 'Show the releases too of which nothing is known'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from sarif" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -l limit -d 'Show this many findings at most' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -l cvss -d 'Only vulnerabilities with at least this CVSS score, from 0 to 10; without a value, only the highest of each release. Malware, and what nobody has scored, is always shown' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -l severity -d 'Only vulnerabilities of this severity or worse. Malware, and what nobody has rated, is always shown' -r -f -a "low\t'CVSS up to 3.9'
medium\t'CVSS up to 6.9'
high\t'CVSS up to 8.9'
critical\t'CVSS from 9.0 on'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -l disable -d 'Switch a kind of finding off: lookalike, direct-url-only, untrusted-origin, exception-expired, exception-unused, malicious. May be repeated, or separated by commas' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -l vex -d 'Statements on what does not concern what is installed: a file in the `OpenVEX` format. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -l retain-passing -d 'Show the releases too of which nothing is known'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from openvex" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -l limit -d 'Show this many findings at most' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -l cvss -d 'Only vulnerabilities with at least this CVSS score, from 0 to 10; without a value, only the highest of each release. Malware, and what nobody has scored, is always shown' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -l severity -d 'Only vulnerabilities of this severity or worse. Malware, and what nobody has rated, is always shown' -r -f -a "low\t'CVSS up to 3.9'
medium\t'CVSS up to 6.9'
high\t'CVSS up to 8.9'
critical\t'CVSS from 9.0 on'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -l disable -d 'Switch a kind of finding off: lookalike, direct-url-only, untrusted-origin, exception-expired, exception-unused, malicious. May be repeated, or separated by commas' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -l vex -d 'Statements on what does not concern what is installed: a file in the `OpenVEX` format. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -l retain-passing -d 'Show the releases too of which nothing is known'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from cyclonedx-vex" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -l limit -d 'Show this many findings at most' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -l cvss -d 'Only vulnerabilities with at least this CVSS score, from 0 to 10; without a value, only the highest of each release. Malware, and what nobody has scored, is always shown' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -l severity -d 'Only vulnerabilities of this severity or worse. Malware, and what nobody has rated, is always shown' -r -f -a "low\t'CVSS up to 3.9'
medium\t'CVSS up to 6.9'
high\t'CVSS up to 8.9'
critical\t'CVSS from 9.0 on'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -l disable -d 'Switch a kind of finding off: lookalike, direct-url-only, untrusted-origin, exception-expired, exception-unused, malicious. May be repeated, or separated by commas' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -l vex -d 'Statements on what does not concern what is installed: a file in the `OpenVEX` format. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -l retain-passing -d 'Show the releases too of which nothing is known'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-name; and __fish_seen_subcommand_from exit" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -s b -l bound -d 'The same, as other commands have it. May be repeated: all count as one list' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l cvss -d 'Only vulnerabilities with at least this CVSS score, from 0 to 10; without a value, only the highest of each release. Malware, and what nobody has scored, is always shown' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l severity -d 'Only vulnerabilities of this severity or worse. Malware, and what nobody has rated, is always shown' -r -f -a "low\t'CVSS up to 3.9'
medium\t'CVSS up to 6.9'
high\t'CVSS up to 8.9'
critical\t'CVSS from 9.0 on'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l disable -d 'Switch a kind of finding off: lookalike, direct-url-only, untrusted-origin, exception-expired, exception-unused, malicious. May be repeated, or separated by commas' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l vex -d 'Statements on what does not concern what is installed: a file in the `OpenVEX` format. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l retain-passing -d 'Show the releases too of which nothing is known'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -a "write" -d 'Write delimited text to a file: a row for each finding and site'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -a "sarif" -d 'Give SARIF 2.1.0, as code hosting sites read it'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -a "openvex" -d 'Give the vulnerabilities as an `OpenVEX` document'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -a "cyclonedx-vex" -d 'Give the vulnerabilities as a `CycloneDX` document (VEX)'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and not __fish_seen_subcommand_from display write json sarif openvex cyclonedx-vex exit" -a "exit" -d 'Give nothing but the exit code'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -s b -l bound -d 'The same, as other commands have it. May be repeated: all count as one list' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -l cvss -d 'Only vulnerabilities with at least this CVSS score, from 0 to 10; without a value, only the highest of each release. Malware, and what nobody has scored, is always shown' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -l severity -d 'Only vulnerabilities of this severity or worse. Malware, and what nobody has rated, is always shown' -r -f -a "low\t'CVSS up to 3.9'
medium\t'CVSS up to 6.9'
high\t'CVSS up to 8.9'
critical\t'CVSS from 9.0 on'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -l disable -d 'Switch a kind of finding off: lookalike, direct-url-only, untrusted-origin, exception-expired, exception-unused, malicious. May be repeated, or separated by commas' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -l vex -d 'Statements on what does not concern what is installed: a file in the `OpenVEX` format. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -l retain-passing -d 'Show the releases too of which nothing is known'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from display" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -s o -l output -d 'The file to write; it appears whole or not at all. - is standard output' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -s d -l delimiter -d 'What stands between two cells: one character, or \\t' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -s b -l bound -d 'The same, as other commands have it. May be repeated: all count as one list' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -l cvss -d 'Only vulnerabilities with at least this CVSS score, from 0 to 10; without a value, only the highest of each release. Malware, and what nobody has scored, is always shown' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -l severity -d 'Only vulnerabilities of this severity or worse. Malware, and what nobody has rated, is always shown' -r -f -a "low\t'CVSS up to 3.9'
medium\t'CVSS up to 6.9'
high\t'CVSS up to 8.9'
critical\t'CVSS from 9.0 on'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -l disable -d 'Switch a kind of finding off: lookalike, direct-url-only, untrusted-origin, exception-expired, exception-unused, malicious. May be repeated, or separated by commas' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -l vex -d 'Statements on what does not concern what is installed: a file in the `OpenVEX` format. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -l retain-passing -d 'Show the releases too of which nothing is known'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from write" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -s b -l bound -d 'The same, as other commands have it. May be repeated: all count as one list' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -l cvss -d 'Only vulnerabilities with at least this CVSS score, from 0 to 10; without a value, only the highest of each release. Malware, and what nobody has scored, is always shown' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -l severity -d 'Only vulnerabilities of this severity or worse. Malware, and what nobody has rated, is always shown' -r -f -a "low\t'CVSS up to 3.9'
medium\t'CVSS up to 6.9'
high\t'CVSS up to 8.9'
critical\t'CVSS from 9.0 on'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -l disable -d 'Switch a kind of finding off: lookalike, direct-url-only, untrusted-origin, exception-expired, exception-unused, malicious. May be repeated, or separated by commas' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -l vex -d 'Statements on what does not concern what is installed: a file in the `OpenVEX` format. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -l retain-passing -d 'Show the releases too of which nothing is known'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -s b -l bound -d 'The same, as other commands have it. May be repeated: all count as one list' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -l cvss -d 'Only vulnerabilities with at least this CVSS score, from 0 to 10; without a value, only the highest of each release. Malware, and what nobody has scored, is always shown' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -l severity -d 'Only vulnerabilities of this severity or worse. Malware, and what nobody has rated, is always shown' -r -f -a "low\t'CVSS up to 3.9'
medium\t'CVSS up to 6.9'
high\t'CVSS up to 8.9'
critical\t'CVSS from 9.0 on'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -l disable -d 'Switch a kind of finding off: lookalike, direct-url-only, untrusted-origin, exception-expired, exception-unused, malicious. May be repeated, or separated by commas' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -l vex -d 'Statements on what does not concern what is installed: a file in the `OpenVEX` format. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -l retain-passing -d 'Show the releases too of which nothing is known'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from sarif" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -s b -l bound -d 'The same, as other commands have it. May be repeated: all count as one list' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -l cvss -d 'Only vulnerabilities with at least this CVSS score, from 0 to 10; without a value, only the highest of each release. Malware, and what nobody has scored, is always shown' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -l severity -d 'Only vulnerabilities of this severity or worse. Malware, and what nobody has rated, is always shown' -r -f -a "low\t'CVSS up to 3.9'
medium\t'CVSS up to 6.9'
high\t'CVSS up to 8.9'
critical\t'CVSS from 9.0 on'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -l disable -d 'Switch a kind of finding off: lookalike, direct-url-only, untrusted-origin, exception-expired, exception-unused, malicious. May be repeated, or separated by commas' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -l vex -d 'Statements on what does not concern what is installed: a file in the `OpenVEX` format. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -l retain-passing -d 'Show the releases too of which nothing is known'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from openvex" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -s b -l bound -d 'The same, as other commands have it. May be repeated: all count as one list' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -l cvss -d 'Only vulnerabilities with at least this CVSS score, from 0 to 10; without a value, only the highest of each release. Malware, and what nobody has scored, is always shown' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -l severity -d 'Only vulnerabilities of this severity or worse. Malware, and what nobody has rated, is always shown' -r -f -a "low\t'CVSS up to 3.9'
medium\t'CVSS up to 6.9'
high\t'CVSS up to 8.9'
critical\t'CVSS from 9.0 on'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -l disable -d 'Switch a kind of finding off: lookalike, direct-url-only, untrusted-origin, exception-expired, exception-unused, malicious. May be repeated, or separated by commas' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -l vex -d 'Statements on what does not concern what is installed: a file in the `OpenVEX` format. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -l retain-passing -d 'Show the releases too of which nothing is known'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from cyclonedx-vex" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -s b -l bound -d 'The same, as other commands have it. May be repeated: all count as one list' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -l cvss -d 'Only vulnerabilities with at least this CVSS score, from 0 to 10; without a value, only the highest of each release. Malware, and what nobody has scored, is always shown' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -l severity -d 'Only vulnerabilities of this severity or worse. Malware, and what nobody has rated, is always shown' -r -f -a "low\t'CVSS up to 3.9'
medium\t'CVSS up to 6.9'
high\t'CVSS up to 8.9'
critical\t'CVSS from 9.0 on'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -l disable -d 'Switch a kind of finding off: lookalike, direct-url-only, untrusted-origin, exception-expired, exception-unused, malicious. May be repeated, or separated by commas' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -l vex -d 'Statements on what does not concern what is installed: a file in the `OpenVEX` format. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -l retain-passing -d 'Show the releases too of which nothing is known'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand lookup-bound; and __fish_seen_subcommand_from exit" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand db; and not __fish_seen_subcommand_from update status" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand db; and not __fish_seen_subcommand_from update status" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand db; and not __fish_seen_subcommand_from update status" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand db; and not __fish_seen_subcommand_from update status" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand db; and not __fish_seen_subcommand_from update status" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand db; and not __fish_seen_subcommand_from update status" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand db; and not __fish_seen_subcommand_from update status" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand db; and not __fish_seen_subcommand_from update status" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand db; and not __fish_seen_subcommand_from update status" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand db; and not __fish_seen_subcommand_from update status" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand db; and not __fish_seen_subcommand_from update status" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand db; and not __fish_seen_subcommand_from update status" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand db; and not __fish_seen_subcommand_from update status" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand db; and not __fish_seen_subcommand_from update status" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand db; and not __fish_seen_subcommand_from update status" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand db; and not __fish_seen_subcommand_from update status" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand db; and not __fish_seen_subcommand_from update status" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand db; and not __fish_seen_subcommand_from update status" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand db; and not __fish_seen_subcommand_from update status" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand db; and not __fish_seen_subcommand_from update status" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand db; and not __fish_seen_subcommand_from update status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand db; and not __fish_seen_subcommand_from update status" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand db; and not __fish_seen_subcommand_from update status" -f -a "update" -d 'Fetch advisories, and make the local index of them'
complete -c fetter -n "__fish_fetter_using_subcommand db; and not __fish_seen_subcommand_from update status" -f -a "status" -d 'Say what is there, how old it is, and where it is from'
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from update" -l from -d 'Where advisories come from, instead of OSV\'s public dump: a zip file or a directory of records in the OSV format, or a URL of such a zip file (#sha256=HEX pins it)' -r
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from update" -l kev -d 'A list of vulnerabilities that are known to be exploited: CISA\'s KEV catalogue in JSON. none takes the list away' -r
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from update" -l epss -d 'A list of how likely vulnerabilities are to be exploited: FIRST\'s EPSS in CSV, packed by gzip or not. none takes the list away' -r
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from update" -l popular -d 'A list of popular packages, for look-alikes, instead of the one that is shipped: ranked names, in text, TSV, CSV or JSON. none goes back to that one' -r
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from update" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from update" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from update" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from update" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from update" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from update" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from update" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from update" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from update" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from update" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from update" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from update" -l allow-fewer -d 'Take a dump that has less than half of the records of the index that is there'
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from update" -l skip-advisories -d 'Leave the advisories as they are, and fetch lists only'
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from update" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from update" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from update" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from update" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from update" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from update" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from update" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from update" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from update" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from update" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from status" -l max-age -d 'How old the local index may be, in days (7)' -r
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from status" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from status" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from status" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from status" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from status" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from status" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from status" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from status" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from status" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from status" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from status" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from status" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from status" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from status" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from status" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from status" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from status" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from status" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from status" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from status" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from status" -f -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from status" -f -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand db; and __fish_seen_subcommand_from status" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -l policy -d 'The policy file; /etc/fetter/policy.toml, if none is named' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -l journal -d 'Since when packages have been here: as the journal in this directory says (without it: the agent\'s of this machine)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -f -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -f -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -f -a "sarif" -d 'Give SARIF 2.1.0, as code hosting sites read it'
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -f -a "exit" -d 'Give nothing but the exit code'
complete -c fetter -n "__fish_fetter_using_subcommand check; and not __fish_seen_subcommand_from display write json sarif exit explain" -f -a "explain" -d 'Say of a package, wherever it is installed, which rule decided and why'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -l policy -d 'The policy file; /etc/fetter/policy.toml, if none is named' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -l journal -d 'Since when packages have been here: as the journal in this directory says (without it: the agent\'s of this machine)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from display" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -s o -l output -d 'The file to write; it appears whole or not at all. - is standard output' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -s d -l delimiter -d 'What stands between two cells: one character, or \\t' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -l policy -d 'The policy file; /etc/fetter/policy.toml, if none is named' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -l journal -d 'Since when packages have been here: as the journal in this directory says (without it: the agent\'s of this machine)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from write" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -l policy -d 'The policy file; /etc/fetter/policy.toml, if none is named' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -l journal -d 'Since when packages have been here: as the journal in this directory says (without it: the agent\'s of this machine)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -l policy -d 'The policy file; /etc/fetter/policy.toml, if none is named' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -l journal -d 'Since when packages have been here: as the journal in this directory says (without it: the agent\'s of this machine)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from sarif" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -l policy -d 'The policy file; /etc/fetter/policy.toml, if none is named' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -l journal -d 'Since when packages have been here: as the journal in this directory says (without it: the agent\'s of this machine)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from exit" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -l policy -d 'The policy file; /etc/fetter/policy.toml, if none is named' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -l journal -d 'Since when packages have been here: as the journal in this directory says (without it: the agent\'s of this machine)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -l source -d 'Where advisories come from: the local index if it is there and fresh, or else the service (auto), or one of them only' -r -f -a "auto\t'The local index if it is there and fresh, or else the service'
local\t'The local index'
api\t'The service'"
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -l max-age -d 'How old the local index may be, in days (7). An older one is used, and said to be old: exit code 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -l database -d 'The directory of the local index and lists' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -l api -d 'The service: a URL at which the API of OSV is' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -l timeout -d 'How long the service may take for everything, in seconds' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -l offline -d 'Use no network: the local index only'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand check; and __fish_seen_subcommand_from explain" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and not __fish_seen_subcommand_from init check test" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand policy; and not __fish_seen_subcommand_from init check test" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand policy; and not __fish_seen_subcommand_from init check test" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand policy; and not __fish_seen_subcommand_from init check test" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand policy; and not __fish_seen_subcommand_from init check test" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand policy; and not __fish_seen_subcommand_from init check test" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand policy; and not __fish_seen_subcommand_from init check test" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand policy; and not __fish_seen_subcommand_from init check test" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand policy; and not __fish_seen_subcommand_from init check test" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand policy; and not __fish_seen_subcommand_from init check test" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand policy; and not __fish_seen_subcommand_from init check test" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and not __fish_seen_subcommand_from init check test" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and not __fish_seen_subcommand_from init check test" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and not __fish_seen_subcommand_from init check test" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and not __fish_seen_subcommand_from init check test" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and not __fish_seen_subcommand_from init check test" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and not __fish_seen_subcommand_from init check test" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and not __fish_seen_subcommand_from init check test" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and not __fish_seen_subcommand_from init check test" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and not __fish_seen_subcommand_from init check test" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and not __fish_seen_subcommand_from init check test" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and not __fish_seen_subcommand_from init check test" -f -a "init" -d 'Write a first policy: what is installed now is allowed, and the rest is warned of'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and not __fish_seen_subcommand_from init check test" -f -a "check" -d 'Read a policy with all that it names, and say every mistake with its line and column'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and not __fish_seen_subcommand_from init check test" -f -a "test" -d 'Hold policies against recorded inventories, and say where they decide otherwise than expected'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from init" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from init" -l name -d 'What the policy is called' -r
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from init" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from init" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from init" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from init" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from init" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from init" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from init" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from init" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from init" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from init" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from init" -l force -d 'Write the file also where there is one already'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from init" -l exact -d 'Allow the installed versions only, and not every version of what is installed'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from init" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from init" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from init" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from init" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from init" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from init" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from init" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from init" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from init" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from init" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from check" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from check" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from check" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from check" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from check" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from check" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from check" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from check" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from check" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from check" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from check" -l local -d 'Take only bounds that are files of this machine, as an agent does'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from check" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from check" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from check" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from check" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from check" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from check" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from check" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from check" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from check" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from test" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from test" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from test" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from test" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from test" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from test" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from test" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from test" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from test" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from test" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from test" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from test" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from test" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from test" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from test" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from test" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from test" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from test" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from test" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from test" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand policy; and __fish_seen_subcommand_from test" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and not __fish_seen_subcommand_from display write" -s a -l anchor -d 'Which versions the requirements allow: from the lowest that is installed, up to the highest, both, or exactly those' -r -f -a "lower\t'`>=` the lowest version that is installed'
upper\t'`<=` the highest version that is installed'
both\t'Both'
exact\t'`==` the version that is installed'"
complete -c fetter -n "__fish_fetter_using_subcommand derive; and not __fish_seen_subcommand_from display write" -l format -d 'What is written: a requirements file or a pylock.toml' -r -f -a "requirements\t'A requirements file'
pylock\t'A lock file of PEP 751, to be held against: which archive of an index a package came from is recorded nowhere, so that it is not in the file, and installers that want one refuse it'"
complete -c fetter -n "__fish_fetter_using_subcommand derive; and not __fish_seen_subcommand_from display write" -l ignore -d 'A package that is left out: a name or a glob. May be repeated, or separated by commas' -r
complete -c fetter -n "__fish_fetter_using_subcommand derive; and not __fish_seen_subcommand_from display write" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand derive; and not __fish_seen_subcommand_from display write" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand derive; and not __fish_seen_subcommand_from display write" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand derive; and not __fish_seen_subcommand_from display write" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand derive; and not __fish_seen_subcommand_from display write" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand derive; and not __fish_seen_subcommand_from display write" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand derive; and not __fish_seen_subcommand_from display write" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand derive; and not __fish_seen_subcommand_from display write" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand derive; and not __fish_seen_subcommand_from display write" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand derive; and not __fish_seen_subcommand_from display write" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand derive; and not __fish_seen_subcommand_from display write" -l no-default-ignore -d 'Take in pip, setuptools, wheel, distribute and pkg-resources too'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and not __fish_seen_subcommand_from display write" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and not __fish_seen_subcommand_from display write" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and not __fish_seen_subcommand_from display write" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and not __fish_seen_subcommand_from display write" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and not __fish_seen_subcommand_from display write" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and not __fish_seen_subcommand_from display write" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and not __fish_seen_subcommand_from display write" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and not __fish_seen_subcommand_from display write" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and not __fish_seen_subcommand_from display write" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and not __fish_seen_subcommand_from display write" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and not __fish_seen_subcommand_from display write" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and not __fish_seen_subcommand_from display write" -f -a "display" -d 'Show it (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and not __fish_seen_subcommand_from display write" -f -a "write" -d 'Write it to a file'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from display" -s a -l anchor -d 'Which versions the requirements allow: from the lowest that is installed, up to the highest, both, or exactly those' -r -f -a "lower\t'`>=` the lowest version that is installed'
upper\t'`<=` the highest version that is installed'
both\t'Both'
exact\t'`==` the version that is installed'"
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from display" -l format -d 'What is written: a requirements file or a pylock.toml' -r -f -a "requirements\t'A requirements file'
pylock\t'A lock file of PEP 751, to be held against: which archive of an index a package came from is recorded nowhere, so that it is not in the file, and installers that want one refuse it'"
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from display" -l ignore -d 'A package that is left out: a name or a glob. May be repeated, or separated by commas' -r
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from display" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from display" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from display" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from display" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from display" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from display" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from display" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from display" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from display" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from display" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from display" -l no-default-ignore -d 'Take in pip, setuptools, wheel, distribute and pkg-resources too'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from display" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from display" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from display" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from display" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from display" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from display" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from display" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from display" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from display" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from display" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from display" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from write" -s o -l output -d 'The file to write; it appears whole or not at all. - is standard output' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from write" -s a -l anchor -d 'Which versions the requirements allow: from the lowest that is installed, up to the highest, both, or exactly those' -r -f -a "lower\t'`>=` the lowest version that is installed'
upper\t'`<=` the highest version that is installed'
both\t'Both'
exact\t'`==` the version that is installed'"
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from write" -l format -d 'What is written: a requirements file or a pylock.toml' -r -f -a "requirements\t'A requirements file'
pylock\t'A lock file of PEP 751, to be held against: which archive of an index a package came from is recorded nowhere, so that it is not in the file, and installers that want one refuse it'"
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from write" -l ignore -d 'A package that is left out: a name or a glob. May be repeated, or separated by commas' -r
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from write" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from write" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from write" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from write" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from write" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from write" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from write" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from write" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from write" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from write" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from write" -l no-default-ignore -d 'Take in pip, setuptools, wheel, distribute and pkg-resources too'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from write" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from write" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from write" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from write" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from write" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from write" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from write" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from write" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from write" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from write" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand derive; and __fish_seen_subcommand_from write" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -l bound-options -d 'The extras, dependency groups and environments of the bound that are wanted, separated by commas. Without it, those that the bound\'s own tool installs by default. all, none and default have that meaning; extra:NAME and group:NAME tell two of one name apart' -r
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -l ignore -d 'A package that is not judged: a name or a glob. May be repeated, or separated by commas. pip, setuptools, wheel, distribute and pkg-resources are never called Unrequired unless --no-default-ignore is given' -r
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -l python-version -d 'The Python version by which markers are judged, where files do not tell it: 3.11 or 3.11.4' -r
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -l platform -d 'The platform by which markers are judged, where files do not tell it: linux-x86_64, macos-arm64, windows-amd64 …' -r
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -s b -l bound -d 'What installed packages are held against: a file of this machine (requirements, lock file, pyproject.toml, script), or a directory that has one, of which that file is kept. It is read at starts, without a network and without ${NAME}. May be repeated: all count as one list' -r
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -l no-default-ignore -d 'Judge pip, setuptools, wheel, distribute and pkg-resources as any other package'
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -l subset -d 'What is required need not be installed: nothing is Missing'
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -l superset -d 'More than what is required may be installed: nothing is Unrequired'
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand site-install" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand site-uninstall" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-uninstall" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-uninstall" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-uninstall" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-uninstall" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-uninstall" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand site-uninstall" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-uninstall" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand site-uninstall" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand site-uninstall" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand site-uninstall" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand site-uninstall" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand site-uninstall" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand site-uninstall" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand site-uninstall" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand site-uninstall" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand site-uninstall" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand site-uninstall" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand site-uninstall" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand site-uninstall" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand site-uninstall" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and not __fish_seen_subcommand_from display write json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and not __fish_seen_subcommand_from display write json" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and not __fish_seen_subcommand_from display write json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and not __fish_seen_subcommand_from display write json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and not __fish_seen_subcommand_from display write json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and not __fish_seen_subcommand_from display write json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and not __fish_seen_subcommand_from display write json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and not __fish_seen_subcommand_from display write json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and not __fish_seen_subcommand_from display write json" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and not __fish_seen_subcommand_from display write json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and not __fish_seen_subcommand_from display write json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and not __fish_seen_subcommand_from display write json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and not __fish_seen_subcommand_from display write json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and not __fish_seen_subcommand_from display write json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and not __fish_seen_subcommand_from display write json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and not __fish_seen_subcommand_from display write json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and not __fish_seen_subcommand_from display write json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and not __fish_seen_subcommand_from display write json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and not __fish_seen_subcommand_from display write json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and not __fish_seen_subcommand_from display write json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and not __fish_seen_subcommand_from display write json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and not __fish_seen_subcommand_from display write json" -f -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and not __fish_seen_subcommand_from display write json" -f -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and not __fish_seen_subcommand_from display write json" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from display" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from display" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from display" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from display" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from display" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from display" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from display" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from display" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from display" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from display" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from display" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from display" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from display" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from display" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from display" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from display" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from display" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from display" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from display" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from display" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from display" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from write" -s o -l output -d 'The file to write; it appears whole or not at all. - is standard output' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from write" -s d -l delimiter -d 'What stands between two cells: one character, or \\t' -r
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from write" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from write" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from write" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from write" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from write" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from write" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from write" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from write" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from write" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from write" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from write" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from write" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from write" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from write" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from write" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from write" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from write" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from write" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from write" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from write" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from write" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from json" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from json" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from json" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand site-status; and __fish_seen_subcommand_from json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand site-check" -l data -d 'The guard\'s data file' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-check" -l site -d 'A directory that the starting Python looks for packages in. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-check" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-check" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-check" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-check" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-check" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-check" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand site-check" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand site-check" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand site-check" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand site-check" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand site-check" -l no-user-site -d 'The starting Python does not look into the user\'s site'
complete -c fetter -n "__fish_fetter_using_subcommand site-check" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand site-check" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand site-check" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand site-check" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand site-check" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand site-check" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand site-check" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand site-check" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand site-check" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand site-check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand site-check" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and not __fish_seen_subcommand_from display write json" -s p -l pattern -d 'Look at packages only whose name, or name-version, matches this glob' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and not __fish_seen_subcommand_from display write json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and not __fish_seen_subcommand_from display write json" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and not __fish_seen_subcommand_from display write json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and not __fish_seen_subcommand_from display write json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and not __fish_seen_subcommand_from display write json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and not __fish_seen_subcommand_from display write json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and not __fish_seen_subcommand_from display write json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and not __fish_seen_subcommand_from display write json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and not __fish_seen_subcommand_from display write json" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and not __fish_seen_subcommand_from display write json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and not __fish_seen_subcommand_from display write json" -l count -d 'Count files and directories, and do not list them'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and not __fish_seen_subcommand_from display write json" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and not __fish_seen_subcommand_from display write json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and not __fish_seen_subcommand_from display write json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and not __fish_seen_subcommand_from display write json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and not __fish_seen_subcommand_from display write json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and not __fish_seen_subcommand_from display write json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and not __fish_seen_subcommand_from display write json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and not __fish_seen_subcommand_from display write json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and not __fish_seen_subcommand_from display write json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and not __fish_seen_subcommand_from display write json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and not __fish_seen_subcommand_from display write json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and not __fish_seen_subcommand_from display write json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and not __fish_seen_subcommand_from display write json" -f -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and not __fish_seen_subcommand_from display write json" -f -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and not __fish_seen_subcommand_from display write json" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from display" -s p -l pattern -d 'Look at packages only whose name, or name-version, matches this glob' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from display" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from display" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from display" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from display" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from display" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from display" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from display" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from display" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from display" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from display" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from display" -l count -d 'Count files and directories, and do not list them'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from display" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from display" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from display" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from display" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from display" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from display" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from display" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from display" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from display" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from display" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from display" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from display" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from write" -s o -l output -d 'The file to write; it appears whole or not at all. - is standard output' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from write" -s d -l delimiter -d 'What stands between two cells: one character, or \\t' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from write" -s p -l pattern -d 'Look at packages only whose name, or name-version, matches this glob' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from write" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from write" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from write" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from write" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from write" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from write" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from write" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from write" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from write" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from write" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from write" -l count -d 'Count files and directories, and do not list them'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from write" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from write" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from write" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from write" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from write" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from write" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from write" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from write" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from write" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from write" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from write" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from write" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from json" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from json" -s p -l pattern -d 'Look at packages only whose name, or name-version, matches this glob' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from json" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from json" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from json" -l count -d 'Count files and directories, and do not list them'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from json" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand unpack; and __fish_seen_subcommand_from json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and not __fish_seen_subcommand_from display write json" -s p -l pattern -d 'Look at packages only whose name, or name-version, matches this glob' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and not __fish_seen_subcommand_from display write json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and not __fish_seen_subcommand_from display write json" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and not __fish_seen_subcommand_from display write json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and not __fish_seen_subcommand_from display write json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and not __fish_seen_subcommand_from display write json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and not __fish_seen_subcommand_from display write json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and not __fish_seen_subcommand_from display write json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and not __fish_seen_subcommand_from display write json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and not __fish_seen_subcommand_from display write json" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and not __fish_seen_subcommand_from display write json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and not __fish_seen_subcommand_from display write json" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and not __fish_seen_subcommand_from display write json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and not __fish_seen_subcommand_from display write json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and not __fish_seen_subcommand_from display write json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and not __fish_seen_subcommand_from display write json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and not __fish_seen_subcommand_from display write json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and not __fish_seen_subcommand_from display write json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and not __fish_seen_subcommand_from display write json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and not __fish_seen_subcommand_from display write json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and not __fish_seen_subcommand_from display write json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and not __fish_seen_subcommand_from display write json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and not __fish_seen_subcommand_from display write json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and not __fish_seen_subcommand_from display write json" -f -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and not __fish_seen_subcommand_from display write json" -f -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and not __fish_seen_subcommand_from display write json" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from display" -s p -l pattern -d 'Look at packages only whose name, or name-version, matches this glob' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from display" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from display" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from display" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from display" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from display" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from display" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from display" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from display" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from display" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from display" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from display" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from display" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from display" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from display" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from display" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from display" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from display" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from display" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from display" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from display" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from display" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from display" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from write" -s o -l output -d 'The file to write; it appears whole or not at all. - is standard output' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from write" -s d -l delimiter -d 'What stands between two cells: one character, or \\t' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from write" -s p -l pattern -d 'Look at packages only whose name, or name-version, matches this glob' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from write" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from write" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from write" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from write" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from write" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from write" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from write" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from write" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from write" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from write" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from write" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from write" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from write" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from write" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from write" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from write" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from write" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from write" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from write" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from write" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from write" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from write" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from json" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from json" -s p -l pattern -d 'Look at packages only whose name, or name-version, matches this glob' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from json" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from json" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from json" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-count; and __fish_seen_subcommand_from json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and not __fish_seen_subcommand_from display write json" -s p -l pattern -d 'Look at packages only whose name, or name-version, matches this glob' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and not __fish_seen_subcommand_from display write json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and not __fish_seen_subcommand_from display write json" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and not __fish_seen_subcommand_from display write json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and not __fish_seen_subcommand_from display write json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and not __fish_seen_subcommand_from display write json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and not __fish_seen_subcommand_from display write json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and not __fish_seen_subcommand_from display write json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and not __fish_seen_subcommand_from display write json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and not __fish_seen_subcommand_from display write json" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and not __fish_seen_subcommand_from display write json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and not __fish_seen_subcommand_from display write json" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and not __fish_seen_subcommand_from display write json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and not __fish_seen_subcommand_from display write json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and not __fish_seen_subcommand_from display write json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and not __fish_seen_subcommand_from display write json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and not __fish_seen_subcommand_from display write json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and not __fish_seen_subcommand_from display write json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and not __fish_seen_subcommand_from display write json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and not __fish_seen_subcommand_from display write json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and not __fish_seen_subcommand_from display write json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and not __fish_seen_subcommand_from display write json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and not __fish_seen_subcommand_from display write json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and not __fish_seen_subcommand_from display write json" -f -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and not __fish_seen_subcommand_from display write json" -f -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and not __fish_seen_subcommand_from display write json" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from display" -s p -l pattern -d 'Look at packages only whose name, or name-version, matches this glob' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from display" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from display" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from display" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from display" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from display" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from display" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from display" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from display" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from display" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from display" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from display" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from display" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from display" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from display" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from display" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from display" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from display" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from display" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from display" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from display" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from display" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from display" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from write" -s o -l output -d 'The file to write; it appears whole or not at all. - is standard output' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from write" -s d -l delimiter -d 'What stands between two cells: one character, or \\t' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from write" -s p -l pattern -d 'Look at packages only whose name, or name-version, matches this glob' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from write" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from write" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from write" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from write" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from write" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from write" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from write" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from write" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from write" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from write" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from write" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from write" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from write" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from write" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from write" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from write" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from write" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from write" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from write" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from write" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from write" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from write" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from json" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from json" -s p -l pattern -d 'Look at packages only whose name, or name-version, matches this glob' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from json" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from json" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from json" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand unpack-files; and __fish_seen_subcommand_from json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -s p -l pattern -d 'Look at packages only whose name, or name-version, matches this glob' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -l against -d 'Compare with what was published too: a directory of wheels, or a lock or requirements file with hashes. May be repeated; a wheel that has none of the hashes in a lock file is not trusted' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -l severity -d 'Only findings of this severity or worse. Those of the severity info are shown without it, and are no reason for exit code 3' -r -f -a "info\t'Worth knowing, and harmless'
low\t'Untidy, or somebody\'s own change'
medium\t'It should be looked at'
high\t'Somebody changed or added code'"
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -l no-ownerless -d 'Do not look for code that no package owns, for what hides other modules, and for what others may write. With --pattern nothing of that is looked for anyway: a pattern names packages'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -f -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -f -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -f -a "sarif" -d 'Give SARIF 2.1.0, as code hosting sites read it'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and not __fish_seen_subcommand_from display write json sarif exit" -f -a "exit" -d 'Give nothing but the exit code'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from display" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from display" -s p -l pattern -d 'Look at packages only whose name, or name-version, matches this glob' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from display" -l against -d 'Compare with what was published too: a directory of wheels, or a lock or requirements file with hashes. May be repeated; a wheel that has none of the hashes in a lock file is not trusted' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from display" -l severity -d 'Only findings of this severity or worse. Those of the severity info are shown without it, and are no reason for exit code 3' -r -f -a "info\t'Worth knowing, and harmless'
low\t'Untidy, or somebody\'s own change'
medium\t'It should be looked at'
high\t'Somebody changed or added code'"
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from display" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from display" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from display" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from display" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from display" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from display" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from display" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from display" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from display" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from display" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from display" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from display" -l no-ownerless -d 'Do not look for code that no package owns, for what hides other modules, and for what others may write. With --pattern nothing of that is looked for anyway: a pattern names packages'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from display" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from display" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from display" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from display" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from display" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from display" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from display" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from display" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from display" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from display" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from display" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -s o -l output -d 'The file to write; it appears whole or not at all. - is standard output' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -s d -l delimiter -d 'What stands between two cells: one character, or \\t' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -s p -l pattern -d 'Look at packages only whose name, or name-version, matches this glob' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -l against -d 'Compare with what was published too: a directory of wheels, or a lock or requirements file with hashes. May be repeated; a wheel that has none of the hashes in a lock file is not trusted' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -l severity -d 'Only findings of this severity or worse. Those of the severity info are shown without it, and are no reason for exit code 3' -r -f -a "info\t'Worth knowing, and harmless'
low\t'Untidy, or somebody\'s own change'
medium\t'It should be looked at'
high\t'Somebody changed or added code'"
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -l no-ownerless -d 'Do not look for code that no package owns, for what hides other modules, and for what others may write. With --pattern nothing of that is looked for anyway: a pattern names packages'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from write" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from json" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from json" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from json" -s p -l pattern -d 'Look at packages only whose name, or name-version, matches this glob' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from json" -l against -d 'Compare with what was published too: a directory of wheels, or a lock or requirements file with hashes. May be repeated; a wheel that has none of the hashes in a lock file is not trusted' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from json" -l severity -d 'Only findings of this severity or worse. Those of the severity info are shown without it, and are no reason for exit code 3' -r -f -a "info\t'Worth knowing, and harmless'
low\t'Untidy, or somebody\'s own change'
medium\t'It should be looked at'
high\t'Somebody changed or added code'"
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from json" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from json" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from json" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from json" -l no-ownerless -d 'Do not look for code that no package owns, for what hides other modules, and for what others may write. With --pattern nothing of that is looked for anyway: a pattern names packages'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from sarif" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from sarif" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from sarif" -s p -l pattern -d 'Look at packages only whose name, or name-version, matches this glob' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from sarif" -l against -d 'Compare with what was published too: a directory of wheels, or a lock or requirements file with hashes. May be repeated; a wheel that has none of the hashes in a lock file is not trusted' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from sarif" -l severity -d 'Only findings of this severity or worse. Those of the severity info are shown without it, and are no reason for exit code 3' -r -f -a "info\t'Worth knowing, and harmless'
low\t'Untidy, or somebody\'s own change'
medium\t'It should be looked at'
high\t'Somebody changed or added code'"
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from sarif" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from sarif" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from sarif" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from sarif" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from sarif" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from sarif" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from sarif" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from sarif" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from sarif" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from sarif" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from sarif" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from sarif" -l no-ownerless -d 'Do not look for code that no package owns, for what hides other modules, and for what others may write. With --pattern nothing of that is looked for anyway: a pattern names packages'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from sarif" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from sarif" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from sarif" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from sarif" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from sarif" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from sarif" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from sarif" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from sarif" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from sarif" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from sarif" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from sarif" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from exit" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from exit" -s p -l pattern -d 'Look at packages only whose name, or name-version, matches this glob' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from exit" -l against -d 'Compare with what was published too: a directory of wheels, or a lock or requirements file with hashes. May be repeated; a wheel that has none of the hashes in a lock file is not trusted' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from exit" -l severity -d 'Only findings of this severity or worse. Those of the severity info are shown without it, and are no reason for exit code 3' -r -f -a "info\t'Worth knowing, and harmless'
low\t'Untidy, or somebody\'s own change'
medium\t'It should be looked at'
high\t'Somebody changed or added code'"
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from exit" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from exit" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from exit" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from exit" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from exit" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from exit" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from exit" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from exit" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from exit" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from exit" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from exit" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from exit" -l no-ownerless -d 'Do not look for code that no package owns, for what hides other modules, and for what others may write. With --pattern nothing of that is looked for anyway: a pattern names packages'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from exit" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from exit" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from exit" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from exit" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from exit" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from exit" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from exit" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from exit" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from exit" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from exit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand verify; and __fish_seen_subcommand_from exit" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -s p -l pattern -d 'Remove packages whose name, or name-version, matches this glob; it must be given' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -l yes -d 'Carry the plan out at once. Without it the plan is shown, and at a terminal it is asked for'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -l all -d 'Touch more than one environment, and with -e also packages that it only sees, as those of its base'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -l break-system-packages -d 'Remove also what the operating system or conda keeps account of (PEP 668), which may break it'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -f -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -f -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and not __fish_seen_subcommand_from display write json" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from display" -s p -l pattern -d 'Remove packages whose name, or name-version, matches this glob; it must be given' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from display" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from display" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from display" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from display" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from display" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from display" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from display" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from display" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from display" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from display" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from display" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from display" -l yes -d 'Carry the plan out at once. Without it the plan is shown, and at a terminal it is asked for'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from display" -l all -d 'Touch more than one environment, and with -e also packages that it only sees, as those of its base'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from display" -l break-system-packages -d 'Remove also what the operating system or conda keeps account of (PEP 668), which may break it'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from display" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from display" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from display" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from display" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from display" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from display" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from display" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from display" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from display" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from display" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from display" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from write" -s o -l output -d 'The file to write; it appears whole or not at all. - is standard output' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from write" -s d -l delimiter -d 'What stands between two cells: one character, or \\t' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from write" -s p -l pattern -d 'Remove packages whose name, or name-version, matches this glob; it must be given' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from write" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from write" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from write" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from write" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from write" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from write" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from write" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from write" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from write" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from write" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from write" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from write" -l yes -d 'Carry the plan out at once. Without it the plan is shown, and at a terminal it is asked for'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from write" -l all -d 'Touch more than one environment, and with -e also packages that it only sees, as those of its base'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from write" -l break-system-packages -d 'Remove also what the operating system or conda keeps account of (PEP 668), which may break it'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from write" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from write" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from write" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from write" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from write" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from write" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from write" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from write" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from write" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from write" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from write" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from json" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from json" -s p -l pattern -d 'Remove packages whose name, or name-version, matches this glob; it must be given' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from json" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from json" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from json" -l case -d 'Compare letters and separators of the glob as they are'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from json" -l yes -d 'Carry the plan out at once. Without it the plan is shown, and at a terminal it is asked for'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from json" -l all -d 'Touch more than one environment, and with -e also packages that it only sees, as those of its base'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from json" -l break-system-packages -d 'Remove also what the operating system or conda keeps account of (PEP 668), which may break it'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand purge-pattern; and __fish_seen_subcommand_from json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -s b -l bound -d 'What installed packages are held against: a file (requirements, lock file, pyproject.toml, script), a directory that has one, an http(s) URL (#sha256=HEX pins it), a git repository (`git+https://HOST/REPO.git@REVISION#subdirectory=DIR`), or - for standard input. May be repeated: all count as one list' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -l bound-options -d 'The extras, dependency groups and environments of the bound that are wanted, separated by commas. Without it, those that the bound\'s own tool installs by default. all, none and default have that meaning; extra:NAME and group:NAME tell two of one name apart' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -l ignore -d 'A package that is not judged: a name or a glob. May be repeated, or separated by commas. pip, setuptools, wheel, distribute and pkg-resources are never called Unrequired unless --no-default-ignore is given' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -l python-version -d 'The Python version by which markers are judged, where files do not tell it: 3.11 or 3.11.4' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -l platform -d 'The platform by which markers are judged, where files do not tell it: linux-x86_64, macos-arm64, windows-amd64 …' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -l no-default-ignore -d 'Judge pip, setuptools, wheel, distribute and pkg-resources as any other package'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -l subset -d 'What is required need not be installed: nothing is Missing'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -l superset -d 'More than what is required may be installed: nothing is Unrequired'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -l yes -d 'Carry the plan out at once. Without it the plan is shown, and at a terminal it is asked for'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -l all -d 'Touch more than one environment, and with -e also packages that it only sees, as those of its base'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -l break-system-packages -d 'Remove also what the operating system or conda keeps account of (PEP 668), which may break it'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -f -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -f -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and not __fish_seen_subcommand_from display write json" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -s b -l bound -d 'What installed packages are held against: a file (requirements, lock file, pyproject.toml, script), a directory that has one, an http(s) URL (#sha256=HEX pins it), a git repository (`git+https://HOST/REPO.git@REVISION#subdirectory=DIR`), or - for standard input. May be repeated: all count as one list' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -l bound-options -d 'The extras, dependency groups and environments of the bound that are wanted, separated by commas. Without it, those that the bound\'s own tool installs by default. all, none and default have that meaning; extra:NAME and group:NAME tell two of one name apart' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -l ignore -d 'A package that is not judged: a name or a glob. May be repeated, or separated by commas. pip, setuptools, wheel, distribute and pkg-resources are never called Unrequired unless --no-default-ignore is given' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -l python-version -d 'The Python version by which markers are judged, where files do not tell it: 3.11 or 3.11.4' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -l platform -d 'The platform by which markers are judged, where files do not tell it: linux-x86_64, macos-arm64, windows-amd64 …' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -l no-default-ignore -d 'Judge pip, setuptools, wheel, distribute and pkg-resources as any other package'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -l subset -d 'What is required need not be installed: nothing is Missing'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -l superset -d 'More than what is required may be installed: nothing is Unrequired'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -l yes -d 'Carry the plan out at once. Without it the plan is shown, and at a terminal it is asked for'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -l all -d 'Touch more than one environment, and with -e also packages that it only sees, as those of its base'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -l break-system-packages -d 'Remove also what the operating system or conda keeps account of (PEP 668), which may break it'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from display" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -s o -l output -d 'The file to write; it appears whole or not at all. - is standard output' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -s d -l delimiter -d 'What stands between two cells: one character, or \\t' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -s b -l bound -d 'What installed packages are held against: a file (requirements, lock file, pyproject.toml, script), a directory that has one, an http(s) URL (#sha256=HEX pins it), a git repository (`git+https://HOST/REPO.git@REVISION#subdirectory=DIR`), or - for standard input. May be repeated: all count as one list' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -l bound-options -d 'The extras, dependency groups and environments of the bound that are wanted, separated by commas. Without it, those that the bound\'s own tool installs by default. all, none and default have that meaning; extra:NAME and group:NAME tell two of one name apart' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -l ignore -d 'A package that is not judged: a name or a glob. May be repeated, or separated by commas. pip, setuptools, wheel, distribute and pkg-resources are never called Unrequired unless --no-default-ignore is given' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -l python-version -d 'The Python version by which markers are judged, where files do not tell it: 3.11 or 3.11.4' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -l platform -d 'The platform by which markers are judged, where files do not tell it: linux-x86_64, macos-arm64, windows-amd64 …' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -l no-default-ignore -d 'Judge pip, setuptools, wheel, distribute and pkg-resources as any other package'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -l subset -d 'What is required need not be installed: nothing is Missing'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -l superset -d 'More than what is required may be installed: nothing is Unrequired'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -l yes -d 'Carry the plan out at once. Without it the plan is shown, and at a terminal it is asked for'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -l all -d 'Touch more than one environment, and with -e also packages that it only sees, as those of its base'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -l break-system-packages -d 'Remove also what the operating system or conda keeps account of (PEP 668), which may break it'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from write" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -s b -l bound -d 'What installed packages are held against: a file (requirements, lock file, pyproject.toml, script), a directory that has one, an http(s) URL (#sha256=HEX pins it), a git repository (`git+https://HOST/REPO.git@REVISION#subdirectory=DIR`), or - for standard input. May be repeated: all count as one list' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -l bound-options -d 'The extras, dependency groups and environments of the bound that are wanted, separated by commas. Without it, those that the bound\'s own tool installs by default. all, none and default have that meaning; extra:NAME and group:NAME tell two of one name apart' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -l ignore -d 'A package that is not judged: a name or a glob. May be repeated, or separated by commas. pip, setuptools, wheel, distribute and pkg-resources are never called Unrequired unless --no-default-ignore is given' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -l python-version -d 'The Python version by which markers are judged, where files do not tell it: 3.11 or 3.11.4' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -l platform -d 'The platform by which markers are judged, where files do not tell it: linux-x86_64, macos-arm64, windows-amd64 …' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -l no-default-ignore -d 'Judge pip, setuptools, wheel, distribute and pkg-resources as any other package'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -l subset -d 'What is required need not be installed: nothing is Missing'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -l superset -d 'More than what is required may be installed: nothing is Unrequired'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -l yes -d 'Carry the plan out at once. Without it the plan is shown, and at a terminal it is asked for'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -l all -d 'Touch more than one environment, and with -e also packages that it only sees, as those of its base'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -l break-system-packages -d 'Remove also what the operating system or conda keeps account of (PEP 668), which may break it'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand purge-invalid; and __fish_seen_subcommand_from json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -l from-findings -d 'Remove the packages that findings are about: what `validate json`, `audit json` or `verify json` wrote to this file. What is missing, suppressed, or of the severity info is no reason' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -l yes -d 'Carry the plan out at once. Without it the plan is shown, and at a terminal it is asked for'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -l all -d 'Touch more than one environment, and with -e also packages that it only sees, as those of its base'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -l break-system-packages -d 'Remove also what the operating system or conda keeps account of (PEP 668), which may break it'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -f -a "display" -d 'Show the plan as a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -f -a "write" -d 'Write the plan as delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -f -a "json" -d 'Give the plan as JSON, which `apply` takes'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -f -a "apply" -d 'Carry a plan out that was written as JSON; refused if anything is not as it says any more'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -f -a "list" -d 'List what was removed and can be put back'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -f -a "undo" -d 'Put back what one run removed'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -f -a "empty" -d 'Delete for good what was removed'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and not __fish_seen_subcommand_from display write json apply list undo empty recover" -f -a "recover" -d 'Go on where a removal, or its undoing, was interrupted'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from display" -l from-findings -d 'Remove the packages that findings are about: what `validate json`, `audit json` or `verify json` wrote to this file. What is missing, suppressed, or of the severity info is no reason' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from display" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from display" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from display" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from display" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from display" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from display" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from display" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from display" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from display" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from display" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from display" -l yes -d 'Carry the plan out at once. Without it the plan is shown, and at a terminal it is asked for'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from display" -l all -d 'Touch more than one environment, and with -e also packages that it only sees, as those of its base'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from display" -l break-system-packages -d 'Remove also what the operating system or conda keeps account of (PEP 668), which may break it'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from display" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from display" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from display" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from display" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from display" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from display" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from display" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from display" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from display" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from display" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from display" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from write" -s o -l output -d 'The file to write; it appears whole or not at all. - is standard output' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from write" -s d -l delimiter -d 'What stands between two cells: one character, or \\t' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from write" -l from-findings -d 'Remove the packages that findings are about: what `validate json`, `audit json` or `verify json` wrote to this file. What is missing, suppressed, or of the severity info is no reason' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from write" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from write" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from write" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from write" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from write" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from write" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from write" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from write" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from write" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from write" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from write" -l yes -d 'Carry the plan out at once. Without it the plan is shown, and at a terminal it is asked for'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from write" -l all -d 'Touch more than one environment, and with -e also packages that it only sees, as those of its base'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from write" -l break-system-packages -d 'Remove also what the operating system or conda keeps account of (PEP 668), which may break it'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from write" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from write" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from write" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from write" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from write" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from write" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from write" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from write" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from write" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from write" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from write" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from json" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from json" -l from-findings -d 'Remove the packages that findings are about: what `validate json`, `audit json` or `verify json` wrote to this file. What is missing, suppressed, or of the severity info is no reason' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from json" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from json" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from json" -l yes -d 'Carry the plan out at once. Without it the plan is shown, and at a terminal it is asked for'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from json" -l all -d 'Touch more than one environment, and with -e also packages that it only sees, as those of its base'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from json" -l break-system-packages -d 'Remove also what the operating system or conda keeps account of (PEP 668), which may break it'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from apply" -l from-findings -d 'Remove the packages that findings are about: what `validate json`, `audit json` or `verify json` wrote to this file. What is missing, suppressed, or of the severity info is no reason' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from apply" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from apply" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from apply" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from apply" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from apply" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from apply" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from apply" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from apply" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from apply" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from apply" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from apply" -l yes -d 'Carry the plan out at once. Without it the plan is shown, and at a terminal it is asked for'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from apply" -l all -d 'Touch more than one environment, and with -e also packages that it only sees, as those of its base'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from apply" -l break-system-packages -d 'Remove also what the operating system or conda keeps account of (PEP 668), which may break it'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from apply" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from apply" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from apply" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from apply" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from apply" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from apply" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from apply" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from apply" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from apply" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from apply" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from apply" -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from apply" -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from apply" -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from list" -l from-findings -d 'Remove the packages that findings are about: what `validate json`, `audit json` or `verify json` wrote to this file. What is missing, suppressed, or of the severity info is no reason' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from list" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from list" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from list" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from list" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from list" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from list" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from list" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from list" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from list" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from list" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from list" -l yes -d 'Carry the plan out at once. Without it the plan is shown, and at a terminal it is asked for'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from list" -l all -d 'Touch more than one environment, and with -e also packages that it only sees, as those of its base'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from list" -l break-system-packages -d 'Remove also what the operating system or conda keeps account of (PEP 668), which may break it'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from list" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from list" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from list" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from list" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from list" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from list" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from list" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from list" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from list" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from list" -f -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from list" -f -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from list" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from undo" -l from-findings -d 'Remove the packages that findings are about: what `validate json`, `audit json` or `verify json` wrote to this file. What is missing, suppressed, or of the severity info is no reason' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from undo" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from undo" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from undo" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from undo" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from undo" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from undo" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from undo" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from undo" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from undo" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from undo" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from undo" -l yes -d 'Carry the plan out at once. Without it the plan is shown, and at a terminal it is asked for'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from undo" -l all -d 'Touch more than one environment, and with -e also packages that it only sees, as those of its base'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from undo" -l break-system-packages -d 'Remove also what the operating system or conda keeps account of (PEP 668), which may break it'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from undo" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from undo" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from undo" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from undo" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from undo" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from undo" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from undo" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from undo" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from undo" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from undo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from undo" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from undo" -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from undo" -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from undo" -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -l older-than -d 'Only what was removed at least so many days ago' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -l from-findings -d 'Remove the packages that findings are about: what `validate json`, `audit json` or `verify json` wrote to this file. What is missing, suppressed, or of the severity info is no reason' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -l yes -d 'Carry the plan out at once. Without it the plan is shown, and at a terminal it is asked for'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -l all -d 'Touch more than one environment, and with -e also packages that it only sees, as those of its base'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -l break-system-packages -d 'Remove also what the operating system or conda keeps account of (PEP 668), which may break it'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from empty" -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -l from-findings -d 'Remove the packages that findings are about: what `validate json`, `audit json` or `verify json` wrote to this file. What is missing, suppressed, or of the severity info is no reason' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -l revert -d 'Put back what an interrupted removal had moved, instead of moving the rest'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -l yes -d 'Carry the plan out at once. Without it the plan is shown, and at a terminal it is asked for'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -l all -d 'Touch more than one environment, and with -e also packages that it only sees, as those of its base'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -l break-system-packages -d 'Remove also what the operating system or conda keeps account of (PEP 668), which may break it'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand purge; and __fish_seen_subcommand_from recover" -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and not __fish_seen_subcommand_from display write json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand apply; and not __fish_seen_subcommand_from display write json" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand apply; and not __fish_seen_subcommand_from display write json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand apply; and not __fish_seen_subcommand_from display write json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand apply; and not __fish_seen_subcommand_from display write json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand apply; and not __fish_seen_subcommand_from display write json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand apply; and not __fish_seen_subcommand_from display write json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand apply; and not __fish_seen_subcommand_from display write json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand apply; and not __fish_seen_subcommand_from display write json" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand apply; and not __fish_seen_subcommand_from display write json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand apply; and not __fish_seen_subcommand_from display write json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and not __fish_seen_subcommand_from display write json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and not __fish_seen_subcommand_from display write json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and not __fish_seen_subcommand_from display write json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and not __fish_seen_subcommand_from display write json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and not __fish_seen_subcommand_from display write json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and not __fish_seen_subcommand_from display write json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and not __fish_seen_subcommand_from display write json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and not __fish_seen_subcommand_from display write json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and not __fish_seen_subcommand_from display write json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and not __fish_seen_subcommand_from display write json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and not __fish_seen_subcommand_from display write json" -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and not __fish_seen_subcommand_from display write json" -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and not __fish_seen_subcommand_from display write json" -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from display" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from display" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from display" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from display" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from display" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from display" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from display" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from display" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from display" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from display" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from display" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from display" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from display" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from display" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from display" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from display" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from display" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from display" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from display" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from display" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from display" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from write" -s o -l output -d 'The file to write; it appears whole or not at all. - is standard output' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from write" -s d -l delimiter -d 'What stands between two cells: one character, or \\t' -r
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from write" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from write" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from write" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from write" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from write" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from write" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from write" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from write" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from write" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from write" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from write" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from write" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from write" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from write" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from write" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from write" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from write" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from write" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from write" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from write" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from write" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from json" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from json" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from json" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand apply; and __fish_seen_subcommand_from json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and not __fish_seen_subcommand_from display write json sarif exit" -l env-file -d 'Look also at the PYTHON… variables that this file sets, and at what they lead to: a dotenv file, /etc/environment, a shell\'s startup file, a systemd unit, a Dockerfile. May be repeated. The file is read, and nothing in it is run' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and not __fish_seen_subcommand_from display write json sarif exit" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and not __fish_seen_subcommand_from display write json sarif exit" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and not __fish_seen_subcommand_from display write json sarif exit" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and not __fish_seen_subcommand_from display write json sarif exit" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and not __fish_seen_subcommand_from display write json sarif exit" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and not __fish_seen_subcommand_from display write json sarif exit" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and not __fish_seen_subcommand_from display write json sarif exit" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and not __fish_seen_subcommand_from display write json sarif exit" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and not __fish_seen_subcommand_from display write json sarif exit" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and not __fish_seen_subcommand_from display write json sarif exit" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and not __fish_seen_subcommand_from display write json sarif exit" -l all -d 'Show the lines of .pth files too that only add directories to the path. JSON and delimited text always have them'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and not __fish_seen_subcommand_from display write json sarif exit" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and not __fish_seen_subcommand_from display write json sarif exit" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and not __fish_seen_subcommand_from display write json sarif exit" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and not __fish_seen_subcommand_from display write json sarif exit" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and not __fish_seen_subcommand_from display write json sarif exit" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and not __fish_seen_subcommand_from display write json sarif exit" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and not __fish_seen_subcommand_from display write json sarif exit" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and not __fish_seen_subcommand_from display write json sarif exit" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and not __fish_seen_subcommand_from display write json sarif exit" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and not __fish_seen_subcommand_from display write json sarif exit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and not __fish_seen_subcommand_from display write json sarif exit" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and not __fish_seen_subcommand_from display write json sarif exit" -f -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and not __fish_seen_subcommand_from display write json sarif exit" -f -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and not __fish_seen_subcommand_from display write json sarif exit" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and not __fish_seen_subcommand_from display write json sarif exit" -f -a "sarif" -d 'Give SARIF 2.1.0, as code hosting sites read it'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and not __fish_seen_subcommand_from display write json sarif exit" -f -a "exit" -d 'Give nothing but the exit code'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from display" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from display" -l env-file -d 'Look also at the PYTHON… variables that this file sets, and at what they lead to: a dotenv file, /etc/environment, a shell\'s startup file, a systemd unit, a Dockerfile. May be repeated. The file is read, and nothing in it is run' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from display" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from display" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from display" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from display" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from display" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from display" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from display" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from display" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from display" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from display" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from display" -l all -d 'Show the lines of .pth files too that only add directories to the path. JSON and delimited text always have them'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from display" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from display" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from display" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from display" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from display" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from display" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from display" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from display" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from display" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from display" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from display" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from write" -s o -l output -d 'The file to write; it appears whole or not at all. - is standard output' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from write" -s d -l delimiter -d 'What stands between two cells: one character, or \\t' -r
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from write" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from write" -l env-file -d 'Look also at the PYTHON… variables that this file sets, and at what they lead to: a dotenv file, /etc/environment, a shell\'s startup file, a systemd unit, a Dockerfile. May be repeated. The file is read, and nothing in it is run' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from write" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from write" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from write" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from write" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from write" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from write" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from write" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from write" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from write" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from write" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from write" -l all -d 'Show the lines of .pth files too that only add directories to the path. JSON and delimited text always have them'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from write" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from write" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from write" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from write" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from write" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from write" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from write" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from write" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from write" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from write" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from write" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from json" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from json" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from json" -l env-file -d 'Look also at the PYTHON… variables that this file sets, and at what they lead to: a dotenv file, /etc/environment, a shell\'s startup file, a systemd unit, a Dockerfile. May be repeated. The file is read, and nothing in it is run' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from json" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from json" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from json" -l all -d 'Show the lines of .pth files too that only add directories to the path. JSON and delimited text always have them'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from sarif" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from sarif" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from sarif" -l env-file -d 'Look also at the PYTHON… variables that this file sets, and at what they lead to: a dotenv file, /etc/environment, a shell\'s startup file, a systemd unit, a Dockerfile. May be repeated. The file is read, and nothing in it is run' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from sarif" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from sarif" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from sarif" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from sarif" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from sarif" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from sarif" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from sarif" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from sarif" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from sarif" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from sarif" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from sarif" -l all -d 'Show the lines of .pth files too that only add directories to the path. JSON and delimited text always have them'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from sarif" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from sarif" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from sarif" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from sarif" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from sarif" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from sarif" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from sarif" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from sarif" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from sarif" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from sarif" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from sarif" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from exit" -l code -d 'The exit code where there are findings, instead of 3. With 0, what could not be checked still ends with 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from exit" -l env-file -d 'Look also at the PYTHON… variables that this file sets, and at what they lead to: a dotenv file, /etc/environment, a shell\'s startup file, a systemd unit, a Dockerfile. May be repeated. The file is read, and nothing in it is run' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from exit" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from exit" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from exit" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from exit" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from exit" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from exit" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from exit" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from exit" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from exit" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from exit" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from exit" -l all -d 'Show the lines of .pth files too that only add directories to the path. JSON and delimited text always have them'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from exit" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from exit" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from exit" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from exit" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from exit" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from exit" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from exit" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from exit" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from exit" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from exit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand inspect; and __fish_seen_subcommand_from exit" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand monitor" -l period -d 'Search everything every so many seconds, instead of waiting for events' -r
complete -c fetter -n "__fish_fetter_using_subcommand monitor" -l state -d 'Remember what was found in this file (without it: in one of the user\'s state directory, for each set of search options its own)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand monitor" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand monitor" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand monitor" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand monitor" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand monitor" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand monitor" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand monitor" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand monitor" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand monitor" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand monitor" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand monitor" -l once -d 'Look once: say what differs from the last time, and end'
complete -c fetter -n "__fish_fetter_using_subcommand monitor" -l json -d 'Say each change as a line of JSON'
complete -c fetter -n "__fish_fetter_using_subcommand monitor" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand monitor" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand monitor" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand monitor" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand monitor" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand monitor" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand monitor" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand monitor" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand monitor" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand monitor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand monitor" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -f -a "run" -d 'Watch this machine, and refuse what the policy denies, until SIGTERM. --config names another file than /etc/fetter/agent.toml'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -f -a "worker" -d 'The process that `agent run` starts'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -f -a "status" -d 'Say how the agent that runs stands'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -f -a "events" -d 'List what happened on this machine'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -f -a "sync" -d 'Bring the agent\'s reports to where they are wanted, until SIGTERM. It runs as a user without rights'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -f -a "enroll" -d 'Have this machine taken by a server: its reports go there from then on, and its policies come from there'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -f -a "rotate-key" -d 'Have the server take another key for this machine'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -f -a "install" -d 'Write the units and the configuration for systemd. Nothing is started'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and not __fish_seen_subcommand_from run worker status events sync enroll rotate-key install uninstall" -f -a "uninstall" -d 'Remove the units. The configuration and what was recorded stay'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from run" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from run" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from run" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from run" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from run" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from run" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from run" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from run" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from run" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from run" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from run" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from run" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from run" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from run" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from run" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from run" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from run" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from run" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from run" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from run" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from worker" -l supervisor -d 'The process that started it' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from worker" -l watch-only -d 'Refuse nothing, for this reason' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from worker" -l restarted -d 'Write down that the workers before ended, the last for this reason' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from worker" -l times -d 'How many they were' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from worker" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from worker" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from worker" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from worker" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from worker" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from worker" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from worker" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from worker" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from worker" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from worker" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from worker" -l gave-up -d 'Write down that they ended too often'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from worker" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from worker" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from worker" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from worker" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from worker" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from worker" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from worker" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from worker" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from worker" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from worker" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from worker" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from status" -l socket -d 'The socket at which the agent listens' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from status" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from status" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from status" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from status" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from status" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from status" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from status" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from status" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from status" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from status" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from status" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from status" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from status" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from status" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from status" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from status" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from status" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from status" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from status" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from status" -f -a "display" -d 'Show it (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from status" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from events" -l journal -d 'The directory of the journal' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from events" -l kind -d 'Only events of these kinds: installed, removed, denied, refused … May be repeated, or separated by commas' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from events" -s p -l package -d 'Only events of this package' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from events" -l after -d 'Only events with a number above this one' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from events" -l limit -d 'How many at most: the newest' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from events" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from events" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from events" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from events" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from events" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from events" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from events" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from events" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from events" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from events" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from events" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from events" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from events" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from events" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from events" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from events" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from events" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from events" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from events" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from events" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from events" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from events" -f -a "display" -d 'Show it (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from events" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from sync" -l to -d 'Bring them to this directory, which stands for a server, instead of where agent.toml and the enrolment say' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from sync" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from sync" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from sync" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from sync" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from sync" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from sync" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from sync" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from sync" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from sync" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from sync" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from sync" -l once -d 'Bring away what is there, and end'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from sync" -l as-root -d 'Run as root, which is refused otherwise'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from sync" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from sync" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from sync" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from sync" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from sync" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from sync" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from sync" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from sync" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from sync" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from sync" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from sync" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from enroll" -l server -d 'The server: scheme, host and, where it is another than 443, port; nothing more' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from enroll" -l token-file -d 'The file that the token is in; - reads it from standard input' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from enroll" -l fingerprint -d 'Believe the certificate with this SHA-256 (of its DER, in hexadecimal), and no other, whatever its name and whoever signed it' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from enroll" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from enroll" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from enroll" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from enroll" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from enroll" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from enroll" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from enroll" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from enroll" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from enroll" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from enroll" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from enroll" -l force -d 'Leave the server at which the machine is enrolled: it is another machine from then on, with a new id and a new key'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from enroll" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from enroll" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from enroll" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from enroll" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from enroll" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from enroll" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from enroll" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from enroll" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from enroll" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from enroll" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from enroll" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from rotate-key" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from rotate-key" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from rotate-key" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from rotate-key" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from rotate-key" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from rotate-key" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from rotate-key" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from rotate-key" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from rotate-key" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from rotate-key" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from rotate-key" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from rotate-key" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from rotate-key" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from rotate-key" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from rotate-key" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from rotate-key" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from rotate-key" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from rotate-key" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from rotate-key" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from rotate-key" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from rotate-key" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from install" -l into -d 'Work below this directory instead of /: to make a package of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from install" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from install" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from install" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from install" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from install" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from install" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from install" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from install" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from install" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from install" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from install" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from install" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from install" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from install" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from install" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from install" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from install" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from install" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from install" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from install" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from install" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from uninstall" -l into -d 'Work below this directory instead of /: to make a package of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from uninstall" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from uninstall" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from uninstall" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from uninstall" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from uninstall" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from uninstall" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from uninstall" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from uninstall" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from uninstall" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from uninstall" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from uninstall" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from uninstall" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from uninstall" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from uninstall" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from uninstall" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from uninstall" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from uninstall" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from uninstall" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from uninstall" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from uninstall" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand agent; and __fish_seen_subcommand_from uninstall" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -f -a "run" -d 'Keep an organisation\'s inventory and policies, until SIGTERM'
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -f -a "demo" -d 'Serve a throw-away organisation that is made up, on this machine alone, to look at the console. It is gone when it ends'
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -f -a "sign-in" -d 'Sign in at a server, with a password, or for the first time with a link'
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -f -a "token" -d 'Make, list and revoke tokens: of machines that are to be enrolled, and of programs'
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -f -a "user" -d 'Make, list and change users'
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -f -a "organisation" -d 'Make and list organisations, as the operator'
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -f -a "operator" -d 'Print a token for the operator, who makes organisations and sees nothing of any. It is done where the server\'s files are'
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -f -a "recover" -d 'Print a link by which a user chooses another password and is rid of the authenticator and all sessions, this once. It is done where the server\'s files are'
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -f -a "webhook" -d 'Programs that are told what happens'
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -f -a "mail" -d 'People who are told by mail what happens'
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -f -a "migrate" -d 'Bring the schema of the database to this version\'s, and end'
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -f -a "backup" -d 'Write everything that a server keeps into one file, secrets included, while it runs'
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -f -a "restore" -d 'Bring a backup back into an empty place'
complete -c fetter -n "__fish_fetter_using_subcommand server; and not __fish_seen_subcommand_from run demo sign-in token user organisation operator recover webhook mail migrate backup restore doctor" -f -a "doctor" -d 'Say whether a server\'s files and its database are well, and what to do where they are not'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l data -d 'Keep everything in this directory, which is made (without it: /var/lib/fetter-server for root, else fetter/server in the user\'s state directory)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l database -d 'Keep what is known in this database instead: `postgres://USER@HOST/NAME`. Any number of servers may share one' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l key-file -d 'The key that secrets in the database are sealed with, 64 hexadecimal digits. Servers that share a database share it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l listen -d 'Where to listen' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l certificate -d 'A certificate with its chain, in PEM. Without it the server makes one, whose fingerprint machines are told' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l certificate-key -d 'The key of the certificate, in PEM' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l name -d 'A name or address that the certificate that the server makes is for. May be repeated' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l organisation -d 'The organisation that is made where there is none' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l interval -d 'How many seconds machines wait between check-ins' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l log-format -d 'How the log on standard error is written' -r -f -a "text\t'For people'
json\t'A line of JSON each'"
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l metrics-token-file -d 'A file with the token that `/metrics` is read with, of 16 characters or more. Without it nobody reads them' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l advisories -d 'Take new advisories from here once a day: a URL, a zip file or a directory in the OSV format. Without it, what `fetter db update` puts into the server\'s directory is taken' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l trusted-proxy -d 'Believe a proxy at this address, or in this network, who called it (`X-Forwarded-For`): limits and the audit log go by the caller then. May be repeated' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l mail-server -d 'Send mail by this server: `smtps://HOST:465`, `smtp://HOST:587` with STARTTLS, or `smtp://127.0.0.1:25` for one on this machine' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l mail-from -d 'The address that mail comes from' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l mail-credentials-file -d 'A file with the user of the mail server in its first line and the password in its second' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l mail-every -d 'The least time between two mails to one recipient' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l silent-after -d 'After how many days without a word a machine is silent' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l public-url -d 'Where browsers find this server: `https://HOST[:PORT]`. The provider sends them back to `URL/sign-in/oidc/back`, which it is to be told' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l oidc-issuer -d 'Let people sign in at this provider, by OpenID Connect: its URL, as its discovery document has it' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l oidc-client-id -d 'What this server is called there' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l oidc-client-secret-file -d 'A file with the secret that goes with it. Without one the server is a public client' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l oidc-groups-claim -d 'The claim of the provider\'s tokens that names groups' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l oidc-role -d 'What those of a group at the provider may do: viewer, approver, policy-editor or administrator; of these machine groups only, where any are named. May be repeated: the highest role holds, with the machine groups of all that give it' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l oidc-organisation -d 'The organisation that they come into; without it, the first that was made' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l oidc-name -d 'What the provider is called on the button' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l keep-history -d 'Keep what was on machines for so many days; 0 for ever' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l keep-events -d 'Keep what happened on machines for so many days; 0 for ever' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l keep-findings -d 'Keep findings that are closed for so many days; 0 for ever' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l keep-audit -d 'Keep the audit log for so many days; 0 for ever' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l keep-notices -d 'Keep notices for so many days; 0 for ever' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l keep-deliveries -d 'Keep what webhooks were told for so many days; 0 for ever' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l plain-http -d 'Speak HTTP without TLS, on a loopback address only'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l log-requests -d 'Log each request of machines, too; without it, those that were refused'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l private-webhooks -d 'Let webhooks go to addresses of this machine and of private networks'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from run" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from demo" -l listen -d 'Listen at this address, which is one of this machine alone; port 0 is any that is free' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from demo" -l machines -d 'Make up so many machines, about' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from demo" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from demo" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from demo" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from demo" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from demo" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from demo" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from demo" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from demo" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from demo" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from demo" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from demo" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from demo" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from demo" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from demo" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from demo" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from demo" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from demo" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from demo" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from demo" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from demo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from demo" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from sign-in" -l server -d 'Where the server is: `https://HOST:PORT`' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from sign-in" -l fingerprint -d 'The SHA-256 of its certificate, where no authority vouches for it. The server says it when it starts' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from sign-in" -l organisation -d 'The organisation' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from sign-in" -l user -d 'The user' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from sign-in" -l password-file -d 'A file with the password; - for standard input' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from sign-in" -l code -d 'A code of the user\'s authenticator, or one for recovery, where the user has one. Without it the code is asked for at the terminal' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from sign-in" -l link-file -d 'A file with the link that the server showed: the password is set by it, and for the first administrator the name too' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from sign-in" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from sign-in" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from sign-in" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from sign-in" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from sign-in" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from sign-in" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from sign-in" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from sign-in" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from sign-in" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from sign-in" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from sign-in" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from sign-in" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from sign-in" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from sign-in" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from sign-in" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from sign-in" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from sign-in" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from sign-in" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from sign-in" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from sign-in" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from sign-in" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -l server -d 'Ask this server: `https://HOST:PORT`. Without it, the one that `fetter server sign-in` was for' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -l token-file -d 'A file with the token of a program; - for standard input. With --server' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -l fingerprint -d 'The SHA-256 of the server\'s certificate, where no authority vouches for it. With --server' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -f -a "create" -d 'Make a token to enrol machines with, and print it this once'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -f -a "create-program" -d 'Make a token for a program, and print it this once'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -f -a "list" -d 'List the tokens that machines are enrolled with'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -f -a "programs" -d 'List the tokens of programs'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -f -a "revoke" -d 'Revoke a token that machines are enrolled with, by its id. Machines that were enrolled with it stay'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from token" -f -a "revoke-program" -d 'Revoke a token of a program, by its id'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from user" -l server -d 'Ask this server: `https://HOST:PORT`. Without it, the one that `fetter server sign-in` was for' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from user" -l token-file -d 'A file with the token of a program; - for standard input. With --server' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from user" -l fingerprint -d 'The SHA-256 of the server\'s certificate, where no authority vouches for it. With --server' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from user" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from user" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from user" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from user" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from user" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from user" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from user" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from user" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from user" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from user" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from user" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from user" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from user" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from user" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from user" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from user" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from user" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from user" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from user" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from user" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from user" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from user" -f -a "list" -d 'List users'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from user" -f -a "create" -d 'Make a user, and print the link by which they set a password, this once'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from user" -f -a "change" -d 'Change what a user may do'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from user" -f -a "link" -d 'Print another link by which a user sets a password, this once. All their sessions end when it is used'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from organisation" -l server -d 'Ask this server: `https://HOST:PORT`. Without it, the one that `fetter server sign-in` was for' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from organisation" -l token-file -d 'A file with the token of a program; - for standard input. With --server' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from organisation" -l fingerprint -d 'The SHA-256 of the server\'s certificate, where no authority vouches for it. With --server' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from organisation" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from organisation" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from organisation" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from organisation" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from organisation" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from organisation" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from organisation" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from organisation" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from organisation" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from organisation" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from organisation" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from organisation" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from organisation" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from organisation" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from organisation" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from organisation" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from organisation" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from organisation" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from organisation" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from organisation" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from organisation" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from organisation" -f -a "list" -d 'List organisations'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from organisation" -f -a "create" -d 'Make an organisation, and print the link for its first administrator, this once'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from organisation" -f -a "link" -d 'Print another link for the first administrator, where none came yet'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from operator" -l data -d 'Keep everything in this directory, which is made (without it: /var/lib/fetter-server for root, else fetter/server in the user\'s state directory)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from operator" -l database -d 'Keep what is known in this database instead: `postgres://USER@HOST/NAME`. Any number of servers may share one' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from operator" -l key-file -d 'The key that secrets in the database are sealed with, 64 hexadecimal digits. Servers that share a database share it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from operator" -l name -d 'What the audit log calls the operator' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from operator" -l expires -d 'How long the token is good: 30m, 12h, 7d' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from operator" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from operator" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from operator" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from operator" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from operator" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from operator" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from operator" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from operator" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from operator" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from operator" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from operator" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from operator" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from operator" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from operator" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from operator" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from operator" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from operator" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from operator" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from operator" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from operator" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from operator" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from recover" -l organisation -d 'The user\'s organisation' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from recover" -l data -d 'Keep everything in this directory, which is made (without it: /var/lib/fetter-server for root, else fetter/server in the user\'s state directory)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from recover" -l database -d 'Keep what is known in this database instead: `postgres://USER@HOST/NAME`. Any number of servers may share one' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from recover" -l key-file -d 'The key that secrets in the database are sealed with, 64 hexadecimal digits. Servers that share a database share it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from recover" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from recover" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from recover" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from recover" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from recover" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from recover" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from recover" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from recover" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from recover" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from recover" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from recover" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from recover" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from recover" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from recover" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from recover" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from recover" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from recover" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from recover" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from recover" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from recover" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from recover" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -l server -d 'Ask this server: `https://HOST:PORT`. Without it, the one that `fetter server sign-in` was for' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -l token-file -d 'A file with the token of a program; - for standard input. With --server' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -l fingerprint -d 'The SHA-256 of the server\'s certificate, where no authority vouches for it. With --server' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -f -a "list" -d 'List them, with how many deliveries wait and were given up'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -f -a "create" -d 'Have a program told what happens from now on, and print the secret that it checks signatures with, this once'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -f -a "delete" -d 'Have one told nothing any more, and forget what it was told'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -f -a "test" -d 'Have one told that it is there'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -f -a "dead-letters" -d 'List what was given up'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -f -a "deliveries" -d 'List what it is told, and was, the newest first'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from webhook" -f -a "redeliver" -d 'Have one told once more what was given up: a delivery, or all of a webhook'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from mail" -l server -d 'Ask this server: `https://HOST:PORT`. Without it, the one that `fetter server sign-in` was for' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from mail" -l token-file -d 'A file with the token of a program; - for standard input. With --server' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from mail" -l fingerprint -d 'The SHA-256 of the server\'s certificate, where no authority vouches for it. With --server' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from mail" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from mail" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from mail" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from mail" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from mail" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from mail" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from mail" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from mail" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from mail" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from mail" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from mail" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from mail" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from mail" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from mail" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from mail" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from mail" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from mail" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from mail" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from mail" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from mail" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from mail" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from mail" -f -a "list" -d 'List the recipients, with why a mail did not go out'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from mail" -f -a "add" -d 'Have somebody told by mail from now on'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from mail" -f -a "remove" -d 'Have somebody told nothing any more'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from migrate" -l data -d 'Keep everything in this directory, which is made (without it: /var/lib/fetter-server for root, else fetter/server in the user\'s state directory)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from migrate" -l database -d 'Keep what is known in this database instead: `postgres://USER@HOST/NAME`. Any number of servers may share one' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from migrate" -l key-file -d 'The key that secrets in the database are sealed with, 64 hexadecimal digits. Servers that share a database share it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from migrate" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from migrate" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from migrate" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from migrate" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from migrate" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from migrate" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from migrate" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from migrate" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from migrate" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from migrate" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from migrate" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from migrate" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from migrate" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from migrate" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from migrate" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from migrate" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from migrate" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from migrate" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from migrate" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from migrate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from migrate" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from backup" -l data -d 'Keep everything in this directory, which is made (without it: /var/lib/fetter-server for root, else fetter/server in the user\'s state directory)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from backup" -l database -d 'Keep what is known in this database instead: `postgres://USER@HOST/NAME`. Any number of servers may share one' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from backup" -l key-file -d 'The key that secrets in the database are sealed with, 64 hexadecimal digits. Servers that share a database share it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from backup" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from backup" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from backup" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from backup" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from backup" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from backup" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from backup" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from backup" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from backup" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from backup" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from backup" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from backup" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from backup" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from backup" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from backup" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from backup" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from backup" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from backup" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from backup" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from backup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from backup" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from restore" -l data -d 'Keep everything in this directory, which is made (without it: /var/lib/fetter-server for root, else fetter/server in the user\'s state directory)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from restore" -l database -d 'Keep what is known in this database instead: `postgres://USER@HOST/NAME`. Any number of servers may share one' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from restore" -l key-file -d 'The key that secrets in the database are sealed with, 64 hexadecimal digits. Servers that share a database share it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from restore" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from restore" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from restore" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from restore" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from restore" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from restore" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from restore" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from restore" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from restore" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from restore" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from restore" -l verify -d 'Read the backup to its end, say what is in it, and restore nothing'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from restore" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from restore" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from restore" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from restore" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from restore" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from restore" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from restore" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from restore" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from restore" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from restore" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from doctor" -l data -d 'Keep everything in this directory, which is made (without it: /var/lib/fetter-server for root, else fetter/server in the user\'s state directory)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from doctor" -l database -d 'Keep what is known in this database instead: `postgres://USER@HOST/NAME`. Any number of servers may share one' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from doctor" -l key-file -d 'The key that secrets in the database are sealed with, 64 hexadecimal digits. Servers that share a database share it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from doctor" -l certificate -d 'The certificate that the server was given, where it did not make its own' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from doctor" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from doctor" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from doctor" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from doctor" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from doctor" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from doctor" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from doctor" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from doctor" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from doctor" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from doctor" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from doctor" -l json -d 'Say it as JSON'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from doctor" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from doctor" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from doctor" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from doctor" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from doctor" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from doctor" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from doctor" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from doctor" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from doctor" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand server; and __fish_seen_subcommand_from doctor" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -l server -d 'Ask this server: `https://HOST:PORT`. Without it, the one that `fetter server sign-in` was for' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -l token-file -d 'A file with the token of a program; - for standard input. With --server' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -l fingerprint -d 'The SHA-256 of the server\'s certificate, where no authority vouches for it. With --server' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -f -a "machines" -d 'List machines by host name'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -f -a "machine" -d 'Say what is known of a machine, or change how it stands with the server'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -f -a "environments" -d 'List environments of machines: by machine, and of one by prefix'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -f -a "groups" -d 'List groups of machines, make one, or rename one'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -f -a "rules" -d 'Show, change and try the rules by which machines come into groups'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -f -a "packages" -d 'List packages by name'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -f -a "package" -d 'List the versions of a package, and how many machines have each'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -f -a "who-has" -d 'Say which machines have a package, and where'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -f -a "site" -d 'List what a site holds, by its id: lists of sites and of environments say it in their JSON'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -f -a "events" -d 'List what happened on machines'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -f -a "audit" -d 'List what people and programs did at the server, the newest first'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -f -a "findings" -d 'List what was found on machines, the most severe first'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -f -a "finding" -d 'Say what is known of a finding, and which machines have it'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -f -a "policy" -d 'Say what a group\'s policy is, propose another, and have machines go by it'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -f -a "exception" -d 'List, make and revoke exceptions'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -f -a "request" -d 'List what people of machines ask to be let pass, and decide on it'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -f -a "export" -d 'Write what machines have, or what was found, as a document'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -f -a "notices" -d 'List what people are told: findings, refusals, silent machines, exceptions that end, requests'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -f -a "status" -d 'Say what is judged, by what, and what could not be checked'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -f -a "password" -d 'Set another password for yourself. All your other sessions end'
complete -c fetter -n "__fish_fetter_using_subcommand org; and not __fish_seen_subcommand_from machines machine environments groups rules packages package who-has site events audit findings finding policy exception request export notices status password sign-out" -f -a "sign-out" -d 'End the session that `fetter server sign-in` began, or what a token allows'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -l group -d 'Those of this group' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -l status -d 'Those that stand so with the server' -r -f -a "active\t'It is heard'
revoked\t'Its key is not trusted any more'
cloned\t'Two machines go by its key'
decommissioned\t'It is gone'
present\t'It is not gone: all but those that were decommissioned'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -l os -d 'Those whose operating system begins so' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -s p -l prefix -d 'The one of this id, or those whose host name begins so' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -l owner -d 'Those of this owner' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -l tag -d 'Those that have this tag' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -l silent -d 'Those that have not been there for so long: 30m, 12h, 7d' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -l verdict -d 'Those on which this was found, when that was counted last' -r -f -a "malware\t'Malware'
findings\t'Anything, malware too'
not-checked\t'It was not wholly checked, whatever was found'
clean\t'Nothing, and all of it was checked'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -l not-checked -d 'Those of which this is not known' -r -f -a "waiting\t'A site, or its policy, is still to be judged'
failed\t'Judging failed each time'
releases\t'It has a release that could not be held against the advisories'
sites\t'A site could not be held against its policy wholly'
contents\t'A site has not sent its contents'
untold\t'It never reported, or could not tell all'
revoked\t'It is revoked and has sites'
integrity\t'It does not tell what is changed on it outside of an install'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -l limit -d 'How many rows at most. Where there are more, stderr says so' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -l cursor -d 'Go on where a list ended: `next` of its JSON' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -l server -d 'Ask this server: `https://HOST:PORT`. Without it, the one that `fetter server sign-in` was for' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -l token-file -d 'A file with the token of a program; - for standard input. With --server' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -l fingerprint -d 'The SHA-256 of the server\'s certificate, where no authority vouches for it. With --server' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -f -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -f -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machines" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -l list -d 'List this of the machine, instead of saying what is known of it' -r -f -a "packages\t'Its packages'
sites\t'Its sites'
history\t'What was on it, the newest first'
environments\t'Its environments'
denials\t'What is denied on it'
problems\t'What could not be read on it'
not-covered\t'What is not covered on it'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -l limit -d 'How many rows at most. Where there are more, stderr says so' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -l cursor -d 'Go on where a list ended: `next` of its JSON' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -l server -d 'Ask this server: `https://HOST:PORT`. Without it, the one that `fetter server sign-in` was for' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -l token-file -d 'A file with the token of a program; - for standard input. With --server' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -l fingerprint -d 'The SHA-256 of the server\'s certificate, where no authority vouches for it. With --server' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -a "revoke" -d 'Trust its key no longer. To come back, it is enrolled again'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -a "decommission" -d 'Note that it is gone. What was on it stays as history'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -a "take-back" -d 'Hear it again, where it was cloned or decommissioned'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -a "move" -d 'Put it into another group'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -a "by-rules" -d 'Let the rules say its group again, after somebody had put it into one'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from machine" -a "set" -d 'Say whose it is, and what it is called by: rules may go by that'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -l group -d 'Those of this group\'s machines' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -l machine -d 'Those of this machine: its id, or its host name where no other has that' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -l contains -d 'Those in whose prefix this occurs' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -l kind -d 'Those of this kind' -r -f -a "base\t'An installation of Python'
virtual\t'A virtual environment'
conda\t'An environment of conda'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -l python -d 'Those of this Python version: 3.11 is also 3.11.7, and 3.13 is also 3.13t' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -l implementation -d 'Those of this implementation: `CPython`, `PyPy` or `GraalVM`' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -l limit -d 'How many rows at most. Where there are more, stderr says so' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -l cursor -d 'Go on where a list ended: `next` of its JSON' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -l server -d 'Ask this server: `https://HOST:PORT`. Without it, the one that `fetter server sign-in` was for' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -l token-file -d 'A file with the token of a program; - for standard input. With --server' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -l fingerprint -d 'The SHA-256 of the server\'s certificate, where no authority vouches for it. With --server' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -f -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -f -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from environments" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -l limit -d 'How many rows at most. Where there are more, stderr says so' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -l cursor -d 'Go on where a list ended: `next` of its JSON' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -l server -d 'Ask this server: `https://HOST:PORT`. Without it, the one that `fetter server sign-in` was for' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -l token-file -d 'A file with the token of a program; - for standard input. With --server' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -l fingerprint -d 'The SHA-256 of the server\'s certificate, where no authority vouches for it. With --server' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -f -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -f -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -f -a "make" -d 'Make a group'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from groups" -f -a "rename" -d 'Give a group another name'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from rules" -l server -d 'Ask this server: `https://HOST:PORT`. Without it, the one that `fetter server sign-in` was for' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from rules" -l token-file -d 'A file with the token of a program; - for standard input. With --server' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from rules" -l fingerprint -d 'The SHA-256 of the server\'s certificate, where no authority vouches for it. With --server' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from rules" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from rules" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from rules" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from rules" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from rules" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from rules" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from rules" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from rules" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from rules" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from rules" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from rules" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from rules" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from rules" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from rules" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from rules" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from rules" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from rules" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from rules" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from rules" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from rules" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from rules" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from rules" -f -a "show" -d 'Show the rules, in their order: the first that a machine fulfils says its group. `json` gives what `set` takes'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from rules" -f -a "set" -d 'Put other rules in their place. Machines follow within seconds'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from rules" -f -a "try" -d 'Say which machines would come into another group, and change nothing'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -s p -l prefix -d 'Those whose name begins so' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -l limit -d 'How many rows at most. Where there are more, stderr says so' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -l cursor -d 'Go on where a list ended: `next` of its JSON' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -l server -d 'Ask this server: `https://HOST:PORT`. Without it, the one that `fetter server sign-in` was for' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -l token-file -d 'A file with the token of a program; - for standard input. With --server' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -l fingerprint -d 'The SHA-256 of the server\'s certificate, where no authority vouches for it. With --server' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -f -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -f -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from packages" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -l limit -d 'How many rows at most. Where there are more, stderr says so' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -l cursor -d 'Go on where a list ended: `next` of its JSON' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -l server -d 'Ask this server: `https://HOST:PORT`. Without it, the one that `fetter server sign-in` was for' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -l token-file -d 'A file with the token of a program; - for standard input. With --server' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -l fingerprint -d 'The SHA-256 of the server\'s certificate, where no authority vouches for it. With --server' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from package" -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -l group -d 'Those of this group' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -l limit -d 'How many places at most. Where there are more, stderr says so, and the exit code is 4' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -l server -d 'Ask this server: `https://HOST:PORT`. Without it, the one that `fetter server sign-in` was for' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -l token-file -d 'A file with the token of a program; - for standard input. With --server' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -l fingerprint -d 'The SHA-256 of the server\'s certificate, where no authority vouches for it. With --server' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from who-has" -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -l limit -d 'How many rows at most. Where there are more, stderr says so' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -l cursor -d 'Go on where a list ended: `next` of its JSON' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -l server -d 'Ask this server: `https://HOST:PORT`. Without it, the one that `fetter server sign-in` was for' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -l token-file -d 'A file with the token of a program; - for standard input. With --server' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -l fingerprint -d 'The SHA-256 of the server\'s certificate, where no authority vouches for it. With --server' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from site" -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -l machine -d 'Those of this machine: its id, or its host name where no other has that' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -l kind -d 'Those of this kind: installed, removed, denied, refused …' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -s p -l package -d 'Those about this package' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -l limit -d 'How many rows at most. Where there are more, stderr says so' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -l cursor -d 'Go on where a list ended: `next` of its JSON' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -l server -d 'Ask this server: `https://HOST:PORT`. Without it, the one that `fetter server sign-in` was for' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -l token-file -d 'A file with the token of a program; - for standard input. With --server' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -l fingerprint -d 'The SHA-256 of the server\'s certificate, where no authority vouches for it. With --server' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -l oldest -d 'The oldest first, so that `next` of the JSON asks for what came later'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -f -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -f -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from events" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -l who -d 'What this user, program or rule did' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -l action -d 'What is of this kind: machine.change, policy.activate …' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -l object -d 'What was done to this, as the log names it: the id of a machine, the name of a user …' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -l since -d 'What was done in this time: 12h, 7d' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -l until -d 'What was done before this time: 12h, 7d ago' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -l limit -d 'How many rows at most. Where there are more, stderr says so' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -l cursor -d 'Go on where a list ended: `next` of its JSON' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -l server -d 'Ask this server: `https://HOST:PORT`. Without it, the one that `fetter server sign-in` was for' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -l token-file -d 'A file with the token of a program; - for standard input. With --server' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -l fingerprint -d 'The SHA-256 of the server\'s certificate, where no authority vouches for it. With --server' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -l oldest -d 'The oldest first'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -f -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -f -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from audit" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -l kind -d 'Those of this kind' -r -f -a "malware\t'The release is malicious'
vulnerability\t'It is vulnerable'
lookalike\t'Its name looks like another one'
policy\t'A policy is against it'
integrity\t'Files of it were changed on a machine, and nothing was installed'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -l severity -d 'Those that are so severe at least' -r -f -a "low\t'Little'
medium\t'Somewhat'
high\t'Much'
critical\t'Very much'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -l severity-is -d 'Those that are so severe and no other; unknown for those that nobody rates' -r -f -a "unknown\t'Nobody says'
low\t'Little'
medium\t'Somewhat'
high\t'Much'
critical\t'Very much: malware is'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -s p -l package -d 'Those about this package' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -l group -d 'Those that machines of this group have' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -l machine -d 'Those that this machine has: its id, or its host name where no other has that' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -l since -d 'Those that were opened in this time: 12h, 7d' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -l limit -d 'How many rows at most. Where there are more, stderr says so' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -l cursor -d 'Go on where a list ended: `next` of its JSON' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -l server -d 'Ask this server: `https://HOST:PORT`. Without it, the one that `fetter server sign-in` was for' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -l token-file -d 'A file with the token of a program; - for standard input. With --server' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -l fingerprint -d 'The SHA-256 of the server\'s certificate, where no authority vouches for it. With --server' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -l closed -d 'Those that are there no longer, instead of those that are'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -l accepted -d 'Those that an exception for all groups accepts, instead of those that none does'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -f -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -f -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from findings" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -l limit -d 'How many rows at most. Where there are more, stderr says so' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -l cursor -d 'Go on where a list ended: `next` of its JSON' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -l server -d 'Ask this server: `https://HOST:PORT`. Without it, the one that `fetter server sign-in` was for' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -l token-file -d 'A file with the token of a program; - for standard input. With --server' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -l fingerprint -d 'The SHA-256 of the server\'s certificate, where no authority vouches for it. With --server' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -l machines -d 'List the machines that have it, instead of saying what is known of it'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from finding" -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -l server -d 'Ask this server: `https://HOST:PORT`. Without it, the one that `fetter server sign-in` was for' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -l token-file -d 'A file with the token of a program; - for standard input. With --server' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -l fingerprint -d 'The SHA-256 of the server\'s certificate, where no authority vouches for it. With --server' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -f -a "list" -d 'List the versions of a group\'s policy, the newest first'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -f -a "status" -d 'Say which version a group goes by'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -f -a "history" -d 'List when that was changed, the newest first'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -f -a "show" -d 'Show a version: its policy file, or all of it in a directory'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -f -a "diff" -d 'Show what is other in a version than in the one that holds'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -f -a "propose" -d 'Send a policy, with the lists that it names. It holds nowhere yet'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -f -a "derive" -d 'Derive a policy of what a group\'s machines have, or one of them, by the rules of `fetter derive`'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -f -a "preview" -d 'Say what a version would refuse, newly or still, and what it would not any more, and where'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -f -a "previews" -d 'List the previews that were asked for and are kept still, the newest first'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -f -a "stage" -d 'Have a part of the machines go by a version'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -f -a "activate" -d 'Have all machines of a group go by a version'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -f -a "unstage" -d 'Have those that go by a staged version go by the one that holds again'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from policy" -f -a "roll-back" -d 'Have all go by what held before'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from exception" -l server -d 'Ask this server: `https://HOST:PORT`. Without it, the one that `fetter server sign-in` was for' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from exception" -l token-file -d 'A file with the token of a program; - for standard input. With --server' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from exception" -l fingerprint -d 'The SHA-256 of the server\'s certificate, where no authority vouches for it. With --server' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from exception" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from exception" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from exception" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from exception" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from exception" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from exception" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from exception" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from exception" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from exception" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from exception" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from exception" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from exception" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from exception" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from exception" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from exception" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from exception" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from exception" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from exception" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from exception" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from exception" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from exception" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from exception" -f -a "list" -d 'List exceptions, the newest first where nothing else is asked for'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from exception" -f -a "add" -d 'Lift something beside the policy of a group, or of all groups'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from exception" -f -a "revoke" -d 'Take an exception back'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from request" -l server -d 'Ask this server: `https://HOST:PORT`. Without it, the one that `fetter server sign-in` was for' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from request" -l token-file -d 'A file with the token of a program; - for standard input. With --server' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from request" -l fingerprint -d 'The SHA-256 of the server\'s certificate, where no authority vouches for it. With --server' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from request" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from request" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from request" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from request" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from request" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from request" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from request" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from request" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from request" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from request" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from request" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from request" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from request" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from request" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from request" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from request" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from request" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from request" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from request" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from request" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from request" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from request" -f -a "list" -d 'List what people of machines ask to be let pass, the newest first'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from request" -f -a "approve" -d 'Let it pass in the group of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from request" -f -a "refuse" -d 'Refuse it'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from export" -l server -d 'Ask this server: `https://HOST:PORT`. Without it, the one that `fetter server sign-in` was for' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from export" -l token-file -d 'A file with the token of a program; - for standard input. With --server' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from export" -l fingerprint -d 'The SHA-256 of the server\'s certificate, where no authority vouches for it. With --server' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from export" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from export" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from export" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from export" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from export" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from export" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from export" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from export" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from export" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from export" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from export" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from export" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from export" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from export" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from export" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from export" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from export" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from export" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from export" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from export" -f -a "inventory" -d 'The inventory of a machine, as `scan json` gives it, or of a group'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from export" -f -a "cyclonedx" -d 'A bill of materials in CycloneDX 1.6, JSON'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from export" -f -a "spdx" -d 'A bill of materials in SPDX 2.3, JSON'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from export" -f -a "findings" -d 'What was found, as delimited text or SARIF'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -l limit -d 'How many rows at most. Where there are more, stderr says so' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -l cursor -d 'Go on where a list ended: `next` of its JSON' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -l server -d 'Ask this server: `https://HOST:PORT`. Without it, the one that `fetter server sign-in` was for' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -l token-file -d 'A file with the token of a program; - for standard input. With --server' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -l fingerprint -d 'The SHA-256 of the server\'s certificate, where no authority vouches for it. With --server' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -f -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -f -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from notices" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from status" -l server -d 'Ask this server: `https://HOST:PORT`. Without it, the one that `fetter server sign-in` was for' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from status" -l token-file -d 'A file with the token of a program; - for standard input. With --server' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from status" -l fingerprint -d 'The SHA-256 of the server\'s certificate, where no authority vouches for it. With --server' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from status" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from status" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from status" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from status" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from status" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from status" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from status" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from status" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from status" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from status" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from status" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from status" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from status" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from status" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from status" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from status" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from status" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from status" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from status" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from status" -f -a "display" -d 'Show a table (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from status" -f -a "write" -d 'Write delimited text to a file'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from status" -f -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from password" -l password-file -d 'A file with the password that you have; - for standard input' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from password" -l new-password-file -d 'A file with the one that you want' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from password" -l server -d 'Ask this server: `https://HOST:PORT`. Without it, the one that `fetter server sign-in` was for' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from password" -l token-file -d 'A file with the token of a program; - for standard input. With --server' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from password" -l fingerprint -d 'The SHA-256 of the server\'s certificate, where no authority vouches for it. With --server' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from password" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from password" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from password" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from password" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from password" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from password" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from password" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from password" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from password" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from password" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from password" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from password" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from password" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from password" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from password" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from password" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from password" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from password" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from password" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from password" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from password" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from sign-out" -l server -d 'Ask this server: `https://HOST:PORT`. Without it, the one that `fetter server sign-in` was for' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from sign-out" -l token-file -d 'A file with the token of a program; - for standard input. With --server' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from sign-out" -l fingerprint -d 'The SHA-256 of the server\'s certificate, where no authority vouches for it. With --server' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from sign-out" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from sign-out" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from sign-out" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from sign-out" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from sign-out" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from sign-out" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from sign-out" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from sign-out" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from sign-out" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from sign-out" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from sign-out" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from sign-out" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from sign-out" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from sign-out" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from sign-out" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from sign-out" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from sign-out" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from sign-out" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from sign-out" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from sign-out" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand org; and __fish_seen_subcommand_from sign-out" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand why; and not __fish_seen_subcommand_from display json" -l socket -d 'The socket at which the agent listens' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand why; and not __fish_seen_subcommand_from display json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand why; and not __fish_seen_subcommand_from display json" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand why; and not __fish_seen_subcommand_from display json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand why; and not __fish_seen_subcommand_from display json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand why; and not __fish_seen_subcommand_from display json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand why; and not __fish_seen_subcommand_from display json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand why; and not __fish_seen_subcommand_from display json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand why; and not __fish_seen_subcommand_from display json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand why; and not __fish_seen_subcommand_from display json" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand why; and not __fish_seen_subcommand_from display json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand why; and not __fish_seen_subcommand_from display json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand why; and not __fish_seen_subcommand_from display json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand why; and not __fish_seen_subcommand_from display json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand why; and not __fish_seen_subcommand_from display json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand why; and not __fish_seen_subcommand_from display json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand why; and not __fish_seen_subcommand_from display json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand why; and not __fish_seen_subcommand_from display json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand why; and not __fish_seen_subcommand_from display json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand why; and not __fish_seen_subcommand_from display json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand why; and not __fish_seen_subcommand_from display json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand why; and not __fish_seen_subcommand_from display json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand why; and not __fish_seen_subcommand_from display json" -a "display" -d 'Show it (the default)'
complete -c fetter -n "__fish_fetter_using_subcommand why; and not __fish_seen_subcommand_from display json" -a "json" -d 'Give JSON'
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from display" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from display" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from display" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from display" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from display" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from display" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from display" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from display" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from display" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from display" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from display" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from display" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from display" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from display" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from display" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from display" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from display" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from display" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from display" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from display" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from display" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from json" -s o -l output -d 'The file to write instead of standard output; it appears whole or not at all' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from json" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from json" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from json" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from json" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from json" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from json" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from json" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from json" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from json" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from json" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from json" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from json" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from json" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from json" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from json" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from json" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from json" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from json" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from json" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand why; and __fish_seen_subcommand_from json" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand request" -l reason -d 'Why it is needed, in one line. Whoever decides reads it' -r
complete -c fetter -n "__fish_fetter_using_subcommand request" -l socket -d 'The socket at which the agent listens' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand request" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand request" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand request" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand request" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand request" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand request" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand request" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand request" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand request" -l banner -d 'Write this line before a table' -r
complete -c fetter -n "__fish_fetter_using_subcommand request" -l color -d 'When to use colour' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c fetter -n "__fish_fetter_using_subcommand request" -l list -d 'List what you have asked for, and what became of it; as root, what everybody has'
complete -c fetter -n "__fish_fetter_using_subcommand request" -l json -d 'Give it as JSON'
complete -c fetter -n "__fish_fetter_using_subcommand request" -l only-path -d 'Search the directories of --path only, and nothing else of the machine'
complete -c fetter -n "__fish_fetter_using_subcommand request" -l all-users -d 'Search every user\'s home; the default for root'
complete -c fetter -n "__fish_fetter_using_subcommand request" -l no-all-users -d 'Search one\'s own home only, also as root'
complete -c fetter -n "__fish_fetter_using_subcommand request" -l user-site -d 'Count the user site as seen by every environment, also by those that switch it off'
complete -c fetter -n "__fish_fetter_using_subcommand request" -l exhaustive -d 'Search within sites too: finds nested and vendored environments, and takes longer'
complete -c fetter -n "__fish_fetter_using_subcommand request" -s q -l quiet -d 'Say nothing on stderr but errors'
complete -c fetter -n "__fish_fetter_using_subcommand request" -s v -l verbose -d 'List every problem on stderr, instead of summing them up'
complete -c fetter -n "__fish_fetter_using_subcommand request" -s l -l log -d 'Say on stderr what is being done and how long it took'
complete -c fetter -n "__fish_fetter_using_subcommand request" -l stderr -d 'Write to stderr what would go to stdout'
complete -c fetter -n "__fish_fetter_using_subcommand request" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c fetter -n "__fish_fetter_using_subcommand request" -s V -l version -d 'Print version'
complete -c fetter -n "__fish_fetter_using_subcommand completions" -s e -l exe -d 'Look only at this interpreter or environment: a path, a name on PATH such as python3, or an environment\'s directory. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand completions" -l path -d 'Search this directory too. Not with -e. May be repeated' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand completions" -l root -d 'Take this directory for another machine\'s / (a mounted image, a container\'s file system) and search all of it' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand completions" -l inventory -d 'Read an inventory from a file that `scan json` wrote (- for standard input), instead of searching' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand completions" -l config -d 'Take defaults from this file instead of ./fetter.toml or the user\'s configuration' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand completions" -l threads -d 'How many threads work' -r
complete -c fetter -n "__fish_fetter_using_subcommand completions" -l cache-directory -d 'Keep what was read of metadata in this directory, and read only what has changed (for slow disks; never changes an answer)' -r -F
complete -c fetter -n "__fish_fetter_using_subcommand completions" -s c -l cache-duration -d 'Accepted for compatibility. 0 switches the cache off; a cache here is checked against the disk and never ages' -r
complete -c fetter -n "__fish_fetter_using_subcommand completions" -l banner -d 'Write this line before a table' -r
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
