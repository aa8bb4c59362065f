package io.dockplay.modules.daemon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dockplay.message.Message;
import io.dockplay.modules.services.UnitCommand;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Prerequisite;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.UnsupportedState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The actual state of the Docker daemon and its mirrors.
 *
 * @param installed whether a daemon is installed
 * @param runs whether it runs
 * @param file the text of its settings file; none when there is no such file
 * @param link the target of its settings file when that is a symbolic link
 * @param settings the settings read from that text
 * @param running the mirrors of the running daemon; none when it does not run or does not answer
 * @param flags the command line that starts it, without the options from {@code settings}
 * @param replies what each mirror answered to the host, as curl reports it
 */
record DockerState(
        boolean installed,
        boolean runs,
        Optional<String> file,
        Optional<String> link,
        MirrorSettings settings,
        Optional<List<String>> running,
        List<String> flags,
        List<MirrorReply> replies) {

    private static final JsonMapper JSON = new JsonMapper();

    DockerState {
        flags = List.copyOf(flags);
        replies = List.copyOf(replies);
    }

    /**
     * Reads the answers of {@link DockerDaemon#probe}.
     *
     * @throws UnsupportedState when the settings cannot be read
     */
    static DockerState read(ProbeOutput probeOutput) {
        Optional<String> file = probeOutput.bytes("file").map(DockerState::text);
        Optional<String> link = probeOutput.has("link") ? Optional.of(probeOutput.text("link")) : Optional.empty();
        List<String> process = probeOutput.lines("process");
        List<MirrorReply> replies =
                probeOutput.lines("replies").stream().flatMap(MirrorReply::read).toList();
        if (!probeOutput.has("unit")) {
            boolean runs = !process.isEmpty() && process.get(0).contains("docker");
            return new DockerState(
                    probeOutput.text("script").equals("yes"),
                    runs,
                    file,
                    link,
                    OtherArgs.read(file.orElse("")),
                    runs ? Optional.of(DaemonFlags.mirrors(process)) : Optional.empty(),
                    List.of(),
                    replies);
        }
        List<String> unit = probeOutput.lines("unit");
        boolean runs = unit.contains("ActiveState=active") || unit.contains("ActiveState=reloading");
        return new DockerState(
                unit.contains("LoadState=loaded"),
                runs,
                file,
                link,
                DaemonJson.read(file.orElse("")),
                runs ? list(probeOutput.text("info")) : Optional.empty(),
                flags(unit, probeOutput.raw("environment"), process),
                replies);
    }

    /** Decodes a settings file; one that is not UTF-8 is refused, because rewriting would damage it. */
    private static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
            throw new UnsupportedState(
                    Message.of("the settings of the Docker daemon are not UTF-8"),
                    Message.of("Mend the file on the host, or remove it; it has not been touched."));
        }
        return text;
    }

    /** Reads the unit's command line, and also that of the process when a variable of the unit is unknown. */
    private static List<String> flags(List<String> unit, String environment, List<String> process) {
        UnitCommand command = UnitCommand.read(unit, environment);
        return command.isWhole()
                ? command.words()
                : Stream.concat(command.words().stream(), process.stream())
                        .distinct()
                        .toList();
    }

    /** Reads the mirrors that {@code docker info} prints: a list of texts, or {@code null} when there are none. */
    private static Optional<List<String>> list(String json) {
        if (json.isEmpty()) {
            return Optional.empty();
        }
        try {
            List<String> texts = new ArrayList<>();
            JSON.readTree(json).forEach(each -> texts.add(each.asText()));
            return Optional.of(texts);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The mirrors on the daemon's command line. */
    List<String> flaggedMirrors() {
        return DaemonFlags.mirrors(flags);
    }

    /** The blocker of a settings file that is a link: an uninstall could not restore both the link and its target. */
    Optional<Blocker> linkBlocker(DockerDaemon daemon) {
        return link.map(target -> Blocker.of(
                Message.of(
                        "%s is a link to %s; put a file in its place, or change that file with the module file",
                        daemon.path(), target),
                Prerequisite.path(daemon.path())));
    }

    /**
     * Finds the first key of a daemon.json that the command line sets too, as "hosts (-H)"; Docker refuses to start so.
     */
    Optional<String> conflict(String daemonJson) {
        Map<String, String> flagged = DaemonFlags.keys(flags);
        return DaemonJson.read(daemonJson).entries().stream()
                .map(DaemonJson.Entry::key)
                .filter(flagged::containsKey)
                .map(key -> key + " (" + flagged.get(key) + ")")
                .findFirst();
    }
}
