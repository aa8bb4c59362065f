package io.dockplay.modules.system;

import io.dockplay.message.Message;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Option;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.PlaybookModule;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens and closes a port through firewalld or the iptables service, whichever runs. */
@PlaybookModule(
        name = "firewall-port",
        sentence = "A port that the host's firewall lets through, now and at boot.",
        example = """
                - name: The web is reached by all
                  firewall-port: {port: 80}

                - name: The registry is reached from the office
                  firewall-port: {port: 5000, source: 192.0.2.0/24}
                """)
public record FirewallPortModule(
        @Option("`8080`, or two with a dash between them: `8000-8010`")
        String port,

        @Option(value = "the port's protocol", defaults = "tcp")
        Optional<Protocol> protocol,

        @Option(value = "the IPv4 address or network that may reach it; without it any", example = "192.0.2.0/24")
        Optional<String> source,

        @Option("firewalld's zone; without it its default one")
        Optional<String> zone,

        @Option(value = "`absent`: no such rule, so that the rules for all others hold", defaults = "present")
        Optional<DesiredState> state)
        implements Resource<FirewallState> {

    /** The protocol of the port. */
    public enum Protocol {
        /** The port takes TCP connections. */
        TCP,
        /** The port takes UDP packets. */
        UDP
    }

    /** Whether the port is open. */
    public enum DesiredState {
        /** A rule opens the port. */
        PRESENT,
        /** No rule of its own opens the port. */
        ABSENT
    }

    private static final int HIGHEST = 65535;

    public FirewallPortModule {
        boolean isPort = port.matches("[0-9]{1,5}(-[0-9]{1,5})?");
        List<Integer> numbers =
                isPort ? Stream.of(port.split("-")).map(Integer::valueOf).toList() : List.of();
        if (numbers.isEmpty()
                || numbers.stream().anyMatch(number -> number < 1 || number > HIGHEST)
                || numbers.get(0) > numbers.get(numbers.size() - 1)) {
            throw new InvalidOption(
                    "port",
                    Message.of("\"%s\" is not a port", port),
                    Message.of("Write a number from 1 to %s, or two with a dash between them.", HIGHEST));
        }
        if (source.isPresent() && !source.get().matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}(/[0-9]{1,2})?")) {
            throw new InvalidOption(
                    "source",
                    Message.of("\"%s\" is not an IPv4 address or network", source.get()),
                    Message.of("Write it as 192.0.2.7 or 192.0.2.0/24."));
        }
        if (zone.isPresent() && !zone.get().matches("[A-Za-z0-9_-]+")) {
            throw new InvalidOption(
                    "zone", Message.of("\"%s\" is not a zone", zone.get()), Message.of("Such as public."));
        }
    }

    private FirewallRule rule() {
        return new FirewallRule(port, protocol.orElse(Protocol.TCP).name().toLowerCase(Locale.ROOT), source, zone);
    }

    private boolean isAbsent() {
        return state.equals(Optional.of(DesiredState.ABSENT));
    }

    @Override
    public String label() {
        FirewallRule rule = rule();
        return port + "/" + rule.protocol()
                + source.map(from -> " from " + from).orElse("")
                + zone.map(name -> " in " + name).orElse("");
    }

    @Override
    public Script probe(Machine machine) {
        return FirewallState.probe(rule(), machine);
    }

    @Override
    public FirewallState read(ProbeOutput probeOutput) {
        return FirewallState.read(probeOutput);
    }

    @Override
    public Plan plan(FirewallState actual, Machine machine, PendingChanges pendingChanges) {
        Optional<Boolean> open = Optional.of(!isAbsent());
        Plan plan = actual.plan(rule(), open, open, machine, pendingChanges);
        return zone.isPresent() && actual.kind() == FirewallState.Kind.IPTABLES
                ? plan.warning(Message.of("iptables has no zones, so the zone %s makes no difference here", zone.get()))
                : plan;
    }

    /** Closes an opened port, and opens a closed one. */
    @Override
    public List<Resource<?>> undo(List<RecordedChange> made) {
        Optional<Boolean> now = wasOpen(made, FirewallState.NOW);
        Optional<Boolean> boot = wasOpen(made, FirewallState.BOOT);
        return now.isPresent() || boot.isPresent()
                ? List.of(new RestoreFirewallPort(label(), rule(), now, boot))
                : List.of();
    }

    private static Optional<Boolean> wasOpen(List<RecordedChange> made, String key) {
        return made.stream()
                .filter(change -> change.isOf(key))
                .map(change -> change.from().equals(FirewallState.OPEN))
                .findFirst();
    }

    @Override
    public List<String> brings() {
        return isAbsent() ? List.of() : List.of(label());
    }
}
