package io.dockplay.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.message.Message;
import io.dockplay.problem.FileTrouble;
import io.dockplay.resource.Sha256;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which hosts failed when a playbook ran last on this machine, kept in a small file of the user's, one for each playbook:
 * {@code ${XDG_STATE_HOME:-~/.local/state}/dockplay/last-run/}.
 *
 * @param playbook the absolute path of the playbook
 * @param file where it is kept
 */
record LastRun(Path playbook, Path file) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The last run of a playbook, in the folder that the environment names. */
    static LastRun of(Path playbook) {
        return of(playbook, StateFolder.path());
    }

    static LastRun of(Path playbook, Path state) {
        Path whole = playbook.toAbsolutePath().normalize();
        return new LastRun(whole, state.resolve("last-run").resolve(digest(whole.toString()) + ".json"));
    }

    /** The hosts that failed or were unreachable; none when nothing is kept, or it cannot be read. */
    Optional<List<String>> failed() {
        try {
            JsonNode kept = JSON.readTree(Files.readString(file));
            if (!kept.path("playbook").asText().equals(playbook.toString())) {
                return Optional.empty();
            }
            List<String> hosts = new ArrayList<>();
            kept.path("failed").forEach(host -> hosts.add(host.asText()));
            return Optional.of(hosts);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Keeps how a run ended; a failure to do so is only a warning. */
    void keep(RunSummary summary, PrintWriter err) {
        ObjectNode kept = JSON.createObjectNode();
        kept.put("playbook", playbook.toString());
        summary.hosts().entrySet().stream()
                .filter(host -> host.getValue().status().isBad())
                .map(Map.Entry::getKey)
                .forEach(kept.putArray("failed")::add);
        try {
            Path folder = Files.createDirectories(file.resolveSibling("."));
            Path written = Files.createTempFile(folder.normalize(), "last-run", ".tmp");
            try {
                Files.writeString(written, kept.toPrettyString() + "\n");
                Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            err.println(Message.of(
                    "warning: which hosts failed cannot be kept for --limit @failed: %s", FileTrouble.of(e)));
        }
    }

    private static String digest(String text) {
        return Sha256.hex(text).substring(0, 20);
    }
}
