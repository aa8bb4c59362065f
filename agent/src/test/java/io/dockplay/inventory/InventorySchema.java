package io.dockplay.inventory;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockplay.DocTables;
import io.dockplay.ssh.SshTarget;

/** The JSON Schema of YAML inventories, made of the keys and variables that the reader knows. */
public final class InventorySchema {

    private static final ObjectMapper JSON = new ObjectMapper();

    private InventorySchema() {}

    /** The whole schema. */
    public static ObjectNode schema() {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", "An inventory of dockplay");
        schema.put("type", "object");
        schema.put("minProperties", 1);
        schema.putObject("not").putArray("required").add("plugin");
        schema.putObject("additionalProperties").put("$ref", "#/definitions/group");
        ObjectNode definitions = schema.putObject("definitions");
        group(definitions.putObject("group"));
        named(
                definitions.putObject("hosts"),
                "The hosts of the group, by their names; ranges are web[01:20].",
                "variables");
        named(definitions.putObject("children"), "The groups below this one, by their names.", "group");
        variables(definitions.putObject("variables"));
        return schema;
    }

    private static void group(ObjectNode group) {
        group.putArray("type").add("object").add("null");
        ObjectNode properties = group.putObject("properties");
        for (String key : YamlInventory.KEYS) {
            properties.putObject(key).put("$ref", "#/definitions/" + (key.equals("vars") ? "variables" : key));
        }
        group.put("additionalProperties", false);
    }

    /** Names with something below each, or a single name. */
    private static void named(ObjectNode named, String words, String below) {
        named.put("description", words);
        named.putArray("type").add("object").add("string").add("null");
        named.putObject("additionalProperties").put("$ref", "#/definitions/" + below);
    }

    private static void variables(ObjectNode variables) {
        DocTables page = new DocTables("docs/inventory.md");
        variables.putArray("type").add("object").add("null");
        ObjectNode properties = variables.putObject("properties");
        for (String name : SshTarget.VARIABLES) {
            ObjectNode shape = properties.putObject(name);
            String words = page.meaning("", name);
            if (!words.isEmpty()) {
                shape.put("description", words);
            }
            shape.putArray("type").add("string").add("number").add("boolean").add("null");
        }
    }
}
