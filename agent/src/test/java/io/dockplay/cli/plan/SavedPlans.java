package io.dockplay.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.Dockplay;
import io.dockplay.cli.TwoHosts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;

/** Saves plans of a playbook for two hosts behind real SSH servers, and applies them. */
abstract class SavedPlans extends TwoHosts {

    static final String PLAYBOOK = """
            - hosts: all
              become: false
              vars: {db_password: open-sesame}
              tasks:
                - name: Settings
                  file: {path: "${dir}/settings", content: "a=1\\npassword=${db_password}\\n"}
                  notify: Tell
                - name: Motd
                  file: {path: "${dir}/motd", source: motd}
                - name: Look
                  command: {shell: "cat ${dir}/settings", read_only: true}
                  register: settings
                - name: Copy
                  file: {path: "${dir}/copy", content: "${settings.stdout}"}
              handlers:
                - name: Tell
                  command: {shell: "echo told >> ${dir}/told"}
            """;

    Path playbook;
    Path plan;

    @BeforeEach
    void playbook() throws IOException {
        playbook = write("site.yml", PLAYBOOK);
        write("motd", "hello\n");
        plan = folder.resolve("docker.plan");
    }

    void makePlan(Object... more) {
        Object[] arguments = new Object[7 + more.length];
        Object[] first = {"plan", playbook, "-i", hosts, "-o", plan, "--accept-new-host-keys"};
        System.arraycopy(first, 0, arguments, 0, first.length);
        System.arraycopy(more, 0, arguments, first.length, more.length);
        Dockplay run = Dockplay.run(arguments);
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.out()).contains("The plan is in " + plan);
    }

    String refused() {
        Dockplay run = Dockplay.run("apply", plan, "--yes");
        assertThat(run.exit()).as("%s", run).isEqualTo(1);
        assertThat(run.err()).doesNotContain("Exception", "\tat ");
        return run.err();
    }

    void play(String text) throws IOException {
        Files.writeString(playbook, text);
    }
}
