#compdef dockplay
# Completes dockplay in zsh: dockplay itself says what may stand at the cursor, and zsh knows the files.
_dockplay() {
  local answer word
  local -a words_of meanings parts
  local files='' before=''
  local program=${${(Q)words[1]}/#\~/$HOME}
  for answer in "${(@f)$("$program" __complete "${(j: :)words[1,CURRENT-1]} $IPREFIX$PREFIX" 2>/dev/null)}"; do
    parts=("${(@s:	:)answer}")
    case $parts[1] in
      '') ;;
      :files | :folders) files=$parts[1] before=$parts[2] ;;
      *) words_of+=("${parts[1]//:/\\:}${parts[2]:+:$parts[2]}") ;;
    esac
  done
  local found=1
  if (( $#words_of )); then _describe dockplay words_of && found=0; fi
  if [[ -n $files ]]; then
    if [[ -n $before ]]; then compset -P "${(b)before}"; fi
    if [[ $files = :folders ]]; then _path_files -/ && found=0; else _files && found=0; fi
  fi
  return found
}
if [[ $funcstack[1] = _dockplay ]]; then
  _dockplay "$@"
elif (( $+functions[compdef] )); then
  compdef _dockplay dockplay
fi
