package io.dockplay.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.yaml.InputFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InventoryTest {

    @TempDir
    Path folder;

    private static final List<String> NAMES = List.of("web01", "web02", "web03", "db-a", "db-b", "fe80::1");

    private static final Inventory INVENTORY = new Inventory(
            NAMES.stream()
                    .map(name -> new Host(name, Map.of(), Position.of("hosts")))
                    .toList(),
            groups());

    private static Map<String, Set<String>> groups() {
        Map<String, Set<String>> groups = new LinkedHashMap<>();
        groups.put("all", new LinkedHashSet<>(NAMES));
        groups.put("web", new LinkedHashSet<>(List.of("web01", "web02", "web03")));
        groups.put("db", new LinkedHashSet<>(List.of("db-a", "db-b")));
        groups.put("beijing", new LinkedHashSet<>(List.of("web01", "db-a")));
        groups.put("empty", Set.of());
        return groups;
    }

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
                "db-a:web03 | db-a web03",
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
                "~web0[13] | web01 web03",
                "~db:!~.*-b$ | db-a",
                "~.*-[ab],web03 | db-a db-b web03",
                "web0[!1] | web02 web03",
                "w[de]b | web01 web02 web03",
                "fe80::1,web01 | fe80::1 web01",
                "web01 db-a | web01 db-a",
                "localhost | localhost",
                "127.0.0.1,web01 | 127.0.0.1 web01",
                "web0[1:2] | web01 web02",
                "all[0] | web01",
                "all[-1] | fe80::1",
                "all[1:2] | web02 web03",
                "all[4:] | db-b fe80::1",
                "all[4:99] | db-b fe80::1",
                "web*[1:] | web02 web03 web01",
                "all[0:3]:!all[1] | web01 web03 db-a",
                "web[01-02] | web01 web02",
                "empty[0] | ''",
                "empty[0:2] | ''",
            })
    void a_pattern_selects_hosts_in_its_own_order(String pattern, String hosts) {
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
                .hasMessage("error[DP1448]: no host and no group is called \"webs\"\n  at site.yml:2:3\n"
                        + "  The inventory has 6 hosts and the groups all, beijing, db, empty, web."
                        + " Did you mean \"web\"?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web:!nobody",
                "web:&nobody",
                "nobody*",
                "web[7:9]",
                "web[1",
                "a.b",
                "\\E",
                "web:!",
                "~nobody",
                "nobody[0]",
                "all[6]"
            })
    void no_part_of_a_pattern_may_match_nothing(String pattern) {
        assertThatThrownBy(() -> select(pattern)).isInstanceOf(InvalidInput.class);
    }

    @Test
    void an_expression_that_cannot_be_read_is_told_with_its_fault() {
        assertThatThrownBy(() -> select("~web(")).hasMessage("""
                        error[DP7420]: "~web(" is not a regular expression: Unclosed group
                          Write ~web[0-9]+, say; a comma or a colon outside [] ends it.""");
    }

    @Test
    void a_part_of_a_group_that_is_beyond_its_end_is_told_with_its_size() {
        assertThatThrownBy(() -> select("db[2]")).hasMessage("""
                        error[DP1857]: "db[2]" selects nothing: db has 2 hosts
                          They are counted from 0: db[0] is the first, db[-1] the last.""");
        assertThatThrownBy(() -> select("db[-3]")).hasMessageContaining("db has 2 hosts");
        assertThatThrownBy(() -> select("db[1:0]")).hasMessageContaining("selects nothing");
    }

    @Test
    void what_may_be_a_range_of_names_or_a_part_of_a_group_is_refused_unless_both_are_the_same() throws IOException {
        Inventory inventory = InventoryReader.read(
                Files.writeString(folder.resolve("hosts"), "[web]\nweb[1:4]\n[db]\ndb[0:2]\n[old]\nold[01:03]\n"),
                new InputFiles());

        assertThatThrownBy(() -> inventory.select("web[1:2]", Optional.empty())).hasMessage("""
                        error[DP1445]: "web[1:2]" is a range of names, and also a part of web, counted from 0
                          Write web[1-2] for the names, or name the hosts that you mean.""");
        assertThat(inventory.select("web[0:1]", Optional.empty()))
                .extracting(Host::name)
                .containsExactly("web1", "web2");
        assertThat(inventory.select("web[1-2]", Optional.empty()))
                .extracting(Host::name)
                .containsExactly("web1", "web2");
        assertThat(inventory.select("db[1:2]", Optional.empty()))
                .extracting(Host::name)
                .containsExactly("db1", "db2");
        assertThat(inventory.select("old[01:02]", Optional.empty()))
                .extracting(Host::name)
                .containsExactly("old01", "old02");
    }
}
