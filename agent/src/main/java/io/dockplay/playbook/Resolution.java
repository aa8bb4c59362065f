package io.dockplay.playbook;

import io.dockplay.playbook.eval.Variables;
import io.dockplay.resource.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a task means on one host, as far as its variables are known. */
public sealed interface Resolution {

    /** The resources, one for each element of a loop; none when the loop is empty. */
    record Ready(List<Bound> each) implements Resolution {

        public Ready {
            each = List.copyOf(each);
        }

        List<Resource<?>> resources() {
            return each.stream().<Resource<?>>map(Bound::resource).toList();
        }
    }

    /**
     * A resource with all its options known.
     *
     * @param variables those with which they were evaluated, {@code item} and all
     * @param runAs how it is looked at and changed
     * @param label what reports call it, where the loop says so
     */
    record Bound(Resource<?> resource, Variables variables, RunAs runAs, Optional<String> label) {}

    /** Variables that the host has from now on. */
    record Sets(Map<String, Object> values) implements Resolution {}

    /**
     * Tasks that come in its place.
     *
     * @param handlers those of the roles that these bring, which the play has from now on
     */
    record Includes(List<Task> tasks, List<Task> handlers) implements Resolution {

        public Includes {
            tasks = List.copyOf(tasks);
            handlers = List.copyOf(handlers);
        }
    }

    /** What the task asks of the run itself. */
    record Directs(MetaAction metaAction) implements Resolution {}

    /** Its conditions do not hold on this host. */
    record Skipped(String reason) implements Resolution {}

    /** It depends on a variable that is not known yet, such as one that an earlier task registers. */
    record NotYet(String name) implements Resolution {}
}
