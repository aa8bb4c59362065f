package io.dockplay.engine;

import io.dockplay.playbook.Play;
import io.dockplay.playbook.Resolution;
import io.dockplay.playbook.Task;
import io.dockplay.playbook.Variables;
import io.dockplay.resource.Change;
import io.dockplay.resource.Former;
import io.dockplay.resource.Notice;
import io.dockplay.resource.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be done on one host to take a play back, by what its records say.
 *
 * @param items all that the play may have brought
 * @param made what was done to each of them, oldest first, with the checksums of all that was ever written
 * @param undone the notices, and what takes it back, the last first → what it takes back
 */
record GivingBack(List<Item> items, IdentityHashMap<Item, List<Change>> made, Map<Item, Item> undone) {

    /** How a change begins that tells the checksum of what was written. */
    private static final String CHECKSUM = "sha256:";

    /**
     * The same for a play.
     *
     * @param records root's and the login user's
     * @param all whether what was there before goes too, where the play names it
     * @param force whether it is done even where something is lost by it
     */
    static GivingBack of(Play play, Variables variables, Map<Boolean, HostRecord> records, boolean all, boolean force) {
        List<Item> items = items(play, variables);
        IdentityHashMap<Item, List<Change>> made = new IdentityHashMap<>();
        records.forEach((root, record) -> made.putAll(
                record.made(items.stream().filter(item -> item.root() == root).toList())));
        Map<Item, Item> notices = new LinkedHashMap<>();
        Map<Item, Item> undone = new LinkedHashMap<>();
        Set<Resource<?>> known = new LinkedHashSet<>();
        for (int i = items.size() - 1; i >= 0; i--) {
            Item item = items.get(i);
            List<Change> changes = made.getOrDefault(item, List.of());
            List<Resource<?>> back = new ArrayList<>();
            if (!changes.isEmpty()) {
                back.addAll(item.resource().undo(withChecksums(changes, records.values())));
            }
            if (all) {
                back.addAll(item.resource().undoAlso(changes));
            }
            for (Resource<?> resource : back) {
                if (known.add(resource)) {
                    (resource instanceof Notice ? notices : undone).put(item(item, resource, force), item);
                }
            }
        }
        notices.putAll(undone);
        return new GivingBack(items, made, notices);
    }

    private static Item item(Item of, Resource<?> resource, boolean force) {
        Resource<?> wanted = force && resource instanceof Former<?> former ? former.forced() : resource;
        return of.with(wanted);
    }

    /** Several tasks may write one file, so each is told what any of them wrote. */
    private static List<Change> withChecksums(List<Change> changes, Collection<HostRecord> records) {
        List<Change> all = new ArrayList<>(changes);
        records.stream()
                .flatMap(record -> record.entries().stream())
                .flatMap(entry -> entry.changes().stream())
                .filter(change -> change.to().startsWith(CHECKSUM))
                .forEach(all::add);
        return all;
    }

    private static List<Item> items(Play play, Variables variables) {
        List<Item> items = new ArrayList<>();
        Variables known = variables.withNotYet(Task.FAILED_TASK).withNotYet(Task.FAILED_RESULT);
        add(play.handlers(), add(play.tasks(), known, items), items);
        return items;
    }

    /** Adds all that tasks may have brought, supposing that conditions which cannot be answered did hold. */
    private static Variables add(List<Task> tasks, Variables variables, List<Item> items) {
        Variables known = variables;
        for (Task task : tasks) {
            Resolution resolution = task.resolve(known, true);
            if (resolution instanceof Resolution.Ready ready) {
                for (Resolution.Bound bound : ready.each()) {
                    // What was done on another host is on that one's record.
                    if (bound.way().host().isEmpty()) {
                        items.add(Item.of(task, bound, 0, true));
                    }
                }
            } else if (resolution instanceof Resolution.Includes includes) {
                known = add(includes.handlers(), add(includes.tasks(), known, items), items);
            } else if (resolution instanceof Resolution.Sets sets) {
                for (Map.Entry<String, Object> each : sets.values().entrySet()) {
                    known = known.remembering(each.getKey(), each.getValue());
                }
                continue;
            }
            for (String name : task.sets()) {
                known = known.withNotYet(name);
            }
        }
        return known;
    }

    /** What of an item was there before dockplay. */
    List<String> thereBefore(Item item) {
        return item.resource().thereBefore(made.getOrDefault(item, List.of()));
    }

    /** The names of all that is taken away or given back, as the play's {@code uninstall:} tasks may ask for them. */
    List<String> names() {
        return undone.keySet().stream()
                .flatMap(item -> List.of(item.resource().label().split(", ", -1)).stream())
                .distinct()
                .toList();
    }

    /** The record without what was given back. */
    HostRecord left(HostRecord record, boolean root, Collection<Item> failed) {
        List<Item> open = failed.stream().map(undone::get).distinct().toList();
        return record.without(
                items.stream()
                        .filter(item -> item.root() == root && !open.contains(item))
                        .toList(),
                open);
    }

    /** The files that were given back, of which no copy is needed any more: nothing that is left on the record names them. */
    List<String> needless(HostRecord left, boolean root, Collection<Item> failed) {
        Set<String> named = new LinkedHashSet<>();
        left.entries().forEach(entry -> {
            named.add(entry.label());
            entry.changes().forEach(change -> named.add(change.what()));
        });
        return undone.keySet().stream()
                .filter(item -> item.root() == root && item.resource() instanceof Former && !failed.contains(item))
                .flatMap(item -> item.resource().writes().stream())
                .filter(path -> !named.contains(path))
                .distinct()
                .toList();
    }
}
