package io.dockplay.engine.coordination;

import io.dockplay.playbook.Play;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.transport.MoreFacts;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The facts that plays name of those that cost a host a process each, so that only who needs them pays for them.
 *
 * <p>A fact that is used is always asked for. So everything else that can mean the facts counts as naming all of them: the
 * word alone, a text that is read or put together only later, and Freemarker's own names for all variables.
 */
public final class NamedFacts {

    private static final Set<MoreFacts> ALL = Set.of(MoreFacts.ADDRESSES, MoreFacts.DOCKER);

    /** The facts that every host tells. */
    private static final Pattern FREE =
            Pattern.compile("\\bfacts\\.(os|architecture|kernel|init|hostname|memory_mib|cpus|selinux)\\b");

    private static final Pattern ANY = Pattern.compile("\\bfacts\\b");

    private static final Pattern ELSEWHERE = Pattern.compile(
            "template|include|import|eval|interpret|\\.\\s*(data_model|globals|vars|main|namespace|current_namespace)\\b");

    private final IdentityHashMap<Play, Set<MoreFacts>> known = new IdentityHashMap<>();

    /** Those that a play's texts may name; a play is read once for all its hosts. */
    public synchronized Set<MoreFacts> of(Play play) {
        return known.computeIfAbsent(play, any -> in(play.toString()));
    }

    /** Those that a host's variables may name. */
    public static Set<MoreFacts> of(Variables variables) {
        return in(List.of(variables.defaults(), variables.values(), variables.overrides())
                .toString());
    }

    private static Set<MoreFacts> in(String text) {
        boolean isNamed = ANY.matcher(FREE.matcher(text).replaceAll("")).find()
                || ELSEWHERE.matcher(text).find();
        return isNamed ? ALL : Set.of();
    }
}
