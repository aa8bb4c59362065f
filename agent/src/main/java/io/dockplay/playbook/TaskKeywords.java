package io.dockplay.playbook;

import io.dockplay.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a task runs; what the task does not say, its blocks, its role and its play say.
 *
 * @param become whether it runs as root, where that differs from the play
 * @param becomeUser as whom instead of root
 * @param environment variables of the environment, the inner ones last
 * @param noLog whether nothing of it is shown
 * @param diff whether the texts of files are shown
 * @param checkMode whether it is only looked at, also by a run that changes hosts
 * @param timeout after how many seconds a change is ended
 * @param delegateTo the host on which it is done instead
 * @param runOnce whether only the first host does it, for all
 * @param throttle at how many hosts at a time
 * @param ignoreUnreachable whether the host goes on when it cannot be reached for this
 */
public record TaskKeywords(
        Optional<Boolean> become,
        Optional<Yaml.Scalar> becomeUser,
        List<Yaml.Mapping> environment,
        Optional<Boolean> noLog,
        Optional<Boolean> diff,
        Optional<Boolean> checkMode,
        Optional<Integer> timeout,
        Optional<Yaml.Scalar> delegateTo,
        Optional<Boolean> runOnce,
        Optional<Integer> throttle,
        Optional<Boolean> ignoreUnreachable) {

    /** No keyword is given. */
    public static final TaskKeywords USUAL = new TaskKeywords(
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public TaskKeywords {
        environment = List.copyOf(environment);
    }

    /** These keywords; where one is not given, that of what is around. */
    public TaskKeywords within(TaskKeywords outer) {
        List<Yaml.Mapping> all = new ArrayList<>(outer.environment);
        all.addAll(environment);
        return new TaskKeywords(
                become.or(outer::become),
                becomeUser.or(outer::becomeUser),
                all,
                noLog.or(outer::noLog),
                diff.or(outer::diff),
                checkMode.or(outer::checkMode),
                timeout.or(outer::timeout),
                delegateTo.or(outer::delegateTo),
                runOnce.or(outer::runOnce),
                throttle.or(outer::throttle),
                ignoreUnreachable.or(outer::ignoreUnreachable));
    }

    /** These keywords, as root or as the login user. */
    public TaskKeywords asRoot(boolean root) {
        return new TaskKeywords(
                Optional.of(root),
                becomeUser,
                environment,
                noLog,
                diff,
                checkMode,
                timeout,
                delegateTo,
                runOnce,
                throttle,
                ignoreUnreachable);
    }

    /** These keywords, with {@code no_log}. */
    public TaskKeywords withNoLog() {
        return new TaskKeywords(
                become,
                becomeUser,
                environment,
                Optional.of(true),
                diff,
                checkMode,
                timeout,
                delegateTo,
                runOnce,
                throttle,
                ignoreUnreachable);
    }

    /** Whether the host goes on when it cannot be reached for this. */
    public boolean ignoresUnreachable() {
        return ignoreUnreachable.orElse(false);
    }

    /** Whether it is only looked at, also by a run that changes hosts. */
    public boolean isOnlyLookedAt() {
        return checkMode.orElse(false);
    }

    /** Whether the texts of files are shown. */
    public boolean showsDiffs() {
        return diff.orElse(true);
    }

    /** Whether nothing of it is shown. */
    public boolean isSecret() {
        return noLog.orElse(false);
    }
}
