package io.dockplay.resource;

import io.dockplay.message.Message;
import java.util.List;
import java.util.stream.Stream;

/**
 * Why a change cannot be made on the host as it is now.
 *
 * @param reason such as "there is no service docker"
 * @param needs what an earlier change must provide first; empty when no change of the run can remove the blocker
 */
public record Blocker(Message reason, List<Prerequisite> needs) {

    public Blocker {
        needs = List.copyOf(needs);
    }

    /** Makes a blocker that is gone as soon as all of these prerequisites are met. */
    public static Blocker of(Message reason, Prerequisite... lacks) {
        return new Blocker(reason, List.of(lacks));
    }

    /** Makes a blocker that no earlier change can remove. */
    public static Blocker lasting(Message reason) {
        return new Blocker(reason, List.of());
    }

    /** Joins several blockers into one; it is lasting if one of them is. */
    public static Blocker all(List<Blocker> blockers) {
        Message reasons = Message.listed(blockers.stream().map(Blocker::reason).toList());
        boolean lasts = blockers.stream().anyMatch(each -> each.needs().isEmpty());
        Stream<Prerequisite> lacks = blockers.stream().flatMap(each -> each.needs().stream());
        return new Blocker(reasons, lasts ? List.of() : lacks.toList());
    }

    @Override
    public String toString() {
        return reason.text();
    }
}
