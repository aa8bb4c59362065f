package io.dockplay.modules.daemon;

import io.dockplay.message.Message;
import io.dockplay.modules.files.FilePath;
import io.dockplay.modules.services.ServiceLog;
import io.dockplay.modules.services.UnitProbe;
import io.dockplay.resource.Content;
import io.dockplay.resource.InitSystem;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import io.dockplay.resource.SharedProbe;
import io.dockplay.resource.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The Docker daemon of a release: its settings file, its probe and its restart. */
enum DockerDaemon {
    /** CentOS 7: the unit docker.service and daemon.json. */
    OF_CENTOS_7(DaemonJson.PATH),
    /** CentOS 6: /etc/init.d/docker and its arguments in /etc/sysconfig/docker. */
    OF_CENTOS_6(OtherArgs.PATH);

    /** The beginning of the line before the daemon's output in {@link #restart} and {@link #restartOrPutBack}. */
    private static final String DOES_NOT_COME_UP = "The Docker daemon d";

    private final String path;

    DockerDaemon(String path) {
        this.path = path;
    }

    static DockerDaemon of(Machine machine) {
        return machine.init() == InitSystem.SYSTEMD ? OF_CENTOS_7 : OF_CENTOS_6;
    }

    /** The path of its settings file. */
    String path() {
        return path;
    }

    /** Probes the daemon, its settings and these mirrors; {@link DockerState#read} reads the answers. */
    Script probe(List<String> mirrorsToCheck) {
        return sharedProbe(mirrorsToCheck)
                .map(SharedProbe::alone)
                .orElseGet(() -> file().then(Script.of("""
                        answer script; [ ! -x /etc/init.d/docker ] || echo yes
                        pid=$(head -n 1 /var/run/docker.pid)
                        [ -n "$pid" ] && [ -d "/proc/$pid" ] ||
                          pid=$(ps -e -o pid= -o args= | sed -n 's/^ *\\([0-9]*\\) [^ ]*docker \\(-d\\|daemon\\).*/\\1/p' |
                            head -n 1)
                        answer process; tr '\\000' '\\n' <"/proc/${pid:-none}/cmdline\"""")).then(check(mirrorsToCheck)));
    }

    /** The same probe, where a part of it can be asked together with others. */
    Optional<SharedProbe> sharedProbe(List<String> mirrorsToCheck) {
        if (this == OF_CENTOS_6) {
            return Optional.empty();
        }
        Script rest = Script.of("""
                case $unit in
                  *'argv[]='*'$'*)
                    answer environment
                    for file in $(printf '%s\\n' "$unit" | sed -n 's/^EnvironmentFiles*=\\(.*\\) (ignore_errors=.*/\\1/p'); do
                      cat "$file"; echo
                    done
                    pid=${unit#*MainPID=}; pid=${pid%%[!0-9]*}
                    answer process; tr '\\000' '\\n' <"/proc/$pid/cmdline" ;;
                esac
                case $unit in
                  *ActiveState=active* | *ActiveState=reloading*)
                    answer info; timeout 30 docker info --format '{{json .RegistryConfig.Mirrors}}' ;;
                esac""");
        return Optional.of(UnitProbe.of("docker.service", file().then(rest).then(check(mirrorsToCheck))));
    }

    private Script file() {
        return Script.of(
                "[ ! -L {} ] || { answer link; readlink {}; }\n[ ! -e {} ] || { answer file; cat {}; }",
                path,
                path,
                path,
                path);
    }

    /** Asks all mirrors at the same time. */
    private static Script check(List<String> mirrors) {
        if (mirrors.isEmpty()) {
            return Script.NOTHING;
        }
        int last = mirrors.size() - 1;
        return Script.of("""
                answer replies
                check() {
                  status=$(exec curl -gs -o /dev/null -w '%{http_code}' --max-time 5 "$1/v2/")
                  printf '%s %s %s\\n' "$?" "${status:-000}" "$1"
                }
                for mirror in {}; do check "$mirror" & done
                check {}
                wait""", mirrors.subList(0, last), mirrors.get(last));
    }

    /** Writes new settings like {@link #put}, keeps the former file for an uninstall, and records the new checksum. */
    Script write(String text) {
        return Script.of("keep {}", path)
                .then(beside(text))
                .then(FilePath.putNew(path))
                .then(label());
    }

    /**
     * Writes new settings, and saves the former ones in {@code $attachments/former}.
     *
     * <p>It records no checksum, so an uninstall that restores whole files takes the new settings for somebody else's.
     */
    Script put(String text) {
        return beside(text).then(FilePath.moveNew(path)).then(label());
    }

