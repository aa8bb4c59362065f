package io.dockplay.engine.coordination;

import io.dockplay.engine.session.HostTarget;
import io.dockplay.playbook.Play;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which hosts are in one batch, in each play; a host that nobody has assembled is alone in its batch. */
final class Batches {

    /** A play's number → a host → its batch. */
    private final Map<Integer, Map<String, Batch>> batches = new ConcurrentHashMap<>();

    /** Learns all hosts of the run. */
    void assemble(List<HostTarget> targets) {
        for (HostTarget target : targets) {
            for (HostTarget.Assignment each : target.assignments()) {
                batches.computeIfAbsent(each.play().number(), any -> batches(each.play(), targets));
            }
        }
    }

    private static Map<String, Batch> batches(Play play, List<HostTarget> targets) {
        List<String> hosts = targets.stream()
                .filter(target -> target.assignments().stream()
                        .anyMatch(each -> each.play().number() == play.number()))
                .map(HostTarget::name)
                .toList();
        Map<String, Batch> batches = new ConcurrentHashMap<>();
        for (List<String> names : play.rollout().batches(play.rollout().order().of(hosts, name -> name))) {
            Batch batch = Batch.of(names);
            names.forEach(name -> batches.put(name, batch));
        }
        return batches;
    }

    /** The batch in which a host does a play. */
    Batch of(Play play, String host) {
        return batches.computeIfAbsent(play.number(), any -> new ConcurrentHashMap<>())
                .computeIfAbsent(host, any -> Batch.of(List.of(host)));
    }

    /** The batches of a host in all plays that are known. */
    List<Batch> of(String host) {
        return batches.values().stream()
                .flatMap(play -> Optional.ofNullable(play.get(host)).stream())
                .toList();
    }
}
