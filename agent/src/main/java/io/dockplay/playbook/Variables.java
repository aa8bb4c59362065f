package io.dockplay.playbook;

import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The variables that a host has at one point of a play; immutable.
 *
 * <p>A value that is {@link Yaml} was written by a user and may hold expressions, which are evaluated when they are needed.
 * Any other value, such as a fact or what a command printed, is taken as it is: nothing that a host says is ever evaluated.
 */
public final class Variables {

    /** No variables. */
    public static final Variables NONE = new Variables(Map.of(), Map.of(), Set.of());

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> RESERVED = Set.of("facts", "item", "given_back");

    private final Map<String, Object> values;
    private final Map<String, Object> overrides;
    private final Set<String> notYet;

    private Variables(Map<String, Object> values, Map<String, Object> overrides, Set<String> notYet) {
        this.values = values;
        this.overrides = overrides;
        this.notYet = notYet;
    }

    /** These variables, over which the others, given on the command line, always win. */
    public static Variables of(Map<String, ?> values, Map<String, ?> overrides) {
        return new Variables(Map.copyOf(values), Map.copyOf(overrides), Set.of());
    }

    /** Why no variable can be called so; none when one can. */
    public static Optional<Problem> wrongName(String name, Position where) {
        if (!NAME.matcher(name).matches()) {
            return Optional.of(Problem.at(
                    where,
                    "\"" + name + "\" cannot be a variable's name",
                    "Names are made of letters, digits and _, and begin with a letter."));
        }
        return RESERVED.contains(name)
                ? Optional.of(
                        Problem.at(where, "the name " + name + " is taken", "dockplay sets it itself; take another."))
                : Optional.empty();
    }

    /** These and one more, which wins over one of the same name. */
    public Variables with(String name, Object value) {
        return with(Map.of(name, value));
    }

    /** These and more, which win over those of the same names. */
    public Variables with(Map<String, ?> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, Object> all = new LinkedHashMap<>(values);
        all.putAll(more);
        Set<String> unknown = new LinkedHashSet<>(notYet);
        unknown.removeAll(more.keySet());
        return new Variables(all, overrides, unknown);
    }

    /** These, of which one exists but has no value yet. */
    public Variables withNotYet(String name) {
        Set<String> unknown = new LinkedHashSet<>(notYet);
        unknown.add(name);
        return new Variables(values, overrides, unknown);
    }

    /**
     * A variable's value; null when there is none of the name.
     *
     * @throws NotYetKnown when there is one, but its value comes later
     */
    @org.jspecify.annotations.Nullable
    Object get(String name) {
        Object override = overrides.get(name);
        if (override != null) {
            return override;
        }
        if (notYet.contains(name)) {
            throw new NotYetKnown(name);
        }
        return values.get(name);
    }

    /**
     * The values of some of them, their expressions evaluated; those that are not there are left out.
     *
     * @throws io.dockplay.problem.InvalidInput when an expression is wrong
     */
    public Map<String, Object> evaluated(java.util.Collection<String> wanted) {
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

    /** The names of all of them. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>(values.keySet());
        names.addAll(overrides.keySet());
        names.addAll(notYet);
        return names;
    }
}
