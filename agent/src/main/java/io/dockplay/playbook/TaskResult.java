package io.dockplay.playbook;

import io.dockplay.resource.ScriptResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code register} keeps of a task. */
public final class TaskResult {

    private TaskResult() {}

    /** The result of a task that is skipped. */
    public static Map<String, Object> skipped() {
        return Map.of("changed", false, "failed", false, "skipped", true);
    }

    /** The result of one resource; with {@code rc}, {@code stdout} and {@code stderr} where a command ran. */
    public static Map<String, Object> of(boolean changed, boolean failed, Optional<ScriptResult> outcome) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("changed", changed);
        result.put("failed", failed);
        result.put("skipped", false);
        outcome.ifPresent(ran -> {
            result.put("rc", ran.exitCode());
            String stdout = withoutLastNewlines(ran.stdout());
            result.put("stdout", stdout);
            result.put("stdout_lines", stdout.lines().toList());
            result.put("stderr", withoutLastNewlines(ran.stderr()));
        });
        return result;
    }

    /** As in Ansible only the newlines at the end go; blanks may be meant. */
    private static String withoutLastNewlines(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(0, end);
    }

    /**
     * What became of a whole task: its only result; of a loop all of them as {@code results}, and with several of them what
     * they have in common.
     */
    public static Map<String, Object> ofTask(List<Map<String, Object>> results, boolean looped) {
        if (!looped && results.size() == 1) {
            return results.get(0);
        }
        Map<String, Object> all = new LinkedHashMap<>(results.size() == 1 ? results.get(0) : Map.of());
        all.put("changed", results.stream().anyMatch(each -> Boolean.TRUE.equals(each.get("changed"))));
        all.put("failed", results.stream().anyMatch(each -> Boolean.TRUE.equals(each.get("failed"))));
        all.put("skipped", results.isEmpty());
        all.put("results", results);
        return all;
    }
}
