package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.Readme;
import io.dockplay.ssh.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each command that the READMEs show does what it shall on the inventory that they show; ReadmeTest holds that both show the same.
 *
 * <p>The hosts are those of the inventory, on an SSH server of this test. They are not what the playbooks require, which is all
 * that a playbook's command can tell of them: that it works on hosts that are is seen in the lab, by PlaybooksIT.
 */
@Timeout(120)
class ReadmeIT {

    /** What is proved elsewhere: by RehearsalIT, and by every build. */
    private static final Set<String> ELSEWHERE = Set.of("./dockplay rehearse playbooks/site.yml", "mvn verify");

    private static final String REFUSED = "2 4 unsupported";

    /** How each command ends, and a part of what it says. */
    private static final Map<String, String> ENDS = Map.ofEntries(
            Map.entry("apply", REFUSED),
            Map.entry("plan", REFUSED),
            Map.entry("drift", REFUSED),
            Map.entry("uninstall", REFUSED),
            Map.entry("vault", "0 "),
            Map.entry("history", "0 "),
            Map.entry("validate", "0 no problem"),
            Map.entry("convert", "0 - package:"),
            Map.entry("exec", "0 0 failed, 0 unreachable"),
            Map.entry("modules", "0 insert_after"),
            Map.entry("inventory", "0 |--web02.example.com"));

    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void hosts() throws Exception {
        server = TestServer.start(folder.resolve("home"));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void every_kind_of_command_is_shown() throws IOException {
        assertThat(Readme.all().get(0).commands().stream()
                        .filter(command -> !ELSEWHERE.contains(command))
                        .map(command -> command.split(" ", -1)[1]))
                .containsAll(ENDS.keySet());
    }

    @Test
    void each_command_does_what_it_says() throws IOException {
        Readme readme = Readme.all().get(0);
        project(readme);
        List<String> commands = readme.commands().stream()
                .filter(command -> !ELSEWHERE.contains(command))
                .toList();

        assertThat(commands).hasSizeGreaterThan(9);
        for (String command : commands) {
            List<String> words = words(command, folder);
            Dockplay run = Dockplay.in(folder, words.toArray());
            String[] end = ENDS.get(words.get(0)).split(" ", 2);
            assertThat(run.exit()).as("%s: %s", command, run).isEqualTo(Integer.parseInt(end[0]));
            assertThat(run.out() + run.err()).as(command).contains(end[1]);
        }
        assertThat(folder.resolve("group_vars/all/secret.yml")).content().startsWith("$ANSIBLE_VAULT;");
    }

    /** The folder in which the commands are meant to be given, with the inventory's hosts at the test's server. */
    private void project(Readme readme) throws IOException {
        // For hosts of which there are none, so that the machine of this test stays as it is, whatever it is.
        playbooks(folder, "none");
        // Two of the twenty will do.
        Files.writeString(
                folder.resolve("hosts"),
                readme.inventory()
                        .replace("PREFIX", "abcd1234")
                        .replace("[01:20]", "[01:02]")
                        .replaceAll("192\\.0\\.2\\.[0-9]+", "127.0.0.1"));
        Path variables = Files.createDirectories(folder.resolve("group_vars/all"));
        Files.writeString(
                variables.resolve("server.yml"),
                server.variables().entrySet().stream()
                        .filter(each -> !each.getKey().equals("ansible_user"))
                        .map(each -> each.getKey() + ": " + each.getValue() + "\n")
                        .collect(Collectors.joining()));
        Files.writeString(variables.resolve("secret.yml"), "db_password: open-sesame\n");
        Files.writeString(folder.resolve("word"), "sesame\n");
        Files.writeString(folder.resolve("dockplay.yml"), "accept_new_host_keys: true\n");
    }

    /** The playbooks as a project has them; for hosts of another distribution than CentOS, where that is asked. */
    static void playbooks(Path folder, String distribution) throws IOException {
        Files.writeString(folder.resolve("ansible-site.yml"), "- hosts: all\n  tasks:\n    - yum: name=gcc\n");
        Path own = Path.of("../playbooks");
        try (Stream<Path> files = Files.walk(own)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve("playbooks").resolve(own.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.writeString(
                        copy, Files.readString(file).replace("distribution: CentOS", "distribution: " + distribution));
            }
        }
    }

    /** A command's words as a shell would give them, and what a person would be asked. */
    static List<String> words(String command, Path folder) throws IOException {
        List<String> words = new ArrayList<>();
        // Where the output goes is the shell's.
        for (String word : command.replaceFirst(" > .*", "").split(" ", -1)) {
            if (word.equals("playbooks/*.yml")) {
                try (Stream<Path> files = Files.list(folder.resolve("playbooks"))) {
                    files.map(Path::toString)
                            .filter(file -> file.endsWith(".yml"))
                            .sorted()
                            .forEach(words::add);
                }
            } else if (Files.exists(folder.resolve(word)) || word.endsWith(".plan")) {
                words.add(folder.resolve(word).toString());
            } else {
                words.add(word);
            }
        }
        assertThat(words.remove(0)).isEqualTo("./dockplay");
        if (words.contains("-i") || words.get(0).equals("vault")) {
            List<String> password =
                    List.of("--vault-password-file", folder.resolve("word").toString());
            words.addAll(words.contains("--") ? words.indexOf("--") : words.size(), password);
        }
        if (words.get(0).equals("uninstall")) {
            words.add("--yes");
        }
        return words;
    }
}
