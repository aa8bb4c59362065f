package io.dockplay.resource;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.dockplay.message.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Shell code whose every value is quoted by construction.
 *
 * <p>The code is a compile-time constant; each {@code {}} in it takes the next value. Values never become code:
 *
 * <pre>{@code
 * Script.of("yum -y install {}", List.of("gcc", "gcc-c++"))   // yum -y install 'gcc' 'gcc-c++'
 * Script.of("mv -f {} {}", content, "/etc/motd")              // mv -f "$attachments/1" '/etc/motd'
 * }</pre>
 *
 * <p>A value that no shell word can hold is {@linkplain UnsupportedState refused}.
 *
 * <p>It runs as POSIX sh with {@code LC_ALL=C}, a full {@code PATH}, {@code umask 077} and no standard input; one that
 * makes changes also runs with {@code set -e}.
 *
 * @param template the shell code, with a NUL character where the path of the next attachment goes
 * @param attachments the contents that the code reads as {@code "$attachments/1"} and so on
 */
public record Script(String template, List<Content> attachments) {

    /** Stands for an attachment's path until all are numbered; no value can hold it. */
    private static final char ATTACHMENT = '\0';

    /** The script that does nothing. */
    public static final Script NOTHING = new Script("", List.of());

    public Script {
        attachments = List.copyOf(attachments);
    }

    /** The shell code, as it is run. */
    public String code() {
        StringBuilder code = new StringBuilder();
        int number = 0;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c == ATTACHMENT) {
                code.append("\"$attachments/").append(++number).append('"');
            } else {
                code.append(c);
            }
        }
        return code.toString();
    }

    /**
     * Makes a script of code and the values in it.
     *
     * @param code with one {@code {}} for each value
     * @param values a {@link Content} becomes a file's path, a {@link Script} is put in as it is, a collection becomes
     *     one quoted word for each element, anything else one quoted word
     */
    public static Script of(@CompileTimeConstant String code, Object... values) {
        StringBuilder filled = new StringBuilder();
        List<Content> attachments = new ArrayList<>();
        int from = 0;
        for (Object value : values) {
            int hole = code.indexOf("{}", from);
            if (hole < 0) {
                throw new IllegalArgumentException("more values than {} in: " + code);
            }
            filled.append(code, from, hole).append(word(value, attachments));
            from = hole + 2;
        }
        if (code.indexOf("{}", from) >= 0) {
            throw new IllegalArgumentException("fewer values than {} in: " + code);
        }
        return new Script(filled.append(code.substring(from)).toString(), attachments);
    }

    /**
     * Makes a script that runs a program with its arguments, each taken literally.
     *
     * <p>It uses {@code exec} in a subshell, because a bare word could also be a builtin of the shell, such as {@code
     * eval}, or one
     * of the functions that a probe and a change have, such as {@code keep}.
     *
     * @param words the program, and each argument
     */
    public static Script program(Collection<?> words) {
        return of("(exec {})", words);
    }

    /** Returns a script that runs this one and then another, each on its own lines. */
    public Script then(Script next) {
        if (isNothing()) {
            return next;
        }
        return next.isNothing() ? this : of("{}\n{}", this, next);
    }

    /** Returns this script with its text rewritten for people, such as without secrets; it is not to be run. */
    public Script shownAs(UnaryOperator<String> change) {
        String shown = Arrays.stream(template.split(String.valueOf(ATTACHMENT), -1))
                .map(change)
                .collect(Collectors.joining(String.valueOf(ATTACHMENT)));
        return new Script(shown, attachments);
    }

    /** Whether it does nothing. */
    public boolean isNothing() {
        return template.isEmpty();
    }

    private static String word(Object value, List<Content> attachments) {
        if (value instanceof Script script) {
            attachments.addAll(script.attachments);
            return script.template;
        }
        if (value instanceof Content content) {
            attachments.add(content);
            return String.valueOf(ATTACHMENT);
        }
        if (value instanceof Collection<?> many) {
            List<String> words = new ArrayList<>();
            many.forEach(each -> words.add(word(each, attachments)));
            return String.join(" ", words);
        }
        return quoted(String.valueOf(value));
    }

    /** Quotes a text as one shell word. */
    private static String quoted(String text) {
        Utf8.flaw(text).ifPresent(flaw -> {
            // What a user writes is refused when the playbook is read; this text came from the host or from an
            // expression.
            throw new UnsupportedState(Message.of("a value cannot be given to the host: %s", flaw), Message.NONE);
        });
        return "'" + text.replace("'", "'\\''") + "'";
    }

    @Override
    public String toString() {
        return attachments.isEmpty()
                ? code()
                : code() + "  # with "
                        + attachments.stream().map(Content::toString).collect(Collectors.joining(", "));
    }
}
