package io.dockplay.inventory;

import io.dockplay.problem.Position;
import io.dockplay.yaml.LayeredMap;
import io.dockplay.yaml.Yaml;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides whose value of a variable wins, as Ansible does. Later ones win: the inventory's {@code all}, its other
 * groups, {@code group_vars/all}, the other {@code group_vars/}, the host, {@code host_vars/}.
 *
 * <p>Files beside the playbook win over files beside the inventory. Between groups the deeper one wins, then the one
 * with the higher priority, then the one later in the alphabet.
 */
final class Precedence {

    private final Draft draft;
    private final VariableFolders folders;
    private final Map<String, Integer> depths = new HashMap<>();

    /** Groups → the variables that a host of these groups has without any of its own, which all such hosts share. */
    private final Map<List<Group>, Map<String, Yaml>> shared = new HashMap<>();

    /**
     * @param draft all groups, each below another or below {@code all}, without cycles
     * @param folders the variables beside the inventories
     */
    Precedence(Draft draft, VariableFolders folders) {
        this.draft = draft;
        this.folders = folders;
    }

    /** Returns a group's hosts: its own, then those of the groups below it, level by level. */
    Set<String> members(Group group) {
        Set<String> members = new LinkedHashSet<>(group.hosts);
        Set<String> seen = new LinkedHashSet<>(Set.of(group.name));
        List<String> level = List.copyOf(group.children);
        while (!level.isEmpty()) {
            List<String> next = new ArrayList<>();
            for (String name : level) {
                if (seen.add(name)) {
                    members.addAll(draft.group(name).hosts);
                    next.addAll(draft.group(name).children);
                }
            }
            level = next;
        }
        return members;
    }

    /** Returns for each host its groups without {@code all}; the group that wins is the last. */
    Map<String, List<Group>> groupsOf(Map<String, Set<String>> members) {
        Map<String, List<Group>> groupsOf = new HashMap<>();
        draft.groups.values().stream()
                .filter(group -> !group.name.equals("all"))
                .sorted(Comparator.comparingInt(this::depth)
                        .thenComparingLong(group -> group.priority)
                        .thenComparing(group -> group.name))
                .forEach(group -> members.getOrDefault(group.name, Set.of())
                        .forEach(host -> groupsOf.computeIfAbsent(host, any -> new ArrayList<>())
                                .add(group)));
        return groupsOf;
    }

    /** Returns the depth of each group: the longest way to it from {@code all}. */
    private int depth(Group group) {
        Integer known = depths.get(group.name);
        if (known != null) {
            return known;
        }
        int depth = group.parents.stream()
                .mapToInt(parent -> depth(draft.group(parent)) + 1)
                .max()
                .orElse(0);
        depths.put(group.name, depth);
        return depth;
    }

    /** Returns the variables of a host. */
    Map<String, Yaml> variables(String host, List<Group> groups) {
        Map<String, Yaml> common = shared.computeIfAbsent(groups, this::variables);
        Map<String, Yaml> own = draft.hostVariables.getOrDefault(host, Map.of());
        Map<String, Yaml> beside = folders.host(host);
        return LayeredMap.of(beside, LayeredMap.of(own, common));
    }

    private Map<String, Yaml> variables(List<Group> groups) {
        Group all = draft.group("all");
        Map<String, Yaml> variables = new LinkedHashMap<>(all.variables);
        groups.forEach(group -> variables.putAll(group.variables));
        List<String> names = groups.stream().map(group -> group.name).toList();
        variables.putAll(folders.groups(List.of("all")));
        variables.putAll(folders.groups(names));
        return Collections.unmodifiableMap(variables);
    }

    /** Returns the variables of a group itself. */
    Map<String, Yaml> variables(Group group) {
        Map<String, Yaml> variables = new LinkedHashMap<>(group.variables);
        variables.putAll(folders.groups(List.of(group.name)));
        if (group.priority != 1) {
            variables.put("ansible_group_priority", Yaml.of(Position.of(group.name), group.priority));
        }
        return variables;
    }
}
