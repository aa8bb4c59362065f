package io.dockplay.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.fleet.FleetRun;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.engine.session.DelegateSessions;
import io.dockplay.engine.session.Delegation;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.engine.uninstall.UninstallRun;
import io.dockplay.message.Message;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.playbook.parse.PlaybookReader;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.transport.Channel;
import io.dockplay.transport.Connection;
import io.dockplay.transport.TestHost;
import io.dockplay.transport.Unreachable;
import io.dockplay.vault.Revealed;
import io.dockplay.yaml.InputFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that many hosts have done on one other host, which is this machine's shell. */
@Timeout(120)
class DelegateSessionsTest {

    @TempDir
    Path folder;

    private final List<Event> events = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();

    /** A connection to the other host, of which it is known whether it is still open. */
    private class Counted implements Connection {

        private final Connection real;
        private boolean closed;

        Counted(Connection real) {
            this.real = real;
            opened.incrementAndGet();
            open.incrementAndGet();
        }

        @Override
        public Channel start(String command, boolean terminal) throws Unreachable {
            return real.start(command, terminal);
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                open.decrementAndGet();
                real.close();
            }
        }
    }

    private Connection gate() throws Unreachable {
        return new Counted(new TestHost(folder.resolve("gate")));
    }

    private RunSummary run(int hosts, HostTarget.Connector gate, String play) throws Exception {
        Files.createDirectories(folder.resolve("gate"));
        Path playbook = Files.writeString(
                folder.resolve("play.yml"),
                "- hosts: all\n  become: false\n" + play.indent(2).replace("DIR", folder.toString()));
        Play read = PlaybookReader.read(playbook, new InputFiles()).plays().get(0);
        List<HostTarget> targets = new ArrayList<>();
        for (String host :
                IntStream.range(0, hosts).mapToObj(number -> "web" + number).toList()) {
            Path home = Files.createDirectories(folder.resolve(host));
            targets.add(new HostTarget(
                    host,
                    () -> new TestHost(home),
                    Optional.empty(),
                    List.of(new HostTarget.Assignment(
                            read, Variables.of(Map.of("inventory_hostname", host), Map.of()))),
                    name -> {
                        if (name.equals("wrong")) {
                            throw new InvalidInput(Problem.of(
                                    Message.quoted("ansible_port: \"x\" is no number"), Message.quoted("Mend it.")));
                        }
                        return Optional.of(new HostTarget(name, gate, Optional.empty(), List.of()));
                    },
                    new Revealed()));
        }
        ApplyRun work = new ApplyRun(RunMode.APPLY);
        work.assemble(targets);
        return new FleetRun(hosts, events::add).run(targets, work);
    }

    /** A host that is lost while it has a place among those that may do a task gives it on. */
    @Test
    void a_host_that_an_uninstall_loses_holds_nobody_up() throws Exception {
        Play play = PlaybookReader.read(Files.writeString(folder.resolve("play.yml"), """
                        - hosts: all
                          become: false
                          tasks: []
                          uninstall:
                            - command: {shell: "touch $HOME/here"}
                              throttle: 1
                        """), new InputFiles())
                .plays()
                .get(0);
        List<HostTarget> targets = new ArrayList<>();
        List<TestHost> lost = new ArrayList<>();
        for (String host : List.of("lost", "web")) {
            Path home = Files.createDirectories(folder.resolve(host));
            targets.add(new HostTarget(
                    host,
                    () -> {
                        TestHost connection = new TestHost(home);
                        if (host.equals("lost") && !lost.isEmpty()) {
                            throw new Unreachable(Problem.of(Message.quoted("it is gone"), Message.NONE));
                        }
                        if (host.equals("lost")) {
                            lost.add(connection);
                        }
                        return connection;
                    },
                    Optional.empty(),
                    List.of(new HostTarget.Assignment(play, Variables.of(Map.of(), Map.of())))));
        }
        new FleetRun(1, event -> {
                    events.add(event);
                    if (event instanceof Event.Changing && event.host().equals("lost")) {
                        lost.get(0).close();
                    }
                })
                .run(targets, new UninstallRun(RunMode.APPLY));

        assertThat(told(Event.Unreachable.class)).hasSize(1);
        assertThat(folder.resolve("web/here")).exists();
    }

    private <E extends Event> List<E> told(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void all_hosts_of_a_run_share_one_login_to_the_host_that_does_their_tasks() throws Exception {
        // In step no host is done before all have begun.
        run(20, this::gate, """
                strategy: linear
                tasks:
                  - command: {shell: "echo ${inventory_hostname} >>DIR/log"}
                    delegate_to: gate
                  - command: {shell: "echo ${inventory_hostname} >>DIR/log"}
                    delegate_to: gate
                """);

        assertThat(told(Event.Failed.class)).isEmpty();
        assertThat(told(Event.Warned.class)).isEmpty();
        assertThat(Files.readAllLines(folder.resolve("log"))).hasSize(40);
        assertThat(opened).hasValue(1);
        assertThat(open).hasValue(0);
    }

    @Test
    void those_who_waited_for_a_host_that_does_not_answer_are_told_so_with_the_first() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        AtomicInteger tried = new AtomicInteger();
        DelegateSessions delegateSessions = new DelegateSessions();
        HostTarget.Connector mute = () -> {
            tried.incrementAndGet();
            first.countDown();
            while (delegateSessions.waiting("gate") < 9) {
                Thread.onSpinWait();
            }
            throw new Unreachable(Problem.of(Message.quoted("no answer"), Message.quoted("Look after it.")));
        };
        HostTarget gate = new HostTarget("gate", mute, Optional.empty(), List.of());
        HostTarget host =
                new HostTarget("web", mute, Optional.empty(), List.of(), name -> Optional.of(gate), new Revealed());
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Thread thread = new Thread(() -> {
                try (Delegation delegation = new Delegation(host, delegateSessions)) {
                    delegation.on("gate", false, Delegation.Reached::machine);
                } catch (Exception e) {
                    told.add(String.valueOf(e.getMessage()));
                }
            });
            threads.add(thread);
            thread.start();
            if (i == 0) {
                first.await();
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(tried).hasValue(1);
        assertThat(told).hasSize(10).containsOnly("delegate_to gate: no answer");
    }

    @Test
    void a_connection_on_which_nothing_can_be_done_is_closed() throws Exception {
        HostTarget.Connector refusing = () -> new Counted(new Connection() {
            @Override
            public Channel start(String command, boolean terminal) throws Unreachable {
                return new TestHost(folder).start("echo you may not >&2", terminal);
            }

            @Override
            public void close() {}
        });
        run(1, refusing, """
                tasks:
                  - command: {argv: ["true"]}
                    delegate_to: gate
                """);

        assertThat(told(Event.Failed.class)).hasSize(1);
        assertThat(opened).hasValue(1);
        assertThat(open).hasValue(0);
    }

    @Test
    void a_host_that_was_lost_for_one_task_is_connected_to_anew_for_the_next() throws Exception {
        List<Connection> connections = new ArrayList<>();
        HostTarget.Connector gate = () -> {
            if (connections.size() == 1) {
                connections.add(connections.get(0));
                throw new Unreachable(Problem.of(Message.quoted("no answer"), Message.NONE));
            }
            connections.add(gate());
            return connections.get(connections.size() - 1);
        };
        Files.createDirectories(folder.resolve("gate"));
        run(1, gate, """
                tasks:
                  - name: lost
                    command: {shell: "touch DIR/begun; while [ ! -e DIR/cut ]; do sleep 0.1; done"}
                    delegate_to: gate
                    ignore_unreachable: true
                  - name: next
                    command: {shell: "echo next >>DIR/log"}
                    delegate_to: gate
                """, connections);

        assertThat(told(Event.Unreachable.class)).isEmpty();
        assertThat(told(Event.Failed.class))
                .extracting(failed -> failed.step().task())
                .containsExactly("lost");
        assertThat(Files.readAllLines(folder.resolve("log"))).containsExactly("next");
        assertThat(open).hasValue(0);
    }

    /** The same, and cuts the first connection when the first task has begun. */
    private void run(int hosts, HostTarget.Connector gate, String play, List<Connection> connections) throws Exception {
        Thread cutting = new Thread(() -> {
            while (!Files.exists(folder.resolve("begun"))) {
                Thread.onSpinWait();
            }
            connections.get(0).close();
            try {
                Files.createFile(folder.resolve("cut"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        cutting.start();
        run(hosts, gate, play);
        cutting.join();
    }

    @Test
    void a_host_of_which_the_inventory_says_nonsense_is_told_as_unreachable() throws Exception {
        RunSummary summary = run(1, this::gate, """
                tasks:
                  - command: {argv: ["true"]}
                    delegate_to: wrong
                """);

        assertThat(told(Event.Unreachable.class))
                .singleElement()
                .satisfies(told -> assertThat(told.problem().what())
                        .isEqualTo("web0: delegate_to wrong: ansible_port: \"x\" is no number"));
        assertThat(summary.bugs()).isEmpty();
    }
}
