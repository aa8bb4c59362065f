package io.dockplay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.HostStats;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.resource.Change;
import io.dockplay.resource.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {

    private static final Instant AT = Instant.ofEpochSecond(1_795_500_000);

    @TempDir
    Path folder;

    private static RunSummary summary() {
        TreeMap<String, HostStats> hosts = new TreeMap<>();
        hosts.put("web1", new HostStats(9, 0, 0, 0, false, false, false));
        hosts.put("web2", new HostStats(7, 2, 0, 0, false, false, false));
        hosts.put("web3", new HostStats(0, 0, 0, 0, true, false, false));
        return new RunSummary(hosts, List.of());
    }

    private static Metrics metrics() {
        Metrics metrics = new Metrics("a \"site\".yml");
        Stream.of(
                        planned("file", Change.of("content", "1 line", "2 lines"), Change.of("mode", "0644", "0600")),
                        planned("service", Change.of("state", "stopped", "started")))
                .forEach(metrics);
        return metrics;
    }

    private static Event planned(String module, Change... changes) {
        return new Event.Planned("web2", new Event.Step("Task", module, "x"), List.of(changes), Script.NOTHING);
    }

    @Test
    void the_figures_are_in_the_form_that_prometheus_reads() {
        assertThat(metrics().text(summary(), AT, Duration.ofMillis(4462))).isEqualTo("""
                        # HELP dockplay_hosts Hosts by how they compare with the playbook.
                        # TYPE dockplay_hosts gauge
                        dockplay_hosts{playbook="a \\"site\\".yml",state="drifted"} 1
                        dockplay_hosts{playbook="a \\"site\\".yml",state="in_sync"} 1
                        dockplay_hosts{playbook="a \\"site\\".yml",state="failed"} 0
                        dockplay_hosts{playbook="a \\"site\\".yml",state="unreachable"} 1
                        dockplay_hosts{playbook="a \\"site\\".yml",state="unsupported"} 0
                        # HELP dockplay_changes Changes that an apply would make, by module.
                        # TYPE dockplay_changes gauge
                        dockplay_changes{playbook="a \\"site\\".yml",module="file"} 2
                        dockplay_changes{playbook="a \\"site\\".yml",module="service"} 1
                        # HELP dockplay_look_duration_seconds How long it took to look at all hosts.
                        # TYPE dockplay_look_duration_seconds gauge
                        dockplay_look_duration_seconds{playbook="a \\"site\\".yml"} 4.462
                        # HELP dockplay_look_timestamp_seconds When all hosts had been looked at, in Unix time.
                        # TYPE dockplay_look_timestamp_seconds gauge
                        dockplay_look_timestamp_seconds{playbook="a \\"site\\".yml"} 1795500000
                        """);
    }

    @Test
    void the_figures_are_the_same_in_every_language() {
        Locale former = Locale.getDefault(Locale.Category.FORMAT);
        try {
            Locale.setDefault(Locale.Category.FORMAT, Locale.GERMANY);
            assertThat(metrics().text(summary(), AT, Duration.ofMillis(4462))).contains("} 4.462\n");
        } finally {
            Locale.setDefault(Locale.Category.FORMAT, former);
        }
    }

    @Test
    void the_file_is_replaced_whole_and_can_be_read_by_the_exporter() throws IOException {
        Path file = Files.writeString(folder.resolve("dockplay.prom"), "former");

        metrics().write(file, summary(), AT, Duration.ofSeconds(1));

        assertThat(file).content().startsWith("# HELP").endsWith("1795500000\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
