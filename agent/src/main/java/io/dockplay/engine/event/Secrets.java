package io.dockplay.engine.event;

import io.dockplay.engine.record.HostRecord;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.TaskResult;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Change;
import io.dockplay.resource.ScriptResult;
import io.dockplay.vault.Revealed;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What must never be shown of one host: the values of variables whose names say so, the password of sudo, and all that Ansible
 * Vault has kept.
 *
 * <p>Each of their lines of at least four characters is put as {@code ********} wherever it turns up, as it is or as shell,
 * JSON, URLs and Base64 write it. So is the password within any URL. More is learned as commands give it.
 */
public final class Secrets implements EventFilter {

    public static final String MASK = HostRecord.MASK;

    /** A part of a name that says that it is one of a secret. */
    static final String WORDS =
            "(?:password|(?<!(?:^|[^a-z])no)passwd|passphrase|secret|token|credential|ssh_pass|become_pass)";

    /** Stands behind such a name that does not end as one of something about a secret. */
    static final String ITSELF = "(?<!_(?:file|tries|timeout))";

    private static final Pattern NAME = Pattern.compile("(?i).*" + WORDS + ".*" + ITSELF);
    private static final Pattern IN_URL = Pattern.compile("(://[^/\\s:@]*:)[^/\\s@]+@");
    private static final String LOOP = "dockplay_loop";
    private static final int SHORTEST = 4;

    // The longest first, so that one that is part of another does not leave the rest of that to be read.
    private final Set<String> values =
            new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    private final Set<String> known = new HashSet<>();
    private final Revealed revealed;
    private final boolean inUrls;
    private int seen;

    private Secrets(Revealed revealed, boolean inUrls) {
        this.revealed = revealed;
        this.inUrls = inUrls;
    }

    /** What the run has decrypted, and nothing else. */
    public static Secrets ofVault(Revealed revealed) {
        return new Secrets(revealed, false);
    }

    /** Whether a variable of this name holds a secret. */
    public static boolean isSecret(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether a variable holds a secret, all of it or under one of the keys in it. */
    public static boolean holds(String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return isSecret(name)
                    || map.entrySet().stream().anyMatch(each -> holds(String.valueOf(each.getKey()), each.getValue()));
        }
        if (value instanceof List<?> list) {
            return isSecret(name) || list.stream().anyMatch(each -> holds("", each));
        }
        return isSecret(name);
    }

    /** The password of sudo, where there is one, and what the run has decrypted. */
    public static Secrets of(Revealed revealed, Optional<String> becomePassword) {
        Secrets secrets = new Secrets(revealed, true);
        becomePassword.ifPresent(secrets::add);
        return secrets;
    }

    /** Adds those of a play and of the variables that it has; a value that cannot be known yet is none. */
    public void learn(Play play, Variables variables) {
        learn(variables, variables.names());
        play.prompts().stream()
                .filter(Play.Prompt::isPrivate)
                .map(Play.Prompt::name)
                .filter(variables.names()::contains)
                .forEach(name -> variables.evaluated(Set.of(name)).values().forEach(value -> collect(true, value)));
        Stream.of(play.tasks(), play.handlers(), play.uninstall())
                .flatMap(List::stream)
                .forEach(task -> learn(task, variables));
    }

    private void learn(Task task, Variables variables) {
        Variables own = task.own(variables);
        learn(own, task.vars().keySet());
        task.loopElements().ifPresent(loop -> learn(own.with(LOOP, loop), Set.of(LOOP)));
    }

    private void learn(Variables variables, Collection<String> names) {
        for (String name : names) {
            try {
                variables.evaluated(Set.of(name)).forEach((key, value) -> collect(isSecret(key), value));
            } catch (InvalidInput unused) {
                // Nothing can show a value that cannot be had.
            }
        }
    }

    /**
     * Adds those of a variable that a task sets or an expression sees: whatever file or host it comes from, nothing can be made
     * of it before that. Of a command's result only what it printed is one.
     */
    public void learn(String name, Object value) {
        if (value instanceof Map<?, ?> result
                && result.keySet().containsAll(TaskResult.skipped().keySet())) {
            if (isSecret(name)) {
                collectPrinted(result);
            }
        } else {
            collect(isSecret(name), value);
        }
    }

    private void collectPrinted(Map<?, ?> result) {
        collect(true, result.get("stdout"));
        if (result.get("results") instanceof List<?> each) {
            each.stream().filter(Map.class::isInstance).forEach(one -> collect(true, ((Map<?, ?>) one).get("stdout")));
        }
    }

    /** Adds what a command printed, where a variable registers it whose name says that it is secret. */
    public void learn(Task task, ScriptResult scriptResult) {
        if (gives(task)) {
            add(scriptResult.stdout());
        }
    }

    /** Whether a task's output is a secret. */
    public static boolean gives(Task task) {
        return task.register().filter(Secrets::isSecret).isPresent();
    }

    private void collect(boolean secret, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> collect(secret || isSecret(String.valueOf(key)), each));
        } else if (value instanceof List<?> list) {
            list.forEach(each -> collect(secret, each));
        } else if (secret && value != null && !(value instanceof Boolean)) {
            add(String.valueOf(value));
        }
    }

    private synchronized void add(String secret) {
        secret.lines()
                .map(String::strip)
                .filter(line -> line.length() >= SHORTEST)
                .filter(known::add)
                .forEach(line -> {
                    String inUrl = URLEncoder.encode(line, StandardCharsets.UTF_8);
                    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                    values.addAll(List.of(
                            line,
                            line.replace("'", "'\\''"),
                            line.replace("\\", "\\\\").replace("\"", "\\\""),
                            inUrl,
                            inUrl.replace("+", "%20"),
                            Base64.getEncoder().withoutPadding().encodeToString(bytes)));
                });
    }

    /** A text, without them. */
    public synchronized String mask(String text) {
        List<String> decrypted = revealed.after(seen);
        decrypted.forEach(this::add);
        seen += decrypted.size();
        String masked = text;
        for (String value : values) {
            masked = masked.replace(value, MASK);
        }
        return inUrls && masked.contains("://") ? IN_URL.matcher(masked).replaceAll("$1" + MASK + "@") : masked;
    }

    /** Values, in which texts and numbers that are secret have become masked texts. */
    public Map<String, @Nullable Object> maskValues(Map<String, @Nullable Object> values) {
        Map<String, @Nullable Object> masked = new LinkedHashMap<>();
        values.forEach((key, value) -> masked.put(key, maskValue(value)));
        return masked;
    }

    private @Nullable Object maskValue(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> masked = new LinkedHashMap<>();
            map.forEach((key, each) -> masked.put(String.valueOf(key), maskValue(each)));
            return masked;
        }
        if (value instanceof Iterable<?> list) {
            List<@Nullable Object> masked = new ArrayList<>();
            list.forEach(each -> masked.add(maskValue(each)));
            return masked;
        }
        if (value == null || value instanceof Boolean) {
            return value;
        }
        String masked = mask(String.valueOf(value));
        return masked.equals(String.valueOf(value)) ? value : masked;
    }

    @Override
    public String text(String text) {
        return mask(text);
    }

    @Override
    public List<Change> changes(List<Change> changes) {
        return changes.stream().map(this::change).toList();
    }

    private Change change(Change change) {
        Change shown = change.shownAs(this::mask);
        return change.diff()
                .map(diff -> shown.withDiff(DiffMasker.masked(diff, this::mask)))
                .orElse(shown);
    }

    /** The problem, without them. */
    public Problem mask(Problem problem) {
        return problem("", problem);
    }
}
