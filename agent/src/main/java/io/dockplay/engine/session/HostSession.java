package io.dockplay.engine.session;

import io.dockplay.resource.Machine;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.ScriptResult;
import io.dockplay.transport.Become;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.Connection;
import io.dockplay.transport.Conversation;
import io.dockplay.transport.HostMessage;
import io.dockplay.transport.Live;
import io.dockplay.transport.MachineFacts;
import io.dockplay.transport.MoreFacts;
import io.dockplay.transport.Replies;
import io.dockplay.transport.Unreachable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one connection to a host and the conversations on it: one as root, one as the login user. Each is started when it
 * is first needed.
 */
public final class HostSession implements AutoCloseable {

    private final HostTarget target;
    private final Map<Boolean, Conversation> conversations = new HashMap<>();
    private Connection connection;
    private boolean closed;

    private HostSession(HostTarget target, Connection connection) {
        this.target = target;
        this.connection = connection;
    }

    /** Connects to a host. */
    public static HostSession open(HostTarget target) throws Unreachable {
        return new HostSession(target, target.connector().connect());
    }

    /**
     * Sends the first message of a run: asks for the facts, and for changes that an earlier run left unfinished.
     *
     * @param more the facts that cost the host a process each and are wanted too
     */
    public ProbeOutput facts(boolean root, MoreFacts... more) throws Unreachable, BecomeRefused {
        return begin(root, HostMessage.facts(more));
    }

    /** The machine that the facts describe. */
    public static Machine machine(ProbeOutput facts) {
        return MachineFacts.read(facts);
    }

    /** Sends a message as root or as the login user; connects again before if the connection was closed. */
    public Replies exchange(boolean root, HostMessage message, Live live) throws Unreachable, BecomeRefused {
        return exchange(root, message, List.of(), live);
    }

    /** The same, with other messages ahead of the answer; {@link #next} waits for their answers. */
    public Replies exchange(boolean root, HostMessage message, List<HostMessage> ahead, Live live)
            throws Unreachable, BecomeRefused {
        if (closed) {
            connectAgain(root);
        }
        Conversation conversation = conversations.get(root);
        if (conversation == null) {
            begin(root, HostMessage.facts());
            return exchange(root, message, ahead, live);
        }
        return conversation.exchange(message, ahead, live);
    }

    /** Waits for the answer to a message that was sent ahead. */
    public Replies next(boolean root, HostMessage message, Live live) throws Unreachable {
        Conversation conversation = conversations.get(root);
        if (conversation == null) {
            throw new IllegalStateException("nothing was sent ahead");
        }
        return conversation.next(message, live);
    }

    /**
     * Connects again after the connection was lost, and waits for the change that was at work.
     *
     * @return the result of the change; empty when it had not begun, and never will
     */
    public Optional<ScriptResult> resume(boolean root, String job) throws Unreachable, BecomeRefused {
        close();
        connection = target.connector().connect();
        ProbeOutput left = begin(root, HostMessage.awaitJob(job));
        return left.has("code")
                ? Optional.of(new ScriptResult(code(left.text("code")), left.raw("output"), left.raw("errors")))
                : Optional.empty();
    }

    /** Reads the exit code of a change that a host reports. */
    public static int code(String reported) {
        try {
            return Integer.parseInt(reported);
        } catch (NumberFormatException unknown) {
            return ScriptResult.UNKNOWN;
        }
    }

    /** Closes the connection; the next message connects again. */
    public void disconnect() {
        close();
        closed = true;
    }

    /** Connects again, and asks for the facts; it may be called again when the host is not up yet. */
    public ProbeOutput connectAgain(boolean root) throws Unreachable, BecomeRefused {
        close();
        connection = target.connector().connect();
        closed = false;
        return begin(root, HostMessage.facts());
    }

    private ProbeOutput begin(boolean root, HostMessage first) throws Unreachable, BecomeRefused {
        Become become = new Become(root, root ? target.becomePassword() : Optional.empty());
        Conversation.Begun begun = Conversation.begin(connection, become, first);
        conversations.put(root, begun.conversation());
        return begun.replies().probeOutput();
    }

    @Override
    public void close() {
        conversations.values().forEach(Conversation::close);
        conversations.clear();
        connection.close();
    }
}
