package io.dockplay.modules.services;

import io.dockplay.resource.Script;
import java.util.List;

/**
 * A service of CentOS 6: a script in /etc/init.d.
 *
 * @param name the script's name, such as {@code docker}
 */
record Sysv(String name) implements ServiceManager {

    /**
     * Probes the service; its process is that of the pidfile or, without one, the first that the script's status names.
     */
    @Override
    public Script probe(List<String> files) {
        Script probe = Script.of("""
                name={}
                answer script; [ ! -x "/etc/init.d/$name" ] || echo yes
                if [ -x "/etc/init.d/$name" ]; then
                  status=$(service "$name" status 2>&1); code=$?
                  answer status; printf '%s\\n' "$status"
                  answer status-code; echo "$code"
                  answer runlevels; chkconfig --list "$name" 2>&1
                  answer levels; sed -n 's/^# *chkconfig: *\\([^ ]*\\).*/\\1/p' "/etc/init.d/$name" | head -n 1
                  pid=$(head -n 1 "/var/run/$name.pid") ||
                    pid=$(printf '%s\\n' "$status" | sed -n 's/.*pid *\\([0-9][0-9]*\\).*/\\1/p' | head -n 1)
                  answer process; cat "/proc/$pid/stat"
                  answer lock; stat -c %Y "/var/lock/subsys/$name"
                fi""", name);
        return probe.then(ServiceManager.times(files));
    }

    @Override
    public Script reloadUnits() {
        return Script.NOTHING;
    }

    /**
     * Enables the service in the runlevels that its script names, or in 2 to 5 when it names none, as chkconfig does.
     */
    @Override
    public Script enable(boolean wanted) {
        return wanted ? Script.of("""
                        name={}
                        chkconfig --list "$name" >/dev/null 2>&1 || chkconfig --add "$name"
                        levels=$(sed -n 's/^# *chkconfig: *\\([^ ]*\\).*/\\1/p' "/etc/init.d/$name" | head -n 1)
                        case $levels in *[2-5]*) ;; *) levels=2345 ;; esac
                        chkconfig --level "$levels" "$name" on""", name) : Script.of("chkconfig {} off", name);
    }

    /**
     * Runs the script and checks the status after it: a script may succeed although its daemon ended just after the
     * start.
     */
    @Override
    public Script act(String verb) {
        return Script.of("""
                name={} verb={}
                { service "$name" "$verb" && { [ "$verb" = stop ] || service "$name" status >/dev/null 2>&1; }; } || {
                  echo "service $name $verb failed" >&2
                  service "$name" status >&2 || :
                  for log in "/var/log/$name" "/var/log/$name.log" "/var/log/$name/$name.log" /var/log/messages; do
                    if [ -f "$log" ]; then
                      echo "$log ends with:" >&2
                      tail -n 20 "$log" >&2
                      break
                    fi
                  done
                  exit 1
                }""", name, verb);
    }
}
