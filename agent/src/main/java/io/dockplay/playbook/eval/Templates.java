package io.dockplay.playbook.eval;

import freemarker.core.Exceeded;
import freemarker.core.InvalidReferenceException;
import freemarker.core.ParseException;
import freemarker.template.TemplateException;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Freemarker as the expression language: {@code ${name}} in a text, and bare expressions such as a {@code when}.
 *
 * <p>A text that is one {@code ${…}} and nothing else has the value's own type; in any other text numbers and booleans
 * print plainly. Templates see maps, lists, strings, numbers and booleans, and can reach no class and no file.
 */
public final class Templates {

    /** Names that Ansible itself gives a value; Docker's own templates have none of them. */
    private static final Pattern OF_ANSIBLE =
            Pattern.compile("item|ansible_\\w+|inventory_hostname|lookup|hostvars|groups");

    private static final Pattern JINJA = Pattern.compile("\\{\\{-?\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*[|.\\[}-][^}]*\\}+");

    private final Variables variables;
    private final Map<String, TemplateModel> evaluated = new HashMap<>();
    private final Set<String> evaluating = new HashSet<>();

    /**
     * @param variables what the expressions can name
     */
    public Templates(Variables variables) {
        this.variables = variables;
    }

    /** A node with all its expressions evaluated; mappings keep their keys as they are. */
    public Yaml evaluate(Yaml node) {
        if (node instanceof Yaml.Mapping mapping) {
            Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
            mapping.entries()
                    .forEach((key, entry) ->
                            entries.put(key, new Yaml.Entry(entry.position(), evaluate(entry.value()))));
            return new Yaml.Mapping(mapping.position(), entries);
        }
        if (node instanceof Yaml.Sequence sequence) {
            return new Yaml.Sequence(
                    sequence.position(),
                    sequence.items().stream().map(this::evaluate).toList());
        }
        Yaml.Scalar scalar = (Yaml.Scalar) node;
        if (!(scalar.value() instanceof String text)) {
            return node;
        }
        refuseJinja(text, scalar.position());
        if (!isTemplate(text)) {
            return node;
        }
        return Yaml.of(scalar.position(), value(text, scalar.position()));
    }

    /** Whether a text holds anything to evaluate. */
    public static boolean isTemplate(String text) {
        return text.contains("${") || text.contains("<#") || text.contains("</#");
    }

    /** A text's value: typed when it is one interpolation, else the text with all of them filled in. */
    private Object value(String text, Position where) {
        if (isOneInterpolation(text)) {
            return expression(text, where);
        }
        String inner = text.strip();
        if (isOneInterpolation(inner)) {
            // Such as the newline of a file's content, which is a part of the text.
            refuseNested(inner, expression(inner, where), where);
        }
        return render(text, where);
    }

    private static void refuseNested(String interpolation, Object value, Position where) {
        if (value instanceof List || value instanceof Map) {
            throw new InvalidInput(Problem.at(
                    where,
                    Message.of(
                            "%s is %s, and the white space around it would make a text of it",
                            interpolation, Yaml.of(where, value).kind()),
                    Message.of("Write it alone; in a block write >- or |-, which leave out the last newline.")));
        }
    }

    /** A whole text with its directives and interpolations carried out. */
    public String render(String text, Position where) {
        refuseJinja(text, where);
        return process(text, where, Map.of());
    }

    /** Ansible's {{ name }} would otherwise reach the host as it is; Docker's own {{.Name}} and {{json .}} shall. */
    private void refuseJinja(String text, Position where) {
        if (!text.contains("{{")) {
            return;
        }
        Matcher matcher = JINJA.matcher(text);
        while (matcher.find()) {
            if (variables.names().contains(matcher.group(1))
                    || OF_ANSIBLE.matcher(matcher.group(1)).matches()) {
                throw new InvalidInput(Problem.at(
                        where,
                        Message.of("%s is Ansible's way to write an expression", matcher.group()),
                        Message.of(
                                "Write ${%s}; docs/playbook.md has a table of what is written how.",
                                AnsibleFacts.expression(matcher.group(1)).orElse(matcher.group(1)))));
            }
        }
    }

