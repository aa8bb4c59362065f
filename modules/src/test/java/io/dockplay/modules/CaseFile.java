package io.dockplay.modules;

import io.dockplay.resource.ProbeOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/**
 * One case of a module: a file that says what is asked and what the host answers, and below that what shall come of it.
 *
 * <pre>{@code
 * options: {name: docker-ce}     # as in a playbook
 * machine: centos7               # or centos6, or {like: centos7, version: 7.2.1511}
 * pending: {/etc/x: task}        # optional: path → the task that will write it
 * answers: {installed: ""}       # what the probe printed, by name; one newline at an end is dropped, as on a host
 * exit: 0                        # optional: the probe's exit code
 * after:                         # optional: what comes after the script, for "unmet"
 *   answers: {installed: ""}
 *   exit: 0
 *   outcome: {exit: 1, stdout: "", stderr: ""}
 * # here begins what is expected, see CaseRun; -Dcases.accept=true writes it anew
 * changes: [{what: docker-ce, from: absent, to: present}]
 * script: yum -y install 'docker-ce'
 * }</pre>
 *
 * @param path the file
 * @param module the module's name, that of its folder
 * @param input the part above the expectations, as it is written
 * @param values the whole file's keys and values
 */
public record CaseFile(Path path, String module, String input, Map<String, Object> values) {

    private static final List<String> INPUTS =
            List.of("options", "machine", "pending", "answers", "exit", "after", "why");

    private static final Pattern FIRST_EXPECTATION =
            Pattern.compile("(?m)^(" + String.join("|", CaseRun.EXPECTATIONS) + "):");

    static CaseFile read(Path path) {
        try {
            String text = Files.readString(path);
            Map<String, Object> values = CaseOptions.map(yaml().load(text));
            for (String key : values.keySet()) {
                if (!INPUTS.contains(key) && !CaseRun.EXPECTATIONS.contains(key)) {
                    throw new IllegalArgumentException("a case has no key \"" + key + "\": " + path);
                }
            }
            Matcher expectation = FIRST_EXPECTATION.matcher(text);
            String input = expectation.find() ? text.substring(0, expectation.start()) : text;
            Path folder = path.toAbsolutePath().getParent();
            String module = folder == null ? "" : String.valueOf(folder.getFileName());
            return new CaseFile(path, module, input, values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, Object> section(String name) {
        return CaseOptions.map(values.getOrDefault(name, Map.of()));
    }

    Map<String, String> pending() {
        Map<String, String> pending = new LinkedHashMap<>();
        section("pending").forEach((file, task) -> pending.put(file, String.valueOf(task)));
        return pending;
    }

    /** The answers of a section that has {@code answers} and {@code exit}. */
    static ProbeOutput answers(Map<String, Object> section) {
        Map<String, byte[]> answers = new LinkedHashMap<>();
        CaseOptions.map(section.getOrDefault("answers", Map.of()))
                .forEach((name, value) -> answers.put(name, withoutLastNewline(CaseOptions.bytes(value))));
        return new ProbeOutput(answers, section.get("exit") instanceof Integer exit ? exit : 0);
    }

    /** What the file expects; a key that is not there expects nothing. */
    Map<String, Object> expected() {
        Map<String, Object> expected = new LinkedHashMap<>(values);
        expected.keySet().retainAll(CaseRun.EXPECTATIONS);
        expected.values().removeIf(value -> "".equals(value) || List.of().equals(value));
        return expected;
    }

    /** Writes the file anew, with what was found below the unchanged input. */
    void accept(Map<String, Object> found) {
        try {
            String body = found.isEmpty() ? "" : yaml().dump(found);
            Files.writeString(path, input.stripTrailing() + "\n" + body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String dump(Map<String, Object> values) {
        return yaml().dump(values);
    }

    private static byte[] withoutLastNewline(byte[] value) {
        boolean ended = value.length > 0 && value[value.length - 1] == '\n';
        return ended ? Arrays.copyOf(value, value.length - 1) : value;
    }

    private static Yaml yaml() {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        DumperOptions readable = new DumperOptions();
        readable.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        readable.setWidth(1000);
        readable.setSplitLines(false);
        readable.setAllowUnicode(true);
        Representer lines = new Representer(readable) {
            {
                this.representers.put(
                        String.class,
                        text -> representScalar(
                                Tag.STR,
                                (String) text,
                                ((String) text).contains("\n")
                                        ? DumperOptions.ScalarStyle.LITERAL
                                        : DumperOptions.ScalarStyle.PLAIN));
            }
        };
        return new Yaml(new SafeConstructor(strict), lines, readable);
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