    private Script beside(String text) {
        Script folder = Script.of("file={}\nmkdir -p \"${file%/*}\"", path);
        return folder.then(FilePath.makeNew(path)).then(Script.of("""
                if [ -e "$file" ]; then
                  cp -aL "$file" "$attachments/former"
                  cp -aL "$file" "$new"
                else
                  chmod 644 "$new"
                fi
                cat {} >"$new\"""", new Content(Utf8.bytes(text))));
    }

    private static Script label() {
        return Script.of("if [ ! -e \"$attachments/former\" ]; then restorecon \"$file\" 2>/dev/null || :; fi");
    }

    /** Returns the mirrors that the daemon would have with these settings. */
    List<String> mirrors(String text, DockerState state) {
        List<String> mirrors = new ArrayList<>(state.flaggedMirrors());
        mirrors.addAll((this == OF_CENTOS_7 ? DaemonJson.read(text) : OtherArgs.read(text)).mirrors());
        return mirrors;
    }

    /** Restores the kept settings, or removes the file when it did not exist before. */
    Script restore(boolean wasAbsent) {
        return wasAbsent
                ? Script.of("rm -f {}", path)
                : FilePath.makeNew(path)
                        .then(Script.of("cp -a --remove-destination \"$(kept {})\" \"$new\"", path))
                        .then(FilePath.moveNew(path));
    }

    /** Restarts the daemon; when it does not come up, reports its last output. */
    Script restart() {
        return Script.of("""
                {}
                if ! { restart && is_up; }; then
                  echo "The Docker daemon does not come up. It says:" >&2
                  words >&2
                  exit 1
                fi""", functions());
    }

    /**
     * Restarts the daemon after {@link #write}; when it does not come up, restores the settings and reports its output.
     */
    Script restartOrPutBack() {
        return Script.of("""
                {}
                if ! { restart && is_up; }; then
                  words >"$attachments/words" 2>&1 || :
                  if [ -e "$attachments/former" ]; then
                    cp -a "$attachments/former" "$new"
                    mv -f "$new" "$file"
                  else
                    rm -f "$file"
                  fi
                  if restart >/dev/null 2>&1 && is_up; then
                    echo "The Docker daemon did not come up. $file is as it was before, and it runs again. It had said:" >&2
                  else
                    echo "The Docker daemon does not come up. Nor does it with the former $file, which is back. It had said:" >&2
                  fi
                  cat "$attachments/words" >&2
                  exit 1
                fi""", functions());
    }

    /**
     * Says why a {@link #restart} or {@link #restartOrPutBack} failed; the daemon's own reason comes first.
     *
     * @param left what a second probe still finds to do
     * @param hasEnded whether it ran before, and does not run now
     */
    static Optional<Message> unmet(Plan left, boolean hasEnded, ScriptResult scriptResult) {
        if (left.isNothing() && !hasEnded) {
            return Optional.empty();
        }
        Message otherwise =
                left.isNothing() ? Message.of("the Docker daemon does not run any more") : left.whatIsLeft();
        String said = scriptResult.stderr();
        int told = said.lastIndexOf(DOES_NOT_COME_UP);
        String words = told < 0 ? "" : said.substring(said.indexOf('\n', told) + 1);
        return Optional.of(ServiceLog.cause(words)
                .map(cause -> Message.of("%s does not start: %s", "Docker", cause))
                .orElse(otherwise));
    }

    /** Defines the shell functions {@code restart}, {@code is_up} and {@code words}. */
    private Script functions() {
        return this == OF_CENTOS_7 ? Script.of("""
                        restart() {
                          systemctl daemon-reload
                          systemctl reset-failed docker.service 2>/dev/null
                          systemctl restart docker.service
                        }
                        is_up() {
                          tries=0
                          while ! timeout 10 docker version >/dev/null 2>&1; do
                            case $(systemctl is-active docker.service) in failed | inactive) return 1 ;; esac
                            tries=$((tries + 1))
                            if [ "$tries" -ge 100 ]; then break; fi
                            sleep 0.3
                          done
                          systemctl is-active -q docker.service
                        }
                        words() {
                          journalctl _SYSTEMD_UNIT=docker.service -n 50 --no-pager -o cat |
                            grep -v 'level=\\(info\\|debug\\)' | tail -n 8
                        }""") : Script.of("""
                        restart() { service docker restart; }
                        is_up() {
                          tries=0
                          while ! timeout 10 docker version >/dev/null 2>&1; do
                            service docker status >/dev/null 2>&1 || return 1
                            tries=$((tries + 1))
                            if [ "$tries" -ge 100 ]; then break; fi
                            sleep 0.3
                          done
                          service docker status >/dev/null 2>&1
                        }
                        words() { tail -n 50 /var/log/docker | grep -v 'level=\\(info\\|debug\\)' | tail -n 8; }""");
    }
}
