# What answers on a host for the length of one run. It is sent over the connection, runs from memory, and writes to the
# disk only when a change is made. POSIX sh; no tool newer than CentOS 6.5 has. $nonce is set by whoever sends it.
#
# It reads messages: a line with a length, then so many bytes of shell code, then what that code reads by itself. The code of
# the first one is in $first.
# It writes frames: a line of "$nonce WORD ARGUMENTS", and then, up to the newline before the next frame, any bytes.

# shellcheck disable=SC1010 # done is also a word of the frames and of the bell
# shellcheck disable=SC2015 # whichever part fails, what stands behind the last || is to be done
# shellcheck disable=SC2016 # what stands in quotes is code for other shells
# shellcheck disable=SC2030,SC2031 # an expected output has another nonce, in its subshell only
# shellcheck disable=SC2034,SC2154 # nonce and first are given, and more_tools where the run has a bundle; $tools, stream and the scripts set and use variables by eval

LC_ALL=C
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL PATH
unset LANGUAGE CDPATH ENV BASH_ENV TMPDIR
umask 077
cd /

# All that a settled host is asked costs more by the processes that it starts than by anything else. So where the shell can
# look by itself, nothing is started.
while read -r key _ user _; do [ "$key" != Uid: ] || break; done </proc/self/status
if [ "${user:-$(id -u)}" = 0 ]; then home=/var/lib/dockplay; else home=$HOME/.dockplay; fi

# How anything is told.
words='
frame() { printf "\n%s %s\n" "$nonce" "$*"; }
answer() { frame answer "$1"; }
'
eval "$words"

