package io.dockplay.cli.run;

import io.dockplay.inventory.Host;
import io.dockplay.inventory.Inventory;
import io.dockplay.playbook.eval.HostsByGroup;
import io.dockplay.yaml.LayeredMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The variables that tell a host of itself and of the inventory, by the names that they have in Ansible. */
final class MagicVariables {

    private static final Pattern NUMBERS = Pattern.compile("[0-9.]*");

    private final HostsByGroup groups;
    private final Map<String, List<String>> groupNames;

    /** An inventory's file → what all hosts are told alike that it names first. */
    private final Map<String, Map<String, Object>> files = new HashMap<>();

    MagicVariables(Inventory inventory) {
        Map<String, Object> lists = new LinkedHashMap<>();
        inventory.groups().forEach((group, members) -> lists.put(group, new ArrayList<>(members)));
        this.groups = new HostsByGroup(lists);
        this.groupNames = inventory.groupsOfHosts();
    }

    /** {@code inventory_hostname}, {@code group_names}, {@code groups} and their like. */
    Map<String, Object> of(Host host) {
        String name = host.name();
        int dot = isAddress(name) ? -1 : name.indexOf('.');
        return LayeredMap.of(
                Map.of(
                        "inventory_hostname",
                        name,
                        "inventory_hostname_short",
                        dot < 0 ? name : name.substring(0, dot),
                        "group_names",
                        groupNames.getOrDefault(name, List.of())),
                files.computeIfAbsent(host.position().file(), this::common));
    }

    private static boolean isAddress(String name) {
        return name.contains(":") || NUMBERS.matcher(name).matches();
    }

    private Map<String, Object> common(String name) {
        Map<String, Object> common = new LinkedHashMap<>();
        common.put("groups", groups);
        Path file = Path.of(name).toAbsolutePath();
        if (Files.exists(file)) {
            common.put("inventory_file", file.toString());
            common.put(
                    "inventory_dir",
                    Optional.ofNullable(file.getParent()).orElse(file).toString());
        }
        return common;
    }
}
