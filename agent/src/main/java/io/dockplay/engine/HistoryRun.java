package io.dockplay.engine;

import io.dockplay.transport.Live;
import io.dockplay.transport.Message;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Asks one host for its record; changes nothing. Only root can read it.
 *
 * @param since older entries are left out
 */
public record HistoryRun(Instant since) implements FleetRun.Work {

    @Override
    public void on(Target target, Consumer<Event> listener) {
        Visit.of(target, listener, (shells, tell) -> {
            HostRecord record = HostRecord.read(shells.exchange(true, Message.record(), Live.SILENT)
                    .answers()
                    .raw("record"));
            tell.accept(new Event.Recorded(target.name(), record.since(since)));
        });
    }
}
