package io.dockplay.engine.task;

import io.dockplay.engine.coordination.SharedTask;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.iterator.TaskStep;
import io.dockplay.message.Message;
import io.dockplay.playbook.MetaAction;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.Task;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Change;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.HostMessage;
import io.dockplay.transport.Live;
import io.dockplay.transport.Unreachable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Does what the run itself does when a task asks for it: pause, wait for the connection, reboot the host.
 *
 * @param context the host
 * @param play the play whose tasks ask
 * @param progress hears of a reboot before it is made
 */
record MetaExecutor(HostContext context, Optional<Play> play, Progress progress) {

    private static final double BETWEEN_ATTEMPTS = 1;
    private static final Script BOOT_ID = Script.of("answer boot; cat /proc/sys/kernel/random/boot_id");

    /** Pauses, and asks a person to let the run go on where the task has a prompt. */
    void pause(MetaAction.Pause pause, SharedTask sharedTask) {
        pause.prompt().ifPresent(prompt -> context.coordinator().confirmations().ask(sharedTask, prompt));
        sleep(pause.seconds());
    }

    /** Waits until the host can be connected to. */
    void awaitConnection(MetaAction.AwaitConnection wait, Task task) throws Unreachable, BecomeRefused {
        sleep(wait.delay());
        connect(wait.timeout(), root(task), Optional.empty());
    }

    /** Reboots the host, if the gate lets that through, and waits until it is back; a dry run only plans it. */
    StepResult reboot(MetaAction.Reboot reboot, Task task, SharedTask sharedTask, ChangeGate gate)
            throws Unreachable, BecomeRefused {
        Change change = Change.of("host", "running", "booted anew");
        Plan plan = Plan.of(List.of(change), Script.of("sh -c {}", reboot.command()));
        if (task.keywords().isOnlyLookedAt()) {
            return new StepResult.Looked(plan.changes(), plan.script());
        }
        if (context.mode().onlyProbes()) {
            return new StepResult.Planned(plan);
        }
        Event.Step title = TaskStep.title(task);
        Optional<StepResult> refusal = gate.enter(new ChangeGate.Request(task, sharedTask, title, plan));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        progress.changing(task, title, plan);
        boot(reboot, plan.script(), root(task));
        return new StepResult.Changed(plan, Optional.empty());
    }

    private void boot(MetaAction.Reboot reboot, Script command, boolean root) throws Unreachable, BecomeRefused {
        String before = bootId(root);
        // It goes down a moment later, so that the answer still comes through.
        Script later = Script.of("(sleep 1; {}) </dev/null >/dev/null 2>&1 &", command);
        context.session().exchange(root, new HostMessage().probe(0, later), Live.SILENT);
        sleep(2);
        connect(reboot.timeout(), root, Optional.of(before));
    }

    private boolean root(Task task) {
        return task.become().or(() -> play.map(Play::become)).orElse(true);
    }

    private String bootId(boolean root) throws Unreachable, BecomeRefused {
        return context.session()
                .exchange(root, new HostMessage().probe(0, BOOT_ID), Live.SILENT)
                .probes()
                .getOrDefault(0, new ProbeOutput(Map.of(), 0))
                .text("boot");
    }

    /** Connects again until the host answers, and after a reboot until its boot id has changed. */
    private void connect(double timeout, boolean root, Optional<String> formerBoot) throws Unreachable, BecomeRefused {
        long end = System.nanoTime() + (long) (timeout * 1e9);
        while (true) {
            Problem why;
            try {
                context.session().connectAgain(root);
                if (formerBoot.isEmpty() || !bootId(root).equals(formerBoot.get())) {
                    return;
                }
                why = Problem.of(Message.of("it has not been booted anew"), Message.NONE);
            } catch (Unreachable notYet) {
                why = notYet.problem();
            }
            if (System.nanoTime() > end) {
                throw new Unreachable(Problem.of(
                        Message.of("it did not come back within %s seconds: %s", (long) timeout, why.what()),
                        Message.of("Look at its console, or give timeout: more seconds.")));
            }
            sleep(BETWEEN_ATTEMPTS);
        }
    }

    static void sleep(double seconds) {
        try {
            Thread.sleep((long) (seconds * 1000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
