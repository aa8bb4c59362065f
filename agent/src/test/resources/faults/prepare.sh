# Makes what the playbook of the fault trials finds: a file with a former content, and a service that is stopped.
printf '# former\nspeed=slow\n' >/etc/faults.conf
if [ -d /run/systemd/system ]; then
  printf '[Unit]\nDescription=What the fault trials start\n[Service]\nExecStart=/bin/sleep 1000000\n[Install]\nWantedBy=multi-user.target\n' \
    >/etc/systemd/system/faultd.service
  systemctl daemon-reload
else
  cat >/etc/rc.d/init.d/faultd <<'S'
#!/bin/sh
# chkconfig: 2345 90 10
# description: What the fault trials start.
. /etc/rc.d/init.d/functions
case $1 in
  start)
    status faultd >/dev/null && exit 0
    setsid sleep 1000000 </dev/null >/dev/null 2>&1 &
    echo $! >/var/run/faultd.pid
    touch /var/lock/subsys/faultd ;;
  stop) killproc faultd; rm -f /var/lock/subsys/faultd ;;
  restart) "$0" stop; "$0" start ;;
  status) status faultd ;;
esac
S
  chmod 755 /etc/rc.d/init.d/faultd
  # It is known to chkconfig, and off: an uninstall disables what was not enabled, and does not take it off the list.
  chkconfig --add faultd
  chkconfig faultd off
fi
