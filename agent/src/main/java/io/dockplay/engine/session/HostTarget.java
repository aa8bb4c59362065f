package io.dockplay.engine.session;

import io.dockplay.engine.event.Secrets;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.eval.Facts;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.resource.Machine;
import io.dockplay.transport.Connection;
import io.dockplay.transport.Unreachable;
import io.dockplay.vault.Revealed;
import java.util.List;
import java.util.Optional;

/**
 * A host, and what is to be done on it.
 *
 * @param name the host as the inventory calls it
 * @param connector how to connect to it
 * @param becomePassword what sudo is told if it asks
 * @param assignments the plays that name this host, in order
 * @param others the hosts on which its tasks may be done instead
 * @param revealed what the run has decrypted, which must not be shown
 */
public record HostTarget(
        String name,
        Connector connector,
        Optional<String> becomePassword,
        List<Assignment> assignments,
        Others others,
        Revealed revealed) {

    /** A host that is on its own, in a run that decrypts nothing. */
    public HostTarget(String name, Connector connector, Optional<String> becomePassword, List<Assignment> assignments) {
        this(name, connector, becomePassword, assignments, host -> Optional.empty(), new Revealed());
    }

    /** The same host, with only these plays. */
    public HostTarget with(List<Assignment> plays) {
        return new HostTarget(name, connector, becomePassword, plays, others, revealed);
    }

    /** What must not be shown of it. */
    public Secrets secrets() {
        Secrets secrets = Secrets.of(revealed, becomePassword);
        assignments.forEach(each -> secrets.learn(each.play(), each.variables()));
        return secrets;
    }

    /** Knows hosts by their names. */
    public interface Others {

        /** A host, without anything to be done on it; none when there is none of the name. */
        Optional<HostTarget> named(String host);
    }

    public HostTarget {
        assignments = List.copyOf(assignments);
    }

    /**
     * A play and the variables that it has on one host before anything is known of the machine.
     *
     * @param play the play
     * @param variables the inventory's and the play's, in their order of precedence
     */
    public record Assignment(Play play, Variables variables) {

        /** The same, after the host has told what machine it is. */
        public Assignment on(Machine machine) {
            return new Assignment(play, variables.with("facts", Facts.of(machine)));
        }
    }

    /** Opens the one connection that a run has with a host. */
    public interface Connector {

        Connection connect() throws Unreachable;
    }
}
