# The states that a host of PromiseIT begins in: a function DIMENSION__VALUE brings the host there, whatever it was before.
# $1 of the program is the release, the rest are the functions to run.

# shellcheck disable=SC2059 # a content is written here as a format, with \\n for its lines
# shellcheck disable=SC2016 # $releasever is yum's
# shellcheck disable=SC2174 # the folders above are there

release=$1
rpms=http://repository/centos/$release
config=/etc/promise

# --- a package in an exact version (1.5.3 is wanted)
package__absent() { rpm -e tree 2>/dev/null; }
package__as_wanted() { rpm -U --oldpackage --replacepkgs "$rpms/tree-1.5.3-3.el$release.noarch.rpm"; }
package__newer() { rpm -U --oldpackage --replacepkgs "$rpms/tree-1.6.0-10.el$release.noarch.rpm"; }

# --- several packages at once, one needing another
packages__none() { rpm -e lvm2 gcc-c++ gcc device-mapper-persistent-data 2>/dev/null; rpm -e lvm2 2>/dev/null; rpm -e device-mapper-persistent-data 2>/dev/null; rpm -e gcc-c++ 2>/dev/null; rpm -e gcc 2>/dev/null; }
packages__one() { packages__none; rpm -U --replacepkgs "$rpms/device-mapper-persistent-data-0.8.5-3.el$release.noarch.rpm"; }
packages__all() {
  rpm -U --replacepkgs "$rpms/device-mapper-persistent-data-0.8.5-3.el$release.noarch.rpm" "$rpms/lvm2-2.02.187-6.el$release.noarch.rpm" \
    "$rpms/gcc-4.8.5-44.el$release.noarch.rpm" "$rpms/gcc-c++-4.8.5-44.el$release.noarch.rpm"
}

# --- a file
clear_file() { rm -rf "$config"; mkdir -m 755 "$config"; }
file__absent() { clear_file; }
file__no_folder() { rm -rf "$config"; }
file__as_wanted() { clear_file; printf 'a = 1\nb = 2\n' >$config/app.conf; chmod 640 $config/app.conf; chown ops $config/app.conf; }
file__other_content() { file__as_wanted; printf 'a = 1\nc = 3\n' >$config/app.conf; }
file__no_newline() { file__as_wanted; printf 'a = 1\nb = 2' >$config/app.conf; }
file__empty() { file__as_wanted; : >$config/app.conf; }
file__other_mode() { file__as_wanted; chmod 604 $config/app.conf; }
file__setuid() { file__as_wanted; chmod 4750 $config/app.conf; }
file__other_owner() { file__as_wanted; chown root $config/app.conf; }
file__unknown_owner() { file__as_wanted; chown 4711 $config/app.conf; }
file__binary() { file__as_wanted; printf 'a\0\377\n' >$config/app.conf; }
file__a_folder() { clear_file; mkdir $config/app.conf; echo x >$config/app.conf/inside; }
file__a_link() { file__as_wanted; mv $config/app.conf $config/real; ln -s real $config/app.conf; }
file__a_dangling_link() { clear_file; ln -s nowhere $config/app.conf; }
file__leftover_of_ours() { file__as_wanted; echo half >$config/.app.conf.AbCdEf; echo b >>$config/app.conf; }

# --- settings in a file
lines() { printf "$1" >/etc/promise-lines; chmod 644 /etc/promise-lines; }
lines__absent() { rm -rf /etc/promise-lines; }
lines__empty() { lines ''; }
lines__as_wanted() { lines '# head\ncolour=blue\nsize=9\n'; }
lines__other_value() { lines 'colour=red\nsize=9\n'; }
lines__commented() { lines '#colour=red\n# size=9\n'; }
lines__twice() { lines 'colour=red\ncolour=green\nsize=9\n'; }
lines__no_newline() { lines 'size=9\ncolour=red'; }
lines__dos() { lines 'colour=red\r\nsize=9\r\n'; }
lines__with_spaces() { lines 'colour = red\nsize =9\n'; }

# --- a folder, a link, and something that shall not be there
folder__absent() { rm -rf /srv/promise; }
folder__as_wanted() { rm -rf /srv/promise; mkdir -m 750 /srv/promise; }
folder__other_mode() { rm -rf /srv/promise; mkdir -m 777 /srv/promise; }
folder__a_file() { rm -rf /srv/promise; echo x >/srv/promise; }
link__absent() { rm -rf /etc/promise-link; }
link__as_wanted() { rm -rf /etc/promise-link; ln -s /etc/hosts /etc/promise-link; }
link__elsewhere() { rm -rf /etc/promise-link; ln -s /etc/passwd /etc/promise-link; }
link__a_file() { rm -rf /etc/promise-link; echo x >/etc/promise-link; }
gone__absent() { rm -rf /etc/promise-gone; }
gone__a_file() { rm -rf /etc/promise-gone; echo x >/etc/promise-gone; }
gone__a_link() { rm -rf /etc/promise-gone; ln -s nowhere /etc/promise-gone; }
gone__a_folder() { rm -rf /etc/promise-gone; mkdir -p /etc/promise-gone/a; echo x >/etc/promise-gone/a/b; }

