package io.dockplay.message;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the program says: English where it stands in the code, and in the language of the process where it is read.
 *
 * <pre>
 * Message.of("there is no file %s", name)
 * </pre>
 *
 * <p>The language is Java's own for what is displayed, {@link Locale.Category#DISPLAY}. A value may be a message itself.
 */
public final class Message {

    /** Nothing is said. */
    public static final Message NONE = new Message("");

    private static final String AS_IT_IS = "%s";
    private static final String CLOSES_A_CHINESE_SENTENCE = "。！？”）：";

    private final String english;
    private final Object[] values;
    private final Optional<Message> next;

    private Message(String english, Object... values) {
        this(english, values, Optional.empty());
    }

    private Message(String english, Object[] values, Optional<Message> next) {
        this.english = english;
        this.values = values;
        this.next = next;
    }

    /** What the program says in its own words; only %s and %d stand for the values. */
    @FormatMethod
    public static Message of(@FormatString String english, @Nullable Object... values) {
        return new Message(english, values.clone());
    }

    /** The words of somebody else, such as a playbook's author or a library: they are the same in every language. */
    public static Message quoted(String words) {
        return words.isEmpty() ? NONE : new Message(AS_IT_IS, words);
    }

    /** Messages one behind the other, with a comma between two of them. */
    public static Message enumerated(List<Message> all) {
        return all.stream()
                .reduce((before, next) -> Message.of("%s, %s", before, next))
                .orElse(NONE);
    }

    /** This message, and another sentence behind it. */
    public Message and(Message more) {
        if (isNone() || more.isNone()) {
            return isNone() ? more : this;
        }
        return new Message(
                english, values, Optional.of(next.map(own -> own.and(more)).orElse(more)));
    }

    /** These messages with semicolons between them, without those that say nothing. */
    public static Message listed(List<Message> messages) {
        return messages.stream()
                .filter(each -> !each.isNone())
                .reduce((first, second) -> Message.of("%s; %s", first, second))
                .orElse(NONE);
    }

    /** Whether nothing is said. */
    public boolean isNone() {
        return english.isEmpty();
    }

    /** What the message is called in every language; that of a message in it where it only puts signs between them. */
    public Code code() {
        Code own = new Code(english);
        return own.hasWords()
                ? own
                : Arrays.stream(values)
                        .filter(Message.class::isInstance)
                        .map(value -> ((Message) value).code())
                        .findFirst()
                        .orElse(Code.NONE);
    }

    /** The text in the language of the process. */
    public String text() {
        String text = values.length == 0 && !english.contains("%")
                ? Catalogue.translated(english)
                : String.format(Locale.ROOT, Catalogue.translated(english), values);
        return next.map(more -> text + gap(text) + more.text()).orElse(text);
    }

    private static String gap(String text) {
        return CLOSES_A_CHINESE_SENTENCE.indexOf(text.charAt(text.length() - 1)) < 0 ? " " : "";
    }

    /** The text in the language of the process. */
    @Override
    public String toString() {
        return text();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Message message
                && english.equals(message.english)
                && Arrays.equals(values, message.values)
                && next.equals(message.next);
    }

    @Override
    public int hashCode() {
        return Objects.hash(english, Arrays.hashCode(values), next);
    }
}
