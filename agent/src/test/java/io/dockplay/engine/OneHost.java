package io.dockplay.engine;

import io.dockplay.playbook.Play;
import io.dockplay.playbook.PlaybookReader;
import io.dockplay.playbook.Variables;
import io.dockplay.transport.TestHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A host that is this machine's shell, and all that was told of it in the last run. */
final class OneHost {

    private final Path folder;
    private final Map<String, ?> variables;
    private final List<Event> events = new ArrayList<>();

    /**
     * @param folder its home; {@code DIR} in plays stands for it
     * @param variables those that the inventory gives it
     */
    OneHost(Path folder, Map<String, ?> variables) {
        this.folder = folder;
        this.variables = variables;
    }

    /** Runs a play, given without its first line. */
    Summary run(FleetRun.Work work, String play) throws Exception {
        return run(work, targets(play));
    }

    /** Applies a saved plan of a play. */
    Summary runPlanned(Map<String, HostPlan> plans, String play) throws Exception {
        List<Target> targets = targets(play);
        return run(new PlanRun(plans, targets, Mode.APPLY, new Brake()), targets);
    }

    private List<Target> targets(String text) throws Exception {
        Path playbook = Files.writeString(
                folder.resolve("play.yml"),
                "- hosts: all\n  become: false\n" + text.indent(2).replace("DIR", folder.toString()));
        Play play = PlaybookReader.read(playbook).plays().get(0);
        return List.of(new Target(
                "web1",
                () -> new TestHost(folder),
                Optional.empty(),
                List.of(new Target.Assignment(
                        play, Variables.of(variables, Map.of()).within(play.vars())))));
    }

    private Summary run(FleetRun.Work work, List<Target> targets) {
        events.clear();
        work.assemble(targets);
        return new FleetRun(1, events::add).run(targets, work);
    }

    /** What was told. */
    List<Event> told() {
        return List.copyOf(events);
    }

    <E extends Event> List<E> told(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The host's record, as it keeps it. */
    String record() throws Exception {
        Path record = folder.resolve(".dockplay/record");
        return Files.exists(record) ? Files.readString(record) : "";
    }
}
