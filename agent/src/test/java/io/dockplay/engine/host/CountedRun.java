package io.dockplay.engine.host;

import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.fleet.FleetRun;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.playbook.parse.PlaybookReader;
import io.dockplay.ssh.SshClient;
import io.dockplay.ssh.SshOptions;
import io.dockplay.ssh.SshTarget;
import io.dockplay.ssh.TestServer;
import io.dockplay.transport.SharedRoom;
import io.dockplay.yaml.InputFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run on one host by way of a real SSH server that counts. */
final class CountedRun {

    private CountedRun() {}

    /** Applies the playbook's first play. */
    static List<Event> of(TestServer server, Path playbook) {
        SshTarget target = SshTarget.of("web1", server.variables(), Optional.empty());
        SshClient ssh = new SshClient(new SharedRoom());
        SshOptions options = SshOptions.usual().acceptingNewHostKeys(true);
        Play play = PlaybookReader.read(playbook, new InputFiles()).plays().get(0);
        List<Event> events = new ArrayList<>();
        HostTarget web1 = new HostTarget(
                "web1",
                () -> ssh.connect(target, options),
                Optional.empty(),
                List.of(new HostTarget.Assignment(play, Variables.of(Map.of(), Map.of()))));
        ApplyRun run = new ApplyRun(RunMode.APPLY);
        run.assemble(List.of(web1));
        var unused = new FleetRun(1, events::add).run(List.of(web1), run);
        return events;
    }
}
