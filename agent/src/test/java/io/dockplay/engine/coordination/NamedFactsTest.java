package io.dockplay.engine.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.playbook.Play;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.playbook.parse.PlaybookReader;
import io.dockplay.transport.MoreFacts;
import io.dockplay.yaml.InputFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which facts cost a host a process because a play may name them. */
class NamedFactsTest {

    @TempDir
    Path folder;

    @Test
    void the_playbook_of_this_project_names_none_that_costs() throws Exception {
        Path site = Path.of("..", "playbooks", "site.yml");
        Play play = PlaybookReader.read(site, new InputFiles()).plays().get(0);

        assertThat(new NamedFacts().of(play)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "debug: {msg: \"${facts.docker_version}\"}",
                "debug: {msg: \"${facts.addresses[0]}\"}",
                "debug: {msg: \"${facts['os'].major}\"}",
                "debug: {msg: \"${facts .os.major}\"}",
                "debug: {msg: \"<#list facts as name, value>${name} </#list>\"}",
                "debug: {msg: \"${.data_model?keys?join(' ')}\"}",
                "debug: {msg: \"${('fac' + 'ts.addresses[0]')?eval}\"}",
                "file: {path: /etc/motd, template: motd.ftl}",
                "include_tasks: \"${more}.yml\""
            })
    void whatever_may_name_one_that_costs_asks_for_them(String task) throws Exception {
        Files.writeString(folder.resolve("motd.ftl"), "x");
        Files.writeString(folder.resolve("more.yml"), "[]");

        assertThat(new NamedFacts().of(play(task))).containsExactlyInAnyOrder(MoreFacts.ADDRESSES, MoreFacts.DOCKER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "debug: {msg: \"${facts.os.major} ${facts.kernel} ${facts.selinux} ${facts.cpus}\"}",
                "package: {name: [gcc, lvm2]}",
                "service: {name: sshd, state: started}",
                "command: {shell: echo docker_version addresses}"
            })
    void what_names_none_of_them_asks_for_none(String task) throws Exception {
        assertThat(new NamedFacts().of(play(task))).isEmpty();
    }

    @Test
    void a_variable_of_a_host_may_name_them_too() {
        Set<MoreFacts> named = NamedFacts.of(Variables.of(Map.of("address", "${facts.addresses[0]}"), Map.of()));

        assertThat(named).containsExactlyInAnyOrder(MoreFacts.ADDRESSES, MoreFacts.DOCKER);
        assertThat(NamedFacts.of(Variables.of(Map.of("address", "192.0.2.7"), Map.of("x", "y"))))
                .isEmpty();
    }

    private Play play(String task) throws Exception {
        Path file = Files.writeString(folder.resolve("play.yml"), "- hosts: all\n  tasks:\n    - " + task + "\n");
        return PlaybookReader.read(file, new InputFiles()).plays().get(0);
    }
}
