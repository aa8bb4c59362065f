package io.dockplay.transport;

import io.dockplay.resource.Content;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import io.dockplay.resource.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A message to a host: at most one change, and the probes that follow it.
 *
 * <p>On the wire it is a line with a length, that many bytes of shell code, and the bytes of the attachments, one after
 * the other. The code calls the functions of runtime.sh.
 */
public final class HostMessage {

    /** The bytes up to which an attachment is written into the code. */
    private static final int SHORT = 16 << 10;

    private final StringBuilder calls = new StringBuilder();
    private final List<Content> attachments = new ArrayList<>();
    private final Set<Integer> probes = new HashSet<>();
    private final Map<Integer, ProbeOutput> expected = new HashMap<>();
    private boolean waits;
    private boolean isAhead;
    private int most = Limits.MESSAGE;

    /**
     * Asks for the facts about the machine.
     *
     * @param more those that are wanted of the ones that cost the host a process each
     */
    public static HostMessage facts(MoreFacts... more) {
        HostMessage facts = new HostMessage()
                .call(Script.of(
                        "facts {}", Arrays.stream(more).map(MoreFacts::answer).toList()));
        facts.most = Limits.FACTS;
        return facts;
    }

    /** Asks for the record of the changes on the host, and for the places where the changed files were. */
    public static HostMessage record() {
        return new HostMessage()
                .call(Script.of("answer record; cat \"$home/record\" 2>/dev/null\n"
                        + "answer places; cat \"$home/places\" 2>/dev/null"));
    }

    /** Asks for the record, and for the history of what was restored. */
    public static HostMessage history() {
        return record().call(Script.of("answer history; cat \"$home/history\" 2>/dev/null"));
    }

    /**
     * Asks to replace the first lines of the record by fewer ones.
     *
     * @param bytes the length of the lines that are replaced; lines after them stay
     * @param left the lines that replace them
     */
    public static HostMessage shorten(int bytes, String left) {
        return new HostMessage().waiting().call(Script.of("shorten {} {}", bytes, left));
    }

    /**
     * Asks to remove from the record what an uninstall has restored.
     *
     * @param bytes how long the record was when it was read; lines that were added since then stay
     * @param left the lines of what is not restored; when there are none, the record and all kept copies are removed
     * @param past the lines for the history
     * @param wholly whether the history is removed too when nothing is left, so that nothing of dockplay stays
     * @param paths the restored files, whose copies are not needed any more
     */
    public static HostMessage forget(int bytes, String left, String past, boolean wholly, Collection<String> paths) {
        return new HostMessage()
                .waiting()
                .call(Script.of("forget {} {} {} {} {}", bytes, left, past, wholly ? "wholly" : "", paths));
    }

    /**
     * Asks to forget handlers that were pending.
     *
     * @param lines their lines as the host keeps them, each with its newline
     */
    public static HostMessage ran(String lines) {
        return new HostMessage().waiting().call(Script.of("ran {}", lines));
    }

    /** Asks to wait for a change of this run whose connection was lost. */
    public static HostMessage awaitJob(String name) {
        return new HostMessage().waiting().call(Script.of("await_job {}", name));
    }

    /** Asks to wait for changes that other runs have left; their results stay for those runs. */
    public static HostMessage awaitLeft(Collection<String> folders) {
        return new HostMessage().waiting().call(Script.of("await_left {}", folders));
    }

    /** Adds a probe. */
    public HostMessage probe(int id, Script script) {
        return probe(id, script, Optional.empty());
    }

    /**
     * Adds a probe with a time limit.
     *
     * @param timeout the seconds after which it is ended; its output is {@linkplain ProbeOutput#isLate late} then
     */
    public HostMessage probe(int id, Script script, Optional<Integer> timeout) {
        probes.add(id);
        String limit = timeout.map(String::valueOf).orElse("");
        return call(Script.of("probe {} {} {}", id, script.code(), limit));
    }

