package io.dockplay.modules;

import io.dockplay.resource.Script;
import java.util.List;

/**
 * A service of systemd; every option that is used is one of systemd 219.
 *
 * @param name such as {@code docker} or {@code getty@tty1}, without {@code .service}
 */
record Systemd(String name) implements ServiceManager {

    String unit() {
        return name.matches(".*\\.(socket|timer|mount|path|target|swap|slice|scope|automount|device)")
                ? name
                : name + ".service";
    }

    @Override
    public Script probe(List<String> files) {
        Script look = Script.of("""
                unit=$(systemctl show -p LoadState -p ActiveState -p SubState -p NeedDaemonReload -p MainPID \\
                  -p ActiveEnterTimestampMonotonic -p DropInPaths -p UnitFileState \\
                  -p Type -p RemainAfterExit -p Result -p ExecMainStartTimestampMonotonic {})
                answer unit; printf '%s\\n' "$unit"
                answer drop-ins; find -L {} -name '*.conf' -size +0
                answer enabled; state=
                case $unit in
                  *UnitFileState=[a-z]*) state=${unit#*UnitFileState=}; printf '%s\\n' "${state%%[!a-z-]*}" ;;
                  *) systemctl is-enabled {} 2>&1 ;; # such as a SysV script
                esac
                if [ "$state" = indirect ]; then
                  answer also
                  for other in $(systemctl cat {} | sed -n 's/^Also *= *//p'); do systemctl is-enabled "$other"; done
                fi
                answer words
                case $unit in
                  *ActiveState=failed* | *SubState=auto-restart*) journalctl -u {} -n 20 --no-pager -o cat ;;
                esac""", unit(), "/etc/systemd/system/" + unit() + ".d", unit(), unit(), unit());
        return files.isEmpty() ? look : look.then(Script.of("""
                                pid=${unit#*MainPID=}; pid=${pid%%[!0-9]*}
                                answer process; cat "/proc/$pid/stat\"""")).then(ServiceManager.times(files));
    }

    @Override
    public Script reloadUnits() {
        return Script.of("systemctl daemon-reload");
    }

    @Override
    public Script enable(boolean wanted) {
        return wanted ? Script.of("systemctl enable {}", unit()) : Script.of("systemctl disable {}", unit());
    }

    @Override
    public Script act(String verb) {
        return Script.of("""
                systemctl {} {} || {
                  code=$?
                  systemctl status --no-pager -l -n 0 {} >&2 || :
                  journalctl -u {} -n 20 --no-pager >&2 || :
                  exit "$code"
                }""", verb, unit(), unit(), unit());
    }
}
