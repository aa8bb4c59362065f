package io.dockplay.cli.convert;

import io.dockplay.yaml.Sealed;
import io.dockplay.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Translates the texts of a playbook, in which expressions stand between double braces. */
final class JinjaText {

    private static final Pattern EXPRESSION = Pattern.compile("(?s)\\{\\{-?(.*?)-?\\}\\}");

    /** What Ansible takes as it is, and dockplay for the beginning of an expression. */
    private static final Pattern LITERAL = Pattern.compile("\\$\\{|</?#");

    private JinjaText() {}

    /** A text with its expressions in dockplay's language. */
    static String translated(String text) throws Untranslatable {
        if (text.contains("{%")) {
            throw new Untranslatable("{% … %} in a text has no simple translation");
        }
        StringBuilder own = new StringBuilder();
        Matcher expression = EXPRESSION.matcher(text);
        int at = 0;
        while (expression.find()) {
            own.append(literal(text.substring(at, expression.start())));
            own.append("${")
                    .append(JinjaExpression.translated(expression.group(1)))
                    .append('}');
            at = expression.end();
        }
        return own.append(literal(text.substring(at))).toString();
    }

    private static String literal(String text) {
        return LITERAL.matcher(text).replaceAll(found -> Matcher.quoteReplacement("${r\"" + found.group() + "\"}"));
    }

    /** A bare condition, or the value itself where that is no text. */
    static @Nullable Object condition(Yaml written) throws Untranslatable {
        if (written instanceof Yaml.Sequence list) {
            List<@Nullable Object> all = new ArrayList<>();
            for (Yaml item : list.items()) {
                all.add(condition(item));
            }
            return all;
        }
        if (written instanceof Yaml.Scalar scalar && scalar.value() instanceof String text) {
            Matcher whole = EXPRESSION.matcher(text.strip());
            return JinjaExpression.translated(whole.matches() ? whole.group(1) : text);
        }
        return written.plain();
    }

    /** A value of any kind, with the expressions of its texts translated; what is encrypted stays so. */
    static @Nullable Object value(Yaml written) throws Untranslatable {
        if (written instanceof Yaml.Mapping mapping) {
            Map<String, @Nullable Object> all = new LinkedHashMap<>();
            for (Map.Entry<String, Yaml.Entry> each : mapping.entries().entrySet()) {
                all.put(each.getKey(), value(each.getValue().value()));
            }
            return all;
        }
        if (written instanceof Yaml.Sequence list) {
            List<@Nullable Object> all = new ArrayList<>();
            for (Yaml item : list.items()) {
                all.add(value(item));
            }
            return all;
        }
        Yaml.Scalar scalar = (Yaml.Scalar) written;
        if (scalar.value() instanceof Sealed) {
            return scalar.value();
        }
        return scalar.value() instanceof String text ? translated(text) : scalar.value();
    }
}
