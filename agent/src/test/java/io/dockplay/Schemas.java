package io.dockplay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.dockplay.inventory.InventorySchema;
import io.dockplay.playbook.PlaybookSchema;
import io.dockplay.yaml.InputFiles;
import java.util.List;

/** What the schemas of playbooks and inventories make of a text. */
public final class Schemas {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchema PLAYBOOK = schema(PlaybookSchema.schema());
    private static final JsonSchema INVENTORY = schema(InventorySchema.schema());

    private Schemas() {}

    private static JsonSchema schema(ObjectNode schema) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
    }

    /** What is wrong with a playbook. */
    public static List<String> playbook(String text) {
        return wrong(PLAYBOOK, text);
    }

    /** What is wrong with a YAML inventory. */
    public static List<String> inventory(String text) {
        return wrong(INVENTORY, text);
    }

    private static List<String> wrong(JsonSchema schema, String text) {
        JsonNode tree = JSON.valueToTree(
                new InputFiles().read("example.yml", text).orElseThrow().plain());
        return schema.validate(tree).stream().map(Object::toString).toList();
    }
}
