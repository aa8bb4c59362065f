# Kills one of the processes whose command line has a word in it: waits for one for five seconds, looking again and again.
# usage: sh kill.sh WORD WHICH; of several, the one with the number WHICH, counted around. Prints whom it killed.
word=$1 which=$2 tries=0
while [ "$tries" -lt 250 ]; do
  found=$(for cmdline in /proc/[0-9]*/cmdline; do
    pid=${cmdline#/proc/} pid=${pid%/cmdline}
    case $pid in "$$" | 1) continue ;; esac
    # Not what this script itself forks.
    [ "$(sed -n 's/^PPid:[^0-9]*//p' "/proc/$pid/status" 2>/dev/null)" != $$ ] || continue
    case $(tr '\0' ' ' <"$cmdline" 2>/dev/null) in sudo* | sshd*) ;; *"$word"*) echo "$pid" ;; esac
  done)
  if [ -n "$found" ]; then
    # shellcheck disable=SC2086 # the numbers are words
    set -- $found
    shift $((which % $#))
    command=$(tr '\0' ' ' <"/proc/$1/cmdline" | tr '\n' ' ' | cut -c 1-120)
    kill -KILL "$1" && { echo "$1 $command"; exit 0; }
    set --
  fi
  tries=$((tries + 1))
  sleep 0.02
done 2>/dev/null
exit 1
