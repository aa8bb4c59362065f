package io.dockplay.cli.run;

import io.dockplay.inventory.Host;
import io.dockplay.inventory.Inventory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The variables that tell a host of itself and of the inventory, by the names that they have in Ansible. */
final class MagicVariables {

    private MagicVariables() {}

    /** {@code inventory_hostname}, {@code group_names}, {@code groups} and their like. */
    static Map<String, Object> of(Host host, Inventory inventory, Map<String, Object> groups) {
        Map<String, Object> facts = new LinkedHashMap<>();
        String name = host.name();
        boolean isAddress = name.contains(":") || name.matches("[0-9.]+");
        facts.put("inventory_hostname", name);
        facts.put("inventory_hostname_short", isAddress ? name : name.replaceFirst("\\..*", ""));
        facts.put("group_names", inventory.groupsOf(name));
        facts.put("groups", groups);
        Path file = Path.of(host.position().file()).toAbsolutePath();
        if (Files.exists(file)) {
            facts.put("inventory_file", file.toString());
            facts.put(
                    "inventory_dir",
                    Optional.ofNullable(file.getParent()).orElse(file).toString());
        }
        return facts;
    }

    /** The variable {@code groups}: each group's name → its hosts. */
    static Map<String, Object> groups(Inventory inventory) {
        Map<String, Object> groups = new LinkedHashMap<>();
        inventory.groups().forEach((group, members) -> groups.put(group, new ArrayList<>(members)));
        return Collections.unmodifiableMap(groups);
    }
}
