package io.dockplay.playbook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockplay.message.Message;
import io.dockplay.playbook.eval.Expression;
import io.dockplay.playbook.eval.Templates;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Condition;
import io.dockplay.resource.DebugMessage;
import io.dockplay.yaml.Warnings;
import io.dockplay.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads a single value of one option of a module, strictly: a value of another type is a problem.
 *
 * @param module the module
 * @param name the option as it is written
 * @param templates evaluates what is written
 * @param variables what a condition can name
 * @param warnings takes what is understood and should be written otherwise
 */
record OptionReader(String module, String name, Templates templates, Variables variables, Warnings warnings) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The problem of a value that is not what the option takes. */
    InvalidInput wrong(Yaml value, Message wanted) {
        Message shown = value instanceof Yaml.Scalar scalar && scalar.value() != null
                ? Message.quoted("\"" + scalar.text() + "\"")
                : value.kind();
        return new InvalidInput(Problem.at(
                value.position(),
                Message.of("%s: %s is %s, and should be %s", module, name, shown, wanted),
                Message.NONE));
    }

    String text(Yaml value) {
        if (value instanceof Yaml.Scalar scalar && scalar.value() != null) {
            // Of a file's content any byte can be sent.
            return name.equals("content")
                    ? scalar.text()
                    : FieldReader.sendable(Message.of("%s: %s", module, name), value.position(), scalar.text());
        }
        throw wrong(value, Message.of("text"));
    }

    boolean flag(Yaml value) {
        return YesOrNo.of(value)
                .orElseThrow(() -> wrong(value, Message.of("true or false")))
                .yes();
    }

    /** A yes or a no as it is written here; an INI inventory can write no other than a text. */
    boolean writtenFlag(Yaml value) {
        boolean yes = flag(value);
        YesOrNo.of(value)
                .flatMap(YesOrNo::advice)
                .ifPresent(advice -> warnings.add(value.position(), Message.of("%s: %s: %s", module, name, advice)));
        return yes;
    }

    int wholeNumber(Yaml value) {
        if (value.plain() instanceof Number number && number.intValue() == number.doubleValue()) {
            return number.intValue();
        }
        throw wrong(value, Message.of("a whole number of at most %s", Integer.MAX_VALUE));
    }

    Object constant(Class<?> type, Yaml value) {
        String text = text(value);
        List<String> names = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            String word = ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
            if (word.equals(text)) {
                return constant;
            }
            names.add(word);
        }
        throw new InvalidInput(Problem.at(
                value.position(),
                Message.of("%s: %s cannot be \"%s\"", module, name, text),
                Message.of("It is one of %s.", String.join(", ", names)).and(DidYouMean.hint(text, names))));
    }

    /** A condition, which the module asks when it knows what there is to ask about. */
    Condition condition(Yaml value) {
        if (value instanceof Yaml.Scalar scalar && scalar.value() != null) {
            Expression condition = new Expression(Expression.text(scalar), scalar.position(), variables);
            condition.check();
            return condition;
        }
        throw wrong(value, Message.of("a condition"));
    }

    /** A text as it is, anything else as JSON; an option that is called {@code var} is a bare expression. */
    DebugMessage debugMessage(Yaml written) {
        Yaml asked = name.equals("var") && written instanceof Yaml.Scalar expression
                ? Yaml.of(written.position(), "${" + expression.text() + "}")
                : written;
        Object value = templates.evaluate(asked).plain();
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return new DebugMessage(String.valueOf(value));
        }
        try {
            return new DebugMessage(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
