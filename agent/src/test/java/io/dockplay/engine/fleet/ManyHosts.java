package io.dockplay.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.coordination.StopSignal;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.host.ApplyRun;
import io.dockplay.engine.plan.PlanRecorder;
import io.dockplay.engine.plan.SavedPlanRun;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.message.Message;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.playbook.parse.PlaybookReader;
import io.dockplay.problem.Problem;
import io.dockplay.transport.TestHost;
import io.dockplay.transport.Unreachable;
import io.dockplay.vault.Revealed;
import io.dockplay.yaml.InputFiles;
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
public abstract class ManyHosts {

    @TempDir
    public Path folder;

    final List<Event> events = Collections.synchronizedList(new ArrayList<>());

    public List<HostTarget> targets(String playbook, List<String> hosts) throws IOException {
        List<Play> plays = PlaybookReader.read(
                        Files.writeString(folder.resolve("play.yml"), playbook), new InputFiles())
                .plays();
        Map<String, HostTarget> all = new HashMap<>();
        List<HostTarget> targets = new ArrayList<>();
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
            HostTarget target = new HostTarget(
                    host,
                    () -> {
                        if (host.startsWith("gone")) {
                            throw new Unreachable(Problem.of(Message.quoted("no answer"), Message.NONE));
                        }
                        return new TestHost(home);
                    },
                    Optional.empty(),
                    plays.stream()
                            .filter(play -> play.hosts().equals("all")
                                    || List.of(play.hosts().split(",")).contains(host))
                            .map(play -> new HostTarget.Assignment(play, Variables.of(with(variables, play), Map.of())))
                            .toList(),
                    name -> Optional.ofNullable(all.get(name)).map(other -> other.with(List.of())),
                    new Revealed());
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

    public RunSummary apply(int forks, List<HostTarget> targets, FleetRun.Work work, StopSignal stopSignal) {
        work.assemble(targets);
        RunSummary summary = new RollingRun(new FleetRun(forks, events::add), stopSignal, false).run(targets, work);
        assertThat(summary.bugs()).isEmpty();
        return summary;
    }

    public RunSummary apply(int forks, List<String> hosts, String playbook) throws IOException {
        StopSignal stopSignal = new StopSignal();
        return apply(forks, targets(playbook, hosts), new ApplyRun(RunMode.APPLY, stopSignal), stopSignal);
    }

    RunSummary dryRun(int forks, List<String> hosts, String playbook) throws IOException {
        List<HostTarget> targets = targets(playbook, hosts);
        ApplyRun work = new ApplyRun(RunMode.DRY_RUN);
        work.assemble(targets);
        return new FleetRun(forks, events::add).run(targets, work);
    }

    /** Makes a plan of a playbook, and applies it. */
    public RunSummary applyPlan(int forks, List<String> hosts, String playbook) throws IOException {
        PlanRecorder planRecorder = new PlanRecorder();
        dryRun(forks, hosts, playbook);
        events.forEach(planRecorder);
        events.clear();
        StopSignal stopSignal = new StopSignal();
        List<HostTarget> targets = targets(playbook, hosts);
        return apply(
                forks, targets, new SavedPlanRun(planRecorder.plans(), targets, RunMode.APPLY, stopSignal), stopSignal);
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

    public List<String> failures() {
        return told(Event.Failed.class).stream()
                .map(event -> event.problem().what())
                .toList();
    }

    public <E extends Event> List<E> told(Class<E> kind) {
        return List.copyOf(events).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    public String log() throws IOException {
        return words(folder.resolve("log"));
    }

    public String log(String host) throws IOException {
        return words(folder.resolve(host).resolve("log"));
    }

    static String words(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file).replace("\n", " ").strip() : "";
    }

    public static String play(String keys) {
        return "- hosts: all\n  become: false\n" + keys.indent(2);
    }

    public static List<String> hosts(int number) {
        return IntStream.rangeClosed(1, number).mapToObj(i -> "web" + i).toList();
    }

    static final String ONCE = """
            - name: once
              run_once: true
              command: {shell: "echo once ${inventory_hostname} >> ${shared}/log; echo token"}
              register: made
            - {name: each, command: {shell: "echo ${made.stdout} >> ${home}/log"}}
            """;

    public static String tasks(String tasks) {
        return "tasks:\n" + tasks.indent(2);
    }
}
