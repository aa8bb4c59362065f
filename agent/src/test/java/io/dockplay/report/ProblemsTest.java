package io.dockplay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.message.Message;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.resource.InitSystem;
import io.dockplay.resource.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is told once of many hosts, and what is not. */
class ProblemsTest {

    private final OwnNames names = new OwnNames();
    private final Problems problems = new Problems(names);
    private final List<String> hosts = new ArrayList<>();

    private void add(String host, Problem problem) {
        hosts.add(host);
        problems.add(host, problem);
    }

    private List<String> told() {
        return problems.folded(hosts).stream().map(Problem::toString).toList();
    }

    private static Machine called(String hostname) {
        return new Machine(
                "CentOS",
                "7.9.2009",
                7,
                "x86_64",
                "3.10.0",
                InitSystem.SYSTEMD,
                hostname,
                Optional.empty(),
                1024,
                2,
                "disabled",
                Optional.empty());
    }

    @Test
    void three_hundred_names_that_do_not_resolve_are_three_lines() {
        for (int i = 1; i <= 300; i++) {
            String host = "web%03d".formatted(i);
            add(
                    host,
                    Problem.at(
                            new Position("hosts", i + 1, 1),
                            Message.quoted(host + ": there is no host called " + host + ".example.com"),
                            Message.quoted("Check the name.")));
        }

        assertThat(told()).containsExactly("""
                        error: web[001-300]: there is no host called web[001-300].example.com
                          at hosts:2:1, and 299 other places
                          Check the name.""");
    }

    @Test
    void names_that_have_nothing_to_do_with_the_inventorys_are_told_too() {
        add(
                "a",
                Problem.of(
                        Message.quoted("a: there is no host called db.internal"), Message.quoted("Check the name.")));
        add(
                "b",
                Problem.of(
                        Message.quoted("b: there is no host called cache.internal"),
                        Message.quoted("Check the name.")));
        add("c", Problem.of(Message.quoted("c: nothing listens on 10.0.0.3:22"), Message.NONE));
        add("d", Problem.of(Message.quoted("d: nothing listens on [fe80::1]:2222"), Message.NONE));

        assertThat(told())
                .containsExactly(
                        "error: a,b: there is no host called db.internal,cache.internal\n  Check the name.",
                        "error: c,d: nothing listens on 10.0.0.3:22,[fe80::1]:2222");
    }

    @Test
    void what_a_daemon_says_on_several_hosts_differs_by_name_time_and_process_only() {
        for (int i = 1; i <= 3; i++) {
            String host = "web" + i;
            names.know(host, called("h" + i + ".example.com"));
            add(
                    host,
                    Problem.at(
                                    new Position("site.yml", 9, 7),
                                    Message.quoted(
                                            host
                                                    + ": service docker: docker does not start: unknown flag: --no-such-option"),
                                    Message.quoted("""
                            The host said:
                            Job for docker.service failed because the control process exited with error code.
                            * docker.service - Docker Application Container Engine
                               Active: failed (Result: exit-code) since Thu 2026-11-26 21:0%d:12 UTC; %dms ago
                              Process: %d ExecStart=/usr/bin/dockerd --no-such-option (code=exited, status=125)
                             Main PID: %d (code=exited, status=125)
                            -- Logs begin at Thu 2026-11-26 20:59:5%d UTC. --
                            Nov 26 21:0%d:12 h%d dockerd[%d]: unknown flag: --no-such-option
                            time="2026-11-26T21:0%d:12.33014221%dZ" level=error msg="it is h%d.example.com"
                            """.formatted(i, i, 70 + i, 70 + i, i, i, i, 70 + i, i, i, i)
                                            .strip()))
                            .in(Message.quoted("task \"Docker runs\"")));
        }

        assertThat(told())
                .singleElement()
                .asString()
                .startsWith("""
                error: web[1-3]: service docker: docker does not start: unknown flag: --no-such-option
                  at site.yml:9:7, task "Docker runs"
                """)
                .contains("Nov 26 21:01:12 h[1-3] dockerd[71]: unknown", "msg=\"it is h[1-3].example.com\"");
    }