# These are also given to every script that makes a change.
tools='
home='"'$home'"'
identify() {
  began=
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  # shellcheck disable=SC2086 # words
  set -- ${stat##*) }
  [ "$1" = Z ] || began=${20}
}
tab="	" attachments="" whole=""
find_place() {
  its_above=${1%/*} its_rest=${1##*/}
  until [ -d "$its_above/" ]; do its_rest=${its_above##*/}/$its_rest its_above=${its_above%/*}; done
  if cd -P "$its_above/"; then
    its_above=$PWD
    cd "$OLDPWD" || cd /
  else
    its_above=${1%/*} its_rest=${1##*/}
  fi
  case $its_above in *"
"*) its_above=${1%/*} its_rest=${1##*/} ;; esac
  its_place=${its_above%/}/$its_rest
}
place_of() {
  find_place "$1"
  printf "%s\n" "$its_place"
}
find_entry() {
  its_place=$2
  [ -n "$its_place" ] || find_place "$1"
  its_entry=
  if [ -n "$3" ] && [ "$its_place" = "$1" ]; then
    its_entry=$home/kept/$3
    return
  fi
  if [ -n "$attachments" ] && { printf "%s\n%s" "$1" "$its_place" >"$attachments/entry"; } 2>/dev/null; then
    its_entry=$(exec sha256sum <"$attachments/entry")
  fi
  [ -n "$its_entry" ] || its_entry=$(printf "%s\n%s" "$1" "$its_place" | sha256sum)
  its_entry=$home/kept/${its_entry%% *}
}
entry_of() {
  find_entry "$1" "$2"
  printf "%s\n" "$its_entry"
}
keep() {
  if is_unkept "$1"; then return 0; fi
  find_entry "$1" "" "$2"
  if is_kept "$1"; then return 0; fi
  if [ ! -e "$1" ] && [ ! -L "$1" ]; then
    note_absent "$1"
    return
  fi
  if [ -d "$1" ] && [ ! -L "$1" ]; then return 0; fi
  if has_absent && grep -qF "sha256:$(sum_of "$1")" "$home/record"; then return 0; fi
  if [ -f "$1" ] && [ ! -L "$1" ] && [ "$(exec stat -c %s "$1")" -gt 10485760 ]; then keep_not "$1"; return 0; fi
  note_place "$1"
  if its_owner=$(exec rpm -qf --qf "%{NAME}\n" "$1" 2>/dev/null); then printf "%s\n" "$its_owner" >"$its_entry/owner"; fi
  if [ -e "$its_entry/new" ] || [ -L "$its_entry/new" ]; then rm -rf "$its_entry/new"; fi
  cp -a "$1" "$its_entry/new" && mv -T "$its_entry/new" "$its_entry/copy"
}
note_place() {
  its_known=
  if { [ -d "$its_entry" ] || has_absent; } && is_noted "$1"; then its_known=yes; fi
  [ -d "$its_entry" ] || mkdir -p -m 700 "$home/kept" "$its_entry"
  [ -n "$its_known" ] || append places "$1$tab$its_place"
}
note_absent() {
  if has_absent && is_noted "$1"; then return 0; fi
  [ -d "$home/kept" ] || mkdir -p -m 700 "$home/kept"
  : >"$its_entry.absent"
  append places "$1$tab$its_place"
}
is_noted() { grep -qxF -e "$1$tab$its_place" "$home/places" 2>/dev/null; }
has_absent() { [ -e "$its_entry.absent" ] || [ -e "$its_entry/absent" ]; }
was_absent() {
  find_entry "$1" "$2"
  has_absent
}
is_given_back() { [ ! -s "$home/record" ]; }
lost_owner() {
  its_owners=$(entry_of "$1" "$2")/owner
  [ -s "$its_owners" ] || its_owners=$home/owners$1
  if [ ! -s "$its_owners" ] || [ -d "$its_owners" ] || rpm -qf "${2:-$1}" >/dev/null 2>&1; then return 0; fi
  if [ -z "$(rpm -qa 2>/dev/null | head -n 1)" ]; then return 0; fi
  while read -r its_owner; do
    if rpm -q "$its_owner" >/dev/null 2>&1; then return 0; fi
  done <"$its_owners"
  head -n 1 "$its_owners"
}
is_to_return() {
  case $(grep -o "\"what\":\"$1\",\"from\":\"[^\"]*\"" "$home/record" 2>/dev/null | head -n 1) in
    "" | *:\"absent\") return 1 ;;
  esac
}
keep_not() {
  if [ ! -e "$1" ] && [ ! -L "$1" ]; then keep "$1"; return 0; fi
  if [ -n "$(kept "$1")" ] || is_unkept "$1"; then return 0; fi
  if was_absent "$1" && grep -qF "sha256:$(sum_of "$1")" "$home/record"; then return 0; fi
  mkdir -p -m 700 "$home"
  printf "%s\n" "$1" >>"$home/unkept"
  also_made "former content" there "not kept"
}
is_unkept() { [ -s "$home/unkept" ] && grep -qxF -e "$1" "$home/unkept"; }
kept() {
  find_entry "$1" "$2"
  its_copy=$its_entry/copy
  if [ -e "$its_copy" ] || [ -L "$its_copy" ]; then printf "%s\n" "$its_copy"; else formerly_kept "$1"; fi
}
is_kept() {
  if [ -e "$its_entry/copy" ] || [ -L "$its_entry/copy" ]; then return 0; fi
  if [ ! -e "$home/kept/${1#/}" ] && [ ! -L "$home/kept/${1#/}" ]; then return 1; fi
  [ -n "$(formerly_kept "$1")" ]
}
formerly_kept() { without_links "$home/kept" "$1"; }
without_links() {
  its_copy=$1/${2#/}
  if [ -L "$its_copy" ] || { [ -e "$its_copy" ] && [ ! -d "$its_copy" ]; }; then
    its_above=/${2#/}
    if [ "$(cd -P "${its_copy%/*}" && pwd -P)" = "$(cd -P "$1" && pwd -P)${its_above%/*}" ]; then
      printf "%s\n" "$its_copy"
    fi
  fi
}
sum_of() {
  find_sum "$1"
  [ -z "$its_sum" ] || printf "%s\n" "$its_sum"
}
find_sum() {
  its_sum=
  if [ -L "$1" ]; then its_sum=$(readlink "$1" | sha256sum); elif [ -f "$1" ]; then its_sum=$(exec sha256sum <"$1"); fi
  its_sum=${its_sum%% *}
}
writing() {
  if [ ! -s "$home/job/record" ]; then return 0; fi
  its_sum=$3
  [ -n "$its_sum" ] || find_sum "$1"
  also_made "$2" "" "sha256:$its_sum"
}
name_new() {
  { read -r new </proc/sys/kernel/random/uuid; } 2>/dev/null || new=
  if [ -n "$new" ]; then
    new=${1%/*}/.${1##*/}.${new%%-*}
  else
    new=$(exec mktemp -u "${1%/*}/.${1##*/}.XXXXXXXX")
  fi
  trap "[ -z \"\$new\" ] || rm -f \"\$new\"" 0
}
make_new() {
  name_new "$1"
  umask 077
  set -C
  : >"$new"
  set +C
  umask 022
}
append() {
  if [ -z "$whole" ] && [ -s "$home/$1" ] && [ -n "$(exec tail -c 1 "$home/$1")" ]; then
    echo >>"$home/$1" || return 1
  fi
  if printf "%s\n" "$2" >>"$home/$1"; then return 0; fi
  whole=
  if [ -n "$(tail -c 1 "$home/$1")" ]; then truncate -s "-$(tail -n 1 "$home/$1" | wc -c)" "$home/$1"; fi
  return 1
}
also_made() {
  also=
  { read -r also <"$home/job/record"; } 2>/dev/null || [ -n "$also" ] || return 0
  also_what=$1
  case $1 in *[\\\"]*) also_what=$(printf "%s" "$1" | sed "s/[\\\\\"]/\\\\&/g") ;; esac
  append record "${also%%\"changes\":*}\"changes\":[{\"what\":\"$also_what\",\"from\":\"$2\",\"to\":\"$3\"}]}" ||
    echo "this could not be put on the record: $1: $3" >&2
}
ended() {
  its_line=
  { read -r its_line <"$1/record"; } 2>/dev/null || [ -n "$its_line" ] || return 0
  case $its_line in
    *\"changes\":*) append record "${its_line%%\"changes\":*}\"changes\":[],\"code\":$2}" ;;
  esac
}
bringing() {
  if [ ! -s "$home/job/record" ]; then "$@"; return; fi
  list_packages before || { echo "rpm cannot read its database, so nothing is changed" >&2; return 1; }
  code=0
  "$@" || code=$?
  if ! list_packages after; then
    echo "rpm cannot read its database, so what came along is not on the record" >&2
    if [ "$code" = 0 ]; then return 1; fi
    return "$code"
  fi
  comm -13 "$home/job/before" "$home/job/after" | for_each came_along
  comm -23 "$home/job/before" "$home/job/after" | for_each went_along
  return "$code"
}
for_each() { while read -r name arch version; do "$1"; done; }
list_packages() {
  rpm -qa --qf "%{NAME} %{ARCH} %{VERSION}-%{RELEASE}\n" >"$home/job/packages" 2>"$home/job/packages.errors" || :
  if [ ! -s "$home/job/packages" ] || grep -qi -e "^error:.*rpmdb" -e "^error: cannot open" "$home/job/packages.errors"; then
    cat "$home/job/packages.errors" >&2
    return 1
  fi
  sort "$home/job/packages" >"$home/job/$1"
}
came_along() {
  if [ "$name" = gpg-pubkey ]; then return 0; fi
  if [ -n "$(versions before)" ]; then
    stays=$(versions before | grep -xF -e "$(versions after)" | tail -n 1)
    if [ -z "$stays" ]; then return 0; fi
    case $code:$name in
      0:kernel | 0:kernel-*) also_made "$name-$version.$arch" absent brought ;;
      *) is_asked_for || also_made "$name" "$stays" "updated along" ;;
    esac
  elif [ -z "$(architectures before)" ]; then
    is_asked_for || also_made "$name" absent brought
  elif [ -z "$(lost before after)" ]; then
    is_named "$name.$arch" || also_made "$name.$arch" absent brought
  fi
}
went_along() {
  if [ "$(versions before | grep -c .)" -gt 1 ] && [ "$(versions after | grep -c .)" -gt 1 ]; then
    also_made "$name-$version.$arch" "$version" "removed along"
  elif [ -n "$(versions after)" ] || [ -n "$(lost after before)" ]; then
    is_asked_for || also_made "$name" "$version" "updated along"
  elif [ "$(architectures before | grep -c .)" -gt 1 ]; then
    is_named "$name.$arch" || also_made "$name.$arch" "$version" "removed along"
  else
    is_asked_for || also_made "$name" "$version" "removed along"
  fi
}
versions() { awk -v name="$name" -v arch="$arch" "\$1 == name && \$2 == arch { print \$3 }" "$home/job/$1"; }
architectures() { awk -v name="$name" "\$1 == name { print \$2 }" "$home/job/$1" | sort -u; }
lost() {
  for each in $(architectures "$1"); do architectures "$2" | grep -qxF -e "$each" || echo "$each"; done
}
is_asked_for() { is_named "$name" || is_named "$name.$arch"; }
is_named() { grep -qF -e "\"what\":\"$1\"" "$home/job/record"; }
real_yum() { command yum "$@"; }
'
tools=$tools${more_tools:-}
eval "$tools"

# How a script begins that is a program of its own, because only a program can be ended after some time. $1 is its job.
begin_script=$tools'
identify $$
echo "$$ $began" >"$1/script-process"
shift
'

# probe ID SCRIPT SECONDS: looks. Neither the script's standard input nor a mistake in it reaches the next one. What takes
# longer than so many seconds, where a number is given, is ended with all that it started; who does not end then is left.
probe() {
  frame probe "$1"
  if [ "${3:-0}" = 0 ]; then
    (eval "$2") </dev/null 2>/dev/null
    frame end "$1" "$?"
    return
  fi
  # The nonce and the script go through a pipe: others can read a command line.
  {
    printf '%s\n' "nonce='$nonce'" "$words" "$tools" "$2" |
      timeout -s KILL "$(($3 + 5))" timeout "$3" sh -c 'eval "$(cat)" </dev/null'
    code=$?
  } 2>/dev/null
  case $code in 124 | 137) code=late ;; esac
  frame end "$1" "$code"
}

# expect ID SCRIPT OUTPUT: the same where its sender expects this output. What differs is a surprise.
expect() {
  seen=$(trap 'printf "\nend %s" "$?"' 0; nonce=look; eval "$2") </dev/null 2>/dev/null
  if [ "$seen" = "$3" ]; then
    frame same "$1"
  else
    surprise=yes
    probe "$1" "$2"
  fi
}

# proven SCRIPT: whether the job before it has done its work; it is a surprise if not. It is one too that it took five seconds:
# nobody can call back what comes ahead, and behind a slow change the way of a message does not count.
proven() {
  read -r now _ </proc/uptime
  if [ "$code" != 0 ] || [ "$((${now%.*} - ${since%.*}))" -gt 5 ]; then
    surprise=yes
  elif [ -n "$1" ]; then
    (eval "$1") </dev/null >/dev/null 2>&1 || surprise=yes
  fi
}

# ask ID SCRIPT: looks for the probes that follow; they see the variables that it sets.
ask() {
  frame probe "$1"
  eval "$2" </dev/null 2>/dev/null
  frame end "$1" "$?"
}

# alive PID BEGAN: whether the process that began then is still there. Its number alone would not do: after a reboot it may
# be another's. One that has ended, but nobody has asked for its code yet, is not there.
alive() { [ -n "$1" ] && identify "$1" && [ "$began" = "$2" ]; }

# is_running PROCESS: whether a child of this shell has not ended.
is_running() { identify "$1" && [ -n "$began" ]; }

# has_owner FOLDER: whether the runtime that is to tell what becomes of this job is still there.
has_owner() {
  pid='' born=''
  { read -r pid born <"$1/owner"; } 2>/dev/null
  alive "$pid" "$born"
}

# at_work FOLDER: whether a job, or the script that it runs, is still there.
at_work() {
  for each in process script-process; do
    pid='' born=''
    { read -r pid born <"$1/$each"; } 2>/dev/null
    if alive "$pid" "$born"; then return 0; fi
  done
  # An earlier dockplay wrote down no more than the number.
  [ -e "$1/pid" ] && [ ! -e "$1/process" ] && grep -q dockplay "/proc/$(cat "$1/pid")/cmdline"
} 2>/dev/null

# code_of FOLDER: the exit code of a job.
code_of() {
  code=''
  { read -r code <"$1/code"; } 2>/dev/null
  echo "${code:-unknown}"
}

# job NAME SCRIPT RECORD PENDING TIMEOUT ATTACHMENT...: makes a change, apart from this process and so from the connection:
# when that is lost the change goes on to its end, and what became of it can be read in its folder, which bears its name.
# An attachment is "=" and a text, or a length: then so many bytes follow the message. There is one job at a time on a host.
job() {
  job_name=$1 job_script=$2 job_record=$3 job_pending=$4 job_timeout=$5
  shift 5
  read -r since _ </proc/uptime
  ready=yes
  take_turn "$job_name" || ready=''
  attached=0
  for each in "$@"; do
    attached=$((attached + 1))
    case $each in
      =*) printf '%s' "${each#=}" >"$job/attachments/$attached" || ready='' ;;
      *) receive "$each" "$job/attachments/$attached" || ready='' ;;
    esac
  done 2>/dev/null
  # The script need not look again whether the last lines of the lists are whole.
  [ -n "$whole" ] || [ -n "$(exec tail -qc 1 "$home/record" "$home/places" 2>/dev/null)" ] || whole=yes
  # The code gets its room now: when the job ends the disk may be full.
  [ -n "$ready" ] && begin_work &&
    printf '%s\nattachments=%s/attachments\nwhole=%s\numask 022\n%s\n' \
      "${job_timeout:+"$begin_script"}" "'$job'" "$whole" "$job_script" >"$job/script" &&
    printf '%s' "$job_record" >"$job/record" && echo unknown >"$job/code" && : >"$job/output" && : >"$job/errors" &&
    { [ -z "$job_record" ] || append record "${job_record%"$newline"}"; } || {
      end_turn
      rm -rf "$job"
      frame errors
      printf 'the change was not begun: its script and its line of the record could not be written to %s\n' "$home"
      df -P "$home" 2>/dev/null || df -P "${home%/*}"
      code=74
      frame end job "$code"
      return
    }
  [ -z "$job_pending" ] || printf '%s' "$job_pending" | while IFS= read -r line; do
    grep -qxF -e "$line" "$home/pending" || printf '%s\n' "$line" >>"$home/pending"
  done 2>/dev/null
  echo "$job_name $job_timeout" >&5
  output_at=0 errors_at=0 job_lost=''
  while read -r rung <&3; do
    stream output output_at
    stream errors errors_at
    # Who is lost may not have come to write down who it is; what it has begun is waited for.
    case $rung in
      "done $job_name "*) break ;;
      "lost $job_name") job_lost=yes ;;
    esac
    at_work "$job" || { [ -z "$job_lost" ] && is_running "$worker"; } || break
    frame pause || exit # nobody listens any more
  done
  code=''
  { read -r code <"$job/code"; } 2>/dev/null
  case $rung in
    "done $job_name "*) code=${rung##* } ;;
    *)
      stream output output_at
      stream errors errors_at ;;
  esac
  [ "${code:-unknown}" != unknown ] || ended "$job" null 2>/dev/null
  if [ "$code" != 0 ] && ! echo full >"$job/full" 2>/dev/null; then
    frame errors
    printf 'the disk is full:\n'
    df -P "$home"
  fi
  if [ "$code" != 0 ] || [ -s "$job/errors" ]; then whole=''; fi
  # Behind what came ahead there is likely to be more, and the next one takes the turn over.
  if [ -n "$ahead" ]; then turn=$job; else end_turn; fi
  finished="$finished $job_name"
  frame end job "${code:-unknown}"
}

