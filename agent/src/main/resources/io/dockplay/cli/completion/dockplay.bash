# Completes dockplay in bash: dockplay itself says what may stand at the cursor, and bash knows the files.
_dockplay() {
  local command=${1/#\~/$HOME} line=${COMP_LINE:0:COMP_POINT} tab=$'\t' answer kind before begun path kept='' break
  COMPREPLY=()
  while IFS= read -r answer; do
    case $answer in
      :files$tab* | :folders$tab*)
        kind=${answer%%"$tab"*} answer=${answer#*"$tab"} before=${answer%%"$tab"*} begun=${answer#*"$tab"}
        if [ "$kind" = :files ]; then kind=-f; else kind=-d; fi
        if [ -z "$before" ]; then
          compopt -o filenames
        elif [ "${#COMPREPLY[@]}" = 0 ]; then
          compopt -o nospace
        fi
        while IFS= read -r path; do
          if [ -n "$before" ] && [ -d "${path/#\~/$HOME}" ]; then path=$path/; fi
          COMPREPLY+=("$before$path")
        done < <(compgen "$kind" -- "$begun")
        ;;
      *) COMPREPLY+=("${answer%%"$tab"*}") ;;
    esac
  done < <("$command" __complete "$line" 2>/dev/null)

  # bash replaces only what stands behind the last of these in the word.
  line=${line##*[[:space:]]}
  for break in : =; do
    if [[ $COMP_WORDBREAKS == *"$break"* && $line == *"$break"* ]]; then
      path=${line%"$break"*}$break
      if [ "${#path}" -gt "${#kept}" ]; then kept=$path; fi
    fi
  done
  COMPREPLY=("${COMPREPLY[@]#"$kept"}")
}
complete -F _dockplay dockplay
