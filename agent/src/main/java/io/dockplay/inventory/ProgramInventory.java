package io.dockplay.inventory;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.trust.Trust;
import io.dockplay.yaml.Characters;
import io.dockplay.yaml.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs an inventory program. {@code --list} prints JSON with the groups and {@code _meta.hostvars}; without {@code
 * _meta}, {@code --host NAME} prints the variables of each host.
 */
final class ProgramInventory {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final List<String> KEYS = List.of("hosts", "vars", "children");

    private final Draft draft;
    private final Path program;
    private final Position where;
    private final Set<String> hosts = new LinkedHashSet<>();

    ProgramInventory(Draft draft, Path program) {
        this.draft = draft;
        this.program = program;
        this.where = Position.of(program.toString());
    }

    /**
     * Runs the program.
     *
     * @return false when the system cannot run the file, because it is not a program
     * @throws InvalidInput when it fails or prints something else
     */
    boolean read() {
        Trust.openToAll(program).ifPresent(why -> {
            throw wrong(
                    Message.of("%s is not run: %s", program, why.ofFile()),
                    Message.of("Look at what it does, and then: chmod o-w %s", program));
        });
        Optional<String> printed = run("--list");
        if (printed.isEmpty()) {
            return false;
        }
        JsonNode root = json("--list", printed.get());
        JsonNode variables = root.path("_meta").path("hostvars");
        root.properties().forEach(group -> {
            if (!group.getKey().equals("_meta")) {
                group(group.getKey(), group.getValue());
            }
        });
        for (String host : hosts) {
            JsonNode own = variables.isMissingNode()
                    ? json("--host", run("--host", host).orElse(""))
                    : variables.path(host);
            own.properties().forEach(each -> draft.variable(host, each.getKey(), yaml(each.getValue())));
        }
        return true;
    }

    private void group(String name, JsonNode node) {
        Group group = draft.group(name);
        boolean keyed = KEYS.stream().anyMatch(node::has);
        if (!node.isObject()) {
            hosts(group, node);
        } else if (!keyed) {
            // The short form of a host with its variables.
            host(group, name);
            node.properties().forEach(each -> draft.variable(name, each.getKey(), yaml(each.getValue())));
        } else {
            if (node.has("hosts")) {
                hosts(group, node.path("hosts"));
            }
            if (node.has("vars") && !node.path("vars").isObject()) {
                draft.problem(
                        where,
                        Message.of("the vars of the group %s are no mapping", name),
                        Message.of("Print {\"vars\": {…}}."));
            }
            node.path("vars").properties().forEach(each -> draft.variable(name, each.getKey(), yaml(each.getValue())));
            node.path("children").forEach(child -> draft.child(group, child.asText(), where));
        }
    }

    private void hosts(Group group, JsonNode names) {
        if (!names.isArray()) {
            draft.problem(
                    where,
                    Message.of("the hosts of the group %s are no list", group.name),
                    Message.of("Print {\"hosts\": […]}."));
        }
        names.forEach(name -> host(group, name.asText()));
    }

    private void host(Group group, String name) {
        hosts.add(name);
        draft.host(group, name, Optional.empty(), where);
    }

    private Yaml yaml(JsonNode node) {
        return Yaml.of(where, plain(node));
    }

    private static @Nullable Object plain(JsonNode node) {
        if (node.isObject()) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            node.properties().forEach(each -> plain.put(each.getKey(), plain(each.getValue())));
            return plain;
        }
        if (node.isArray()) {
            List<@Nullable Object> plain = new ArrayList<>();
            node.forEach(each -> plain.add(plain(each)));
            return plain;
        }
        if (node.isNull()) {
            return null;
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isNumber()) {
            return node.canConvertToLong() && node.isIntegralNumber() ? (Object) node.longValue() : node.doubleValue();
        }
        return node.asText();
    }

    private JsonNode json(String option, String printed) {
        String text = printed.isBlank() ? "{}" : printed;
        try {
            JsonNode root = JSON.readTree(text);
            if (root.isObject()) {
                Characters.flaw(yaml(root)).ifPresent(flaw -> {
                    throw wrong(
                            Message.of("what %s %s prints holds %s", program, option, flaw),
                            Message.of("No host can be called so, and nothing on one can be given such a value."));
                });
                return root;
            }
        } catch (JsonProcessingException e) {
            throw wrong(
                    Message.of("what %s %s prints is no JSON: %s", program, option, e.getOriginalMessage()),
                    Message.of(
                            "It begins with: %s",
                            text.strip().lines().findFirst().orElse("")));
        }
        throw wrong(Message.of("what %s %s prints is no mapping", program, option), Message.of("It is to print {…}."));
    }

    /**
     * Returns the output of the program; empty when the system cannot run it. There is no time limit, as in Ansible.
     */
    private Optional<String> run(String... options) {
        List<String> command = new ArrayList<>(List.of(program.toAbsolutePath().toString()));
        command.addAll(List.of(options));
        Path complaints = temporary();
        try {
            Process process;
            try {
                process = new ProcessBuilder(command)
                        .redirectInput(ProcessBuilder.Redirect.INHERIT)
                        .redirectError(complaints.toFile())
                        .start();
            } catch (IOException e) {
                return Optional.empty();
            }
            try {
                byte[] printed = process.getInputStream().readAllBytes();
                int code = process.waitFor();
                if (code != 0) {
                    String said = new String(Files.readAllBytes(complaints), StandardCharsets.UTF_8).strip();
                    throw wrong(
                            Message.of("%s %s ended with exit code %s", program, String.join(" ", options), code),
                            said.isEmpty()
                                    ? Message.of("It said nothing on its standard error.")
                                    : Message.of("It said:\n%s", said));
                }
                return Optional.of(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(printed))
                        .toString());
            } catch (CharacterCodingException e) {
                throw wrong(
                        Message.of("what %s prints is not UTF-8 text", program),
                        Message.of("Let it print JSON in UTF-8."));
            } finally {
                process.destroy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw wrong(Message.of("%s was interrupted", program), Message.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            complaints.toFile().delete();
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("dockplay", ".txt");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private InvalidInput wrong(Message what, Message advice) {
        return new InvalidInput(Problem.at(where, what, advice));
    }
}