# receive LENGTH FILE: all of it is read, also where it cannot be written: what comes behind it must be understood.
receive() {
  head -c "$1" | { cat >"$2" || cat >/dev/null; }
  [ "$(stat -c %s "$2")" = "$1" ]
}

# begin_work: makes, once, the bell, which rings each second and when a job is done, and who carries out the jobs: both cost a host
# less than one for each of them. The pipes have no name that could be left behind. Who rings the bell when this runtime has gone
# is told so, and ends. The worker has a session of its own, minds neither that the connection nor that this runtime goes, and
# ends when it gets no more orders, which is not before its job has ended.
begin_work() {
  if [ -n "$ticker" ] && is_running "$worker"; then return 0; fi
  mkfifo "$job/bell" "$job/orders" && exec 3<>"$job/bell" && exec 4>"$job/bell" && exec 5<>"$job/orders" &&
    exec 6<"$job/orders" && rm -f "$job/bell" "$job/orders" || return 1
  (
    exec 3<&- 5>&- 6<&-
    trap 'kill "$sleeper"; exit' TERM
    while :; do
      sleep 1 4>&- &
      sleeper=$!
      wait "$sleeper"
      echo tick >&4 || exit
    done
  ) </dev/null >/dev/null 2>&1 &
  ticker=$!
  trap 'kill "$ticker" 2>/dev/null' 0
  setsid sh -c "$tools"'
    trap "" HUP PIPE
    while read -r job_name job_timeout <&6; do
      job=$home/jobs/$job_name
      (
        read -r own _ </proc/self/stat
        identify "$own"
        code=1
        if echo "$own" >"$job/pid" && echo "$own $began" >"$job/process"; then
          if [ -n "$job_timeout" ]; then
            timeout "$job_timeout" sh -e "$job/script" "$job" >"$job/output" 2>"$job/errors" 4>&- 6<&-
          else
            (
              set -e
              read -r own _ </proc/self/stat
              identify "$own"
              echo "$own $began" >"$job/script-process"
              # shellcheck disable=SC1091 # it comes with the job
              . "$job/script"
            ) >"$job/output" 2>"$job/errors" 4>&- 6<&-
          fi
          code=$?
        fi
        [ "$code" = 0 ] || ended "$job" "$code" 2>/dev/null
        echo "$code" 1<>"$job/code"
        echo "done $job_name $code" >&4
        exit 0
      )
      # shellcheck disable=SC2181 # in a condition the script would go on behind a failure
      [ "$?" = 0 ] || echo "lost $job_name" >&4
    done
  ' </dev/null >/dev/null 2>&1 3<&- 5>&- &
  worker=$!
  exec 6<&-
}
ticker='' newline='
'

