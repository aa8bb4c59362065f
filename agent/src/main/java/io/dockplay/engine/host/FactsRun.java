package io.dockplay.engine.host;

import io.dockplay.engine.event.Event;
import io.dockplay.engine.fleet.FleetRun;
import io.dockplay.engine.session.HostSession;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.resource.Machine;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import io.dockplay.transport.HostMessage;
import io.dockplay.transport.Live;
import io.dockplay.transport.MoreFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reports the facts of one host and the tools that it has; changes nothing.
 *
 * @param root whether the session becomes root; else it stays the login user
 */
public record FactsRun(boolean root) implements FleetRun.Work {

    private static final List<String> TOOLS = List.of(
            "bash",
            "perl",
            "python",
            "python2",
            "python3",
            "sudo",
            "rpm",
            "yum",
            "dnf",
            "systemctl",
            "service",
            "chkconfig",
            "iptables",
            "firewall-cmd",
            "curl",
            "wget",
            "tar",
            "unzip",
            "git",
            "docker");

    private static final Script PROBE = Script.of(
            "answer sh; readlink -f /bin/sh\n"
                    + "answer tools; for tool in {}; do path=$(command -v \"$tool\") && printf '%s %s\\n' \"$tool\" \"$path\"; done",
            TOOLS);

    @Override
    public void on(HostTarget target, Consumer<Event> listener) {
        AdHocSession.run(target, listener, (session, report) -> {
            Machine machine = HostSession.machine(session.facts(root, MoreFacts.ADDRESSES, MoreFacts.DOCKER));
            ProbeOutput found = session.exchange(root, new HostMessage().probe(1, PROBE), Live.SILENT)
                    .probes()
                    .getOrDefault(1, new ProbeOutput(Map.of(), 1));
            Map<String, String> tools = new LinkedHashMap<>();
            tools.put("sh", found.text("sh"));
            found.lines("tools").forEach(line -> {
                String[] words = line.split(" ", 2);
                tools.put(words[0], words[words.length - 1]);
            });
            report.accept(new Event.Equipped(target.name(), machine, tools));
        });
    }
}
