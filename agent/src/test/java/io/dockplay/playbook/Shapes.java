package io.dockplay.playbook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockplay.resource.Condition;
import io.dockplay.resource.Content;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a value may be, in the words of JSON Schema; what the reader takes is never refused. */
final class Shapes {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Shapes() {}

    static ObjectNode of(String json) {
        try {
            return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    static ObjectNode reference(String definition) {
        return JSON.createObjectNode().put("$ref", "#/definitions/" + definition);
    }

    /** What several keys share. */
    static ObjectNode definitions() {
        ObjectNode definitions = JSON.createObjectNode();
        definitions.set("text", of("{'type': ['string', 'number', 'boolean']}"));
        definitions.set("expression", of("{'type': 'string', 'pattern': '\\\\$\\\\{|<#'}"));
        definitions.set(
                "flag",
                of("{'anyOf': [{'type': 'boolean'}, {'enum': ['yes', 'no', 'on', 'off', 'Yes', 'No', 'On', 'Off',"
                        + " 'YES', 'NO', 'ON', 'OFF']}]}"));
        definitions.set(
                "texts",
                of("{'anyOf': [{'$ref': '#/definitions/text'}, {'type': 'array', 'items':"
                        + " {'$ref': '#/definitions/text'}}]}"));
        definitions.set("variableName", of("{'pattern': '^[A-Za-z_][A-Za-z0-9_]*$'}"));
        definitions.set(
                "variables",
                of("{'type': ['object', 'null'], 'propertyNames': {'$ref': '#/definitions/variableName'}}"));
        return definitions;
    }

    /** An object with these keys and no others. */
    static ObjectNode object(Map<String, ? extends JsonNode> properties, Collection<String> required) {
        ObjectNode object = JSON.createObjectNode().put("type", "object");
        object.set("properties", JSON.valueToTree(properties));
        if (!required.isEmpty()) {
            ArrayNode names = object.putArray("required");
            required.forEach(names::add);
        }
        return object.put("additionalProperties", false);
    }

    static ObjectNode any(JsonNode... shapes) {
        ObjectNode any = JSON.createObjectNode();
        ArrayNode all = any.putArray("anyOf");
        Arrays.stream(shapes).forEach(all::add);
        return any;
    }

    static ObjectNode list(JsonNode items) {
        return JSON.createObjectNode().put("type", "array").set("items", items);
    }

    static ObjectNode words(Collection<String> words) {
        ObjectNode one = JSON.createObjectNode();
        ArrayNode all = one.putArray("enum");
        words.forEach(all::add);
        return one;
    }

    static ObjectNode nothing() {
        return of("{'type': 'null'}");
    }

    /** What an option of a module may be, by the type of the record's component. */
    static ObjectNode option(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type inner = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Optional.class) {
                return any(option(inner), nothing());
            }
            if (generic.getRawType() == List.class) {
                ObjectNode one = option(inner);
                return any(list(any(one, list(one))), one, nothing());
            }
            return any(of("{'type': 'object'}"), reference("expression"), nothing());
        }
        if (type == Boolean.class || type == boolean.class) {
            return any(reference("flag"), words(List.of("true", "false")), reference("expression"));
        }
        if (type == Integer.class || type == int.class) {
            return any(of("{'type': 'integer'}"), reference("expression"));
        }
        if (type == String.class || type == Object.class || type == Content.class || type == Condition.class) {
            return reference("text");
        }
        if (type instanceof Class<?> constants && constants.isEnum()) {
            return any(
                    words(Arrays.stream(constants.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                            .toList()),
                    reference("expression"));
        }
        return JSON.createObjectNode();
    }

    static boolean mustBeGiven(Type type) {
        return !(type instanceof ParameterizedType);
    }
}
