package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockplay.lab.Lab;
import io.dockplay.lab.LabHost;
import io.dockplay.lab.Release;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A project of Compose on a host like CentOS 7, with the plugin that site.yml installs. */
@Timeout(900)
@FreshHosts
class ComposeIT {

    private static final String TWO = """
            version: "3"
            services:
              web: {image: "sleeper:1", command: [/bin/sleep, "1000"], volumes: ["kept:/data"]}
              db: {image: "sleeper:1", command: [/bin/sleep, "1000"]}
            volumes: {kept: {}}
            """;

    @TempDir
    Path folder;

    private Contract contract;
    private LabHost host;

    @BeforeEach
    void up(Lab lab) {
        contract = new Contract(lab, folder);
        host = lab.hosts(Release.CENTOS_7).get(0);
        Dockplay site = Dockplay.run(
                "apply",
                Path.of("..", "playbooks", "site.yml"),
                "-i",
                lab.inventoryFile(),
                "--yes",
                "--limit",
                host.name(),
                "-e",
                "{docker_compose: true}");
        assertThat(site.exit()).as("%s", site).isZero();
        said("""
                tar -ch -C / bin/sleep $(ldd /bin/sleep | grep -o '/lib[^ ]*') | docker import - sleeper:1
                mkdir -p /srv/shop""");
        write(TWO);
    }

    private String said(String script) {
        return host.exec("sh", "-ec", script).orThrow();
    }

    private void write(String file) {
        said("cat >/srv/shop/docker-compose.yml <<'END'\n" + file + "END");
    }

    private Dockplay run(String command, Path playbook, String... more) {
        List<String> words = new ArrayList<>(List.of("--limit", host.name()));
        words.addAll(List.of(more));
        return contract.run(command, playbook, words.toArray(String[]::new));
    }

    /** What a dry run plans and apply then changes, both the same. */
    private List<String> changes(Path playbook) {
        Dockplay dryRun = run("apply", playbook, "--dry-run");
        Dockplay apply = run("apply", playbook, "--yes");
        assertThat(apply.exit()).as("%s", apply).isZero();
        List<String> made = changes(apply, "change");
        assertThat(changes(dryRun, "planned")).isEqualTo(made);
        return made;
    }

    private static List<String> changes(Dockplay run, String event) {
        List<String> changes = new ArrayList<>();
        for (JsonNode each : run.events(event)) {
            each.path("changes")
                    .forEach(change -> changes.add(change.path("what").asText() + ": "
                            + change.path("from").asText() + " → "
                            + change.path("to").asText()));
        }
        return changes;
    }

    private String running() {
        return said("docker ps --format '{{.Label \"com.docker.compose.service\"}}' | sort | tr '\\n' ' '");
    }

    @Test
    void services_come_change_and_go_as_the_file_says() {
        Path playbook = contract.playbook("docker-compose: {name: shop, project_src: /srv/shop}");
        String networks = said("docker network ls --format '{{.Name}}'");

        assertThat(changes(playbook))
                .containsExactlyInAnyOrder("service web: absent → running", "service db: absent → running");
        assertThat(running()).isEqualTo("db web ");
        assertThat(changes(playbook)).isEmpty();

        said("docker stop -t 0 $(docker ps -q --filter label=com.docker.compose.service=db)");
        assertThat(changes(playbook)).containsExactly("service db: stopped → running");

        write(TWO.replace("version", "# another one\nversion")
                .replace(
                        "db: {image: \"sleeper:1\", command: [/bin/sleep, \"1000\"]}",
                        "mail: {image: \"sleeper:1\", command: [/bin/sleep, \"999\"]}")
                .replace("[/bin/sleep, \"1000\"], v", "[/bin/sleep, \"1001\"], v"));
        assertThat(changes(playbook))
                .containsExactlyInAnyOrder(
                        "service web: made by other options → made anew",
                        "service mail: absent → running",
                        "service db: present → absent");
        assertThat(running()).isEqualTo("mail web ");
        assertThat(changes(playbook)).isEmpty();

        Dockplay uninstall = run("uninstall", playbook, "--yes", "--forget");

        assertThat(uninstall.exit()).as("%s", uninstall).isZero();
        assertThat(said("docker ps -aq")).isEmpty();
        assertThat(said("docker network ls --format '{{.Name}}'")).isEqualTo(networks);
        assertThat(said("docker volume ls -q")).isEqualTo("shop_kept\n");
    }

    @Test
    void a_definition_needs_no_file_and_what_compose_cannot_read_changes_nothing() {
        Path wrong = contract.playbook("docker-compose: {name: small, definition: {services: {web: {imag: x}}}}");
        Dockplay refused = run("apply", wrong, "--yes");
        assertThat(refused.exit()).as("%s", refused).isEqualTo(2);
        assertThat(refused.toString())
                .contains("Compose cannot read the definition")
                .contains("imag");

        Path playbook = contract.playbook("docker-compose: {name: small, definition: {version: \"3\", services:"
                + " {web: {image: \"sleeper:1\", command: [/bin/sleep, \"1000\"], labels: {say: \"it's $$5\"}}}}}");
        assertThat(changes(playbook)).containsExactly("service web: absent → running");
        assertThat(changes(playbook)).isEmpty();
        assertThat(said("docker inspect -f '{{.Config.Labels.say}}' $(docker ps -q)"))
                .isEqualTo("it's $5\n");

        Path gone = contract.playbook("docker-compose: {name: small, state: absent}");
        assertThat(changes(gone)).containsExactly("service web: present → absent");
        assertThat(said("docker ps -aq")).isEmpty();
    }
}
