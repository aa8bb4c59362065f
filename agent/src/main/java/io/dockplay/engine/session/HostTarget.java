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
 * A host and the plays to run on it.
 *
 * @param name the host's name in the inventory
 * @param connector connects to it
 * @param becomePassword the password for sudo, if it asks for one
 * @param assignments the plays that name this host, in order
 * @param others the hosts to which it may delegate tasks
 * @param revealed what the run has decrypted, which must not be shown
 */
public record HostTarget(
        String name,
        Connector connector,
        Optional<String> becomePassword,
        List<Assignment> assignments,
        Others others,
        Revealed revealed) {

    /** A host that delegates no tasks, in a run that decrypts nothing. */
    public HostTarget(String name, Connector connector, Optional<String> becomePassword, List<Assignment> assignments) {
        this(name, connector, becomePassword, assignments, host -> Optional.empty(), new Revealed());
    }

    /** The same host, with only these plays. */
    public HostTarget with(List<Assignment> plays) {
        return new HostTarget(name, connector, becomePassword, plays, others, revealed);
    }

    /** The values of this host that must not be shown. */
    public Secrets secrets() {
        Secrets secrets = Secrets.of(revealed, becomePassword);
        assignments.forEach(each -> secrets.learn(each.play(), each.variables()));
        return secrets;
    }

    /** Finds hosts by their names. */
    public interface Others {

        /** The host of a name, without any plays; empty when the inventory has none. */
        Optional<HostTarget> named(String host);
    }

    public HostTarget {
        assignments = List.copyOf(assignments);
    }

    /**
     * A play and its variables on one host, before the host's facts are known.
     *
     * @param play the play
     * @param variables those of the inventory and of the play, in their order of precedence
     */
    public record Assignment(Play play, Variables variables) {

        /** This assignment with the facts of the machine among its variables. */
        public Assignment on(Machine machine) {
            return new Assignment(play, variables.with("facts", Facts.of(machine)));
        }
    }

    /** Opens a connection to a host. */
    public interface Connector {

        Connection connect() throws Unreachable;
    }
}
