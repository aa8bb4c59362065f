package io.dockplay.playbook;

import io.dockplay.resource.Resource;
import java.util.List;

/** What a task means on one host, as far as its variables are known. */
public sealed interface Resolution {

    /** All is known: these resources, one for each element of a loop; none when the loop is empty. */
    record Ready(List<Resource<?>> resources) implements Resolution {

        public Ready {
            resources = List.copyOf(resources);
        }
    }

    /** The task does not concern the host. */
    record Skipped(String reason) implements Resolution {}

    /** It depends on a variable that is not known yet, such as one that an earlier task registers. */
    record NotYet(String name) implements Resolution {}
}
