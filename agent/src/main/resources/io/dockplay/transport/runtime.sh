# What answers on a host for the length of one run. It is sent over the connection, runs from memory, and writes to the
# disk only when a change is made. POSIX sh; no tool newer than CentOS 6.5 has. $nonce is set by whoever sends it.
#
# It reads messages: a line with a length, then so many bytes of shell code, then what that code reads by itself.
# It writes frames: a line of "$nonce WORD ARGUMENTS", and then, up to the newline before the next frame, any bytes.

LC_ALL=C
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH
unset LANGUAGE CDPATH ENV BASH_ENV TMPDIR
umask 077
cd /

if [ "$(id -u)" = 0 ]; then home=/var/lib/dockplay; else home=$HOME/.dockplay; fi

frame() { printf '\n%s %s\n' "$nonce" "$*"; }
answer() { frame answer "$1"; }

# These are also given to every script that makes a change.
tools='
home='"'$home'"'
keep() {
  if [ ! -e "$1" ] && [ ! -L "$1" ]; then return 0; fi
  if [ -e "$home/kept$1" ] || [ -L "$home/kept$1" ]; then return 0; fi
  mkdir -p -m 700 "$home" "$home/kept"
  (umask 077; mkdir -p "$home/kept${1%/*}")
  rm -rf "$home/kept$1.new"
  cp -a "$1" "$home/kept$1.new" && mv "$home/kept$1.new" "$home/kept$1"
}
also_made() {
  if [ ! -s "$home/job/record" ]; then return 0; fi
  also=$(cat "$home/job/record")
  printf "%s\"changes\":[{\"what\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}]}\n" \
    "${also%%\"changes\":*}" "$1" "$2" "$3" >>"$home/record"
}
bringing() {
  before=$(rpm -qa --qf " %{NAME} ")
  code=0
  "$@" || code=$?
  for name in $(rpm -qa --qf "%{NAME} "); do
    case "$before gpg-pubkey " in *" $name "*) ;; *) also_made "$name" absent brought ;; esac
  done
  return "$code"
}
kept() {
  if [ -e "$home/kept$1" ] || [ -L "$home/kept$1" ]; then printf "%s\n" "$home/kept$1"; fi
}
'
eval "$tools"

# probe ID SCRIPT: looks. Neither the script's standard input nor a mistake in it reaches the next one.
probe() {
  frame probe "$1"
  (eval "$2") </dev/null 2>/dev/null
  frame end "$1" "$?"
}

# job ID SCRIPT RECORD LENGTH...: makes a change, apart from this process and so from the connection: when that is lost
# the change goes on to its end, and what became of it can be read in its folder. The attachments' bytes follow the
# message. There is one job at a time on a host: its folder is the lock.
job() {
  job_id=$1 job_script=$2 job_record=$3
  shift 3
  job=$home/job
  mkdir -p "$home"
  take_turn
  mkdir "$job/attachments"
  attached=0 lost=
  for length in "$@"; do
    attached=$((attached + 1))
    head -c "$length" >"$job/attachments/$attached" || lost=yes
  done
  printf '%s\nattachments=%s\numask 022\n%s\n' "$tools" "'$job/attachments'" "$job_script" >"$job/script" &&
    printf '%s' "$job_record" >"$job/record" && [ -z "$lost" ] || {
      frame errors "$job_id"
      printf 'the change was not begun: its script could not be written to %s\n' "$job"
      df -P "$home" 2>/dev/null
      rm -rf "$job"
      frame end "$job_id" 74
      exit 74 # how much of the attachments was read is unknown, so nothing after them can be understood
    }
  mkfifo "$job/bell"
  exec 3<>"$job/bell"
  : >"$job/output"
  : >"$job/errors"
  # The bell is opened for reading too, so that ringing it never waits for someone who has gone.
  setsid sh -c '
    trap "" HUP PIPE
    echo $$ >"$0/pid"
    [ ! -s "$0/record" ] || cat "$0/record" >>"$0/../record"
    sh -e "$0/script" </dev/null >"$0/output" 2>"$0/errors" 3>&-
    echo $? >"$0/code.new"
    mv "$0/code.new" "$0/code"
    echo done >&3
  ' "$job" </dev/null >/dev/null 2>&1 &
  (
    trap 'kill "$sleeper"; exit' TERM
    while :; do
      sleep 1 &
      sleeper=$!
      wait "$sleeper"
      echo tick >&3
    done
  ) </dev/null >/dev/null 2>&1 &
  ticker=$!
  output_at=0 errors_at=0
  while read -r rung <&3; do
    stream output output_at
    stream errors errors_at
    [ "$rung" != done ] || break
  done
  kill "$ticker" 2>/dev/null
  exec 3>&-
  code=$(cat "$job/code")
  rm -rf "$job"
  frame end "$job_id" "$code"
}

