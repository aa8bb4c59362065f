package io.dockplay.modules;

import io.dockplay.message.Message;
import io.dockplay.resource.Change;
import io.dockplay.resource.Content;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import io.dockplay.resource.UnsupportedState;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a module makes of a case: the keys and values that the case file shall hold below its input.
 *
 * @param found the expectations' names → what was found; a name that is not there has nothing to say
 * @param scripts every script that came up, to be checked by shells
 * @param recorded the changes as the record of a host keeps them
 */
record CaseRun(Map<String, Object> found, List<Script> scripts, List<RecordedChange> recorded) {

    /** {@code probe} is only compared where a case file names it, all others always. */
    static final List<String> EXPECTATIONS = List.of(
            "invalid",
            "refusal",
            "advice",
            "probe",
            "changes",
            "script",
            "attachments",
            "blocker",
            "warnings",
            "unmet");

    static CaseRun of(CaseFile file) {
        Map<String, Object> found = new LinkedHashMap<>();
        List<Script> scripts = new ArrayList<>();
        List<RecordedChange> recorded = new ArrayList<>();
        try {
            Resource<?> resource = CaseOptions.bind(Modules.named(file.module()), file.section("options"));
            run(resource, file, found, scripts, recorded);
        } catch (InvalidOption e) {
            found.put("invalid", e.getMessage());
            putText(found, "advice", e.advice().text());
        } catch (UnsupportedState e) {
            found.put("refusal", e.getMessage());
            putText(found, "advice", e.advice().text());
        }
        return new CaseRun(found, scripts, recorded);
    }

    private static <S extends Record> void run(
            Resource<S> resource,
            CaseFile file,
            Map<String, Object> found,
            List<Script> scripts,
            List<RecordedChange> recorded) {
        Machine machine = CaseMachine.of(file.values().getOrDefault("machine", "centos7"));
        Script probe = resource.probe(machine);
        scripts.add(probe);
        if (file.values().containsKey("probe")) {
            putText(found, "probe", probe.code());
        }
        S before = resource.read(CaseFile.answers(file.values()));
        Plan plan = resource.plan(before, machine, new PendingChanges(file.pending()));
        scripts.add(plan.script());
        putList(found, "changes", plan.changes().stream().map(CaseRun::change).toList());
        plan.changes().forEach(change -> recorded.add(change.recorded()));
        putText(found, "script", plan.script().code());
        putList(
                found,
                "attachments",
                plan.script().attachments().stream().map(CaseRun::text).toList());
        plan.blocker()
                .ifPresent(blocker -> found.put("blocker", blocker.reason().text()));
        putList(found, "warnings", plan.warnings().stream().map(Message::text).toList());
        if (file.values().containsKey("after")) {
            Map<String, Object> later = file.section("after");
            S after = resource.read(CaseFile.answers(later));
            Optional<Message> unmet = resource.verify(before, after, outcome(later), machine);
            unmet.ifPresent(reason -> found.put("unmet", reason.text()));
        }
    }

    /** The same expectations in the order in which they are written. */
    static Map<String, Object> inOrder(Map<String, Object> expectations) {
        Map<String, Object> ordered = new LinkedHashMap<>();
        for (String key : EXPECTATIONS) {
            Object value = expectations.get(key);
            if (value != null) {
                ordered.put(key, value instanceof String text ? text.stripTrailing() : value);
            }
        }
        return ordered;
    }

    private static ScriptResult outcome(Map<String, Object> later) {
        Map<String, Object> outcome = CaseOptions.map(later.getOrDefault("outcome", Map.of()));
        return new ScriptResult(
                outcome.get("exit") instanceof Integer exit ? exit : 0,
                String.valueOf(outcome.getOrDefault("stdout", "")),
                String.valueOf(outcome.getOrDefault("stderr", "")));
    }

    private static Map<String, Object> change(Change change) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("what", change.what());
        values.put("from", change.from());
        values.put("to", change.to());
        change.diff().ifPresent(diff -> values.put("diff", diff));
        change.after().ifPresent(task -> values.put("after", task));
        return values;
    }

    /** A text as text; anything else by its size and hash. */
    private static String text(Content content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content.bytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            return content + " " + Integer.toHexString(content.hashCode());
        }
    }

    private static void putText(Map<String, Object> found, String key, String text) {
        if (!text.isEmpty()) {
            found.put(key, text);
        }
    }

    private static void putList(Map<String, Object> found, String key, List<?> list) {
        if (!list.isEmpty()) {
            found.put(key, list);
        }
    }
}
