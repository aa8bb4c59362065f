package io.dockplay.transport;

import io.dockplay.problem.Problem;
import io.dockplay.resource.Answers;
import io.dockplay.resource.Outcome;
import io.dockplay.transport.Frames.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run's talk with one host: a runtime that is started there once, and answers messages until it is closed.
 *
 * <p>The runtime itself and the first message travel together, so that starting costs no round trip of its own.
 */
public final class Conversation implements AutoCloseable {

    private static final String RUNTIME = load("runtime.sh");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Channel channel;
    private final Frames frames;

    /** Whether the host keeps what became of a change until it hears from us again. */
    private boolean awaited;

    private Conversation(Channel channel, Frames frames) {
        this.channel = channel;
        this.frames = frames;
    }

    /** A conversation that has begun, and the answers to its first message. */
    public record Begun(Conversation conversation, Replies replies) {}

    /**
     * Starts the runtime on a host and asks it a first thing.
     *
     * @throws Unreachable when the connection is lost
     * @throws BecomeRefused when sudo does not let the login user become root
     */
    public static Begun begin(Connection connection, Become become, Message first) throws Unreachable, BecomeRefused {
        try {
            return begin(connection, become, first, false);
        } catch (BecomeRefused e) {
            if (!e.wantsTerminal()) {
                throw e;
            }
            return begin(connection, become, first, true);
        }
    }

    private static Begun begin(Connection connection, Become become, Message first, boolean terminal)
            throws Unreachable, BecomeRefused {
        String nonce = HexFormat.of().formatHex(RANDOM.generateSeed(16));
        byte[] runtime = ("nonce=" + nonce + "\n" + RUNTIME).getBytes(StandardCharsets.UTF_8);
        Channel channel = connection.start(new Launch(become, nonce, runtime.length, terminal).command(), terminal);
        Frames frames = new Frames(channel.stdout(), nonce);
        try {
            if (terminal) {
                // Until the terminal is raw it would echo what is sent, and change it.
                awaitReady(frames);
            }
            ByteArrayOutputStream opening = new ByteArrayOutputStream();
            become.password().ifPresent(password -> opening.writeBytes(line(password)));
            opening.writeBytes(line(nonce));
            opening.writeBytes(runtime);
            opening.writeBytes(first.bytes());
            sendOrHearWhy(channel, opening.toByteArray());
            Conversation conversation = new Conversation(channel, frames);
            Received received = conversation.receive(Live.SILENT);
            if (received.replies().isEmpty()) {
                String said = (received.noise() + channel.stderr()).strip();
                channel.close();
                throw new BecomeRefused(said, become);
            }
            return new Begun(conversation, received.replies().get());
        } catch (IOException e) {
            String said = channel.stderr().strip();
            channel.close();
            if (!said.isEmpty()) {
                throw new BecomeRefused(said, become);
            }
            throw lost(e.getMessage(), e);
        }
    }

    /**
     * Sends a message and waits for all that the host replies to it.
     *
     * @throws Unreachable when the connection is lost; a change that had begun goes on without it
     */
    public Replies exchange(Message message, Live live) throws Unreachable {
        try {
            send(channel, message.bytes());
            awaited = false;
            Replies replies = receive(live)
                    .replies()
                    .orElseThrow(() -> lost(channel.stderr().strip(), null));
            awaited = replies.outcome().isPresent();
            return replies;
        } catch (IOException e) {
            throw lost(e.getMessage(), e);
        }
    }

    /** What a message brought back; no replies when the stream ended before their end. */
    private record Received(Optional<Replies> replies, String noise) {}

    private static void awaitReady(Frames frames) throws IOException {
        for (String kind = ""; !kind.equals("ready") && !kind.equals("end-of-stream"); ) {
            kind = frames.read().kind();
        }
    }

    private Received receive(Live live) throws IOException {
        StringBuilder noise = new StringBuilder();
        Map<String, byte[]> answers = new HashMap<>();
        Map<String, byte[]> found = answers;
        Map<Integer, Answers> probes = new HashMap<>();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        Optional<Outcome> outcome = Optional.empty();
        boolean inProbe = false;
        while (true) {
            Frame frame = frames.read();
            switch (frame.kind()) {
                case "probe" -> {
                    found = new HashMap<>();
                    inProbe = true;
                }
                case "answer" -> found.put(frame.word(1), frame.content());
                case "output" -> {
                    output.writeBytes(frame.content());
                    live.output(frame.text());
                }
                case "errors" -> {
                    errors.writeBytes(frame.content());
                    live.output(frame.text());
                }
                case "waiting" -> live.waiting();
                case "end" -> {
                    int code = frame.word(2).equals("unknown") ? Outcome.UNKNOWN : Integer.parseInt(frame.word(2));
                    if (inProbe) {
                        probes.put(Integer.valueOf(frame.word(1)), new Answers(found, code));
                        found = answers;
                        inProbe = false;
                    } else {
                        outcome = Optional.of(new Outcome(
                                code,
                                output.toString(StandardCharsets.UTF_8),
                                errors.toString(StandardCharsets.UTF_8)));
                    }
                }
                case "done" -> {
                    return new Received(
                            Optional.of(new Replies(new Answers(answers, 0), probes, outcome)), noise.toString());
                }
                case "noise" -> noise.append(frame.text());
                case "end-of-stream", "refused" -> {
                    return new Received(
                            Optional.empty(), noise.append(frame.text()).toString());
                }
                default -> {} // "pause" only ends a piece of output
            }
        }
    }

    /** A host that closes its input before it has read all has a reason, and tells it on its output. */
    private static void sendOrHearWhy(Channel channel, byte[] bytes) {
        try {
            send(channel, bytes);
        } catch (IOException e) {
            // Reading ends as well, and brings what the host said.
        }
    }

    private static void send(Channel channel, byte[] bytes) throws IOException {
        channel.stdin().write(bytes);
        channel.stdin().flush();
    }

    private static byte[] line(String text) {
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Unreachable lost(@Nullable String why, @Nullable Throwable cause) {
        Problem problem = Problem.of(
                "the connection was lost" + (why == null || why.isEmpty() ? "" : ": " + why),
                "A change that had begun goes on to its end on the host. Run the same command again: it looks first.");
        return cause == null ? new Unreachable(problem) : new Unreachable(problem, cause);
    }

    private static String load(String name) {
        try (InputStream in = Conversation.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hangs up; a host that keeps what became of the last change is told that it was heard. */
    @Override
    public void close() {
        if (awaited) {
            try {
                exchange(new Message(), Live.SILENT);
            } catch (Unreachable e) {
                // The next run hears of that change, then.
            }
        }
        channel.close();
    }
}