# stream NAME VARIABLE: passes on what the job has written since the last time.
stream() {
  [ -s "$job/$1" ] || return 0
  eval "at=\$$2"
  size=$(stat -c %s "$job/$1")
  [ "$size" -gt "$at" ] || return 0
  frame "$1"
  tail -c "+$((at + 1))" "$job/$1" | head -c "$((size - at))"
  frame pause
  eval "$2=\$size"
}

# take_turn NAME: makes a folder of that name, and waits until no other run's job is at work on this host. Whoever has the
# turn is whom $home/job points to.
take_turn() {
  job=$home/jobs/$1
  tries=0
  until mkdir "$job" "$job/attachments" 2>/dev/null; do
    # One that was given up before it came here must not begin any more.
    if [ -d "$job" ]; then exit; fi
    if [ "$tries" = 3 ]; then return 1; fi
    tries=$((tries + 1))
    mkdir -p "$home/jobs" 2>/dev/null
  done
  identify $$
  echo "$$ $began" >"$job/owner" || return 1
  said=''
  until took_turn; do
    if [ -n "$said" ]; then frame pause || exit; else frame waiting; fi
    said=yes
    sleep 1
  done
}

# took_turn: one at a time, so that nobody takes away what another run has taken since he looked. Whose turn it was, and is
# no more, keeps his folder: he may come back, and ask what became of his job. A job that is over keeps nobody waiting, even
# where its runtime cannot tell anybody. The turn of this run's own last job is taken over as it is.
took_turn() {
  {
    flock 8
    # shellcheck disable=SC3013 # both bash and dash have -ef
    if ! [ "$home/job" -ef "$turn" ]; then
      whole='' # another run may have been here
      if at_work "$home/job" || { [ ! -e "$home/job/process" ] && has_owner "$home/job"; }; then return 1; fi
      if [ -d "$home/job" ] && [ ! -s "$home/job/process" ]; then
        sleep 1 # its owner has gone, and it may be about to write it
        if at_work "$home/job"; then return 1; fi
      fi
      if [ -d "$home/job" ] && [ ! -L "$home/job" ]; then
        mv "$home/job" "$home/jobs/earlier" # an earlier dockplay's
      fi
    fi
    for left in "$home"/jobs/*; do
      if { [ -e "$left/told" ] || [ ! -e "$left/pid" ]; } && ! has_owner "$left" &&
        [ -n "$(find "$left" -maxdepth 0 -mmin +60)" ]; then rm -rf "$left"; fi
    done
    ln -sfT "jobs/${job##*/}" "$home/job"
  } 8<"$home" 2>/dev/null
}

