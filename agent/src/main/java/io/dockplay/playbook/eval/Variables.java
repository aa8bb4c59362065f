package io.dockplay.playbook.eval;

import io.dockplay.message.Message;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.LayeredMap;
import io.dockplay.yaml.Yaml;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The variables that a host has at one point of a play; immutable.
 *
 * <p>Of one name the value of the highest layer is seen: over roles' defaults those of the inventory, the play and the task;
 * over these what tasks registered or set; over these what only a moment of a task knows, such as {@code item}; and over
 * all of them the command line's.
 *
 * <p>A value that is {@link Yaml} was written by a user and may hold expressions, which are evaluated when they are needed.
 * Any other value, such as a fact or what a command printed, is taken as it is: nothing that a host says is ever evaluated.
 *
 * @param defaults what roles say as long as nobody else does
 * @param values the inventory's, the play's and the task's
 * @param remembered what tasks registered or set
 * @param momentary what only this moment knows
 * @param overrides the command line's
 * @param notYet names of which there is no value before some task has run
 * @param compiled the templates that are compiled already
 * @param witness is told each value that a task sets and each that an expression sees, with its name, before anything is made of it
 * @param asked is told each name that is asked for, whether there is such a variable or not
 */
public record Variables(
        Map<String, Object> defaults,
        Map<String, Object> values,
        Map<String, Object> remembered,
        Map<String, Object> momentary,
        Map<String, Object> overrides,
        Set<String> notYet,
        CompiledTemplates compiled,
        BiConsumer<String, Object> witness,
        Consumer<String> asked) {

    /** What {@link #asked} is told when all names are asked for; no variable can be called so. */
    public static final String ALL_NAMES = "";

    /** No variables. */
    public static final Variables NONE = Variables.of(Map.of(), Map.of());

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> RESERVED = Set.of("facts", "item", "given_back");

    /** A host's variables, and those of the command line, which win over all others. */
    public static Variables of(Map<String, ?> values, Map<String, ?> overrides) {
        return of(Map.copyOf(values), Map.copyOf(overrides), new CompiledTemplates());
    }

    /**
     * A host's variables, and those of the command line, which win over all others.
     *
     * @param values nobody changes them any more, and many hosts may share parts of them
     * @param overrides nobody changes them any more
     * @param compiled the templates that are compiled already
     */
    public static Variables of(Map<String, Object> values, Map<String, Object> overrides, CompiledTemplates compiled) {
        return new Variables(
                Map.of(), values, Map.of(), Map.of(), overrides, Set.of(), compiled, (name, value) -> {}, name -> {});
    }

    /** Why a variable cannot have this name; empty when it can. */
    public static Optional<Problem> wrongName(String name, Position where) {
        if (!NAME.matcher(name).matches()) {
            return Optional.of(Problem.at(
                    where,
                    Message.of("\"%s\" cannot be a variable's name", name),
                    Message.of("Names are made of letters, digits and _, and begin with a letter.")));
        }
        return RESERVED.contains(name)
                ? Optional.of(Problem.at(
                        where,
                        Message.of("the name %s is taken", name),
                        Message.of("dockplay sets it itself; take another.")))
                : Optional.empty();
    }

    /** These variables and more defaults, over which all others win. */
    public Variables withDefaults(Map<String, ?> more) {
        return more.isEmpty()
                ? this
                : new Variables(
                        LayeredMap.of(more, defaults),
                        values,
                        remembered,
                        momentary,
                        overrides,
                        notYet,
                        compiled,
                        witness,
                        asked);
    }

    /** These variables and a task's own, which win over the inventory's and the play's. */
    public Variables within(Map<String, ?> own) {
        return own.isEmpty()
                ? this
                : new Variables(
                        defaults,
                        LayeredMap.of(own, values),
                        remembered,
                        momentary,
                        overrides,
                        notYet,
                        compiled,
                        witness,
                        asked);
    }

    /** These variables, with a witness of each value that is set or seen. */
    public Variables seenBy(BiConsumer<String, Object> other) {
        return new Variables(defaults, values, remembered, momentary, overrides, notYet, compiled, other, asked);
    }

    /** These variables, of which one more is told each name that is asked for. */
    public Variables askedBy(Consumer<String> more) {
        return new Variables(
                defaults, values, remembered, momentary, overrides, notYet, compiled, witness, asked.andThen(more));
    }

    /** Another host's variables, with what tasks have set here, or have left without a value. */
    public Variables goneOnWith(Variables other) {
        return new Variables(
                other.defaults, other.values, remembered, momentary, other.overrides, notYet, compiled, witness, asked);
    }

    /**
     * What the layers say of a name that no task sets, each for itself: a task's own values may come between them.
     *
     * @param override the command line's value
     * @param value the inventory's or the play's
     * @param usual the roles'
     */
    public record Given(
            @Nullable Object override,
            @Nullable Object value,
            @Nullable Object usual) {}

    /** What these say of a name, or of {@link #ALL_NAMES}, apart from what tasks have set. */
    public Given given(String name) {
        return name.equals(ALL_NAMES)
                ? new Given(overrides.keySet(), values.keySet(), defaults.keySet())
                : new Given(overrides.get(name), values.get(name), defaults.get(name));
    }

    /** Adds the names of which these and another host's variables may say different things; quick, and rather too many. */
    public void mayDiffer(Variables other, Set<String> names) {
        Consumer<Map<String, ?>> parts = part -> names.addAll(part.keySet());
        LayeredMap.unshared(overrides, other.overrides, parts);
        LayeredMap.unshared(values, other.values, parts);
        LayeredMap.unshared(defaults, other.defaults, parts);
    }

    /** These variables and one that a task registered or set. */
    public Variables remembering(String name, Object value) {
        if (!(value instanceof Yaml)) {
            witness.accept(name, value);
        }
        return new Variables(
                defaults,
                values,
                plus(remembered, Map.of(name, value)),
                without(momentary, name),
                overrides,
                minus(notYet, name),
                compiled,
                witness,
                asked);
    }

    /** These variables and one that exists only at this moment, such as {@code item}. */
    public Variables with(String name, Object value) {
        return with(Map.of(name, value));
    }

    /** These variables and some that exist only at this moment. */
    public Variables with(Map<String, ?> more) {
        return more.isEmpty()
                ? this
                : new Variables(
                        defaults,
                        values,
                        remembered,
                        plus(momentary, more),
                        overrides,
                        notYet,
                        compiled,
                        witness,
                        asked);
    }

    /** These variables, of which one has no value yet. */
    public Variables withNotYet(String name) {
        Set<String> unknown = new LinkedHashSet<>(notYet);
        unknown.add(name);
        return new Variables(
                defaults,
                values,
                without(remembered, name),
                without(momentary, name),
                overrides,
                unknown,
                compiled,
                witness,
                asked);
    }

    /** These variables; one that a task registered or set is as it was in others. */
    public Variables remembering(String name, Variables asIn) {
        if (asIn.notYet.contains(name)) {
            return withNotYet(name);
        }
        Object value = asIn.remembered.get(name);
        return value != null
                ? remembering(name, value)
                : new Variables(
                        defaults,
                        values,
                        without(remembered, name),
                        momentary,
                        overrides,
                        minus(notYet, name),
                        compiled,
                        witness,
                        asked);
    }

    private static Map<String, Object> plus(Map<String, Object> some, Map<String, ?> more) {
        Map<String, Object> all = new LinkedHashMap<>(some);
        all.putAll(more);
        return all;
    }

    private static Map<String, Object> without(Map<String, Object> some, String name) {
        if (!some.containsKey(name)) {
            return some;
        }
        Map<String, Object> left = new LinkedHashMap<>(some);
        left.remove(name);
        return left;
    }

    private static Set<String> minus(Set<String> some, String name) {
        Set<String> left = new LinkedHashSet<>(some);
        left.remove(name);
        return left;
    }

    /**
     * A variable's value; null when there is none of the name.
     *
     * @throws NotYetKnown when there is one, but its value comes later
     */
    @Nullable
    Object get(String name) {
        asked.accept(name);
        if (notYet.contains(name) && overrides.get(name) == null && momentary.get(name) == null) {
            throw new NotYetKnown(name);
        }
        return known(name);
    }

    /** A variable's value as far as it is known; null when there is none. */
    @Nullable
    Object known(String name) {
        Object value = overrides.get(name);
        if (value == null) {
            value = momentary.get(name);
        }
        if (value == null) {
            value = remembered.get(name);
        }
        if (value == null) {
            value = values.get(name);
        }
        return value == null ? defaults.get(name) : value;
    }

    /**
     * The values of some of them, their expressions evaluated; those that are not there are left out.
     *
     * @throws io.dockplay.problem.InvalidInput when an expression is wrong
     */
    public Map<String, Object> evaluated(Collection<String> wanted) {
        Map<String, Object> found = new LinkedHashMap<>();
        Templates templates = new Templates(this);
        for (String name : wanted) {
            Object value = get(name);
            Object plain = value instanceof Yaml node ? templates.evaluate(node).plain() : value;
            if (plain != null) {
                found.put(name, plain);
            }
        }
        return found;
    }

    /**
     * Whether a variable may hold a secret: not where it is a plain value under a name that marks none.
     *
     * @param isSecret whether its name marks a secret
     */
    public boolean mayHold(String name, boolean isSecret) {
        if (isSecret || notYet.contains(name)) {
            return true;
        }
        Object value = get(name);
        if (value instanceof Yaml.Scalar scalar) {
            return Templates.isTemplate(scalar.text());
        }
        return !(value instanceof String || value instanceof Number || value instanceof Boolean);
    }

    /** The names of all variables. */
    public Set<String> names() {
        asked.accept(ALL_NAMES);
        Set<String> names = new LinkedHashSet<>(defaults.keySet());
        names.addAll(values.keySet());
        names.addAll(remembered.keySet());
        names.addAll(momentary.keySet());
        names.addAll(overrides.keySet());
        names.addAll(notYet);
        return names;
    }
}
