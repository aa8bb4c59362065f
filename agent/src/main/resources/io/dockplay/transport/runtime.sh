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
  if [ -n "$(kept "$1")" ] || is_unkept "$1"; then return 0; fi
  if [ -f "$1" ] && [ ! -L "$1" ] && [ "$(stat -c %s "$1")" -gt 10485760 ]; then keep_not "$1"; return 0; fi
  mkdir -p -m 700 "$home" "$home/kept"
  (umask 077; mkdir -p "$home/kept${1%/*}")
  rm -rf "$home/kept$1.new"
  cp -a "$1" "$home/kept$1.new" && mv "$home/kept$1.new" "$home/kept$1"
}
keep_not() {
  if [ ! -e "$1" ] && [ ! -L "$1" ]; then return 0; fi
  if [ -n "$(kept "$1")" ] || is_unkept "$1"; then return 0; fi
  mkdir -p -m 700 "$home"
  printf "%s\n" "$1" >>"$home/unkept"
  also_made "former content" there "not kept"
}
is_unkept() { grep -qxF -e "$1" "$home/unkept" 2>/dev/null; }
kept() {
  if [ -e "$home/kept$1" ] || [ -L "$home/kept$1" ]; then printf "%s\n" "$home/kept$1"; fi
}
sum_of() {
  if [ -L "$1" ]; then readlink "$1" | sha256sum; elif [ -f "$1" ]; then sha256sum <"$1"; fi | cut -c 1-64
}
writing() {
  if [ -s "$home/job/record" ]; then also_made "$2" "" "sha256:$(sum_of "$1")"; fi
}
append() {
  if [ -s "$home/record" ] && [ -n "$(tail -c 1 "$home/record")" ]; then echo >>"$home/record" || return 1; fi
  whole=$(stat -c %s "$home/record" 2>/dev/null) || whole=0
  if cat >>"$home/record"; then return 0; fi
  truncate -s "$whole" "$home/record"
  return 1
}
also_made() {
  if [ ! -s "$home/job/record" ]; then return 0; fi
  also=$(cat "$home/job/record")
  also_what=$(printf "%s" "$1" | sed "s/[\\\\\"]/\\\\&/g")
  printf "%s\"changes\":[{\"what\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}]}\n" \
    "${also%%\"changes\":*}" "$also_what" "$2" "$3" | append || echo "this could not be put on the record: $1: $3" >&2
}
bringing() {
  if [ ! -s "$home/job/record" ]; then "$@"; return; fi
  rpm -qa --qf "%{NAME} %{VERSION}-%{RELEASE}\n" | sort >"$home/job/before"
  code=0
  "$@" || code=$?
  rpm -qa --qf "%{NAME} %{VERSION}-%{RELEASE}\n" | sort >"$home/job/after"
  comm -13 "$home/job/before" "$home/job/after" | while read -r name version; do
    if [ "$name" = gpg-pubkey ] || is_named "$name" || is_package "$name" "$home/job/before"; then continue; fi
    also_made "$name" absent brought
  done
  comm -23 "$home/job/before" "$home/job/after" | while read -r name version; do
    if is_named "$name"; then continue; fi
    if is_package "$name" "$home/job/after"; then
      also_made "$name" "$version" "updated along"
    else
      also_made "$name" "$version" "removed along"
    fi
  done
  return "$code"
}
is_named() { grep -qF -e "\"what\":\"$1\"" "$home/job/record"; }
is_package() { cut -d " " -f 1 "$2" | grep -qxF -e "$1"; }
'
eval "$tools"

# probe ID SCRIPT: looks. Neither the script's standard input nor a mistake in it reaches the next one.
probe() {
  frame probe "$1"
  (eval "$2") </dev/null 2>/dev/null
  frame end "$1" "$?"
}

