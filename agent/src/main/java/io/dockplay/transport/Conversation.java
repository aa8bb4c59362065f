package io.dockplay.transport;

import io.dockplay.message.Message;
import io.dockplay.problem.Problem;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import io.dockplay.resource.Utf8;
import io.dockplay.transport.Frames.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run's exchange of messages with one host. It starts the runtime there once; the runtime answers until it is
 * closed.
 *
 * <p>The runtime and the first message are sent together, so the start needs no round trip of its own.
 */
public final class Conversation implements AutoCloseable {

    private static final String RUNTIME = load("runtime.sh");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Channel channel;
    private final Frames frames;
    private final Patience patience;
    private final SharedRoom sharedRoom;
    private Room room;
    private boolean over;

    /** The probe that runs on the host now. */
    private Optional<Integer> probing = Optional.empty();

    /** Whether the host keeps the result of a change until it hears from us again. */
    private boolean awaited;

    private Conversation(Channel channel, Frames frames, Patience patience, SharedRoom sharedRoom) {
        this.channel = channel;
        this.frames = frames;
        this.patience = patience;
        this.sharedRoom = sharedRoom;
        this.room = new Room(sharedRoom, 0);
    }

    /** A conversation that has started, and the replies to its first message. */
    public record Begun(Conversation conversation, Replies replies) {}

    /**
     * Starts the runtime on a host and sends the first message.
     *
     * @throws Unreachable when the connection is lost, or the host does not answer in time
     * @throws BecomeRefused when sudo does not let the login user become root
     */
    public static Begun begin(Connection connection, Become become, HostMessage first)
            throws Unreachable, BecomeRefused {
        Patience patience = connection.patience();
        long begun = System.nanoTime();
        try {
            return begin(connection, become, first, false, patience);
        } catch (BecomeRefused e) {
            if (!e.wantsTerminal()) {
                throw e;
            }
            Duration gone = Duration.ofNanos(System.nanoTime() - begun);
            return begin(connection, become, first, true, patience.after(gone));
        }
    }

    private static Begun begin(
            Connection connection, Become become, HostMessage first, boolean terminal, Patience patience)
            throws Unreachable, BecomeRefused {
        String start = random();
        String nonce = start + "." + random();
        // The first message is a part of the runtime: each piece that is read by itself costs the host a process.
        String code =
                connection.offer().map(Offer::tools).orElse(Script.NOTHING).code()
                        + Script.of("first={}\n", first.code()).code();
        byte[] runtime = Utf8.bytes("nonce=" + nonce + "\n" + code + RUNTIME);
        Channel channel = connection.start(new Launch(become, start, runtime.length, terminal).command(), terminal);
        Frames frames = new Frames(channel.stdout(), start, nonce);
        Conversation conversation = new Conversation(channel, frames, patience, connection.sharedRoom());
        Deadline deadline = new Deadline(channel::giveUp);
        try (deadline) {
            deadline.in(patience.left(), GivenUp.noStart(patience.start()));
            if (terminal) {
                // Before the terminal is raw, it echoes and changes what we send.
                conversation.awaitReady();
            }
            ByteArrayOutputStream opening = new ByteArrayOutputStream();
            become.password().ifPresent(password -> opening.writeBytes(line(password)));
            opening.writeBytes(line(start));
            opening.writeBytes(runtime);
            opening.writeBytes(first.attached());
            sendOrHearWhy(channel, opening.toByteArray());
            Received received = conversation.receive(first, deadline, false, Live.SILENT);
            if (received.replies().isEmpty()) {
                String said = (received.noise() + channel.stderr()).strip();
                conversation.hangUp();
                throw new BecomeRefused(said, become);
            }
            return new Begun(conversation, received.replies().get());
        } catch (IOException e) {
            IOException why = deadline.passed().orElse(e);
            String said = channel.stderr().strip();
            conversation.hangUp();
            if (!said.isEmpty() && !(why instanceof GivenUp)) {
                throw new BecomeRefused(said, become);
            }
            throw unreachable(why, Optional.empty());
        }
    }

