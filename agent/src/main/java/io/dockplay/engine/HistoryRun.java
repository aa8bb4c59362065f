package io.dockplay.engine;

import io.dockplay.resource.Answers;
import io.dockplay.transport.Live;
import io.dockplay.transport.Message;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Asks one host for its record, and for what was on it once; changes nothing. Only root can read it.
 *
 * @param since older entries are left out
 */
public record HistoryRun(Instant since) implements FleetRun.Work {

    @Override
    public void on(Target target, Consumer<Event> listener) {
        Visit.of(target, listener, (shells, tell) -> {
            Answers answers =
                    shells.exchange(true, Message.history(), Live.SILENT).answers();
            HostRecord record = HostRecord.read(answers.raw("history")).with(HostRecord.read(answers.raw("record")));
            tell.accept(new Event.Recorded(target.name(), record.changes().since(since)));
        });
    }
}
