package io.dockplay.inventory;

import java.util.List;

/**
 * The names in an inventory, also in one that has mistakes.
 *
 * @param groups of groups, {@code all} the first
 * @param hosts of hosts, in the order in which they are first named
 */
public record InventoryNames(List<String> groups, List<String> hosts) {

    public InventoryNames {
        groups = List.copyOf(groups);
        hosts = List.copyOf(hosts);
    }
}
