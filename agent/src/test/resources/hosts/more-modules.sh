# Brings to a lab host what the packages of cron, of SELinux's policy, of tzdata and of a firewall bring to a CentOS. SELinux cannot
# work in a container; iptables can, where firewalld is only its command, keeping notes.
set -e
mkdir -p /var/spool/cron /etc/selinux/targeted
printf '%s\n' '# SELinux' SELINUX=enforcing SELINUXTYPE=targeted >/etc/selinux/config
mkdir -p /usr/share/zoneinfo/Asia
[ -f /usr/share/zoneinfo/Asia/Shanghai ] || printf 'TZif2' >/usr/share/zoneinfo/Asia/Shanghai

if [ -d /run/systemd/system ]; then
  mkdir -p /etc/firewalld-lab
  : >/etc/firewalld-lab/now
  : >/etc/firewalld-lab/boot
  cat >/usr/local/bin/firewall-cmd <<'F'
#!/bin/sh
notes=/etc/firewalld-lab/now
for word in "$@"; do
  what=${word#--*-}
  case $word in
    --state) echo running ;;
    --permanent) notes=/etc/firewalld-lab/boot ;;
    --query-*) grep -qxF -e "$what" "$notes" ;;
    --add-*) printf '%s\n' "$what" >>"$notes" ;;
    --remove-*) grep -vxF -e "$what" "$notes" >"$notes.new"; mv "$notes.new" "$notes" ;;
    *) exit 2 ;;
  esac
done
F
  chmod 755 /usr/local/bin/firewall-cmd
else
  mkdir -p /etc/sysconfig
  printf '#!/bin/sh\n# chkconfig: 2345 08 92\nexit 0\n' >/etc/rc.d/init.d/iptables
  chmod 755 /etc/rc.d/init.d/iptables
  printf '%s\n' '*filter' ':INPUT ACCEPT [0:0]' '-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT' \
    '-A INPUT -j REJECT --reject-with icmp-host-prohibited' COMMIT >/etc/sysconfig/iptables
  # In force is no rule that closes all: it would close what the lab needs.
  iptables -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
fi