    @Test
    void a_log_that_begins_elsewhere_in_a_loop_of_restarts_is_the_same() {
        String log = """
                Nov 27 17:54:11 HOST systemd[1]: docker.service: Failed with result 'exit-code'.
                Nov 27 17:54:13 HOST systemd[1]: docker.service: Scheduled restart job, restart counter is at 2.
                Nov 27 17:54:15 HOST systemd[1]: docker.service: Failed with result 'exit-code'.""";
        String other = """
                Nov 27 17:54:08 HOST systemd[1]: docker.service: Failed with result 'exit-code'.
                Nov 27 17:54:05 HOST systemd[1]: docker.service: Scheduled restart job, restart counter is at 1.""";
        add(
                "web1",
                Problem.of(Message.quoted("web1: Docker does not start"), Message.quoted(log.replace("HOST", "web1"))));
        add(
                "web2",
                Problem.of(Message.quoted("web2: Docker does not start"), Message.quoted(log.replace("HOST", "web2"))));
        add(
                "web3",
                Problem.of(
                        Message.quoted("web3: Docker does not start"), Message.quoted(other.replace("HOST", "web3"))));
        add(
                "web4",
                Problem.of(
                        Message.quoted("web4: Docker does not start"),
                        Message.quoted(other.replace("HOST", "web4") + "\nand on fire")));

        assertThat(told()).hasSize(2);
        assertThat(told().get(0))
                .startsWith("error: web[1-3]: Docker does not start")
                .contains("17:54:15 web[1-2] systemd[1]: docker.service: Failed");
    }

    @Test
    void a_cause_that_is_quoted_from_the_log_is_told_once_whatever_else_the_log_has() {
        String said = "The host said:\nNov 27 19:29:41 %s sh[599]: storage pool is full";
        add(
                "web1",
                Problem.of(
                        Message.quoted("web1: Docker does not start: storage pool is full"),
                        Message.quoted(said.formatted("web1"))));
        add(
                "web2",
                Problem.of(
                        Message.quoted("web2: Docker does not start: storage pool is full"),
                        Message.quoted(
                                "The host said:\n  `-local.conf\nstorage pool is full\nStopped docker.service")));
        add(
                "web3",
                Problem.of(
                        Message.quoted("web3: Docker does not start: no such device"),
                        Message.quoted(said.formatted("web3"))));

        assertThat(told()).hasSize(2);
        assertThat(told().get(0)).startsWith("error: web[1-2]: Docker does not start: storage pool is full\n");
    }

    @Test
    void what_differs_otherwise_is_told_of_each() {
        add("web1", Problem.of(Message.quoted("web1: package foo-1.2 is not there (exit code 1)"), Message.NONE));
        add("web2", Problem.of(Message.quoted("web2: package foo-1.3 is not there (exit code 1)"), Message.NONE));
        add("web3", Problem.of(Message.quoted("web3: package foo-1.2 is not there (exit code 2)"), Message.NONE));
        add(
                "web4",
                Problem.of(
                        Message.quoted("web4: package foo-1.2 is not there (exit code 1)"),
                        Message.quoted("It took longer than 5 seconds.")));
        add(
                "web5",
                Problem.of(
                        Message.quoted("web5: package foo-1.2 is not there (exit code 1)"),
                        Message.quoted("It took longer than 6 seconds.")));

        assertThat(told()).hasSize(5);
    }

    @Test
    void a_name_that_is_a_part_of_another_word_stands_for_nothing() {
        add("web", Problem.of(Message.quoted("web: the webserver web-1 is down"), Message.NONE));
        add("net", Problem.of(Message.quoted("net: the netserver net-1 is down"), Message.NONE));

        assertThat(told()).hasSize(2);
    }
}