# --- a service
define_service() {
  echo "wanted" >/etc/promise-service.conf
  touch -d '1 hour ago' /etc/promise-service.conf
  if [ "$release" = 7 ]; then
    systemctl stop promise 2>/dev/null
    printf '[Unit]\nDescription=Promise\n[Service]\nExecStart=/bin/sleep 100000\n[Install]\nWantedBy=multi-user.target\n' \
      >/etc/systemd/system/promise.service
    systemctl daemon-reload
    systemctl disable promise 2>/dev/null
  else
    [ -x /etc/init.d/promise ] && service promise stop >/dev/null
    cat >/etc/init.d/promise <<'S'
#!/bin/sh
# chkconfig: 2345 90 10
# description: Promise
pid=/var/run/promise.pid
case $1 in
  start) [ -s $pid ] && kill -0 $(cat $pid) 2>/dev/null || { setsid sleep 100000 </dev/null >/dev/null 2>&1 & echo $! >$pid; } ;;
  stop) [ -s $pid ] && kill $(cat $pid) 2>/dev/null; rm -f $pid ;;
  restart) $0 stop; $0 start ;;
  status) if [ -s $pid ] && kill -0 $(cat $pid) 2>/dev/null; then echo "promise (pid $(cat $pid)) is running..."; else echo promise is stopped; exit 3; fi ;;
esac
S
    chmod 755 /etc/init.d/promise
    chkconfig --add promise
    chkconfig promise off
  fi
}
start_service() { if [ "$release" = 7 ]; then systemctl start promise; else service promise start; fi; }
enable_service() { if [ "$release" = 7 ]; then systemctl enable promise 2>/dev/null; else chkconfig promise on; fi; }
service__stopped_disabled() { define_service; }
service__stopped_enabled() { define_service; enable_service; }
service__started_disabled() { define_service; start_service; }
service__as_wanted() { define_service; enable_service; start_service; }
service__older_than_its_file() { service__as_wanted; sleep 1; touch -d '1 minute' /etc/promise-service.conf; sleep 0.1; touch /etc/promise-service.conf; }
service__file_differs() { service__as_wanted; echo other >/etc/promise-service.conf; }
service__definition_changed() { service__as_wanted; [ "$release" = 6 ] || sed -i 's/Promise/Changed/' /etc/systemd/system/promise.service; }
service__killed() { service__as_wanted; if [ "$release" = 7 ]; then systemctl kill -s KILL promise; else kill -9 "$(cat /var/run/promise.pid)"; fi; sleep 0.2; }

# --- Docker's mirror: daemon.json on 7, other_args on 6
daemon() {
  if [ "$release" = 7 ]; then
    mkdir -p /etc/docker
    if [ -n "$1" ]; then printf "$1" >/etc/docker/daemon.json; else rm -f /etc/docker/daemon.json; fi
  else
    sed -i "s|^other_args=.*|other_args=$2|" /etc/sysconfig/docker
  fi
}
restart_docker() { if [ "$release" = 7 ]; then systemctl reset-failed docker; systemctl restart docker; else service docker restart >/dev/null; fi; }
mirror__absent() { daemon '' ''; restart_docker; }
mirror__as_wanted() { daemon '{"registry-mirrors": ["http://mirror"]}' '"--registry-mirror=http://mirror"'; restart_docker; }
mirror__not_restarted() { mirror__absent; daemon '{"registry-mirrors": ["http://mirror"]}' '"--registry-mirror=http://mirror"'; }
mirror__other() { daemon '{"registry-mirrors": ["http://registry"]}' "'--registry-mirror=http://registry'"; restart_docker; }
mirror__other_keys() { daemon '{\n  "log-level": "warn",\n  "labels": ["a=b"]\n}\n' '"--label=a=b  -l warn"'; restart_docker; }
mirror__empty_file() { mirror__absent; daemon ' ' '""'; }
mirror__broken() { mirror__absent; daemon '{"registry-mirrors": [' '"--label=a=b'; }

# --- a repository
repo() { printf "$1" >/etc/yum.repos.d/promise.repo; }
repo__absent() { rm -f /etc/yum.repos.d/promise.repo; }
repo__as_wanted() { repo '[promise]\nname=promise\nbaseurl=http://repository/centos/$releasever\nenabled=1\ngpgcheck=0\n'; }
repo__other_address() { repo '[promise]\nname=promise\nbaseurl=http://repository/elsewhere\nenabled=0\ngpgcheck=0\n'; }
repo__disabled() { repo '[promise]\nname=promise\nbaseurl=http://repository/centos/$releasever\nenabled=0\ngpgcheck=0\n'; }
repo__more_keys() { repo '# mine\n[promise]\nname=Promise\nbaseurl=http://repository/centos/$releasever\nenabled=1\ngpgcheck=0\nskip_if_unavailable=1\n'; }

# --- what an earlier run that broke has left behind
earlier__nothing() { rm -rf /var/lib/dockplay; }
earlier__dead_job() { earlier__nothing; mkdir -p -m 700 /var/lib/dockplay/job/attachments; echo 999999 >/var/lib/dockplay/job/pid; echo true >/var/lib/dockplay/job/script; : >/var/lib/dockplay/job/record; }
earlier__finished_job() { earlier__dead_job; echo 1 >/var/lib/dockplay/job/code; echo broken >/var/lib/dockplay/job/errors; }
earlier__job_just_begun() { earlier__nothing; mkdir -p -m 700 /var/lib/dockplay/job; }
earlier__kept_without_record() { earlier__nothing; mkdir -p -m 700 /var/lib/dockplay/kept/etc/promise; echo former >/var/lib/dockplay/kept/etc/promise/app.conf; }
earlier__half_a_record() { earlier__nothing; mkdir -m 700 /var/lib/dockplay; printf '{"at":"2026-01-01T00:00:00Z","task":"A fi' >/var/lib/dockplay/record; }

shift
for state in "$@"; do
  "$state" >/tmp/promise-state 2>&1
done
rm -f /tmp/promise-state