    /** 128 random bits; those of generateSeed are no better, and an old kernel lets one wait for them. */
    private static String random() {
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }

    /**
     * Sends a message and waits for all that the host replies to it.
     *
     * @throws Unreachable when the connection is lost; a change that had begun goes on without it
     */
    public Replies exchange(HostMessage message, Live live) throws Unreachable {
        return exchange(message, List.of(), live);
    }

    /**
     * Sends a message and others ahead of its answer, and waits for the answer. {@link #next} waits for the others'.
     *
     * @throws Unreachable when the connection is lost; a change that had begun goes on without it
     */
    public Replies exchange(HostMessage message, List<HostMessage> ahead, Live live) throws Unreachable {
        return exchange(message, ahead, live, patience.probe());
    }

    /**
     * Waits for all that the host replies to a message that was sent ahead.
     *
     * @throws Unreachable when the connection is lost; a change that had begun goes on without it
     */
    public Replies next(HostMessage message, Live live) throws Unreachable {
        return hear(message, new byte[0], live, patience.probe());
    }

    private Replies exchange(HostMessage message, List<HostMessage> ahead, Live live, Duration first)
            throws Unreachable {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(message.bytes());
        if (!ahead.isEmpty()) {
            all.writeBytes(HostMessage.bytesOf(ahead));
        }
        return hear(message, all.toByteArray(), live, first);
    }

    private Replies hear(HostMessage message, byte[] bytes, Live live, Duration first) throws Unreachable {
        if (over) {
            throw lost("the host was given up before", null);
        }
        Deadline deadline = new Deadline(channel::giveUp);
        try (deadline) {
            if (!message.waits()) {
                deadline.in(first, GivenUp.lateProbe(first));
            }
            if (bytes.length > 0) {
                send(channel, bytes);
                awaited = false;
            }
            Replies replies = receive(message, deadline, true, live)
                    .replies()
                    .orElseThrow(() -> lost(channel.stderr().strip(), null));
            awaited |= replies.outcome().isPresent();
            return replies;
        } catch (IOException e) {
            hangUp(); // it is not known what the next bytes belong to
            throw unreachable(deadline.passed().orElse(e), probing);
        }
    }

    private void giveALook(Deadline deadline) {
        deadline.in(patience.probe(), GivenUp.lateProbe(patience.probe()));
    }

    /** Reads the replies to a message; empty when the stream ends before they do. */
    private record Received(Optional<Replies> replies, String noise) {}

    private void awaitReady() throws IOException {
        try (Room none = new Room(sharedRoom, Limits.COMPLAINTS)) {
            for (String kind = ""; !kind.equals("ready") && !kind.equals("end-of-stream"); ) {
                kind = frames.read(none).kind();
            }
        }
    }

