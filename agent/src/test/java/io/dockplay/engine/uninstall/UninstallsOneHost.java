package io.dockplay.engine.uninstall;

import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.coordination.StopSignal;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.fleet.FleetRun;
import io.dockplay.engine.fleet.RollingRun;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.playbook.Selection;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Applies plays and takes them back, on a host that is this machine's shell. */
@Timeout(120)
abstract class UninstallsOneHost {

    @TempDir
    Path folder;

    final List<Event> events = new ArrayList<>();
    Path file;
    Path record;

    @BeforeEach
    void name() {
        file = folder.resolve("file");
        record = folder.resolve(".dockplay/record");
    }

    RunSummary run(FleetRun.Work work, String play) throws Exception {
        return run(work, play, "play.yml");
    }

    RunSummary run(FleetRun.Work work, String play, String name) throws Exception {
        return run(work, play, name, Selection.ALL);
    }

    RunSummary run(FleetRun.Work work, String play, String name, Selection selection) throws Exception {
        Path playbook = Files.writeString(
                folder.resolve(name),
                "- hosts: all\n  become: false\n"
                        + play.indent(2)
                                .replace("DIR", folder.toString())
                                .replace("  NEXT", "- hosts: all\n  become: false\n  serial: 1\n"));
        HostTarget target = new HostTarget(
                "web1",
                () -> new TestHost(folder),
                Optional.empty(),
                PlaybookReader.read(playbook, new InputFiles()).only(selection).plays().stream()
                        .map(read -> new HostTarget.Assignment(read, Variables.of(read.vars(), Map.of())))
                        .toList());
        events.clear();
        work.assemble(List.of(target));
        return new RollingRun(new FleetRun(1, events::add), new StopSignal(), work instanceof UninstallRun)
                .run(List.of(target), work);
    }

    static UninstallRun forced() {
        return new UninstallRun(RunMode.APPLY, new StopSignal(), false, true, true);
    }

    <E extends Event> List<E> told(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    static final String WRITTEN = """
            tasks:
              - name: other
                file: {path: DIR/other, content: other}
              - name: file
                file: {path: DIR/file, content: "wanted\\n"}
            """;

    List<String> warnings() {
        return told(Event.Warned.class).stream()
                .map(warned -> (warned.step() + ": ").replaceFirst("^ ?: ", "")
                        + warned.text().replace(folder.toString(), "DIR"))
                .toList();
    }
}
