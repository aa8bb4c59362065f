package io.dockplay.engine.session;

import io.dockplay.resource.Machine;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.ScriptResult;
import io.dockplay.transport.Become;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.Connection;
import io.dockplay.transport.Conversation;
import io.dockplay.transport.Live;
import io.dockplay.transport.MachineFacts;
import io.dockplay.transport.Message;
import io.dockplay.transport.Replies;
import io.dockplay.transport.Unreachable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The one connection with a host and the conversations on it: one as root or one as the login user, both only where a
 * play wants both.
 */
public final class HostSession implements AutoCloseable {

    private final HostTarget target;
    private final Map<Boolean, Conversation> conversations = new HashMap<>();
    private Connection connection;
    private boolean lost;

    private HostSession(HostTarget target, Connection connection) {
        this.target = target;
        this.connection = connection;
    }

    /** Connects. */
    public static HostSession open(HostTarget target) throws Unreachable {
        return new HostSession(target, target.connector().connect());
    }

    /** Asks for the facts and for what an earlier run may have left unfinished; the first message of a run. */
    public ProbeOutput facts(boolean root) throws Unreachable, BecomeRefused {
        return begin(root, Message.facts());
    }

    /** The machine that the facts tell of. */
    public static Machine machine(ProbeOutput facts) {
        return MachineFacts.read(facts);
    }

    /** Sends a message to the shell that runs as root, or as the login user. */
    public Replies exchange(boolean root, Message message, Live live) throws Unreachable, BecomeRefused {
        if (lost) {
            connectAgain(root);
        }
        Conversation conversation = conversations.get(root);
        if (conversation == null) {
            begin(root, Message.facts());
            return exchange(root, message, live);
        }
        return conversation.exchange(message, live);
    }

    /**
     * Connects anew after the connection was lost, and waits for the change that was being made.
     *
     * @return what became of it; nothing when it had not begun, and never will
     */
    public Optional<ScriptResult> resume(boolean root, String job) throws Unreachable, BecomeRefused {
        close();
        connection = target.connector().connect();
        ProbeOutput left = begin(root, Message.awaitJob(job));
        return left.has("code")
                ? Optional.of(new ScriptResult(code(left.text("code")), left.raw("output"), left.raw("errors")))
                : Optional.empty();
    }

    /** The exit code that a host tells of a change. */
    public static int code(String told) {
        try {
            return Integer.parseInt(told);
        } catch (NumberFormatException unknown) {
            return ScriptResult.UNKNOWN;
        }
    }

    /** Gives the connection up; who asks for something next connects anew. */
    public void giveUp() {
        close();
        lost = true;
    }

    /** Connects anew, and asks for the facts; whoever is not there yet may be asked again. */
    public ProbeOutput connectAgain(boolean root) throws Unreachable, BecomeRefused {
        close();
        connection = target.connector().connect();
        lost = false;
        return begin(root, Message.facts());
    }

    private ProbeOutput begin(boolean root, Message first) throws Unreachable, BecomeRefused {
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
