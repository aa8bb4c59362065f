package io.dockplay.engine.coordination;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who does what one host of a batch does for all, and what came of it. The caller has the hosts come one at a time. */
final class OnceTasks {

    private final Map<Key, Doing> known = new HashMap<>();

    private record Key(List<String> batch, SharedTask sharedTask) {}

    /**
     * One host's work for all.
     *
     * @param begun whether a change has been begun
     * @param result what came of it, when it has come
     */
    private record Doing(String host, boolean begun, Optional<Map<String, Object>> result) {

        boolean isOpen() {
            return result.isEmpty();
        }
    }

    /** What another host got; none where there is nothing yet, or where it was this host itself. */
    Optional<Map<String, Object>> resultFor(String host, List<String> batch, SharedTask sharedTask) {
        return Optional.ofNullable(known.get(new Key(batch, sharedTask)))
                .filter(doing -> !doing.host().equals(host))
                .flatMap(Doing::result);
    }

    /** Whether another host has it in hand. */
    boolean isInOtherHands(String host, List<String> batch, SharedTask sharedTask) {
        Doing doing = known.get(new Key(batch, sharedTask));
        return doing != null && !doing.host().equals(host);
    }

    /** A host takes it in hand; what it got before, in an earlier look, holds until it gets something else. */
    void take(String host, List<String> batch, SharedTask sharedTask) {
        known.putIfAbsent(new Key(batch, sharedTask), new Doing(host, false, Optional.empty()));
    }

    /** The host begins to change something for it. */
    void begin(String host, List<String> batch, SharedTask sharedTask) {
        known.computeIfPresent(
                new Key(batch, sharedTask),
                (key, doing) -> doing.host().equals(host) ? new Doing(host, true, doing.result()) : doing);
    }

    /** The host has got a result. */
    void did(String host, List<String> batch, SharedTask sharedTask, Map<String, Object> result) {
        known.put(new Key(batch, sharedTask), new Doing(host, true, Optional.of(result)));
    }

    /**
     * A host has left its play: what it had in hand and not begun is another's to do; what it had begun has failed, since
     * nobody knows how far it came, and it must not be done twice.
     */
    void leave(String host, int play) {
        known.entrySet()
                .removeIf(each -> each.getKey().sharedTask().play() == play
                        && each.getValue().host().equals(host)
                        && each.getValue().isOpen()
                        && !each.getValue().begun());
        known.replaceAll(
                (key, doing) -> key.sharedTask().play() == play && doing.host().equals(host) && doing.isOpen()
                        ? new Doing(host, true, Optional.of(lost(host)))
                        : doing);
    }

    private static Map<String, Object> lost(String host) {
        return Map.of(
                "changed",
                false,
                "failed",
                true,
                "skipped",
                false,
                "msg",
                host + ", which did it for all, was lost before it had a result");
    }
}
