package io.dockplay.cli.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockplay.engine.plan.HostPlan;
import io.dockplay.playbook.Selection;
import io.dockplay.problem.Harmless;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Change;
import io.dockplay.resource.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A plan as JSON that people can read, with a checksum; docs/plan.md describes it. */
public final class PlanJson {

    private static final int FORMAT = 1;
    private static final String FORMAT_KEY = "dockplay-plan";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private PlanJson() {}

    /** Whether a file is a plan and not a playbook: a playbook is a YAML list, a plan is a JSON object. */
    public static boolean isIn(Path file) {
        try {
            return Files.isRegularFile(file)
                    && Files.readString(file).stripLeading().startsWith("{");
        } catch (IOException e) {
            return false; // whoever reads it as a playbook tells why it cannot be read
        }
    }

    /** Writes it whole, for its owner only. */
    public static void write(PlanFile plan, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            Path whole = Files.createTempFile(folder, ".dockplay", ".plan"); // 0600 by itself
            try {
                ObjectNode json = json(plan);
                json.put("checksum", checksum(json));
                Files.writeString(whole, Harmless.json(JSON.writeValueAsString(json)) + "\n");
                Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(whole);
            }
        } catch (IOException e) {
            throw new InvalidInput(Problem.of(
                    "the plan cannot be written to " + file + ": " + e.getMessage(),
                    "Name a file in a folder that you may write to."));
        }
    }

    /**
     * Finds out, before any host is looked at, whether a plan can be written there.
     *
     * @throws InvalidInput when it cannot, or when something else than a plan would be lost
     */
    public static void checkWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isWritable(folder) || Files.isDirectory(file)) {
            throw new InvalidInput(Problem.of(
                    "the plan cannot be written to " + file, "Name a file in a folder that you may write to."));
        }
        if (Files.exists(file) && !isMade(file)) {
            throw new InvalidInput(Problem.of(
                    file + " is there already, and is no plan",
                    "Only an older plan is overwritten. Name another file, or remove it."));
        }
    }

    private static boolean isMade(Path file) {
        try {
            return isIn(file) && Files.readString(file).contains('"' + FORMAT_KEY + '"');
        } catch (IOException e) {
            return false;
        }
    }

    private static ObjectNode json(PlanFile plan) {
        ObjectNode json = JSON.createObjectNode();
        json.put(FORMAT_KEY, FORMAT);
        json.put("made", plan.made());
        json.put("playbook", plan.playbook());
        plan.inventory().forEach(json.putArray("inventory")::add);
        plan.limit().ifPresent(pattern -> json.put("limit", pattern));
        plan.selection().tags().stream().sorted().forEach(json.putArray("tags")::add);
        plan.selection().skipped().stream().sorted().forEach(json.putArray("skipTags")::add);
        plan.selection().startAt().ifPresent(name -> json.put("startAt", name));
        plan.extraVariables().forEach(json.putObject("extraVariables")::put);
        plan.secretVariables().forEach(json.putArray("secretVariables")::add);
        plan.inputs().forEach(json.putObject("inputs")::put);
        ObjectNode all = json.putObject("hosts");
        plan.hosts().forEach((host, of) -> {
            ArrayNode steps = all.putArray(host);
            for (HostPlan.Step step : of.steps()) {
                ObjectNode node = steps.addObject();
                node.put("task", step.task());
                node.put("module", step.module());
                node.put("label", step.label());
                ArrayNode changes = node.putArray("changes");
                for (Change change : step.changes()) {
                    ObjectNode each = changes.addObject();
                    each.put("what", change.what());
                    each.put("from", change.from());
                    each.put("to", change.to());
                    change.after().ifPresent(after -> each.put("after", after));
                    change.diff().ifPresent(diff -> {
                        ArrayNode lines = each.putArray("diff");
                        List.of(diff.split("\n", -1)).forEach(lines::add);
                    });
                }
                node.put("script", step.script());
            }
        });
        return json;
    }

    /**
     * Reads one.
     *
     * @throws InvalidInput when it is none, has been changed, or is of a newer dockplay
     */
    public static PlanFile read(Path file) {
        Position where = Position.of(file.toString());
        try {
            JsonNode json = JSON.readTree(Files.readString(file));
            if (!(json instanceof ObjectNode object) || !json.path(FORMAT_KEY).isInt()) {
                throw new InvalidInput(Problem.at(
                        where,
                        "this is no plan of dockplay",
                        "Make one: dockplay plan PLAYBOOK -i INVENTORY -o FILE."));
            }
            int format = json.path(FORMAT_KEY).asInt();
            if (format != FORMAT) {
                throw new InvalidInput(Problem.at(
                        where,
                        "the plan is of format " + format + ", and this dockplay reads format " + FORMAT,
                        "Make a new plan with this dockplay."));
            }
            JsonNode written = object.remove("checksum");
            if (written == null || !written.asText().equals(checksum(object))) {
                throw new InvalidInput(Problem.at(
                        where,
                        "the plan has been changed since it was made: its checksum is wrong",
                        "A plan is not edited. Make a new one."));
            }
            return of(object);
        } catch (JsonProcessingException e) {
            throw new InvalidInput(Problem.at(
                    new Position(
                            file.toString(),
                            e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                            e.getLocation() == null ? 0 : e.getLocation().getColumnNr()),
                    "this is no plan of dockplay: it is not JSON",
                    "Make a new plan; a playbook begins with a \"- \"."));
        } catch (IOException e) {
            throw new InvalidInput(Problem.at(
                    where,
                    "the plan cannot be read: " + e.getMessage(),
                    "Check its permissions; it is its owner's only."));
        }
    }

    private static PlanFile of(ObjectNode json) {
        Map<String, HostPlan> hosts = new LinkedHashMap<>();
        json.path("hosts").properties().forEach(host -> {
            List<HostPlan.Step> steps = new ArrayList<>();
            for (JsonNode node : host.getValue()) {
                List<Change> changes = new ArrayList<>();
                node.path("changes").forEach(each -> changes.add(change(each)));
                steps.add(new HostPlan.Step(
                        node.path("task").asText(),
                        node.path("module").asText(),
                        node.path("label").asText(),
                        changes,
                        node.path("script").asText()));
            }
            hosts.put(host.getKey(), new HostPlan(steps));
        });
        List<String> secret = new ArrayList<>();
        json.path("secretVariables").forEach(name -> secret.add(name.asText()));
        List<String> inventory = new ArrayList<>();
        json.path("inventory").forEach(source -> inventory.add(source.asText()));
        return new PlanFile(
                json.path("made").asText(),
                json.path("playbook").asText(),
                inventory,
                Optional.ofNullable(json.get("limit")).map(JsonNode::asText),
                new Selection(
                        names(json.path("tags")),
                        names(json.path("skipTags")),
                        Optional.ofNullable(json.get("startAt")).map(JsonNode::asText)),
                texts(json.path("extraVariables")),
                secret,
                texts(json.path("inputs")),
                hosts);
    }

    private static Change change(JsonNode node) {
        List<String> diff = new ArrayList<>();
        node.path("diff").forEach(line -> diff.add(line.asText()));
        return new Change(
                node.path("what").asText(),
                node.path("from").asText(),
                node.path("to").asText(),
                node.has("diff") ? Optional.of(String.join("\n", diff)) : Optional.empty(),
                Optional.ofNullable(node.get("after")).map(JsonNode::asText));
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new LinkedHashSet<>();
        node.forEach(each -> names.add(each.asText()));
        return names;
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.properties()
                .forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
        return texts;
    }

    /** Of the values and their order, not of how the JSON is laid out. */
    private static String checksum(ObjectNode json) {
        return "sha256:" + Sha256.hex(json.toString());
    }
}
