# Prints what a fault trial looks at: kind, name and value, between tabs. Only reads.
LC_ALL=C
export LC_ALL

# The database must answer, be sound, and hold each package once.
packages=$(rpm -qa --qf '%{NAME} %{VERSION}-%{RELEASE}\n' 2>&1) || printf 'broken\trpm -qa\tit ends with a failure\n'
printf '%s\n' "$packages" | sort | while read -r name version; do printf 'package\t%s\t%s\n' "$name" "$version"; done
rpmdb --verifydb >/dev/null 2>&1 || printf 'broken\trpmdb --verifydb\tit ends with a failure\n'

for path in /etc/faults /etc/faults/large /etc/faults/settings /etc/faults.conf /etc/faults.note; do
  if [ -f "$path" ]; then
    printf 'file\t%s\t%s %s\n' "$path" "$(stat -c '%a %U:%G %s' "$path")" "$(sha256sum <"$path" | cut -c 1-16)"
  elif [ -e "$path" ]; then
    printf 'file\t%s\t%s\n' "$path" "$(stat -c '%F %a %U:%G' "$path")"
  else
    printf 'file\t%s\tabsent\n' "$path"
  fi
done

if [ -d /run/systemd/system ]; then
  printf 'service\tfaultd\t%s %s\n' "$(systemctl is-enabled faultd 2>&1)" "$(systemctl is-active faultd 2>&1)"
else
  enabled=disabled running=inactive
  [ ! -e /etc/rc.d/rc3.d/S90faultd ] || enabled=enabled
  if /etc/rc.d/init.d/faultd status >/dev/null 2>&1; then running=active; fi
  printf 'service\tfaultd\t%s %s\n' "$enabled" "$running"
fi

# begun and ended of the slow command.
for word in begun ended; do
  printf 'command\t%s\t%s\n' "$word" "$(grep -c "^$word\$" /var/log/faults 2>/dev/null || :)"
done

find /var/lib/dockplay 2>/dev/null | sort | while read -r path; do printf 'home\t%s\t\n' "$path"; done
if [ -e /var/lib/dockplay/record ]; then
  while read -r line; do printf 'record\t\t%s\n' "$line"; done </var/lib/dockplay/record
fi
