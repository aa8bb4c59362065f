package io.dockplay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What of a host's state is a finding. */
class HostStateTest {

    private static final String WHOLE_RECORD = "{\"at\":\"2026-01-01T00:00:00Z\"}";

    private static HostState state(Map<String, String> packages, String file, List<String> home, String record) {
        return new HostState(
                new TreeMap<>(packages),
                new TreeMap<>(Map.of("/etc/faults.conf", file)),
                "disabled inactive",
                new TreeMap<>(),
                home,
                List.of(record),
                List.of());
    }

    private static final HostState FORMER = state(Map.of("bash", "4.1"), "644 former", List.of(), WHOLE_RECORD);
    private static final HostState WANTED =
            state(Map.of("bash", "4.1", "tree", "1.6"), "644 wanted", List.of(), WHOLE_RECORD);

    @Test
    void what_is_former_or_wanted_is_sound() {
        assertThat(FORMER.unsound(FORMER, WANTED)).isEmpty();
        assertThat(WANTED.unsound(FORMER, WANTED)).isEmpty();
    }

    @Test
    void a_file_in_between_is_half_written() {
        HostState half = state(Map.of("bash", "4.1"), "644 half", List.of(), WHOLE_RECORD);

        assertThat(half.unsound(FORMER, WANTED))
                .singleElement()
                .asString()
                .startsWith("half-written file /etc/faults.conf");
    }

    @Test
    void a_package_that_nobody_wanted_or_that_went_is_told() {
        HostState other = state(Map.of("tree", "1.5"), "644 former", List.of(), WHOLE_RECORD);

        assertThat(other.unsound(FORMER, WANTED))
                .containsExactly("package tree 1.5 is neither former nor wanted", "package bash is gone");
    }

    @Test
    void half_a_line_of_the_record_is_told() {
        HostState cut = state(Map.of("bash", "4.1"), "644 former", List.of(), "{\"at\":\"2026-01");

        assertThat(cut.unsound(FORMER, WANTED))
                .singleElement()
                .asString()
                .startsWith("a line of the record is damaged");
    }

    @Test
    void a_job_that_nobody_has_told_of_and_a_turn_that_never_ended_are_left_over() {
        List<String> home = List.of(
                "/var/lib/dockplay",
                "/var/lib/dockplay/job",
                "/var/lib/dockplay/jobs",
                "/var/lib/dockplay/jobs/run-1",
                "/var/lib/dockplay/jobs/run-1/pid",
                "/var/lib/dockplay/jobs/run-1/told",
                "/var/lib/dockplay/jobs/run-2",
                "/var/lib/dockplay/jobs/run-2/pid",
                "/var/lib/dockplay/jobs/run-3",
                "/var/lib/dockplay/record",
                "/var/lib/dockplay/record.new");

        assertThat(state(Map.of(), "644 former", home, WHOLE_RECORD).unfinished())
                .containsExactly(
                        "/var/lib/dockplay/job", "/var/lib/dockplay/jobs/run-2", "/var/lib/dockplay/record.new");
    }
}
