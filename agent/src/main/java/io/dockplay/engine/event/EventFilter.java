package io.dockplay.engine.event;

import io.dockplay.engine.record.HostRecord;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Change;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import io.dockplay.resource.Transaction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides how each part of an event is shown.
 *
 * <p>By default every text of a part is filtered by {@link #text}. So a part for which a filter has no method of its own is
 * masked, and not shown as it is.
 */
@FunctionalInterface
public interface EventFilter {

    /** A text for which there is no other method. */
    String text(String text);

    /** Why nothing was done, in dockplay's own words and the playbook's. */
    default String reason(String reason) {
        return text(reason);
    }

    default Event.Step step(Event.Step step) {
        return new Event.Step(text(step.task()), step.module(), text(step.label()));
    }

    default List<Change> changes(List<Change> changes) {
        return changes.stream().map(change -> change.shownAs(this::text)).toList();
    }

    default Script script(Script script) {
        return script.shownAs(this::text);
    }

    /** A problem of a host. */
    default Problem problem(String host, Problem problem) {
        return problem.saying(
                text(problem.what()),
                problem.context().map(this::text),
                text(problem.advice()),
                problem.origin().map(this::text));
    }

    /** What a script left behind; none where nothing of it is shown. */
    default Optional<ScriptResult> outcome(ScriptResult scriptResult) {
        return Optional.of(
                new ScriptResult(scriptResult.exitCode(), text(scriptResult.stdout()), text(scriptResult.stderr())));
    }

    default Transaction transaction(Transaction transaction) {
        return new Transaction(
                transaction.parts().stream().map(this::part).toList(),
                transaction.download().map(this::text),
                transaction.problem().map(this::text));
    }

    private Transaction.Part part(Transaction.Part part) {
        return new Transaction.Part(
                text(part.action()),
                text(part.name()),
                text(part.version()),
                text(part.repository()),
                text(part.size()),
                part.dependency(),
                text(part.successor()));
    }

    default Machine machine(Machine machine) {
        return new Machine(
                text(machine.distribution()),
                text(machine.version()),
                machine.major(),
                text(machine.architecture()),
                text(machine.kernel()),
                machine.init(),
                text(machine.hostname()),
                machine.addresses().map(each -> each.stream().map(this::text).toList()),
                machine.memoryMiB(),
                machine.cpus(),
                text(machine.selinux()),
                machine.dockerVersion().map(this::text));
    }

    /** Names and what they stand for. */
    default Map<String, String> names(Map<String, String> names) {
        Map<String, String> shown = new LinkedHashMap<>();
        names.forEach((name, value) -> shown.put(text(name), text(value)));
        return shown;
    }

    default HostRecord record(HostRecord record) {
        return new HostRecord(record.entries().stream().map(this::entry).toList());
    }

    private HostRecord.Entry entry(HostRecord.Entry entry) {
        return new HostRecord.Entry(
                text(entry.line()),
                entry.at(),
                text(entry.run()),
                text(entry.playbook()),
                text(entry.task()),
                text(entry.module()),
                entry.noLog(),
                text(entry.label()),
                changes(entry.changes()),
                new HostRecord.Past(
                        entry.past().givenBack(),
                        entry.past().byUninstall(),
                        entry.past().ended().map(this::text)));
    }
}
