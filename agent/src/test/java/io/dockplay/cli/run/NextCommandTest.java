package io.dockplay.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.Dockplay;
import io.dockplay.engine.event.HostStats;
import io.dockplay.engine.fleet.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NextCommandTest {

    private static final Path SITE = Path.of("site.yml");
    private static final RunSummary BAD =
            new RunSummary(new TreeMap<>(Map.of("web1", new HostStats(0, 0, 1, 0, false, false, false))), List.of());

    private static Optional<String> again(String... words) {
        return NextCommand.again(SITE, BAD, List.of(words), word -> word);
    }

    @Test
    void the_command_is_the_one_that_ran_with_the_hosts_that_failed() {
        assertThat(again("apply", "site.yml", "-i", "hosts")).contains("dockplay apply site.yml -i hosts -l @failed");
    }

    @Test
    void the_former_limit_goes_however_it_was_written() {
        String only = "dockplay apply site.yml -y -l @failed";
        assertThat(again("apply", "site.yml", "-l", "web*", "-y")).contains(only);
        assertThat(again("apply", "site.yml", "--limit=web1", "-y")).contains(only);
        assertThat(again("apply", "site.yml", "-lweb1", "-y")).contains(only);
        assertThat(again("apply", "--limit", "web1", "site.yml", "-y")).contains(only);
    }

    @Test
    void the_address_that_is_told_of_the_end_is_left_out() {
        String only = "dockplay apply site.yml -y -l @failed";
        assertThat(again("apply", "site.yml", "--notify", "https://chat/T0PS3CRET", "-y"))
                .contains(only);
        assertThat(again("apply", "site.yml", "--notify=https://chat/T0PS3CRET", "-y"))
                .contains(only);
    }

    @Test
    void a_shell_reads_each_word_as_it_was() {
        assertThat(again("apply", "site.yml", "-e", "motd=it's mine"))
                .contains("dockplay apply site.yml -e 'motd=it'\\''s mine' -l @failed");
    }

    @Test
    void there_is_none_when_all_is_well_or_a_saved_plan_ran() {
        RunSummary good = new RunSummary(new TreeMap<>(Map.of("web1", HostStats.NOTHING)), List.of());
        assertThat(NextCommand.again(SITE, good, List.of("apply", "site.yml"), word -> word))
                .isEmpty();
        assertThat(again("apply", "plan.json")).isEmpty();
    }

    @Test
    void a_run_with_a_bad_host_ends_with_it_and_a_quiet_one_does_not(@TempDir Path folder) throws IOException {
        System.setProperty("dockplay.state", folder.toString());
        Path site = Files.writeString(folder.resolve("site.yml"), "- {hosts: all, tasks: []}\n");
        Path hosts = Files.writeString(
                folder.resolve("hosts.yml"),
                "all: {hosts: {web1: {ansible_host: 127.0.0.1, ansible_port: 1}, web2: {ansible_connection: local}}}\n");
        try {
            Dockplay loud = Dockplay.run("apply", site, "-i", hosts, "-l", "web1", "-e", "db_password=opensesame");
            assertThat(loud.out())
                    .as(loud.toString())
                    .endsWith("again, only these: dockplay apply " + site + " -i " + hosts
                            + " -e 'db_password=********' -l @failed\n");
            assertThat(Dockplay.run("apply", site, "-i", hosts, "-l", "web1", "-q")
                            .out())
                    .doesNotContain("again");
        } finally {
            System.clearProperty("dockplay.state");
        }
    }
}