    /** Whether a condition holds. */
    public boolean holds(String condition, Position where) {
        String text = condition.strip();
        Object value = expression(text, where);
        if (value instanceof Boolean holds) {
            return holds;
        }
        if (value instanceof String written && written.strip().matches("(?i)true|false")) {
            return "true".equalsIgnoreCase(written.strip()); // as an INI inventory gives it
        }
        throw new InvalidInput(Problem.at(
                where,
                Message.of(
                        "the condition \"%s\" is neither true nor false, but %s",
                        text, Yaml.of(where, value).kind()),
                Message.of(
                        "Compare it with something, such as %s == \"…\", or ask whether it is there: %s??",
                        text, text)));
    }

    /** An expression's value, with its own type; it may be written bare or as one interpolation. */
    private Object expression(String written, Position where) {
        String expression = isOneInterpolation(written) ? written.substring(2, written.length() - 1) : written;
        List<@Nullable Object> captured = new ArrayList<>();
        TemplateMethodModelEx capture = arguments -> {
            captured.add(new PlainValue().of((TemplateModel) arguments.get(0)));
            return "";
        };
        process(
                "${" + TemplateProblems.CAPTURE + "((" + expression + "\n))}",
                where,
                Map.of(TemplateProblems.CAPTURE, capture));
        Object value = captured.isEmpty() ? null : captured.get(0);
        if (value == null) {
            // A function may be given nothing; an option may not. An interpolation tells which part is not there.
            process("${" + expression + "\n}", where, Map.of());
            throw new InvalidInput(TemplateProblems.undefined(expression.strip(), where, variables));
        }
        return value;
    }

    private String process(String text, Position where, Map<String, TemplateModel> more) {
        TemplateProblems problems = new TemplateProblems(text, where, variables);
        try {
            BoundedText out = new BoundedText(where);
            variables.compiled().of(where.file(), text).process(new Root(more), out);
            return out.toString();
        } catch (Exceeded e) {
            throw new InvalidInput(problems.of(e));
        } catch (InvalidReferenceException e) {
            throw new InvalidInput(problems.of(e));
        } catch (ParseException e) {
            throw new InvalidInput(problems.of(e));
        } catch (TemplateException e) {
            throw e.getCause() instanceof InvalidInput inner ? inner : new InvalidInput(problems.of(e));
        } catch (IOException e) {
            throw new InvalidInput(problems.ofFile(e.getMessage()));
        } catch (NotYetKnown | InvalidInput e) {
            throw e;
        } catch (StackOverflowError e) {
            throw new InvalidInput(problems.endless());
        } catch (RuntimeException e) {
            throw new InvalidInput(problems.ofAny(e.getMessage()));
        }
    }

    /** Whether the brace that closes the first interpolation is the last character. */
    static boolean isOneInterpolation(String text) {
        if (!text.startsWith("${") || !text.endsWith("}")) {
            return false;
        }
        int depth = 0;
        char quote = 0;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == '\\') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i == text.length() - 1;
            }
        }
        return false;
    }

    /** What a template sees: the variables, each evaluated when it is first named. */
    private final class Root implements TemplateHashModel {

        private final Map<String, TemplateModel> more;

        Root(Map<String, TemplateModel> more) {
            this.more = more;
        }

        @Override
        public @Nullable TemplateModel get(String name) throws TemplateModelException {
            TemplateModel known = more.containsKey(name) ? more.get(name) : evaluated.get(name);
            if (known != null) {
                return known;
            }
            Object value = variables.get(name);
            if (value == null) {
                return null;
            }
            if (value instanceof Yaml node) {
                if (!evaluating.add(name)) {
                    throw new InvalidInput(Problem.at(
                            node.position(),
                            Message.of("the variable %s is made of itself", name),
                            Message.of("Break the circle.")));
                }
                try {
                    value = evaluate(node).plain();
                } finally {
                    evaluating.remove(name);
                }
            }
            if (value != null) {
                variables.witness().accept(name, value);
            }
            TemplateModel model = CompiledTemplates.WRAPPER.wrap(value);
            evaluated.put(name, model);
            return model;
        }

        @Override
        public boolean isEmpty() {
            return false;
        }
    }
}
