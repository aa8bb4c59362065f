package io.dockplay.engine.host;

import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.coordination.StopSignal;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.fleet.FleetRun;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.engine.plan.HostPlan;
import io.dockplay.engine.plan.SavedPlanRun;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.playbook.parse.PlaybookReader;
import io.dockplay.transport.TestHost;
import io.dockplay.yaml.InputFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A host that is this machine's shell, and all that was told of it in the last run. */
public final class OneHost {

    private final Path folder;
    private final Map<String, ?> variables;
    private final List<Event> events = new ArrayList<>();

    /**
     * @param folder its home; {@code DIR} in plays stands for it
     * @param variables those that the inventory gives it
     */
    public OneHost(Path folder, Map<String, ?> variables) {
        this.folder = folder;
        this.variables = variables;
    }

    /** Runs a play, given without its first line. */
    public RunSummary run(FleetRun.Work work, String play) throws Exception {
        return run(work, targets(play));
    }

    /** Applies a saved plan of a play. */
    RunSummary runPlanned(Map<String, HostPlan> plans, String play) throws Exception {
        List<HostTarget> targets = targets(play);
        return run(new SavedPlanRun(plans, targets, RunMode.APPLY, new StopSignal()), targets);
    }

    private List<HostTarget> targets(String text) throws Exception {
        Path playbook = Files.writeString(
                folder.resolve("play.yml"),
                "- hosts: all\n  become: false\n" + text.indent(2).replace("DIR", folder.toString()));
        Play play = PlaybookReader.read(playbook, new InputFiles()).plays().get(0);
        return List.of(new HostTarget(
                "web1",
                () -> new TestHost(folder),
                Optional.empty(),
                List.of(new HostTarget.Assignment(
                        play, Variables.of(variables, Map.of()).within(play.vars())))));
    }

    private RunSummary run(FleetRun.Work work, List<HostTarget> targets) {
        events.clear();
        work.assemble(targets);
        return new FleetRun(1, events::add).run(targets, work);
    }

    /** What was told. */
    public List<Event> told() {
        return List.copyOf(events);
    }

    public <E extends Event> List<E> told(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The host's record, as it keeps it. */
    public String record() throws Exception {
        Path record = folder.resolve(".dockplay/record");
        return Files.exists(record) ? Files.readString(record) : "";
    }
}
