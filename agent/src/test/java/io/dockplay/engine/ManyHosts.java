package io.dockplay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.playbook.Play;
import io.dockplay.playbook.PlaybookReader;
import io.dockplay.playbook.Variables;
import io.dockplay.problem.Problem;
import io.dockplay.transport.TestHost;
import io.dockplay.transport.Unreachable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/** Runs plays over hosts that are this machine's shell; a host whose name begins with gone is gone. */
abstract class ManyHosts {

    @TempDir
    Path folder;

    final List<Event> events = Collections.synchronizedList(new ArrayList<>());

    List<Target> targets(String playbook, List<String> hosts) throws IOException {
        List<Play> plays = PlaybookReader.read(Files.writeString(folder.resolve("play.yml"), playbook))
                .plays();
        Map<String, Target> all = new HashMap<>();
        List<Target> targets = new ArrayList<>();
        for (String host : hosts) {
            Path home = Files.createDirectories(folder.resolve(host));
            Map<String, Object> variables = Map.of(
                    "inventory_hostname",
                    host,
                    "home",
                    home.toString(),
                    "shared",
                    folder.toString(),
                    "hosts_of_all",
                    hosts);
            Target target = new Target(
                    host,
                    () -> {
                        if (host.startsWith("gone")) {
                            throw new Unreachable(Problem.of("no answer", ""));
                        }
                        return new TestHost(home);
                    },
                    Optional.empty(),
                    plays.stream()
                            .filter(play -> play.hosts().equals("all")
                                    || List.of(play.hosts().split(",")).contains(host))
                            .map(play -> new Target.Assignment(play, Variables.of(with(variables, play), Map.of())))
                            .toList(),
                    name -> Optional.ofNullable(all.get(name)).map(other -> other.with(List.of())));
            all.put(host, target);
            targets.add(target);
        }
        return targets;
    }

    static Map<String, Object> with(Map<String, Object> variables, Play play) {
        Map<String, Object> all = new HashMap<>(variables);
        all.putAll(play.vars());
        return all;
    }

    Summary apply(int forks, List<Target> targets, FleetRun.Work work, Brake brake) {
        work.assemble(targets);
        Summary summary = new RollingRun(new FleetRun(forks, events::add), brake, false).run(targets, work);
        assertThat(summary.bugs()).isEmpty();
        return summary;
    }

    Summary apply(int forks, List<String> hosts, String playbook) throws IOException {
        Brake brake = new Brake();
        return apply(forks, targets(playbook, hosts), new HostRun(Mode.APPLY, brake), brake);
    }

    Summary dryRun(int forks, List<String> hosts, String playbook) throws IOException {
        List<Target> targets = targets(playbook, hosts);
        HostRun work = new HostRun(Mode.DRY_RUN);
        work.assemble(targets);
        return new FleetRun(forks, events::add).run(targets, work);
    }

    /** Makes a plan of a playbook, and applies it. */
    Summary applyPlan(int forks, List<String> hosts, String playbook) throws IOException {
        Planning planning = new Planning();
        dryRun(forks, hosts, playbook);
        events.forEach(planning);
        events.clear();
        Brake brake = new Brake();
        List<Target> targets = targets(playbook, hosts);
        return apply(forks, targets, new PlanRun(planning.plans(), targets, Mode.APPLY, brake), brake);
    }

    List<String> changed() {
        return told(Event.Changed.class).stream()
                .map(event -> event.host() + " " + event.step().task())
                .toList();
    }

    List<String> planned() {
        return told(Event.Planned.class).stream()
                .map(event -> event.host() + " " + event.step().task())
                .toList();
    }

    List<String> failures() {
        return told(Event.Failed.class).stream()
                .map(event -> event.problem().what())
                .toList();
    }

    <E extends Event> List<E> told(Class<E> kind) {
        return List.copyOf(events).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    String log() throws IOException {
        return words(folder.resolve("log"));
    }

    String log(String host) throws IOException {
        return words(folder.resolve(host).resolve("log"));
    }

    static String words(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file).replace("\n", " ").strip() : "";
    }

    static String play(String keys) {
        return "- hosts: all\n  become: false\n" + keys.indent(2);
    }

    static List<String> hosts(int number) {
        return IntStream.rangeClosed(1, number).mapToObj(i -> "web" + i).toList();
    }

    static final String ONCE = """
            - name: once
              run_once: true
              command: {shell: "echo once ${inventory_hostname} >> ${shared}/log; echo token"}
              register: made
            - {name: each, command: {shell: "echo ${made.stdout} >> ${home}/log"}}
            """;

    static String tasks(String tasks) {
        return "tasks:\n" + tasks.indent(2);
    }
}
