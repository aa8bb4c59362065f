package io.dockplay.modules.services;

import io.dockplay.resource.Script;
import io.dockplay.resource.SharedProbe;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A service of systemd; it uses only options that systemd 219 knows.
 *
 * @param name such as {@code docker} or {@code getty@tty1}, without {@code .service}
 */
record Systemd(String name) implements ServiceManager {

    String unit() {
        return name.matches(".*\\.(socket|timer|mount|path|target|swap|slice|scope|automount|device)")
                ? name
                : name + ".service";
    }

    /** The folders of units and of their drop-ins; the first one wins. */
    private static final List<String> FOLDERS =
            List.of("/etc/systemd/system/", "/run/systemd/system/", "/usr/lib/systemd/system/");

    /** Returns the names of the unit and of its template: {@code tun@paris.service} and {@code tun@.service}. */
    private Stream<String> names() {
        return Stream.of(unit(), unit().replaceFirst("@.*(\\.[a-z]+)$", "@$1")).distinct();
    }

    private List<String> dropInFolders() {
        return FOLDERS.stream()
                .flatMap(folder -> names().map(each -> folder + each + ".d"))
                .toList();
    }

    /** Whether a file is the unit, its template or a drop-in of either. */
    boolean isMadeOf(String path) {
        String file = path.replaceFirst("^/lib/", "/usr/lib/");
        return FOLDERS.stream().anyMatch(folder -> names().anyMatch(each -> file.equals(folder + each)))
                || dropInFolders().stream().anyMatch(folder -> file.startsWith(folder + "/"));
    }

    @Override
    public Script probe(List<String> files) {
        return unitProbe(files).alone();
    }

    @Override
    public Optional<SharedProbe> sharedProbe(List<String> files) {
        return Optional.of(unitProbe(files));
    }

    private SharedProbe unitProbe(List<String> files) {
        Script rest = Script.of("""
                answer drop-ins
                for folder in {}; do
                  for file in "$folder"/*.conf; do
                    if [ -f "$file" ] && [ -s "$file" ]; then printf '%s\\n' "$file"; fi
                  done
                done
                answer enabled; state=
                case $unit in
                  *UnitFileState=[a-z]*) state=${unit#*UnitFileState=}; printf '%s\\n' "${state%%[!a-z-]*}" ;;
                  *) systemctl is-enabled {} 2>&1 ;; # such as a SysV script
                esac
                case $unit in
                  *UnitFileState=indirect*)
                    answer also
                    for other in $(systemctl cat {} | sed -n 's/^Also *= *//p'); do systemctl is-enabled "$other"; done ;;
                esac
                case $unit in
                  *ActiveState=failed* | *SubState=auto-restart*) answer words; journalctl -u {} -n 20 --no-pager ;;
                esac""", dropInFolders(), unit(), unit(), unit());
        Script all = files.isEmpty() ? rest : rest.then(Script.of("""
                pid=${unit#*MainPID=}; pid=${pid%%[!0-9]*}
                answer process; read -r stat <"/proc/$pid/stat" && printf '%s\\n' "$stat\"""")).then(ServiceManager.times(files));
        return UnitProbe.of(unit(), all);
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
