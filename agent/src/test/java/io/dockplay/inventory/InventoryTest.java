package io.dockplay.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InventoryTest {

    private static final List<String> NAMES = List.of("web01", "web02", "web03", "db-a", "db-b", "fe80::1");

    private static final Inventory INVENTORY = new Inventory(
            NAMES.stream()
                    .map(name -> new Host(name, Map.of(), Position.of("hosts")))
                    .toList(),
            new LinkedHashMap<>(Map.of(
                    "all", Set.copyOf(NAMES),
                    "web", Set.of("web01", "web02", "web03"),
                    "db", Set.of("db-a", "db-b"),
                    "beijing", Set.of("web01", "db-a"),
                    "empty", Set.of())));

    private static String select(String pattern) {
        return String.join(
                " ",
                INVENTORY.select(pattern, Optional.empty()).stream()
                        .map(Host::name)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "all | web01 web02 web03 db-a db-b fe80::1",
                "* | web01 web02 web03 db-a db-b fe80::1",
                "web | web01 web02 web03",
                "web02 | web02",
                "web,db-a | web01 web02 web03 db-a",
                "db-a:web03 | web03 db-a",
                "web0[1:2] | web01 web02",
                "web0[1:2]:db-[a:b] | web01 web02 db-a db-b",
                "web:!web02 | web01 web03",
                "!web | db-a db-b fe80::1",
                "web:&beijing | web01",
                "all:&beijing:!db | web01",
                "w?b* | web01 web02 web03",
                "*b-? | db-a db-b",
                "fe80::1 | fe80::1",
                "' web , db ' | web01 web02 web03 db-a db-b",
                "web01:web01 | web01",
            })
    void a_pattern_selects_hosts_in_the_order_of_the_inventory(String pattern, String hosts) {
        assertThat(select(pattern)).isEqualTo(hosts);
    }

    @Test
    void a_group_may_be_empty_and_all_may_be_left_out() {
        assertThat(select("empty")).isEmpty();
        assertThat(select("!all")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", ",", ":"})
    void an_empty_pattern_is_not_every_host(String pattern) {
        assertThatThrownBy(() -> select(pattern))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("the pattern of hosts is empty");
    }

    @Test
    void a_name_that_is_not_there_is_told_with_the_nearest() {
        assertThatThrownBy(() -> INVENTORY.select("webs", Optional.of(new Position("site.yml", 2, 3))))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("error: no host and no group is called \"webs\"\n  at site.yml:2:3\n"
                        + "  The inventory has 6 hosts and the groups all, beijing, db, empty, web."
                        + " Did you mean \"web\"?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"web:!nobody", "web:&nobody", "nobody*", "web[7:9]", "web[1", "a.b", "\\E", "web:!"})
    void no_part_of_a_pattern_may_match_nothing(String pattern) {
        assertThatThrownBy(() -> select(pattern)).isInstanceOf(InvalidInput.class);
    }
}
