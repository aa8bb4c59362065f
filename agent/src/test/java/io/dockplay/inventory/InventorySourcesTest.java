package io.dockplay.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.problem.InvalidInput;
import io.dockplay.yaml.InputFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code -i} may name, and what stands beside it. */
class InventorySourcesTest {

    @TempDir
    Path folder;

    private String write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        return Files.writeString(file, text).toString();
    }

    private String program(String name, String text) throws IOException {
        String file = write(name, "#!/bin/sh\n" + text);
        assertThat(Path.of(file).toFile().setExecutable(true)).isTrue();
        return file;
    }

    private static Inventory read(String... sources) {
        return InventoryReader.read(List.of(sources), Optional.empty(), new InputFiles());
    }

    private static List<String> names(Inventory inventory) {
        return inventory.hosts().stream().map(Host::name).toList();
    }

    private static String variable(Inventory inventory, String host, String name) {
        return inventory.hosts().stream()
                .filter(each -> each.name().equals(host))
                .flatMap(each -> Stream.ofNullable(each.variables().get(name)))
                .map(value -> String.valueOf(value.plain()))
                .findFirst()
                .orElse("-");
    }

    @Test
    void several_inventories_are_one_and_the_later_wins() throws IOException {
        Inventory inventory = read(
                write("a/hosts", "web1 x=a y=a\n[web]\nweb1\nweb2\n[web:vars]\nz=a\n"),
                write("b/hosts.yml", "web: {hosts: {web1: {x: b}, web3: }, vars: {z: b}}\n"));

        assertThat(names(inventory)).containsExactly("web1", "web2", "web3");
        assertThat(variable(inventory, "web1", "x")).isEqualTo("b");
        assertThat(variable(inventory, "web1", "y")).isEqualTo("a");
        assertThat(variable(inventory, "web2", "z")).isEqualTo("b");
        assertThat(inventory.groups().get("web")).containsExactly("web1", "web2", "web3");
        assertThat(inventory.groups().get("ungrouped")).isEmpty();
    }

    @Test
    void all_files_of_a_folder_are_read_in_the_order_of_their_names() throws IOException {
        write("inv/20-db", "[db]\ndb1 x=20\n");
        write("inv/10-web.yml", "web: {hosts: {web1: , db1: {x: 10}}}\n");
        write("inv/sub/more", "more1\n");
        for (String name : List.of(".hidden", "x.ini", "x.cfg", "x.txt", "x.md", "x~", "x.orig", "x.retry", "x.bak")) {
            write("inv/" + name, "[not\n");
        }
        write("inv/group_vars/web.yml", "y: group\n");
        Inventory inventory = read(folder.resolve("inv").toString());

        assertThat(names(inventory)).containsExactly("web1", "db1", "more1");
        assertThat(variable(inventory, "db1", "x")).isEqualTo("20");
        assertThat(variable(inventory, "web1", "y")).isEqualTo("group");
    }

    @Test
    void a_list_with_a_comma_is_one_of_hosts() {
        Inventory inventory = read("web1,10.0.0.2:2222,web1,", "db[1:2],");

        assertThat(names(inventory)).containsExactly("web1", "10.0.0.2", "db1", "db2");
        assertThat(variable(inventory, "10.0.0.2", "ansible_port")).isEqualTo("2222");
        assertThat(inventory.groups().get("ungrouped")).hasSize(4);
    }

    @Test
    void a_list_of_files_is_told_apart_from_one_of_hosts() throws IOException {
        String both = write("a", "web1\n") + "," + write("b", "web2\n");

        assertThatThrownBy(() -> read(both))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("Write -i for each file.");
    }

    @Test
    void a_program_prints_groups_and_the_variables_of_all_hosts() throws IOException {
        Inventory inventory = read(program("hosts.sh", """
                echo '{"web": {"hosts": ["web1", "web2"], "vars": {"x": 1}, "children": ["sub"]}, "sub": ["web3"],
                       "alone": {"y": 2}, "_meta": {"hostvars": {"web1": {"port": 2222, "on": true}, "nobody": {"z": 1}}}}'
                [ "$1" = --list ]
                """));

        assertThat(names(inventory)).containsExactly("web1", "web2", "web3", "alone");
        assertThat(variable(inventory, "web1", "port")).isEqualTo("2222");
        assertThat(variable(inventory, "web3", "x")).isEqualTo("1");
        assertThat(variable(inventory, "alone", "y")).isEqualTo("2");
    }

    @Test
    void a_program_without_meta_is_asked_for_each_host() throws IOException {
        Inventory inventory = read(program("hosts.sh", """
                case $1 in
                --list) echo '{"web": {"hosts": ["web1", "web2"]}}' ;;
                --host) if [ "$2" = web1 ]; then echo '{"asked": "for web1"}'; fi ;;
                esac
                """));

        assertThat(variable(inventory, "web1", "asked")).isEqualTo("for web1");
        assertThat(variable(inventory, "web2", "asked")).isEqualTo("-");
    }

    @Test
    void what_a_program_that_fails_says_is_told() throws IOException {
        String failing = program("failing", "echo 'no credentials' >&2; exit 3\n");
        assertThatThrownBy(() -> read(failing))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("error[DP1489]: " + failing + " --list ended with exit code 3\n  at " + failing
                        + "\n  It said:\n  no credentials");
        String chatty = program("chatty", "echo 'Welcome!'\n");
        assertThatThrownBy(() -> read(chatty))
                .hasMessageContaining("prints is no JSON")
                .hasMessageContaining("Welcome!");
        String list = program("list", "echo '[]'\n");
        assertThatThrownBy(() -> read(list)).hasMessageContaining("prints is no mapping");
        String twice = program("twice", "echo '{\"a\": [], \"a\": []}'\n");
        assertThatThrownBy(() -> read(twice)).hasMessageContaining("Duplicate");
        String lost = program("lost", "").replace("lost", "lost2");
        write("lost2", "#!/nowhere/python\n");
        assertThatThrownBy(() -> read(lost)).hasMessageContaining("is a program that cannot be run");
    }

    @Test
    void a_list_of_hosts_that_is_executable_by_chance_is_not_run() throws IOException {
        String hosts = write("hosts", "touch\n[web]\nweb1\n");
        assertThat(Path.of(hosts).toFile().setExecutable(true)).isTrue();

        assertThat(names(read(hosts))).containsExactly("touch", "web1");
    }

    @Test
    void a_form_is_known_by_what_is_in_the_file_where_its_name_does_not_tell() throws IOException {
        assertThat(names(read(write("hosts.yml", "# INI all the same\n[web]\nweb1 x=1\n"))))
                .containsExactly("web1");
        assertThat(names(read(write("hosts.prod", "all:\n  hosts:\n    web2:\n"))))
                .containsExactly("web2");
        assertThat(names(read(write("hosts.json", "{\"web\": {\"hosts\": {\"web3\": {}}}}"))))
                .containsExactly("web3");
        assertThatThrownBy(() -> read(write("aws.yml", "plugin: amazon.aws.aws_ec2\nregions: [x]\n")))
                .hasMessageContaining("plugin of Ansible's");
    }

    @Test
    void variables_beside_the_playbook_win_over_those_beside_the_inventory_each_kind_in_its_turn() throws IOException {
        String hosts =
                write("inv/hosts", "[inner]\nweb1 h=line\n[outer:children]\ninner\n[inner:vars]\na=line\ng=line\n");
        write("inv/group_vars/all", "a: inv-all\nb: inv-all\n");
        write("inv/group_vars/inner.json", "{\"c\": \"inv-inner\", \"d\": \"inv-inner\"}");
        write("inv/host_vars/web1/x.yml", "e: inv-host\nf: inv-host\nh: inv-host\n");
        write("play/group_vars/all.yaml", "b: play-all\nc: play-all\n");
        write("play/group_vars/outer/deep/x", "c: play-outer\nd: play-outer\n");
        write("play/host_vars/web1", "f: play-host\n");
        Inventory inventory =
                InventoryReader.read(List.of(hosts), Optional.of(folder.resolve("play")), new InputFiles());

        assertThat(Stream.of("a", "b", "c", "d", "e", "f", "g", "h").map(name -> variable(inventory, "web1", name)))
                .containsExactly(
                        "inv-all", "play-all", "play-outer", "play-outer", "inv-host", "play-host", "line", "inv-host");
    }

    @Test
    void of_several_forms_of_a_name_one_is_read_and_the_others_are_told() throws IOException {
        write("group_vars/web/x.yml", "x: folder\n");
        write("group_vars/web.yml", "x: file\n");
        Inventory inventory = read(write("hosts", "[web]\nweb1\n"));

        assertThat(variable(inventory, "web1", "x")).isEqualTo("folder");
        assertThat(inventory.warnings())
                .singleElement()
                .asString()
                .contains("group_vars/web.yml is not read, because " + folder.resolve("group_vars/web") + " is");
    }

    @Test
    void a_group_of_higher_priority_wins_over_others_at_its_depth() throws IOException {
        Inventory inventory =
                read(write("hosts", "[a]\nweb1\n[b]\nweb1\n[a:vars]\nx=a\nansible_group_priority=10\n[b:vars]\nx=b\n"));

        assertThat(variable(inventory, "web1", "x")).isEqualTo("a");
        assertThat(variable(inventory, "web1", "ansible_group_priority")).isEqualTo("-");
    }

    @Test
    void a_group_that_is_named_but_not_defined_is_an_error() throws IOException {
        assertThatThrownBy(() -> read(write("hosts", "web1\n[prod:children]\nwbe\n[web]\nweb1\n[dbs:vars]\nx=1\n")))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("[prod:children] names a group that is not defined: wbe")
                .hasMessageContaining("Did you mean \"web\"?")
                .hasMessageContaining("[dbs:vars] is for a group that is not defined");
    }
}
