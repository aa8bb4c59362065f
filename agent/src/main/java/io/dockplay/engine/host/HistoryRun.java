package io.dockplay.engine.host;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.fleet.FleetRun;
import io.dockplay.engine.record.HostRecord;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.transport.HostMessage;
import io.dockplay.transport.Live;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Reports the record of one host and the history of former records; changes nothing. Only root can read them.
 *
 * @param since the time from which on entries are reported
 */
public record HistoryRun(Instant since) implements FleetRun.Work {

    @Override
    public void on(HostTarget target, Consumer<Event> listener) {
        AdHocSession.run(target, listener, (session, report) -> {
            ProbeOutput probeOutput =
                    session.exchange(true, HostMessage.history(), Live.SILENT).probeOutput();
            HostRecord record =
                    HostRecord.read(probeOutput.raw("history")).with(HostRecord.read(probeOutput.raw("record")));
            report.accept(new Event.Recorded(target.name(), record.changes().since(since)));
        });
    }
}
