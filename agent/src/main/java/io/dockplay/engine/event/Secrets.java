package io.dockplay.engine.event;

import io.dockplay.engine.record.HostRecord;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.TaskResult;
import io.dockplay.playbook.eval.HostsByGroup;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Change;
import io.dockplay.resource.ScriptResult;
import io.dockplay.vault.HiddenTexts;
import io.dockplay.vault.Revealed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of one host: the values of variables with names such as {@code password}, the password of sudo, and all that
 * Ansible Vault has encrypted. Tasks add more while they run.
 *
 * <p>Every line of a secret that has at least four characters is shown as {@code ********} wherever it turns up, as it is or as
 * it is written in shell, JSON, URLs and Base64. So is the password in any URL.
 */
public final class Secrets implements EventFilter {

    public static final String MASK = HostRecord.MASK;

    /** The part of a name that marks a secret. */
    static final String WORDS =
            "(?:password|(?<!(?:^|[^a-z])no)passwd|passphrase|secret|token|credential|ssh_pass|become_pass)";

    /** The end of such a name, unless it names something about a secret, such as {@code password_file}. */
    static final String ITSELF = "(?<!_(?:file|tries|timeout))";

    private static final Pattern NAME = Pattern.compile("(?i).*" + WORDS + ".*" + ITSELF);
    private static final Pattern IN_URL = Pattern.compile("(://[^/\\s:@]*:)[^/\\s@]+@");
    private static final String LOOP = "dockplay_loop";

    private final HiddenTexts own = new HiddenTexts();
    private final Revealed revealed;
    private final boolean inUrls;

    private Secrets(Revealed revealed, boolean inUrls) {
        this.revealed = revealed;
        this.inUrls = inUrls;
    }

    /** Only the secrets that the run has decrypted. */
    public static Secrets ofVault(Revealed revealed) {
        return new Secrets(revealed, false);
    }

    /** Whether a name marks its variable as a secret. */
    public static boolean isSecret(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether a variable is a secret, or contains one under one of its keys. */
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

    /** The password of sudo, if there is one, and what the run has decrypted. */
    public static Secrets of(Revealed revealed, Optional<String> becomePassword) {
        Secrets secrets = new Secrets(revealed, true);
        becomePassword.ifPresent(secrets::add);
        return secrets;
    }

    /** Adds the secrets of a play and of its variables, as far as their values are known yet. */
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
            if (!variables.mayHold(name, isSecret(name))) {
                continue;
            }
            try {
                variables.evaluated(Set.of(name)).forEach((key, value) -> collect(isSecret(key), value));
            } catch (InvalidInput unused) {
                // A value that cannot be evaluated cannot be shown either.
            }
        }
    }

    /**
     * Adds the secrets of a variable that a task sets or an expression evaluates; nothing can show it before that, whatever file
     * or host it comes from. Of a registered result only the printed output is a secret.
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

    /** Adds what a command printed, if the name of its {@code register} marks a secret. */
    public void learn(Task task, ScriptResult scriptResult) {
        if (printsSecret(task)) {
            add(scriptResult.stdout());
        }
    }

    /** Whether the output of a task is a secret, because the name of its {@code register} marks one. */
    public static boolean printsSecret(Task task) {
        return task.register().filter(Secrets::isSecret).isPresent();
    }

    private void collect(boolean secret, @Nullable Object value) {
        if (value instanceof HostsByGroup) {
            return; // it is as large as the fleet, and has nothing but names of hosts
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> collect(secret || isSecret(String.valueOf(key)), each));
        } else if (value instanceof List<?> list) {
            list.forEach(each -> collect(secret, each));
        } else if (secret && value != null && !(value instanceof Boolean)) {
            add(String.valueOf(value));
        }
    }

    private void add(String secret) {
        own.add(secret);
    }

    /** A text with the secrets masked; where two overlap, one mask stands for both. */
    public String mask(String text) {
        String masked = own.isEmpty() && revealed.texts().isEmpty() ? text : hidden(text);
        return inUrls && masked.contains("://") ? IN_URL.matcher(masked).replaceAll("$1" + MASK + "@") : masked;
    }

    private String hidden(String text) {
        StringBuilder masked = new StringBuilder();
        int end = 0;
        for (int at = 0; at < text.length(); at++) {
            int last = Math.max(own.end(text, at), revealed.texts().end(text, at));
            if (last > at && at >= end) {
                masked.append(text, end, at).append(MASK);
            }
            end = last > at ? Math.max(end, last) : end;
        }
        return end == 0 ? text : masked.append(text, end, text.length()).toString();
    }

    /** Values with the texts and numbers masked that contain secrets. */
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

    /** A problem with the secrets masked. */
    public Problem mask(Problem problem) {
        return problem("", problem);
    }
}
