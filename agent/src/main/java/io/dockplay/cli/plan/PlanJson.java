package io.dockplay.cli.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockplay.message.Message;
import io.dockplay.problem.FileTrouble;
import io.dockplay.problem.Harmless;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A plan as JSON that people can read, with a checksum; docs/plan.md describes it. */
public final class PlanJson {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private PlanJson() {}

    /** Writes a plan whole or not at all, for its owner only. */
    public static void write(PlanFile plan, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            Path whole = Files.createTempFile(folder, ".dockplay", ".plan"); // 0600 by itself
            try {
                ObjectNode json = JSON.valueToTree(PlanDocument.of(plan));
                json.put("checksum", checksum(json));
                Files.writeString(whole, Harmless.json(JSON.writeValueAsString(json)) + "\n");
                Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(whole);
            }
        } catch (IOException e) {
            throw new InvalidInput(Problem.of(
                    Message.of("the plan cannot be written to %s: %s", file, FileTrouble.of(e)),
                    Message.of("Name a file in a folder that you may write to.")));
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
                    Message.of("the plan cannot be written to %s", file),
                    Message.of("Name a file in a folder that you may write to.")));
        }
        if (Files.exists(file) && !isMade(file)) {
            throw new InvalidInput(Problem.of(
                    Message.of("%s is there already, and is no plan", file),
                    Message.of("Only an older plan is overwritten. Name another file, or remove it.")));
        }
    }

    private static boolean isMade(Path file) {
        try {
            return PlanFile.isIn(file) && Files.readString(file).contains('"' + PlanDocument.FORMAT_KEY + '"');
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Reads a plan.
     *
     * @throws InvalidInput when it is none, has been changed, or is of a newer dockplay
     */
    public static PlanFile read(Path file) {
        Position where = Position.of(file.toString());
        try {
            JsonNode json = JSON.readTree(Files.readString(file));
            if (!(json instanceof ObjectNode object)
                    || !json.path(PlanDocument.FORMAT_KEY).isInt()) {
                throw noPlan(where);
            }
            int format = json.path(PlanDocument.FORMAT_KEY).asInt();
            if (format != PlanDocument.FORMAT) {
                throw new InvalidInput(Problem.at(
                        where,
                        Message.of(
                                "the plan is of format %s, and this dockplay reads format %s",
                                format, PlanDocument.FORMAT),
                        Message.of("Make a new plan with this dockplay.")));
            }
            JsonNode written = object.remove("checksum");
            if (written == null || !written.asText().equals(checksum(object))) {
                throw new InvalidInput(Problem.at(
                        where,
                        Message.of("the plan has been changed since it was made: its checksum is wrong"),
                        Message.of("A plan is not edited. Make a new one.")));
            }
            return JSON.treeToValue(object, PlanDocument.class).plan();
        } catch (MismatchedInputException e) {
            throw noPlan(where); // JSON, and its checksum is right, but a value is of another kind
        } catch (JsonProcessingException e) {
            throw new InvalidInput(Problem.at(
                    new Position(
                            file.toString(),
                            e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                            e.getLocation() == null ? 0 : e.getLocation().getColumnNr()),
                    Message.of("this is no plan of dockplay: it is not JSON"),
                    Message.of("Make a new plan; a playbook begins with a \"- \".")));
        } catch (IOException e) {
            throw new InvalidInput(Problem.at(
                    where,
                    Message.of("the plan cannot be read: %s", FileTrouble.of(e)),
                    Message.of("Check its permissions; it is its owner's only.")));
        }
    }

    private static InvalidInput noPlan(Position where) {
        return new InvalidInput(Problem.at(
                where,
                Message.of("this is no plan of dockplay"),
                Message.of("Make one: dockplay plan PLAYBOOK -i INVENTORY -o FILE.")));
    }

    /** Of the values and their order, not of how the JSON is laid out. */
    private static String checksum(ObjectNode json) {
        return "sha256:" + Sha256.hex(json.toString());
    }
}
