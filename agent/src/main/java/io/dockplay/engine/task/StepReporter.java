package io.dockplay.engine.task;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.event.Secrets;
import io.dockplay.engine.iterator.NextTasks;
import io.dockplay.engine.iterator.TaskStep;
import io.dockplay.playbook.Task;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Script;
import io.dockplay.resource.Transaction;
import io.dockplay.transport.Live;
import io.dockplay.transport.Unreachable;
import java.util.List;
import java.util.Optional;

/**
 * Makes the events of a host's steps and reports them, each as far as its task allows.
 *
 * @param context the host
 */
record StepReporter(HostContext context) implements Progress {

    /** Reports what became of a step. */
    void result(TaskStep step, StepResult result, boolean ignored) {
        result(step.task(), step.title(), result, ignored);
    }

    /** Reports what became of something under this title. */
    void result(Task task, Event.Step title, StepResult result, boolean ignored) {
        Event event = result.event(context.host(), title, ignored);
        if (result instanceof StepResult.Stopped) {
            context.report(event); // it is of another host's failure, of which no_log hides nothing
        } else {
            context.report(task, event);
        }
    }

    /** Reports what became of a task as a whole; nothing in it comes from the task's own options. */
    void wholeTask(Task task, StepResult result, boolean ignored) {
        context.report(result.event(context.host(), TaskStep.title(task), ignored));
    }

    /** Reports tasks that do not concern the host. */
    void skipped(List<NextTasks.Skipped> skipped) {
        skipped.forEach(each -> wholeTask(each.task(), new StepResult.Skipped(each.reason(), true), false));
    }

    void notes(TaskStep step, Comparison.Notes notes) {
        notes.warnings().forEach(text -> warning(step, text));
        notes.messages()
                .forEach(text -> context.report(step.task(), new Event.Said(context.host(), step.title(), text)));
    }

    private void warning(TaskStep step, String text) {
        context.report(step.task(), new Event.Warned(context.host(), step.title(), text));
    }

    void retry(TaskStep step, int attempt, int retries) {
        context.report(step.task(), new Event.Retried(context.host(), step.title(), attempt, retries));
    }

    void resolved(TaskStep step, Transaction transaction) {
        context.report(step.task(), new Event.Resolved(context.host(), step.title(), transaction));
    }

    /** Reports that a task's options are wrong on this host. */
    void invalid(Task task, Problem problem, boolean ignored) {
        context.report(task, new Event.Failed(context.host(), Event.Step.HOST, problem, Optional.empty(), ignored));
    }

    @Override
    public void probing(TaskStep step, Script probe) {
        context.report(step.task(), new Event.Probed(context.host(), step.title(), probe));
    }

    @Override
    public void changing(Task task, Event.Step title, Plan plan) {
        context.report(task, new Event.Changing(context.host(), title, plan.changes(), plan.script()));
    }

    @Override
    public void reconnecting(TaskStep step, Unreachable lost) {
        warning(step, lost.problem().what() + "; connecting again to see what became of the change");
    }

    @Override
    public void madeAhead(TaskStep step) {
        warning(step, "it was changed too, before it was known what became of the step before it; the record has it");
    }

    @Override
    public Live output(TaskStep step) {
        return new Live() {
            @Override
            public void output(String text) {
                String shown = Secrets.printsSecret(step.task()) ? Secrets.MASK : text;
                context.report(step.task(), new Event.Output(context.host(), step.title(), shown));
            }

            @Override
            public void cut(long bytes) {
                warning(
                        step,
                        "it wrote more than is kept: its result has the end, and " + bytes
                                + " bytes before that are left out");
            }

            @Override
            public void waiting() {
                warning(step, "another run is changing this host; waiting for it");
            }
        };
    }
}
