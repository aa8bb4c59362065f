package io.dockplay.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.Dockplay;
import io.dockplay.engine.event.HostStats;
import io.dockplay.engine.fleet.RunSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastRunTest {

    private static final HostStats FAILED = new HostStats(1, 0, 1, 0, false, false, false);
    private static final HostStats UNREACHABLE = new HostStats(0, 0, 0, 0, true, false, false);
    private static final HostStats CHANGED = new HostStats(0, 1, 0, 0, false, false, false);
    private static final HostStats NOT_TOUCHED = new HostStats(0, 0, 0, 0, false, false, true);

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();
    private final String before = System.getProperty("dockplay.state", "");

    @BeforeEach
    void keep_the_state_here() {
        System.setProperty("dockplay.state", folder.resolve("state").toString());
    }

    @AfterEach
    void keep_it_no_longer() {
        System.setProperty("dockplay.state", before);
    }

    private void ended(Path playbook, Map<String, HostStats> hosts) {
        LastRun.of(playbook).keep(new RunSummary(new TreeMap<>(hosts), List.of()), new PrintWriter(err, true));
    }

    @Test
    void the_hosts_that_failed_or_were_unreachable_are_kept_for_each_playbook() throws IOException {
        Path site = folder.resolve("site.yml");
        ended(site, Map.of("b", FAILED, "a", UNREACHABLE, "c", CHANGED, "d", NOT_TOUCHED));
        ended(folder.resolve("other.yml"), Map.of("c", FAILED));

        assertThat(LastRun.of(folder.resolve("x/../site.yml")).failed()).contains(List.of("a", "b"));
        assertThat(LastRun.of(folder.resolve("other.yml")).failed()).contains(List.of("c"));
        assertThat(LastRun.of(folder.resolve("never.yml")).failed()).isEmpty();
        ended(site, Map.of("a", CHANGED));
        assertThat(LastRun.of(site).failed()).contains(List.of());
        try (Stream<Path> files = Files.list(folder.resolve("state/dockplay/last-run"))) {
            assertThat(files).hasSize(2).allMatch(file -> file.toString().endsWith(".json"));
        }
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void a_file_that_says_something_else_counts_for_nothing() throws IOException {
        Path site = folder.resolve("site.yml");
        ended(site, Map.of("b", FAILED));
        Files.writeString(LastRun.of(site).file(), "{\"playbook\": ");

        assertThat(LastRun.of(site).failed()).isEmpty();
    }

    @Test
    void that_it_cannot_be_kept_is_a_warning() throws IOException {
        Files.writeString(folder.resolve("state"), "a file where a folder should be");
        ended(folder.resolve("site.yml"), Map.of("b", FAILED));

        assertThat(err.toString()).startsWith("warning: which hosts failed cannot be kept");
    }

    @Test
    void failed_is_a_pattern_wherever_a_playbook_is_named() throws IOException {
        Path site = Files.writeString(folder.resolve("site.yml"), "- hosts: all\n  tasks: []\n");
        Path hosts = Files.writeString(folder.resolve("hosts"), "a\nb\nc\n");

        assertThat(Dockplay.run("hosts", "@failed", "-i", hosts).err()).contains("@failed is said without a playbook");
        assertThat(Dockplay.run("apply", site, "-i", hosts, "--limit", "@failed")
                        .err())
                .contains("nothing is known of a last run of " + site);
        ended(site, Map.of("a", CHANGED));
        assertThat(Dockplay.run("apply", site, "-i", hosts, "--limit", "@failed")
                        .err())
                .contains("no host failed in the last run of " + site);
        ended(site, Map.of("b", FAILED, "c", UNREACHABLE));
        assertThat(Dockplay.run("hosts", "@failed,!c", "-i", hosts, "--playbook", site)
                        .out())
                .isEqualTo("b\n");
    }

    @Test
    void apply_keeps_what_failed_and_a_dry_run_does_not() throws IOException {
        Path site = Files.writeString(folder.resolve("site.yml"), "- hosts: all\n  tasks: []\n");
        Path hosts = Files.writeString(
                folder.resolve("hosts"), "gone ansible_host=127.0.0.1 ansible_port=1 ansible_user=nobody\n");

        Dockplay.run("apply", site, "-i", hosts, "--dry-run");
        assertThat(LastRun.of(site).failed()).isEmpty();
        assertThat(Dockplay.run("apply", site, "-i", hosts, "--yes").exit()).isEqualTo(4);
        assertThat(LastRun.of(site).failed()).contains(List.of("gone"));
    }
}