    /**
     * @param deadline first that of the start, then that of each probe; there is none while a change runs
     * @param started whether the host is known to have a shell that answers
     */
    private Received receive(HostMessage message, Deadline deadline, boolean started, Live live) throws IOException {
        room.close(); // the answers to the previous message are not needed any more
        room = new Room(sharedRoom, message.most());
        StringBuilder noise = new StringBuilder();
        Map<String, byte[]> answers = new LinkedHashMap<>();
        Map<String, byte[]> found = answers;
        Map<Integer, ProbeOutput> probes = new HashMap<>();
        Tail output = new Tail(Limits.OUTPUT);
        Tail errors = new Tail(Limits.OUTPUT);
        Optional<ScriptResult> outcome = Optional.empty();
        boolean begun = started;
        probing = Optional.empty();
        boolean waitingTold = false;
        while (true) {
            Frame frame = frames.read(room);
            if (!begun && !frame.kind().equals("noise")) {
                begun = true;
                if (message.waits()) {
                    deadline.lift();
                } else {
                    giveALook(deadline);
                }
            }
            switch (frame.kind()) {
                case "probe" -> {
                    found = new LinkedHashMap<>();
                    probing = Optional.of(frame.number(1));
                    live.probing(frame.number(1));
                }
                case "answer" -> {
                    room.take(Limits.EACH + frame.word(1).length());
                    found.put(frame.word(1), frame.content());
                }
                case "output" -> {
                    output.write(frame.content());
                    live.output(frame.text());
                }
                case "errors" -> {
                    errors.write(frame.content());
                    live.output(frame.text());
                }
                case "same" -> {
                    int id = frame.number(1);
                    Optional<ProbeOutput> same = message.expected(id);
                    if (probing.isPresent() || same.isEmpty() || probes.put(id, same.get()) != null) {
                        throw GivenUp.garbled(String.join(" ", frame.words()));
                    }
                    live.probing(id);
                    giveALook(deadline);
                }
                case "skipped" -> {
                    if (!message.isAhead()) {
                        throw GivenUp.garbled(String.join(" ", frame.words()));
                    }
                }
                case "waiting" -> {
                    if (!waitingTold) {
                        live.waiting();
                    }
                    waitingTold = true;
                }
                case "end" -> {
                    int code = switch (frame.word(2)) {
                        case "unknown" -> ScriptResult.UNKNOWN;
                        case "late" -> ProbeOutput.LATE;
                        default -> frame.number(2);
                    };
                    if (probing.isPresent()) {
                        int id = frame.number(1);
                        // Each probe is asked for once, so a host cannot send probes without an end.
                        if (!message.probes().contains(id) || probes.put(id, new ProbeOutput(found, code)) != null) {
                            throw GivenUp.garbled(String.join(" ", frame.words()));
                        }
                        found = answers;
                        probing = Optional.empty();
                    } else if (outcome.isEmpty() && message.waits()) {
                        if (output.cut() + errors.cut() > 0) {
                            live.cut(output.cut() + errors.cut());
                        }
                        outcome = Optional.of(new ScriptResult(code, output.text(), errors.text()));
                    } else {
                        throw GivenUp.garbled(String.join(" ", frame.words()));
                    }
                    giveALook(deadline);
                }
                case "done" -> {
                    return new Received(
                            Optional.of(new Replies(new ProbeOutput(answers, 0), probes, outcome)), noise.toString());
                }
                case "noise" -> {
                    if (noise.length() < Limits.COMPLAINTS) {
                        noise.append(frame.text());
                    }
                }
                case "end-of-stream", "refused" -> {
                    return new Received(
                            Optional.empty(), noise.append(frame.text()).toString());
                }
                case "pause", "ready" -> {} // pause only ends a piece of output
                default -> throw GivenUp.garbled(String.join(" ", frame.words()));
            }
        }
    }

    /** Sends bytes. A host that closes its input early reports the reason on its output. */
    private static void sendOrHearWhy(Channel channel, byte[] bytes) {
        try {
            send(channel, bytes);
        } catch (IOException e) {
            // Reading ends too, and returns what the host reported.
        }
    }

    private static void send(Channel channel, byte[] bytes) throws IOException {
        channel.stdin().write(bytes);
        channel.stdin().flush();
    }

    private static byte[] line(String text) {
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Unreachable unreachable(IOException why, Optional<Integer> look) {
        return why instanceof GivenUp givenUp
                ? new Unreachable(givenUp.problem(), givenUp, look)
                : lost(why.getMessage(), why);
    }

    private static Unreachable lost(@Nullable String why, @Nullable Throwable cause) {
        Problem problem = Problem.of(
                Message.of(
                        "the connection was lost%s",
                        why == null || why.isEmpty() ? Message.NONE : Message.of(": %s", why)),
                Message.of("A change that had begun goes on to its end on the host. Run the same command again: it"
                        + " looks first."));
        return cause == null ? new Unreachable(problem) : new Unreachable(problem, cause);
    }

    static String load(String name) {
        try (InputStream in = Conversation.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hangs up. First it tells a host that keeps the result of the last change that we have it. */
    @Override
    public void close() {
        boolean tell = awaited && !over;
        awaited = false;
        if (tell) {
            try {
                exchange(new HostMessage(), List.of(), Live.SILENT, patience.start());
            } catch (Unreachable e) {
                // The next run gets the result of that change.
            }
        }
        hangUp();
    }

    private void hangUp() {
        over = true;
        room.close();
        channel.close();
    }
}
