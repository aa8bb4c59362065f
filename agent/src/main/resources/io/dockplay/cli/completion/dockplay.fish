# Completes dockplay in fish: dockplay itself says what may stand at the cursor, and fish knows the files.
function __dockplay_complete
    set -l program (string replace -r '^~' $HOME -- (commandline -opc)[1])
    for answer in ($program __complete (commandline -cp | string collect) 2>/dev/null)
        set -l parts (string split \t -- $answer)
        switch $parts[1]
            case :files
                for path in (__fish_complete_path $parts[3])
                    printf '%s\n' $parts[2]$path
                end
            case :folders
                for path in (__fish_complete_directories $parts[3])
                    printf '%s\n' $parts[2]$path
                end
            case '*'
                printf '%s\n' $answer
        end
    end
end
complete -c dockplay -f -a '(__dockplay_complete)'
