package io.dockplay.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.InputFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryReaderTest {

    @TempDir
    Path folder;

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    private Inventory read(String name, String text) throws IOException {
        write(name, text);
        return InventoryReader.read(folder.resolve(name), new InputFiles());
    }

    private List<String> wrong(String name, String text) throws IOException {
        write(name, text);
        InvalidInput wrong = catchThrowableOfType(
                InvalidInput.class,
                () -> InventoryReader.read(folder.resolve(name), new InputFiles())
                        .hosts());
        return wrong.problems().stream()
                .map(Problem::toString)
                .map(text1 -> text1.replace(folder + "/", ""))
                .toList();
    }

    private static List<String> names(Inventory inventory, String pattern) {
        return inventory.select(pattern, Optional.empty()).stream()
                .map(Host::name)
                .toList();
    }

    private static Map<String, @Nullable Object> variables(Inventory inventory, String host) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        inventory
                .select(host, Optional.empty())
                .get(0)
                .variables()
                .forEach((name, value) -> plain.put(name, value.plain()));
        return plain;
    }

    @Test
    void an_ini_inventory_has_hosts_groups_children_and_variables() throws IOException {
        Inventory inventory = read("hosts", """
                # a comment
                ; another
                gate ansible_host=192.0.2.1   # and one behind

                [web]
                web[01:02].example.org:2222 color=red
                web9

                [old]
                old1 ssh_legacy=true note="two words" list='[1, "a"]'

                [docker:children]
                web
                old   # the old ones

                [docker:vars]
                mirrors = ["http://a.example", "http://b.example"]
                version=26.10
                mode=0644
                count=3
                text=https://x.example/#part   # Ansible takes all of this
                yes=true
                True=True
                quoted="a # b"
                """);

        assertThat(names(inventory, "all"))
                .containsExactly("gate", "web01.example.org", "web02.example.org", "web9", "old1");
        assertThat(names(inventory, "docker"))
                .containsExactly("web01.example.org", "web02.example.org", "web9", "old1");
        assertThat(names(inventory, "ungrouped")).containsExactly("gate");
        assertThat(variables(inventory, "gate")).isEqualTo(Map.of("ansible_host", "192.0.2.1"));
        assertThat(variables(inventory, "web01.example.org"))
                .containsEntry("ansible_port", 2222L)
                .containsEntry("color", "red")
                .containsEntry("mirrors", List.of("http://a.example", "http://b.example"))
                .containsEntry("version", "26.10")
                .containsEntry("mode", "0644")
                .containsEntry("count", 3L)
                .containsEntry("text", "https://x.example/#part   # Ansible takes all of this")
                .containsEntry("yes", "true")
                .containsEntry("True", true)
                .containsEntry("quoted", "a # b");
        assertThat(variables(inventory, "old1"))
                .containsEntry("ssh_legacy", "true")
                .containsEntry("note", "two words");
        assertThat(inventory.hosts().get(1).position().line()).isEqualTo(6);
    }

    @Test
    void a_windows_editor_does_no_harm() throws IOException {
        Inventory inventory = read("hosts", "\uFEFF[web]\r\nweb1 a=1\r\n");

        assertThat(names(inventory, "web")).containsExactly("web1");
        assertThat(variables(inventory, "web1")).isEqualTo(Map.of("a", 1L));
    }

    @Test
    void a_yaml_inventory_has_the_same() throws IOException {
        Inventory inventory = read("hosts.yml", """
                all:
                  vars: {a: 1}
                  children:
                    web:
                      hosts:
                        web[1:2]: {b: 2}
                      vars: {c: 3}
                    db:
                lonely:
                  hosts: {x: }
                """);

        assertThat(names(inventory, "web")).containsExactly("web1", "web2");
        assertThat(names(inventory, "db")).isEmpty();
        assertThat(variables(inventory, "web1")).isEqualTo(Map.of("a", 1L, "b", 2L, "c", 3L));
        assertThat(variables(inventory, "x")).isEqualTo(Map.of("a", 1L));
    }

    @Test
    void a_yaml_inventory_is_known_by_its_looks_too() throws IOException {
        assertThat(names(read("hosts", "# hosts\nall:\n  hosts:\n    web1:\n"), "all"))
                .containsExactly("web1");
    }

    @Test
    void the_nearer_a_variable_stands_to_the_host_the_more_it_counts() throws IOException {
        write("group_vars/all.yml", "a: all-file\nb: all-file\n");
        write("group_vars/outer.yml", "c: outer-file\n");
        write("group_vars/inner/one.yml", "d: inner-file\n");
        write("group_vars/inner/two.yaml", "e: inner-file\nf: inner-file\n");
        write("group_vars/README.md", "not: [YAML");
        write("group_vars/nobody.yml", "a: nobody\n");
        write("host_vars/web1.yml", "f: host-file\ng: host-file\n");
        Inventory inventory = read("hosts", """
                [inner]
                web1 g=host f=host h=host
                [outer:children]
                inner
                [all:vars]
                a=all
                b=all
                c=all
                h=all
                [outer:vars]
                b=outer
                c=outer
                d=outer
                [inner:vars]
                d=inner
                e=inner
                h=inner
                """);

        assertThat(variables(inventory, "web1"))
                .isEqualTo(Map.of(
                        "a",
                        "all-file",
                        "b",
                        "all-file",
                        "c",
                        "outer-file",
                        "d",
                        "inner-file",
                        "e",
                        "inner-file",
                        "f",
                        "host-file",
                        "g",
                        "host-file",
                        "h",
                        "host"));
    }

    @Test
    void a_host_is_ungrouped_as_long_as_no_group_has_it() throws IOException {
        Inventory ini = read("hosts", "a x=1\nb\n[web]\nb\n[ungrouped:vars]\ny=2\n");
        Inventory yaml = read(
                "hosts.yml",
                "all: {hosts: {a: {x: 1}, b: }, children: {web: {hosts: {b: }}, ungrouped: {vars: {y: 2}}}}\n");

        for (Inventory each : List.of(ini, yaml)) {
            assertThat(names(each, "ungrouped")).containsExactly("a");
            assertThat(variables(each, "a")).containsEntry("x", 1L).containsEntry("y", 2L);
            assertThat(variables(each, "b")).isEmpty();
        }
    }

    @Test
    void of_two_groups_side_by_side_the_later_in_the_alphabet_counts() throws IOException {
        Inventory inventory = read("hosts", "[b]\nweb1\n[a]\nweb1\n[a:vars]\nx=a\n[b:vars]\nx=b\n[all:children]\na\n");

        assertThat(variables(inventory, "web1")).isEqualTo(Map.of("x", "b"));
    }

    @Test
    void all_that_is_wrong_with_an_ini_inventory_is_told_at_once() throws IOException {
        assertThat(wrong("hosts", """
                        web1 color
                        web[3:1]
                        [web:host]
                        [db
                        [a:children]
                        b
                        [b:children]
                        a
                        """))
                .satisfiesExactlyInAnyOrder(
                        each -> assertThat(each).contains("\"color\" is not name=value", "hosts:1:1"),
                        each -> assertThat(each).contains("the range [3:1] ends before it begins", "hosts:2:1"),
                        each -> assertThat(each).contains("a section cannot be \":host\"", "hosts:3:1"),
                        each -> assertThat(each).contains("the section \"[db\" has no end", "hosts:4:1"),
                        each -> assertThat(each).contains("is below itself", "hosts:8:1"));
    }

    @Test
    void all_that_is_wrong_with_a_yaml_inventory_is_told_at_once() throws IOException {
        write("group_vars/web.yml", "a: 1\na: 2\n");
        write("host_vars/web1.yml", "[a, b]");
        assertThat(wrong("hosts.yml", """
                        web:
                          host: {web1: }
                          hosts: {web1: , "web[1": }
                          vars: text
                        db: [web2]
                        c: {children: {c: }}
                        """))
                .satisfiesExactlyInAnyOrder(
                        each -> assertThat(each)
                                .contains(
                                        "the group web has no key \"host\"",
                                        "hosts.yml:2:3",
                                        "Did you mean \"hosts\"?"),
                        each -> assertThat(each).contains("a range that cannot be read", "hosts.yml:3:19"),
                        each -> assertThat(each).contains("vars is text, and should be a mapping", "hosts.yml:4:9"),
                        each -> assertThat(each).contains("the group db is a list", "hosts.yml:5:5"),
                        each -> assertThat(each).contains("the group c is below itself", "hosts.yml:6:16"),
                        each -> assertThat(each).contains("\"a\" stands here twice", "group_vars/web.yml:2:1"),
                        each -> assertThat(each).contains("the file is a list", "host_vars/web1.yml:1:1"));
    }

    @Test
    void an_inventory_without_hosts_is_an_error() throws IOException {
        assertThat(wrong("hosts", "# none\n")).singleElement().asString().contains("the inventory has no hosts");
        assertThat(wrong("hosts.yml", "all:\n")).singleElement().asString().contains("the inventory has no hosts");
    }

    @Test
    void a_file_of_comments_only_is_an_empty_inventory_whatever_it_is_called() throws IOException {
        for (String name : List.of("hosts.yml", "hosts.yaml", "hosts.ini")) {
            assertThat(wrong(name, "---\n# - nothing\n  # yet\n"))
                    .as(name)
                    .singleElement()
                    .asString()
                    .contains("the inventory has no hosts");
        }
    }

    @Test
    void a_number_with_an_exponent_is_one_in_an_ini_inventory() throws IOException {
        read("hosts", "web1 a=1e3 b=-2.5E-1 c='\"1e3\"' d=1e3x e=1e999\n")
                .select("web1", Optional.empty())
                .get(0)
                .variables()
                .forEach((name, value) -> assertThat(String.valueOf(value.plain()))
                        .as(name)
                        .isEqualTo(Map.of("a", "1000.0", "b", "-0.25", "c", "1e3", "d", "1e3x", "e", "1e999")
                                .get(name)));
    }

    @Test
    void a_thousand_hosts_are_read_in_no_time() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int group = 0; group < 50; group++) {
            text.append("[g" + group + "]\nweb[0001:5000]\n[g" + group + ":vars]\nx=" + group + "\n");
        }
        assertThat(names(read("hosts", text.toString()), "g7")).hasSize(5000);
    }

    @Test
    void the_example_has_every_variable_that_tells_how_to_connect() throws IOException {
        Path example = Path.of("..", "inventory.example.yml");
        Inventory inventory = InventoryReader.read(example, new InputFiles());

        assertThat(names(inventory, "centos7")).hasSize(6);
        assertThat(names(inventory, "docker:&beijing")).containsExactly("web01.example.org", "old1");
        assertThat(variables(inventory, "old1"))
                .containsEntry("ssh_legacy", true)
                .containsEntry("ansible_port", 2222L);
        assertThat(Files.readString(example)).contains(io.dockplay.ssh.SshTarget.VARIABLES);
    }
}
