package io.dockplay.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.option.LoginOptions;
import io.dockplay.cli.option.RunOptions;
import io.dockplay.playbook.Task;
import io.dockplay.resource.Supply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bundle has to hold is known from the playbook and the inventory alone. */
class BundleNeedsTest {

    @TempDir
    Path folder;

    private BundleNeeds needs(Path playbook, String inventory) throws IOException {
        RunOptions options = new RunOptions();
        options.inventory.sources =
                List.of(Files.writeString(folder.resolve("hosts"), inventory).toString());
        RunContext context = new RunContext();
        return BundleNeeds.of(
                FleetLoader.read(playbook, options, new LoginOptions().login(), context), List.of("6", "7"));
    }

    private static List<String> packages(Collection<Supply> supplies) {
        return supplies.stream()
                .filter(Supply.Packages.class::isInstance)
                .flatMap(each -> ((Supply.Packages) each).names().stream())
                .toList();
    }

    @Test
    void each_release_needs_what_its_own_tasks_take() throws IOException {
        Map<String, Set<Supply>> supplies =
                needs(Path.of("..", "playbooks", "site.yml"), "web1\n").supplies();

        assertThat(packages(supplies.get("6"))).containsExactly("epel-release", "docker-io");
        assertThat(packages(supplies.get("7")))
                .containsExactly("gcc", "gcc-c++", "yum-utils", "device-mapper-persistent-data", "lvm2", "docker-ce");
        assertThat(supplies.get("7"))
                .filteredOn(Supply.FetchedRepositories.class::isInstance)
                .extracting(each -> ((Supply.FetchedRepositories) each).url())
                .containsExactly("https://mirrors.aliyun.com/docker-ce/linux/centos/docker-ce.repo");
    }

    @Test
    void what_hosts_have_different_variables_for_comes_along_for_each() throws IOException {
        Map<String, Set<Supply>> supplies = needs(
                        Path.of("..", "playbooks", "site.yml"),
                        "web1 docker_version=26.1.4\nweb2 docker_version=25.0.5\n")
                .supplies();

        assertThat(packages(supplies.get("7")))
                .contains("docker-ce-26.1.4", "docker-ce-cli-26.1.4", "docker-ce-25.0.5", "docker-ce-cli-25.0.5");
    }

    @Test
    void each_module_tells_what_it_takes_and_what_removes_takes_nothing() throws IOException {
        Path playbook = Files.writeString(folder.resolve("play.yml"), """
                - hosts: all
                  requires: [{distribution: CentOS, version: ">= 7"}]
                  tasks:
                    - package: {name: [tree, "http://x.example/a.rpm"], enablerepo: epel}
                    - package: {name: old, state: absent}
                    - repo: {id: gone, state: absent}
                    - repo: {id: more, baseurl: "http://x.example/more", gpgcheck: false}
                    - download: {url: "https://x.example/tool", path: /opt/tool}
                    - docker-image: {name: nginx}
                    - docker-image: {name: busybox, state: absent}
                    - docker-container: {name: web, image: "nginx:1.25"}
                    - command: {shell: uname -r}
                      register: kernel
                    - name: later
                      download: {url: "https://x.example/${kernel.stdout}", path: /opt/modules}
                """);

        BundleNeeds needs = needs(playbook, "web1\n");

        assertThat(needs.supplies()).containsOnlyKeys("7");
        assertThat(needs.supplies().get("7"))
                .containsExactly(
                        new Supply.Packages(List.of("tree"), List.of("--enablerepo=epel")),
                        new Supply.Address("http://x.example/a.rpm"),
                        new Supply.Repositories(
                                "[more]\nname=more\nbaseurl=http://x.example/more\nenabled=1\ngpgcheck=0\n"),
                        new Supply.Address("https://x.example/tool"),
                        new Supply.Image("nginx:latest"),
                        new Supply.Image("nginx:1.25"));
        assertThat(needs.unknown()).extracting(Task::name).containsExactly("later");
    }
}