# stream NAME VARIABLE: passes on what the job has written since the last time.
stream() {
  [ -s "$job/$1" ] || return 0
  eval "at=\$$2"
  size=$(stat -c %s "$job/$1")
  [ "$size" -gt "$at" ] || return 0
  frame "$1" "$job_id"
  tail -c "+$((at + 1))" "$job/$1" | head -c "$((size - at))"
  frame pause
  eval "$2=\$size"
}

# take_turn: waits until no other run's job is at work on this host, and makes the folder of ours.
take_turn() {
  said=
  while ! mkdir "$job" 2>/dev/null; do
    if [ ! -d "$job" ]; then break; fi
    if job_is_running; then
      [ -n "$said" ] || frame waiting "$job_id"
      said=yes
      sleep 1
    else
      rm -rf "$job"
    fi
  done
  echo $$ >"$job/pid"
}

# job_is_running: whether the job in the folder is still at work. Its number alone would not do: after a reboot it may
# be another's.
job_is_running() {
  [ -s "$home/job/pid" ] || sleep 1 # its maker may be about to write it
  pid=$(cat "$home/job/pid" 2>/dev/null) || return 1
  grep -q dockplay "/proc/$pid/cmdline" 2>/dev/null
}

# unfinished: what a run that lost its connection has left behind.
unfinished() {
  [ -d "$home/job" ] || return 0
  answer job-record; cat "$home/job/record"
  answer job-code; if job_is_running; then echo running; else cat "$home/job/code"; fi
  answer job-errors; tail -c 2000 "$home/job/errors"
} 2>/dev/null

# await_job: waits for a job that outlived its connection, and clears it away.
await_job() {
  while job_is_running; do sleep 1; done
  answer code; cat "$home/job/code"
  answer output; cat "$home/job/output"
  answer errors; cat "$home/job/errors"
  rm -rf "$home/job"
} 2>/dev/null

# forget LINES: cuts the record down to these; with none of them the host has been given back, and nothing of ours stays.
forget() {
  [ -d "$home" ] || return 0
  if [ -n "$1" ]; then
    printf '%s' "$1" >"$home/record.new" && mv "$home/record.new" "$home/record"
  else
    rm -rf "$home/record" "$home/kept"
    rmdir "$home"
  fi
} 2>/dev/null

# docker_version: the packages' database answers sooner than the client itself.
docker_version() {
  if [ -e /etc/redhat-release ]; then
    rpm -q --qf 'version %{VERSION}\n' docker-ce-cli docker-io docker-engine docker-client | grep '^version ' && return
  fi
  docker --version
}

facts() {
  answer release; cat /etc/centos-release || cat /etc/redhat-release
  answer os-release; cat /etc/os-release
  answer uname; uname -n -r -m
  answer init; if [ -d /run/systemd/system ]; then echo systemd; else echo sysv; fi
  answer addresses; ip -o addr show scope global
  answer memory; grep MemTotal /proc/meminfo
  answer cpus; getconf _NPROCESSORS_ONLN
  answer selinux; getenforce || cat /sys/fs/selinux/enforce || cat /selinux/enforce
  answer docker; docker_version
  unfinished
}

while read -r length; do
  message=$(head -c "$length"; echo .)
  eval "${message%.}"
  frame done
done