# end_turn: lets the next one in.
end_turn() {
  {
    flock 8
    # shellcheck disable=SC3013 # both bash and dash have -ef
    if [ "$home/job" -ef "$job" ]; then rm -f "$home/job"; fi
  } 8<"$home" 2>/dev/null
}

# leave_turn: the same for the last of those that came ahead. Its job is over, so meanwhile it has kept nobody waiting.
leave_turn() {
  [ -n "$turn" ] || return 0
  job=$turn turn=''
  end_turn
}

# left_code FOLDER: how a job ended that nobody has waited for.
left_code() {
  if at_work "$1"; then echo running; else code_of "$1"; fi
}

# unfinished: what runs that lost their connection have left behind.
unfinished() {
  for left in "$home"/jobs/* "$home/job"; do
    if [ -d "$left" ] && [ -e "$left/pid" ] && [ ! -L "$left" ] && [ ! -e "$left/told" ] && ! has_owner "$left"; then
      answer "left:${left#"$home/"}"; left_code "$left"; cat "$left/record" 2>/dev/null
    fi
  done
}

# await_left FOLDER...: waits for such jobs, and tells how they ended. They stay: whose they are may ask for them.
await_left() {
  for left in "$@"; do
    while at_work "$home/$left"; do
      frame pause || exit
      sleep 1
    done
    answer "left:$left"; left_code "$home/$left"
    : >"$home/$left/told"
    rm -rf "$home/$left/attachments" "$home/$left/script" # what they hold may be secret
  done
} 2>/dev/null

# end_of FILE: as much of it as is kept of a job's output (Limits.OUTPUT), and how much is not.
end_of() {
  more=$(($(stat -c %s "$1") - 2097152))
  [ "$more" -le 0 ] || printf '[the first %s bytes are left out]\n' "$more"
  tail -c 2097152 "$1"
}

# await_job NAME: waits for a job of this run, which has lost its connection.
await_job() {
  job=$home/jobs/$1
  mkdir -p "$home/jobs" 2>/dev/null
  # One that has not come here yet finds this folder, and ends.
  if mkdir "$job" 2>/dev/null; then
    : >"$job/told"
    return
  fi
  if has_owner "$job"; then kill -KILL "$pid"; fi # the old runtime, that speaks to nobody
  identify $$
  echo "$$ $began" >"$job/owner"
  [ -s "$job/process" ] || sleep 1 # it may be about to write it
  if [ -s "$job/process" ]; then
    while at_work "$job"; do
      frame pause || exit
      sleep 1
    done
    answer code; code_of "$job"
    answer output; end_of "$job/output"
    answer errors; end_of "$job/errors"
  fi
  end_turn
  finished="$finished $1"
} 2>/dev/null

# trim BYTES LINES: puts these lines in the place of the record's first so many bytes; what was added since then stays.
trim() {
  [ -s "$home/record" ] || return 0
  { printf '%s' "$2"; tail -c "+$(($1 + 1))" "$home/record"; } >"$home/record.new" && mv "$home/record.new" "$home/record"
}

# upkeep COMMAND...: does it when no job is at work.
upkeep() {
  take_turn "${nonce%%.*}" || return 1
  whole=''
  "$@"
  end_turn
  rm -rf "$job"
}

# shorten BYTES LINES: the same, when no job is at work.
shorten() { upkeep trim "$1" "$2"; } 2>/dev/null

# ran LINES: these handlers are no longer to be run.
ran() {
  [ ! -s "$home/pending" ] || upkeep drop_pending "$1"
} 2>/dev/null

drop_pending() {
  printf '%s' "$1" | grep -vxF -f - "$home/pending" >"$home/pending.new" || :
  mv "$home/pending.new" "$home/pending"
  [ -s "$home/pending" ] || rm -f "$home/pending"
}

# forget BYTES LINES PAST WHOLLY PATH...: the same as shorten, after a host was given back, and what was kept of these files
# goes. The lines PAST tell of it later. With nothing left on the record nothing else of ours stays, but for other runs' jobs;
# where WHOLLY says anything, no past either.
forget() {
  [ -d "$home" ] || return 0
  upkeep forget_now "$@"
  rmdir "$home/jobs" "$home"
} 2>/dev/null

forget_now() {
  remember "$3"
  trim "$1" "$2"
  wholly=$4
  shift 4
  for path in "$@"; do
    copy=$(formerly_kept "$path")
    [ -z "$copy" ] || rm -f "$copy"
    [ -d "$home/owners$path" ] || rm -f "$home/owners$path"
    if is_unkept "$path"; then
      grep -vxF -e "$path" "$home/unkept" >"$home/unkept.new"
      mv "$home/unkept.new" "$home/unkept"
    fi
  done
  [ "$#" = 0 ] || drop_kept "$@"
  if [ -s "$home/record" ]; then return; fi
  rm -rf "$home/record" "$home/record.new" "$home/kept" "$home/places" "$home/owners" "$home/unkept" "$home/pending"
  [ -z "$wholly" ] || rm -f "$home/history" "$home/history.new"
  for left in "$home"/jobs/*; do
    # One without an owner may just have been made.
    if { [ -e "$left/owner" ] || [ -e "$left/told" ]; } && ! has_owner "$left" && ! at_work "$left"; then rm -rf "$left"; fi
  done
}

# remember LINES: adds to what is told of this host's past; of a long past the older part goes.
remember() {
  [ -n "$1" ] || return 0
  if [ "$(stat -c %s "$home/history" || echo 0)" -gt 1048576 ]; then
    tail -c 524288 "$home/history" | tail -n +2 >"$home/history.new" && mv "$home/history.new" "$home/history"
  fi
  [ -z "$(tail -c 1 "$home/history")" ] || echo >>"$home/history"
  printf '%s' "$1" >>"$home/history"
}

# drop_kept PATH...: what was kept of these goes, wherever they lay.
drop_kept() {
  [ -s "$home/places" ] || return 0
  printf '%s\n' "$@" >"$home/dropped"
  awk -F "$tab" 'FNR == NR { given[$0] = 1; next } $1 in given' "$home/dropped" "$home/places" |
    while IFS=$tab read -r path place; do
      find_entry "$path" "$place"
      rm -rf "$its_entry" "$its_entry.absent"
    done
  awk -F "$tab" 'FNR == NR { given[$0] = 1; next } !($1 in given)' "$home/dropped" "$home/places" >"$home/places.new"
  mv "$home/places.new" "$home/places"
  rm -f "$home/dropped"
}

# docker_version: the packages' database answers sooner than the client itself.
docker_version() {
  if [ -e /etc/redhat-release ]; then
    rpm -q --qf 'version %{VERSION}\n' docker-ce-cli docker-io docker-engine docker-client | grep '^version ' && return
  fi
  docker --version
}

# first_line FILE: the first line of a file of the kernel's or of the release, which may have no newline at its end.
first_line() {
  line=''
  { read -r line <"$1"; } 2>/dev/null
  [ -n "$line" ]
}

# names_of_kernel: what uname says. Only bash knows by itself for which processor it was built, and only a kernel of 64 bits
# runs such a one.
names_of_kernel() {
  # shellcheck disable=SC3028 # another shell has none
  [ "${HOSTTYPE:-}" = x86_64 ] && first_line /proc/sys/kernel/hostname || return 1
  node=$line
  first_line /proc/sys/kernel/osrelease && printf '%s %s x86_64\n' "$node" "$line"
}

# facts MORE...: what every run wants to know, and more of what costs a process each.
facts() {
  answer release
  first_line /etc/centos-release || first_line /etc/redhat-release
  printf '%s\n' "$line"
  case $line in
    *' release '[0-9]*) ;;
    *)
      answer os-release
      while read -r line; do
        case $line in NAME=* | VERSION_ID=*) printf '%s\n' "$line" ;; esac
      done </etc/os-release ;;
  esac
  answer uname; names_of_kernel || uname -n -r -m
  answer init; if [ -d /run/systemd/system ]; then echo systemd; else echo sysv; fi
  answer memory
  while read -r key line; do
    if [ "$key" = MemTotal: ]; then
      printf '%s\n' "$line"
      break
    fi
  done </proc/meminfo
  if first_line /sys/devices/system/cpu/online; then
    answer online; printf '%s\n' "$line"
  else
    answer cpus; getconf _NPROCESSORS_ONLN
  fi
  # Without these files SELinux is not there.
  if [ -e /sys/fs/selinux/enforce ] || [ -e /selinux/enforce ]; then
    answer selinux; getenforce || cat /sys/fs/selinux/enforce || cat /selinux/enforce
  fi
  if [ -s "$home/pending" ]; then
    answer pending; cat "$home/pending"
  fi
  for more in "$@"; do
    answer "$more"
    case $more in
      addresses) ip -o addr show scope global ;;
      docker) docker_version ;;
      record-size) [ ! -s "$home/record" ] || stat -c %s "$home/record" ;;
    esac
  done
  unfinished
}

# What became of a job is kept until the next message comes: so whoever sent it has heard of it. One that comes ahead does not
# say that. An empty message says that there is no next one.
finished='' surprise='' ahead='' turn=''
eval "$first"
frame done
while read -r length ahead; do
  message=$(exec head -c "$length")
  [ "${#message}" = "$length" ] || break # the connection was lost in the middle of it
  if [ -z "$ahead" ]; then
    leave_turn
    set --
    for each in $finished; do set -- "$@" "$home/jobs/$each"; done
    [ "$#" = 0 ] || rm -rf "$@"
    [ -z "$finished" ] || [ "$length" != 0 ] || rmdir "$home/jobs" "$home" 2>/dev/null
    finished='' surprise=''
  fi
  eval "$message"
  frame done
done
leave_turn
