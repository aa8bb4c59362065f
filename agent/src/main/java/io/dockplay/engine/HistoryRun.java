package io.dockplay.engine;

import io.dockplay.problem.Problem;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.Live;
import io.dockplay.transport.Message;
import io.dockplay.transport.Unreachable;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asks one host for its record; changes nothing. Only root can read it.
 *
 * @param since older entries are left out
 */
public record HistoryRun(Instant since) implements FleetRun.Work {

    @Override
    public void on(Target target, Consumer<Event> listener) {
        String host = target.name();
        Consumer<Event> tell =
                Secrets.of(target.assignments(), target.becomePassword()).hiddenFrom(listener);
        try (Shells shells = Shells.open(target)) {
            HostRecord record = HostRecord.read(shells.exchange(true, Message.record(), Live.SILENT)
                    .answers()
                    .raw("record"));
            tell.accept(new Event.Recorded(
                    host,
                    new HostRecord(record.entries().stream()
                            .filter(entry -> !entry.at().isBefore(since))
                            .toList())));
        } catch (Unreachable e) {
            tell.accept(new Event.Unreachable(host, FleetRun.on(host, e.problem())));
        } catch (BecomeRefused e) {
            Problem problem = FleetRun.on(host, e.problem());
            tell.accept(new Event.Failed(host, new Event.Step("", "become", ""), problem, Optional.empty(), false));
        }
    }
}
