package io.dockplay.engine.host;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.fleet.FleetRun;
import io.dockplay.engine.record.HostRecord;
import io.dockplay.engine.session.HostTarget;
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
    public void on(HostTarget target, Consumer<Event> listener) {
        AdHocSession.of(target, listener, (session, tell) -> {
            ProbeOutput probeOutput =
                    session.exchange(true, Message.history(), Live.SILENT).probeOutput();
            HostRecord record =
                    HostRecord.read(probeOutput.raw("history")).with(HostRecord.read(probeOutput.raw("record")));
            tell.accept(new Event.Recorded(target.name(), record.changes().since(since)));
        });
    }
}
