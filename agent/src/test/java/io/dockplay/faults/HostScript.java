package io.dockplay.faults;

import io.dockplay.lab.Execution;
import io.dockplay.lab.LabHost;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A shell script of the trials that runs on a host as root, and not through sshd. */
enum HostScript {
    PREPARE,
    STATE,
    PROCESSES,
    KILL,
    SURROUNDINGS;

    /** The files that the playbooks of the trials need, without the large one. */
    static final List<String> PLAYBOOK_FILES = List.of("site.yml", "note.yml", "settings.ftl");

    Execution on(LabHost host, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", text(name().toLowerCase(Locale.ROOT) + ".sh"), "trial"));
        command.addAll(List.of(arguments));
        return host.exec(command.toArray(String[]::new));
    }

    /** Puts a file of the playbooks into a folder. */
    static void copy(String name, Path folder) throws IOException {
        Files.writeString(folder.resolve(name), text("play/" + name));
    }

    private static String text(String name) {
        try (InputStream in = HostScript.class.getResourceAsStream("/faults/" + name)) {
            if (in == null) {
                throw new IllegalStateException("faults/" + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
