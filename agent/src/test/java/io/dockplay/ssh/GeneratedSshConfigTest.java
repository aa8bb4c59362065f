package io.dockplay.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Generated ssh_config files are read as OpenSSH 9.2 reads them, where its client is there. */
class GeneratedSshConfigTest extends SshConfigAsRead {

    private static final List<String> BLOCKS = List.of(
            "Host web1",
            "Host web*",
            "Host * !web2",
            "Host=\"web1\" db1",
            "Host WEB1",
            "Host db?",
            "Match host web*",
            "Match host a.example,b.example",
            "Match host *.example,!b.example",
            "Match originalhost web1 user ops",
            "Match !user ops",
            "Match user ops,eve",
            "Match final all",
            "Match canonical host web1",
            "Match final host *.example",
            "Match exec \"test %h = a.example\"",
            "Match host web1 exec false",
            "Match all");

    private static final List<String> SETTINGS = List.of(
            "HostName a.example",
            "HostName=b.example # there",
            "HostName %h.example",
            "HostName A.EXAMPLE",
            "Port 2222",
            "Port=\"2200\"",
            "port ssh",
            "User ops",
            "User \"eve\"",
            "\tuser\t=\tann",
            "IdentityFile ~/.ssh/a",
            "IdentityFile \"/k/b c\"",
            "IdentityFile none",
            "IdentitiesOnly yes",
            "IdentitiesOnly=no",
            "ProxyJump gate",
            "ProxyJump ops@gate:2222,b",
            "ProxyJump none",
            "ProxyCommand nc \"%h\" %p # x",
            "ProxyCommand none",
            "HostKeyAlias Alias",
            "UserKnownHostsFile /k/%h_%p_%r /k/2",
            "UserKnownHostsFile none",
            "GlobalKnownHostsFile /g",
            "AddressFamily inet",
            "PreferredAuthentications password",
            "# a comment",
            "",
            "ForwardAgent yes",
            "Protocol 2",
            "IgnoreUnknown Nonsense",
            "Nonsense 1",
            "Port");

    private static String generated(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 2 + random.nextInt(14); i > 0; i--) {
            List<String> from = random.nextInt(3) == 0 ? BLOCKS : SETTINGS;
            // The last two of the settings are mistakes, and mostly left out.
            int bound = from.equals(SETTINGS) && random.nextInt(8) > 0 ? from.size() - 2 : from.size();
            text.append(from.get(random.nextInt(bound))).append(random.nextInt(9) == 0 ? " \r\n" : "\n");
        }
        return text.toString();
    }

    @Test
    void generated_configurations_are_read_as_by_the_client_of_this_machine() throws Exception {
        long seed = Long.getLong("dockplay.seed", 30);
        Random random = new Random(seed);
        List<String> otherwise = new ArrayList<>();
        for (int i = 0; i < Integer.getInteger("dockplay.configs", 40); i++) {
            String text = generated(random);
            Path file = Files.writeString(
                    Files.createTempDirectory(folder, "generated").resolve("config"), text);
            for (String asked : List.of("web1", "ops@db1")) {
                String own = said(file, asked).replaceFirst("(?s)^! .*", "error\n");
                // Without a client there is still that each leads somewhere, or is told.
                String clients = ssh().isPresent() ? saidByClient(ssh().get(), file, asked) : own;
                if (!own.equals(clients)) {
                    otherwise.add(
                            "seed " + seed + ", " + asked + " of\n" + text + "is\n" + own + "and for ssh\n" + clients);
                }
            }
        }
        assertThat(otherwise).isEmpty();
    }
}
