package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The main job, whole, as the README's first command runs it. */
class RehearsalIT {

    @Test
    void site_yml_passes_all_its_stages_on_centos_6_and_7() {
        Dockplay run = Dockplay.run("rehearse", Path.of("..", "playbooks", "site.yml"), "-v", "--color", "always");

        assertThat(run.exit()).as(run.toString()).isZero();
        assertThat(run.out())
                .contains("1/7  hosts up", "2/7  dry run", "3/7  apply", "4/7  apply again", "5/7  verify")
                .contains("6/7  uninstall", "7/7  hosts down")
                .contains("\u001b[") // colours, as --color wants them
                .contains("/v2/library/hello-world/manifests/latest")
                .contains("$ bringing yum -y install 'docker-ce'");
    }
}
