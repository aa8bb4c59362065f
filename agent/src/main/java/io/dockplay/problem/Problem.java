package io.dockplay.problem;

import io.dockplay.message.Code;
import io.dockplay.message.Message;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One error: what is wrong, where, and what the user can do about it.
 *
 * <pre>
 * error[DP1023]: package has no option "sate"
 *   at playbooks/site.yml:12:7, task "Install docker"
 *   Its options are name, state. Did you mean "state"?
 * </pre>
 *
 * <p>Its texts are in the language of the process in which it is made.
 *
 * @param what what is wrong, without a full stop
 * @param where the place in the user's files, where there is one
 * @param context what is at that place, such as {@code task "Install docker"}
 * @param advice why, and what to do; whole sentences, may be empty
 * @param kind what the program itself has to know of it; it never looks at the words
 * @param origin where the values come from that are wrong; a whole sentence. Two problems that differ in it alone are the same, so
 *     that what is wrong on many hosts is told once
 * @param code what the problem is called in every language; no part of it, as two that say the same are the same
 */
public record Problem(
        String what,
        Optional<Position> where,
        Optional<String> context,
        String advice,
        Kind kind,
        Optional<String> origin,
        Code code) {

    /** What the program decides by; most problems are only told. */
    public enum Kind {
        ANY,
        /** An expression names a variable that does not exist. */
        UNDEFINED_VARIABLE
    }

    private static final int LONGEST = 500;
    private static final int LONGEST_ADVICE = 4000;
    private static final Pattern HUGE_WORD = Pattern.compile("\\S{" + (LONGEST + 1) + ",}+");

    /** Shortens long texts and writes out control characters: a message quotes files and hosts. */
    public Problem {
        what = readable(what, LONGEST);
        context = context.map(place -> readable(place, LONGEST));
        // An advice may list many names, but no single word of it may be huge.
        String words = HUGE_WORD
                .matcher(advice)
                .replaceAll(word -> Matcher.quoteReplacement(shortened(word.group(), LONGEST)));
        advice = readable(words, LONGEST_ADVICE);
    }

    private static String readable(String text, int longest) {
        return Harmless.writtenOut(shortened(text, longest));
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest
                ? text
                : text.substring(0, longest / 2) + " … " + text.substring(text.length() - longest / 2);
    }

    /** A problem at a place. */
    public static Problem at(Position where, Message what, Message advice) {
        return of(what, advice).at(where);
    }

    /** A problem that has no place in a file. */
    public static Problem of(Message what, Message advice) {
        return new Problem(
                what.text(),
                Optional.empty(),
                Optional.empty(),
                advice.text(),
                Kind.ANY,
                Optional.empty(),
                what.code());
    }

    /** The same problem with the host's name before what is wrong. */
    public Problem on(String host) {
        return saying(host + ": " + what, context, advice, origin);
    }

    /** The same problem at a place. */
    public Problem at(Position place) {
        return new Problem(what, Optional.of(place), context, advice, kind, origin, code);
    }

    /** The same problem at a place, where there is one. */
    public Problem at(Optional<Position> place) {
        return place.map(this::at).orElse(this);
    }

    /** The same problem with a description of its place, such as {@code task "Install docker"}. */
    public Problem in(Message place) {
        return saying(what, Optional.of(place.text()), advice, origin);
    }

    /** The same problem, of a kind by which the program decides. */
    public Problem as(Kind other) {
        return new Problem(what, where, context, advice, other, origin, code);
    }

    /** The same problem, with where the values come from that are wrong. */
    public Problem from(Optional<Message> values) {
        return saying(what, context, advice, values.map(Message::text));
    }

    /** The same problem in other words, such as those in which nothing is secret. */
    public Problem saying(
            String otherWhat, Optional<String> otherContext, String otherAdvice, Optional<String> otherOrigin) {
        return new Problem(otherWhat, where, otherContext, otherAdvice, kind, otherOrigin, code);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Problem problem
                && what.equals(problem.what)
                && where.equals(problem.where)
                && context.equals(problem.context)
                && advice.equals(problem.advice)
                && kind == problem.kind;
    }

    @Override
    public int hashCode() {
        return Objects.hash(what, where, context, advice, kind);
    }

    /** The problem as it is printed, of two or three lines. */
    @Override
    public String toString() {
        return with("");
    }

    /** What stands before the words of a problem, such as {@code error[DP1023]:}. */
    public Message title() {
        return Message.of("error%s:", code.inBrackets());
    }

    /** The problem as it is printed, with lines of the file at its place; without any when they are empty. */
    public String with(String excerpt) {
        StringBuilder text = new StringBuilder(
                title().and(Message.quoted(what.replace("\n", "\n  "))).text());
        where.map(position -> Harmless.line(position.toString()))
                .map(place -> context.map(inside -> Message.of("at %s, %s", place, Harmless.line(inside)))
                        .orElseGet(() -> Message.of("at %s", place)))
                .ifPresent(line -> text.append("\n  ").append(line));
        if (!excerpt.isEmpty()) {
            text.append("\n  ").append(excerpt.replace("\n", "\n  "));
        }
        origin.ifPresent(values -> text.append("\n  ").append(Harmless.line(values)));
        if (!advice.isEmpty()) {
            text.append("\n  ").append(advice.replace("\n", "\n  "));
        }
        return text.toString();
    }
}
