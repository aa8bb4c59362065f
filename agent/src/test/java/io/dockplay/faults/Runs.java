package io.dockplay.faults;

import io.dockplay.lab.LabHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Starts dockplay on one host, in a folder with the playbooks of the trials. */
final class Runs {

    /** Binary, so that no report shows a diff of it; the same in all trials. */
    private static final int LARGE = 20_000;

    private final Path folder;
    private final LabHost host;

    private Runs(Path folder, LabHost host) {
        this.folder = folder;
        this.host = host;
    }

    static Runs in(Path folder, LabHost host) throws IOException {
        Files.createDirectories(folder);
        for (String name : HostScript.PLAYBOOK_FILES) {
            HostScript.copy(name, folder);
        }
        byte[] large = new byte[LARGE];
        new Random(LARGE).nextBytes(large);
        Files.write(folder.resolve("large"), large);
        return new Runs(folder, host);
    }

    /**
     * Starts a run.
     *
     * @param name of the file in which what it says is kept
     * @param port of this machine by which it reaches the host
     */
    Child start(String name, int port, List<String> words) throws IOException {
        List<String> arguments = new ArrayList<>(words);
        arguments.addAll(List.of("-i", inventory(port).getFileName().toString()));
        return Child.start(folder, name + ".txt", arguments);
    }

    private Path inventory(int port) throws IOException {
        Path knownHosts = folder.resolve("known_hosts-" + port);
        List<String> keys = host.hostKeys().stream()
                .map(key -> "[127.0.0.1]:" + port + " " + key)
                .toList();
        Files.write(knownHosts, keys);
        String text = """
                all:
                  vars:
                    ansible_host: 127.0.0.1
                    ansible_port: %d
                    ansible_user: %s
                    ansible_ssh_private_key_file: "%s"
                    ssh_known_hosts: "%s"
                    ssh_legacy: %s
                    become_password: "%s"
                  hosts:
                    %s: {}
                """.formatted(
                        port,
                        host.user(),
                        host.keyFile(),
                        knownHosts,
                        host.isLegacy(),
                        host.sudoPassword().orElse("not asked for"),
                        host.name());
        return Files.writeString(folder.resolve("hosts-" + port + ".yml"), text);
    }
}
