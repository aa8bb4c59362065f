package io.dockplay.engine.host;

import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.fleet.FleetRun;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.playbook.parse.PlaybookReader;
import io.dockplay.transport.Channel;
import io.dockplay.transport.Connection;
import io.dockplay.transport.TestHost;
import io.dockplay.transport.Unreachable;
import io.dockplay.yaml.InputFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs whole plays on a host that is this machine's shell. */
@Timeout(120)
abstract class PlaysOnThisMachine {

    @TempDir
    Path folder;

    final List<Event> events = new ArrayList<>();

    /** What the host's tools print, as functions of the shell; nothing of it is ours. */
    String tools = "";

    Connection connect() {
        TestHost host = new TestHost(folder);
        return new Connection() {
            @Override
            public Channel start(String command, boolean terminal) throws Unreachable {
                return host.start(command.replace("eval \"$(head", tools + "eval \"$(head"), terminal);
            }

            @Override
            public void close() {
                host.close();
            }
        };
    }

    RunSummary run(FleetRun.Work work, String play) throws Exception {
        Path playbook = Files.writeString(
                folder.resolve("play.yml"),
                "- hosts: all\n  become: false\n" + play.indent(2).replace("DIR", folder.toString()));
        Play read = PlaybookReader.read(playbook, new InputFiles()).plays().get(0);
        HostTarget target = new HostTarget(
                "web1",
                this::connect,
                Optional.empty(),
                List.of(new HostTarget.Assignment(read, Variables.of(read.vars(), Map.of()))));
        events.clear();
        return new FleetRun(1, events::add).run(List.of(target), work);
    }

    RunSummary apply(String play) throws Exception {
        return run(new ApplyRun(RunMode.APPLY), play);
    }

    RunSummary dryRun(String play) throws Exception {
        return run(new ApplyRun(RunMode.DRY_RUN), play);
    }

    List<String> told(Class<? extends Event> kind) {
        return events.stream()
                .filter(kind::isInstance)
                .map(event -> {
                    if (event instanceof Event.Changed changed) {
                        return changed.step().task();
                    }
                    if (event instanceof Event.Ok ok) {
                        return ok.step().task();
                    }
                    if (event instanceof Event.Planned planned) {
                        return planned.step().task()
                                + planned.changes()
                                        .get(0)
                                        .after()
                                        .map(after -> " after " + after)
                                        .orElse("");
                    }
                    if (event instanceof Event.Skipped skipped) {
                        return skipped.step().task() + ": " + skipped.reason();
                    }
                    if (event instanceof Event.Failed failed) {
                        return failed.step().task() + ": " + failed.problem().what();
                    }
                    return event.toString();
                })
                .toList();
    }
}