# job ID SCRIPT RECORD PENDING TIMEOUT LENGTH...: makes a change, apart from this process and so from the connection: when that is lost
# the change goes on to its end, and what became of it can be read in its folder. The attachments' bytes follow the
# message. There is one job at a time on a host: its folder is the lock.
job() {
  job_id=$1 job_script=$2 job_record=$3 job_pending=$4 job_timeout=$5
  shift 5
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
    printf '%s' "$job_record" >"$job/record" && [ -z "$lost" ] &&
      { [ -z "$job_record" ] || append <"$job/record"; } || {
      frame errors "$job_id"
      printf 'the change was not begun: its script and its line of the record could not be written to %s\n' "$home"
      df -P "$home" 2>/dev/null
      end_turn
      frame end "$job_id" 74
      exit 74 # how much of the attachments was read is unknown, so nothing after them can be understood
    }
  printf '%s' "$job_pending" | while IFS= read -r line; do
    grep -qxF -e "$line" "$home/pending" || printf '%s\n' "$line" >>"$home/pending"
  done 2>/dev/null
  mkfifo "$job/bell"
  exec 3<>"$job/bell"
  : >"$job/output"
  : >"$job/errors"
  # The bell is opened for reading too, so that ringing it never waits for someone who has gone.
  setsid sh -c '
    trap "" HUP PIPE
    echo $$ >"$0/pid.new"
    mv "$0/pid.new" "$0/pid"
    ${1:+timeout "$1"} sh -e "$0/script" </dev/null >"$0/output" 2>"$0/errors" 3>&-
    echo $? >"$0/code.new"
    mv "$0/code.new" "$0/code"
    echo done >&3
  ' "$job" "$job_timeout" </dev/null >/dev/null 2>&1 &
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
  end_turn
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
  while [ -d "$home" ] && ! took_turn; do
    [ -n "$said" ] || frame waiting "$job_id"
    said=yes
    sleep 1
  done
}

# took_turn: one at a time, so that nobody clears away what another run has begun since he looked. A job that is over is
# its run's as long as that is there to fetch what became of it.
took_turn() {
  {
    flock 8
    if [ -d "$job" ] && { job_is_running || is_dockplay "$(cat "$job/owner")"; }; then return 1; fi
    rm -rf "$job"
    if mkdir "$job"; then
      echo $$ >"$job/owner"
      echo $$ >"$job/pid"
    fi
    return 0
  } 8<"$home" 2>/dev/null
}

# end_turn: lets the next one in.
end_turn() {
  { flock 8; rm -rf "$job"; } 8<"$home" 2>/dev/null
}

# job_is_running: whether the job in the folder is still at work. Its number alone would not do: after a reboot it may
# be another's.
job_is_running() {
  [ -s "$home/job/pid" ] || sleep 1 # its maker may be about to write it
  is_dockplay "$(cat "$home/job/pid" 2>/dev/null)"
}

is_dockplay() { [ -n "$1" ] && grep -q dockplay "/proc/$1/cmdline" 2>/dev/null; }

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

# trim BYTES LINES: puts these lines in the place of the record's first so many bytes; what was added since then stays.
trim() {
  [ -s "$home/record" ] || return 0
  { printf '%s' "$2"; tail -c "+$(($1 + 1))" "$home/record"; } >"$home/record.new" && mv "$home/record.new" "$home/record"
}

# shorten BYTES LINES: the same, when no job is at work.
shorten() {
  job_id=0 job=$home/job
  take_turn
  trim "$1" "$2"
  end_turn
} 2>/dev/null

# ran LINES: these handlers are no longer to be run.
ran() {
  [ -s "$home/pending" ] || return 0
  job_id=0 job=$home/job
  take_turn
  printf '%s' "$1" | grep -vxF -f - "$home/pending" >"$home/pending.new" || :
  mv "$home/pending.new" "$home/pending"
  [ -s "$home/pending" ] || rm -f "$home/pending"
  end_turn
} 2>/dev/null

# forget BYTES LINES PATH...: the same, after a host was given back, and what was kept of these files goes. With nothing
# left on the record nothing of ours stays.
forget() {
  [ -d "$home" ] || return 0
  job_id=0 job=$home/job
  take_turn
  trim "$1" "$2"
  shift 2
  for path in "$@"; do
    rm -rf "$home/kept$path"
    if is_unkept "$path"; then
      grep -vxF -e "$path" "$home/unkept" >"$home/unkept.new"
      mv "$home/unkept.new" "$home/unkept"
    fi
  done
  if [ ! -s "$home/record" ]; then rm -rf "$home/record" "$home/record.new" "$home/kept" "$home/unkept" "$home/pending"; fi
  end_turn
  rmdir "$home"
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
  answer pending; [ ! -s "$home/pending" ] || cat "$home/pending"
  answer record-size; [ ! -s "$home/record" ] || stat -c %s "$home/record"
  unfinished
}

while read -r length; do
  message=$(head -c "$length"; echo .)
  eval "${message%.}"
  frame done
done
