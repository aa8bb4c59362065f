package io.dockplay.playbook.eval;

import freemarker.core.Exceeded;
import freemarker.core.InvalidReferenceException;
import freemarker.core.ParseException;
import freemarker.template.TemplateException;
import io.dockplay.message.Message;
import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes problems of what Freemarker says of a template, and leaves out the values that it quotes: they may be secret.
 *
 * @param text the template
 * @param where it stands
 * @param variables what it can name
 */
record TemplateProblems(String text, Position where, Variables variables) {

    /** The function that takes an expression's value; no message names it. */
    static final String CAPTURE = "dockplay_value";

    private static final Message ADVICE = Message.of(
            "Expressions are Freemarker's: && || ! for and, or, not; name?? for \"is defined\"; docs/playbook.md has more.");
    private static final Pattern ANSIBLE_FACT = Pattern.compile("ansible_facts(?:\\.\\w+|\\[['\"]\\w+['\"]\\])");
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** It would take too much time or memory. */
    Problem of(Exceeded e) {
        return Problem.at(
                where,
                Message.of("this expression cannot be evaluated: %s", e.getMessage()),
                Message.of("Look for a loop without an end, or a number that is far too large."));
    }

    /** It is no template. */
    Problem of(ParseException e) {
        return Problem.at(
                place(e.getLineNumber(), e.getColumnNumber()),
                Message.of("this expression cannot be understood: %s", sentence(e.getEditorMessage())),
                ADVICE);
    }

    /** It names what is not there. */
    Problem of(InvalidReferenceException e) {
        return undefined(
                whole(String.valueOf(e.getBlamedExpressionString())),
                place(e.getLineNumber(), e.getColumnNumber()),
                variables);
    }

    /** Freemarker blames the first part only, and which of Ansible's facts is meant stands behind it. */
    private String whole(String blamed) {
        Matcher fact = ANSIBLE_FACT.matcher(text);
        return blamed.equals("ansible_facts") && fact.find() ? fact.group() : blamed;
    }

    /** It does with a value what cannot be done with it. */
    Problem of(TemplateException e) {
        return Problem.at(
                place(e.getLineNumber(), e.getColumnNumber()),
                Message.of("this expression cannot be evaluated: %s", withoutValues(e.getMessageWithoutStackTop())),
                ADVICE);
    }

    /** It wants to read another file. */
    Problem ofFile(@Nullable String message) {
        return Problem.at(
                where,
                Message.of("this expression cannot be evaluated: %s", withoutValues(message)),
                Message.of("Templates cannot include other files."));
    }

    /** Something that Freemarker lets through, such as a division by zero. */
    Problem ofAny(@Nullable String message) {
        return Problem.at(where, Message.of("this expression cannot be evaluated: %s", withoutValues(message)), ADVICE);
    }

    /** A function or a macro in it calls itself again and again. */
    Problem endless() {
        return Problem.at(
                where, Message.of("this expression cannot be evaluated: it calls itself without end"), ADVICE);
    }

    /** An expression has no value, because the variable that it begins with does not exist or has none. */
    static Problem undefined(String expression, Position where, Variables variables) {
        Set<String> names = variables.names();
        String name = expression.replaceFirst("[^A-Za-z0-9_].*", "");
        Message advice = Message.of(
                "Define it in the inventory, in the play, or with -e; or give a default: ${%s!\"…\"}.", expression);
        Optional<Message> ansible = AnsibleFacts.advice(expression);
        if (!names.contains(name) && ansible.isPresent()) {
            return Problem.at(
                            where, Message.of("there is no variable %s, which is Ansible's", expression), ansible.get())
                    .as(Problem.Kind.UNDEFINED_VARIABLE);
        }
        if (!names.contains(name)) {
            return Problem.at(
                            where,
                            Message.of("there is no variable %s", expression),
                            advice.and(DidYouMean.hint(name, names)))
                    .as(Problem.Kind.UNDEFINED_VARIABLE);
        }
        return name.equals(expression)
                ? Problem.at(
                        where,
                        Message.of("the variable %s has no value", name),
                        Message.of("Give it one, or a default: ${%s!\"…\"}.", name))
                : Problem.at(where, Message.of("there is no %s", expression), advice);
    }

    /** A place inside a template's own file; a text of a playbook is as a whole where it begins. */
    private Position place(@Nullable Integer line, @Nullable Integer column) {
        return where.line() > 0 || line == null || line < 1
                ? where
                : new Position(where.file(), line, column == null ? 0 : column);
    }

    /** The first sentence of a message, without any quoted text that the template does not say itself. */
    private String withoutValues(@Nullable String message) {
        return message == null
                ? ""
                : sentence(QUOTED.matcher(message)
                        .replaceAll(quoted ->
                                Matcher.quoteReplacement(text.contains(quoted.group(1)) ? quoted.group() : "…")));
    }

    /** The first sentence of a message, without Freemarker's own advice. */
    private static String sentence(@Nullable String message) {
        return message == null
                ? ""
                : message.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .findFirst()
                        .orElse("")
                        .replace(CAPTURE, "…")
                        .replaceFirst(",? but (?:was expecting|found:).*", "")
                        .replaceAll(" \\([^()]*\\bf\\.[a-z]+\\.[^()]*\\)", "")
                        .replace(" ,", ",")
                        .replaceFirst(":$", "")
                        .replaceFirst("\\. .*", "");
    }
}
