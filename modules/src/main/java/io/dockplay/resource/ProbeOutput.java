package io.dockplay.resource;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a probe printed: its answers by name.
 *
 * <p>In a probe, {@code answer NAME} begins an answer, and all that is printed until the next one is its value, byte for
 * byte:
 *
 * <pre>{@code
 * answer installed; rpm -q --qf '%{NAME} %{VERSION}-%{RELEASE}\n' docker-ce
 * answer content;   cat /etc/docker/daemon.json
 * }</pre>
 *
 * @param values name → value, in the order in which they were printed
 * @param exitCode the probe's exit code; a probe that a module relies on ends with 0, or its answers say what failed
 */
public record ProbeOutput(Map<String, byte[]> values, int exitCode) {

    /** The exit code of a probe that was stopped because it took too long. */
    public static final int LATE = -2;

    public ProbeOutput {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Whether the probe was stopped because it took too long; then its output is not complete. */
    public boolean isLate() {
        return exitCode == LATE;
    }

    /** Whether the probe printed this answer, even an empty one. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** An answer's bytes; none when it was not given. */
    public Optional<byte[]> bytes(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** An answer as text without white space around it; empty when it was not given. */
    public String text(String name) {
        return raw(name).strip();
    }

    /** An answer as text, exactly, as {@link Utf8} reads it; empty when it was not given. */
    public String raw(String name) {
        byte[] value = values.get(name);
        return value == null ? "" : Utf8.text(value);
    }

    /** An answer's lines without the empty ones; none when it was not given. */
    public List<String> lines(String name) {
        return raw(name)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** An answer as a whole number; none when it is not one. */
    public Optional<Long> number(String name) {
        try {
            return Optional.of(Long.valueOf(text(name)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
