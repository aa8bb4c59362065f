package io.dockplay.transport;

import io.dockplay.resource.Content;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import io.dockplay.resource.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of a host in one go: at most one change, and the looks that follow it.
 *
 * <p>On the wire it is a line with a length, that many bytes of shell code which call the functions of runtime.sh, and
 * then the bytes of the attachments, one after the other.
 */
public final class Message {

    private Script calls = Script.NOTHING;
    private final List<Content> attachments = new ArrayList<>();
    private final Set<Integer> looks = new HashSet<>();
    private boolean waits;
    private int most = Limits.MESSAGE;

    /** Asks for the facts about the machine. */
    public static Message facts() {
        Message facts = new Message().call(Script.of("facts"));
        facts.most = Limits.FACTS;
        return facts;
    }

    /** Asks for the host's record of what was changed on it, and for the places where files lay then. */
    public static Message record() {
        return new Message()
                .call(Script.of("answer record; cat \"$home/record\" 2>/dev/null\n"
                        + "answer places; cat \"$home/places\" 2>/dev/null"));
    }

    /** Asks for the record, and for what it once said and was given back since. */
    public static Message history() {
        return record().call(Script.of("answer history; cat \"$home/history\" 2>/dev/null"));
    }

    /**
     * Asks to put fewer lines in the place of the record's first ones.
     *
     * @param bytes how long the record was when these lines were chosen; what was added since then stays
     * @param left the lines that stay
     */
    public static Message shorten(int bytes, String left) {
        return new Message().waiting().call(Script.of("shorten {} {}", bytes, left));
    }

    /**
     * Asks for the same after the host was given back.
     *
     * @param left the lines of what was not given back; with none the record and all that was kept goes
     * @param past the lines that tell of it later
     * @param wholly whether with nothing left they go too, and so all that dockplay keeps on the host
     * @param paths the files that were given back, of which no copy is needed any more
     */
    public static Message forget(int bytes, String left, String past, boolean wholly, Collection<String> paths) {
        return new Message()
                .waiting()
                .call(Script.of("forget {} {} {} {} {}", bytes, left, past, wholly ? "wholly" : "", paths));
    }

    /**
     * Asks to forget handlers that were to run.
     *
     * @param lines those that the host keeps of them, each with its newline
     */
    public static Message ran(String lines) {
        return new Message().waiting().call(Script.of("ran {}", lines));
    }

    /** Asks to wait for a change that this run was at when its connection was lost. */
    public static Message awaitJob(String name) {
        return new Message().waiting().call(Script.of("await_job {}", name));
    }

    /** Asks to wait for changes that other runs have left behind; they stay theirs. */
    public static Message awaitLeft(Collection<String> folders) {
        return new Message().waiting().call(Script.of("await_left {}", folders));
    }

    /** Adds a look. */
    public Message probe(int id, Script script) {
        return probe(id, script, Optional.empty());
    }

    /**
     * Adds a look.
     *
     * @param timeout after how many seconds it is ended; its answers are {@linkplain ProbeOutput#isLate late} then
     */
    public Message probe(int id, Script script, Optional<Integer> timeout) {
        looks.add(id);
        String limit = timeout.map(String::valueOf).orElse("");
        return call(Script.of("probe {} {} {}", id, script.code(), limit));
    }

    /** Adds a change, which may take as long as it needs. */
    public Message job(Job job) {
        waits = true;
        List<Content> contents = job.script().attachments();
        attachments.addAll(contents);
        List<Integer> lengths =
                contents.stream().map(each -> each.bytes().length).toList();
        String limit = job.timeout().map(String::valueOf).orElse("");
        return call(Script.of(
                "job {} {} {} {} {} {}", job.name(), job.script().code(), job.record(), job.pending(), limit, lengths));
    }

    /** What it asks for waits for changes, which may take as long as they need. */
    private Message waiting() {
        waits = true;
        return this;
    }

    /** Whether there is no telling how long the host needs before its first answer. */
    boolean waits() {
        return waits;
    }

    /** The numbers of its looks. */
    Set<Integer> looks() {
        return looks;
    }

    /** What all answers to it may take. */
    int most() {
        return most;
    }

    private Message call(Script call) {
        calls = calls.then(call);
        return this;
    }

    /** The message as it travels. */
    byte[] bytes() {
        byte[] code = Utf8.bytes(calls.code());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((code.length + "\n").getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(code);
        attachments.forEach(each -> bytes.writeBytes(each.bytes()));
        return bytes.toByteArray();
    }
}
