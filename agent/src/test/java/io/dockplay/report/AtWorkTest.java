package io.dockplay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.dockplay.engine.event.Event;
import io.dockplay.message.Message;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Script;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AtWorkTest {

    private static final Event.Step DOCKER = new Event.Step("Install docker", "package", "docker-ce");
    private static final Event.Step MIRROR = new Event.Step("The mirror", "file", "/etc/x");

    private final SetClock clock = new SetClock();
    private final AtWork atWork = new AtWork(clock);

    private static Event changing(String host, Event.Step step) {
        return new Event.Changing(host, step, List.of(), Script.NOTHING);
    }

    @Test
    void hosts_at_the_same_step_are_one_task_since_the_first_began_and_the_oldest_is_first() {
        atWork.follow(changing("c7-3", MIRROR));
        clock.pass(5);
        atWork.follow(changing("c7-1", DOCKER));
        clock.pass(5);
        atWork.follow(changing("c7-2", DOCKER));

        assertThat(atWork.tasks())
                .extracting(AtWork.Task::step, AtWork.Task::hosts)
                .containsExactly(tuple(MIRROR, List.of("c7-3")), tuple(DOCKER, List.of("c7-1", "c7-2")));
        assertThat(Duration.between(atWork.tasks().get(1).since(), clock.instant()))
                .hasSeconds(5);
    }

    @Test
    void a_step_is_at_work_from_its_probe_to_its_result() {
        atWork.follow(new Event.Probed("c7-1", DOCKER, Script.NOTHING));
        clock.pass(2);
        atWork.follow(changing("c7-1", DOCKER));
        clock.pass(38);

        assertThat(atWork.follow(new Event.Changed("c7-1", DOCKER, List.of(), Script.NOTHING)))
                .contains(Duration.ofSeconds(40));
        assertThat(atWork.tasks()).isEmpty();
    }

    @Test
    void a_result_whose_probe_went_ahead_took_the_time_since_the_one_before() {
        atWork.follow(new Event.Ok("c7-1", DOCKER));
        clock.pass(3);

        assertThat(atWork.follow(new Event.Ok("c7-1", MIRROR))).contains(Duration.ofSeconds(3));
    }

    @Test
    void steps_that_were_probed_together_took_each_the_time_of_its_own_probe() {
        atWork.follow(new Event.Probed("c7-1", DOCKER, Script.NOTHING));
        clock.pass(2);
        atWork.follow(new Event.Probed("c7-1", MIRROR, Script.NOTHING));
        clock.pass(5);

        assertThat(atWork.follow(new Event.Ok("c7-1", DOCKER))).contains(Duration.ofSeconds(2));
        assertThat(atWork.follow(new Event.Ok("c7-1", MIRROR))).contains(Duration.ofSeconds(5));
    }

    @Test
    void nothing_is_at_work_on_a_host_that_is_lost_or_done() {
        atWork.follow(changing("c7-1", DOCKER));
        atWork.follow(changing("c7-2", DOCKER));
        atWork.follow(new Event.Unreachable("c7-1", Problem.of(Message.quoted("c7-1: gone"), Message.NONE)));
        atWork.follow(new Event.Finished("c7-2"));

        assertThat(atWork.tasks()).isEmpty();
    }

    @Test
    void the_time_of_a_task_is_that_of_all_its_steps_on_the_host_where_it_took_longest() {
        TaskTimes times = new TaskTimes(clock);
        Event.Step gcc = new Event.Step("Install docker", "package", "gcc");
        for (String host : List.of("c7-1", "c7-2")) {
            times.follow(changing(host, DOCKER));
            clock.pass(host.equals("c7-1") ? 10 : 4);
            times.follow(new Event.Changed(host, DOCKER, List.of(), Script.NOTHING));
            clock.pass(2);
            times.follow(new Event.Changed(host, gcc, List.of(), Script.NOTHING));
            times.follow(changing(host, MIRROR));
            clock.pass(60);
            times.follow(new Event.Failed(
                    host, MIRROR, Problem.of(Message.quoted(host + ": no"), Message.NONE), Optional.empty(), true));
        }

        assertThat(times.slowest())
                .containsExactly(
                        new TaskTimes.Time("The mirror", "c7-1", Duration.ofSeconds(60)),
                        new TaskTimes.Time("Install docker", "c7-1", Duration.ofSeconds(12)));
    }

    @Test
    void a_time_reads_like_a_stopwatch() {
        assertThat(Stopwatch.time(Duration.ofMillis(7_900))).isEqualTo("0:07");
        assertThat(Stopwatch.time(Duration.ofSeconds(760))).isEqualTo("12:40");
        assertThat(Stopwatch.time(Duration.ofSeconds(3723))).isEqualTo("1:02:03");
    }
}
