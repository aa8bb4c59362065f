package io.dockplay.engine.event;

import io.dockplay.message.Message;
import io.dockplay.playbook.TaskKeywords;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Change;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import io.dockplay.resource.Transaction;
import java.util.List;
import java.util.Optional;

/** What is shown of a task with {@code no_log: true}: that it ran, or why it did not. */
public final class NoLogFilter implements EventFilter {

    private static final NoLogFilter HIDING = new NoLogFilter();

    private NoLogFilter() {}

    /** The filter for the events of a task with these keywords. */
    public static EventFilter of(TaskKeywords keywords) {
        if (keywords.isSecret()) {
            return HIDING;
        }
        return keywords.showsDiffs() ? text -> text : new DiffFilter();
    }

    @Override
    public String text(String text) {
        return Secrets.MASK;
    }

    @Override
    public String reason(String reason) {
        return reason;
    }

    @Override
    public Event.Step step(Event.Step step) {
        return new Event.Step(step.task(), step.module(), "");
    }

    /** The task that a change comes after is shown: where that one has no_log, its title is hidden already. */
    @Override
    public List<Change> changes(List<Change> changes) {
        return changes.stream()
                .map(change -> new Change(Secrets.MASK, Secrets.MASK, Secrets.MASK, Optional.empty(), change.after()))
                .toList();
    }

    @Override
    public Script script(Script script) {
        return Script.NOTHING;
    }

    @Override
    public Problem problem(String host, Problem problem) {
        Problem hidden = Problem.of(
                        Message.of("it failed, and no_log hides how"),
                        Message.of("Take no_log out of the task, or run the command on the host by hand."))
                .on(host)
                .at(problem.where());
        return problem.context().map(Message::quoted).map(hidden::in).orElse(hidden);
    }

    @Override
    public Optional<ScriptResult> outcome(ScriptResult scriptResult) {
        return Optional.empty();
    }

    @Override
    public Transaction transaction(Transaction transaction) {
        return new Transaction(List.of(), Optional.empty(), Optional.empty());
    }
}