    /**
     * Adds a probe whose output is expected to be the same as before. Where it is not, no message that was sent ahead is carried
     * out.
     *
     * @param before the output of the same probe, which {@link ExpectedOutput} can tell
     */
    public HostMessage expect(int id, Script script, ProbeOutput before) {
        probes.add(id);
        expected.put(id, before);
        return call(Script.of("expect {} {} {}", id, script.code(), ExpectedOutput.text(before)));
    }

    /** Adds the script that says whether the change has done its work; if not, no message that was sent ahead is carried out. */
    public HostMessage proven(Script proof) {
        return call(Script.of("proven {}", proof.code()));
    }

    /**
     * Lets it be sent before the message before it was answered. It is carried out only if all was as expected until then;
     * otherwise the answer to it has no {@linkplain Replies#outcome outcome}.
     */
    public HostMessage ahead() {
        isAhead = true;
        return this;
    }

    /** Whether it can be sent ahead: nothing follows its code that would have to be read also where it is passed over. */
    public boolean canGoAhead() {
        return attachments.isEmpty();
    }

    /** The bytes that it has on the wire. */
    public int length() {
        return bytes().length;
    }

    /** What a probe printed of which the host says that it was as expected; none where nothing was expected. */
    Optional<ProbeOutput> expected(int id) {
        return Optional.ofNullable(expected.get(id));
    }

    boolean isAhead() {
        return isAhead;
    }

    /** Adds a question before the probes, which see the variables that it sets. */
    public HostMessage ask(int id, Script script) {
        probes.add(id);
        return call(Script.of("ask {} {}", id, script.code()));
    }

    /** Adds a change; the answer may take as long as the change needs. */
    public HostMessage job(Job job) {
        waits = true;
        List<String> contents = new ArrayList<>();
        for (Content content : job.script().attachments()) {
            Optional<String> text = shortText(content);
            contents.add(text.map("="::concat).orElse(String.valueOf(content.bytes().length)));
            if (text.isEmpty()) {
                attachments.add(content);
            }
        }
        String limit = job.timeout().map(String::valueOf).orElse("");
        return call(Script.of(
                "job {} {} {} {} {} {}",
                job.name(),
                job.script().code(),
                job.record(),
                job.pending(),
                limit,
                contents));
    }

    /** A short text goes with the code, which spares the host three processes; no shell can hold a NUL. */
    private static Optional<String> shortText(Content content) {
        return content.bytes().length > SHORT
                ? Optional.empty()
                : Optional.of(Utf8.text(content.bytes())).filter(text -> text.indexOf('\0') < 0);
    }

    /** Marks a message that waits for a change, which may take as long as it needs. */
    private HostMessage waiting() {
        waits = true;
        return this;
    }

    /** Whether the first answer may take any time, because the host waits for a change. */
    boolean waits() {
        return waits;
    }

    /** The numbers of its probes. */
    Set<Integer> probes() {
        return probes;
    }

    /** How many bytes all answers to it may have. */
    int most() {
        return most;
    }

    private HostMessage call(Script call) {
        calls.append(calls.isEmpty() ? "" : "\n").append(call.code());
        return this;
    }

    /** The shell code; the host tells by its length whether it came whole, so it does not end with a newline. */
    String code() {
        String code = calls.toString().stripTrailing();
        return isAhead ? "if [ -z \"$surprise\" ]; then\n" + code + "\nelse\nframe skipped\nfi" : code;
    }

    /** The bytes that follow the code. */
    byte[] attached() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        attachments.forEach(each -> bytes.writeBytes(each.bytes()));
        return bytes.toByteArray();
    }

    /** The message as it is sent. */
    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(framed(code(), ""));
        bytes.writeBytes(attached());
        return bytes.toByteArray();
    }

    /**
     * The messages that are sent ahead as they are sent: the host reads them as one, for each that it reads costs it a process,
     * and answers each.
     */
    static byte[] bytesOf(List<HostMessage> ahead) {
        return framed(ahead.stream().map(HostMessage::code).collect(Collectors.joining("\nframe done\n")), " ahead");
    }

    private static byte[] framed(String text, String word) {
        byte[] code = Utf8.bytes(text);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((code.length + word + "\n").getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(code);
        return bytes.toByteArray();
    }
}
