package io.dockplay.engine;

import io.dockplay.resource.ProbeOutput;
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
            ProbeOutput probeOutput =
                    shells.exchange(true, Message.history(), Live.SILENT).probeOutput();
            HostRecord record =
                    HostRecord.read(probeOutput.raw("history")).with(HostRecord.read(probeOutput.raw("record")));
            tell.accept(new Event.Recorded(target.name(), record.changes().since(since)));
        });
    }
}
