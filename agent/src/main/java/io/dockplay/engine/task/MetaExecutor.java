package io.dockplay.engine.task;

import io.dockplay.engine.coordination.SharedTask;
import io.dockplay.engine.event.Event;
import io.dockplay.playbook.MetaAction;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.Task;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Change;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.Live;
import io.dockplay.transport.Message;
import io.dockplay.transport.Unreachable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the run itself does at a task's turn: wait, end the play, boot the host.
 *
 * @param context the host
 * @param iterator what is still to be done on it
 */
record MetaExecutor(HostContext context, PlayIterator iterator) {

    private static final double BETWEEN_ATTEMPTS = 1;
    private static final Script BOOT_ID = Script.of("answer boot; cat /proc/sys/kernel/random/boot_id");

    /**
     * Does what a task says.
     *
     * @return whether the host may go on
     */
    boolean follow(Batch.Directed directed) throws Unreachable, BecomeRefused {
        MetaAction metaAction = directed.metaAction();
        Task task = directed.task();
        boolean apply = !context.mode().onlyLooks();
        if (metaAction instanceof MetaAction.EndPlay) {
            iterator.play()
                    .filter(play -> apply || play.rollout().inStep())
                    .ifPresent(
                            play -> context.coordinator().end(play, context.host(), iterator.place(directed.number())));
            iterator.endPlay();
            return true;
        }
        if (metaAction instanceof MetaAction.Reboot reboot) {
            return reboot(reboot, directed, apply);
        }
        if (metaAction instanceof MetaAction.Pause pause && apply) {
            pause.prompt()
                    .ifPresent(prompt ->
                            context.coordinator().asking().ask(iterator.deed(task, directed.number()), prompt));
            sleep(pause.seconds());
        } else if (metaAction instanceof MetaAction.AwaitConnection wait && apply) {
            sleep(wait.delay());
            connect(wait.timeout(), root(task), Optional.empty());
        }
        iterator.directed(directed, false);
        return true;
    }

    private boolean reboot(MetaAction.Reboot reboot, Batch.Directed directed, boolean apply)
            throws Unreachable, BecomeRefused {
        Task task = directed.task();
        Event.Step step = new Event.Step(task.name(), task.module(), "");
        Change change = Change.of("host", "running", "booted anew");
        Plan plan = Plan.of(List.of(change), Script.of("sh -c {}", reboot.command()));
        if (!apply) {
            context.tell(task, new Event.Planned(context.host(), step, plan.changes(), plan.script()));
            iterator.directed(directed, false);
            return true;
        }
        ChangeGate gate = new ChangeGate(context, iterator.play());
        SharedTask sharedTask = iterator.deed(task, directed.number());
        ChangeGate.Answer answer = gate.ask(new ChangeGate.Change(task, sharedTask, step, plan));
        if (answer == ChangeGate.Answer.STOPPED) {
            return false;
        }
        if (answer == ChangeGate.Answer.MADE) {
            context.tell(task, new Event.Changing(context.host(), step, plan.changes(), plan.script()));
            boot(reboot, plan.script(), root(task));
            context.tell(task, new Event.Changed(context.host(), step, plan.changes(), plan.script()));
            gate.passed();
        }
        iterator.directed(directed, answer == ChangeGate.Answer.LEFT_OUT);
        return true;
    }

    private void boot(MetaAction.Reboot reboot, Script command, boolean root) throws Unreachable, BecomeRefused {
        String before = bootId(root);
        // It goes down a moment later, so that the answer still comes through.
        Script later = Script.of("(sleep 1; {}) </dev/null >/dev/null 2>&1 &", command);
        context.session().exchange(root, new Message().probe(0, later), Live.SILENT);
        sleep(2);
        connect(reboot.timeout(), root, Optional.of(before));
    }

    private boolean root(Task task) {
        return task.become().or(() -> iterator.play().map(Play::become)).orElse(true);
    }

    private String bootId(boolean root) throws Unreachable, BecomeRefused {
        return context.session()
                .exchange(root, new Message().probe(0, BOOT_ID), Live.SILENT)
                .probes()
                .getOrDefault(0, new ProbeOutput(Map.of(), 0))
                .text("boot");
    }

    /** Connects anew until the host answers, and where it shall have been booted until it has been. */
    private void connect(double timeout, boolean root, Optional<String> formerBoot) throws Unreachable, BecomeRefused {
        long end = System.nanoTime() + (long) (timeout * 1e9);
        while (true) {
            Problem why;
            try {
                context.session().connectAgain(root);
                if (formerBoot.isEmpty() || !bootId(root).equals(formerBoot.get())) {
                    return;
                }
                why = Problem.of("it has not been booted anew", "");
            } catch (Unreachable notYet) {
                why = notYet.problem();
            }
            if (System.nanoTime() > end) {
                throw new Unreachable(Problem.of(
                        "it did not come back within " + (long) timeout + " seconds: " + why.what(),
                        "Look at its console, or give timeout: more seconds."));
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
