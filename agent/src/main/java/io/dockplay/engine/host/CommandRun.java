package io.dockplay.engine.host;

import io.dockplay.engine.coordination.RunId;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.fleet.FleetRun;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.engine.task.ScriptWrapper;
import io.dockplay.message.Message;
import io.dockplay.playbook.RunAs;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import io.dockplay.transport.HostMessage;
import io.dockplay.transport.Job;
import io.dockplay.transport.Live;
import io.dockplay.transport.Unreachable;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs one command on a host, without a line in the host's record.
 *
 * <p>It runs as a change does: it survives a lost connection, only one runs at a time on a host, it has no standard
 * input, and it starts in {@code /}.
 *
 * @param root whether it runs as root; else it runs as the login user
 * @param user the user that it runs as, instead of root
 * @param command the command
 */
public record CommandRun(boolean root, Optional<String> user, Script command) implements FleetRun.Work {

    @Override
    public void on(HostTarget target, Consumer<Event> listener) {
        AdHocSession.run(target, listener, (session, report) -> {
            Script script = ScriptWrapper.change(new RunAs(root, user, Map.of(), Optional.empty()), command);
            Job job = Job.of(RunId.next().nextJob(), script, "");
            Optional<ScriptResult> outcome = session.exchange(root, new HostMessage().job(job), Live.SILENT)
                    .outcome();
            report.accept(new Event.Ran(
                    target.name(),
                    outcome.orElseThrow(() -> new Unreachable(Problem.of(
                            Message.of("the host did not say how the command ended"),
                            Message.of("Look at the host before you run it again."))))));
        });
    }
}
