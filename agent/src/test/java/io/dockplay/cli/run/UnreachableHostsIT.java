package io.dockplay.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.Dockplay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keys about hosts that are unreachable for a time or for good. */
class UnreachableHostsIT extends PlayKeys {

    @Test
    void wait_for_connection_connects_anew() throws Exception {
        good(apply("tasks: [%s, {wait_for_connection: {timeout: 10}}, %s]".formatted(says("one"), says("two"))));

        assertThat(log()).isEqualTo("one two");
        assertThat(one.sessions()).isEqualTo(2);
    }

    @Test
    void a_host_that_does_not_come_up_again_in_time_is_unreachable() throws Exception {
        String play = "tasks: [{reboot: {command: \"echo down >> ${dir}/log\", timeout: 0}}]";
        Dockplay dry = good(apply(play, "--dry-run"));
        assertThat(told(dry, "planned", "module")).containsExactly("reboot");

        Dockplay run = apply(play.replace("${dir}", folder + "/web1"));
        assertThat(run.exit()).isEqualTo(4);
        assertThat(told(run, "unreachable", "error"))
                .singleElement()
                .asString()
                .contains("it has not been booted anew");
    }

    @Test
    void ignore_unreachable_of_a_task_goes_on_without_it() throws Exception {
        two.close();
        String task =
                "{name: there, command: {shell: \"true\"}, delegate_to: web2, ignore_unreachable: true, register: r}";
        String then = "{command: {shell: \"echo went on >> ${dir}/log\"}, when: r.unreachable}";

        Dockplay run = good(apply("tasks: [" + task + ", " + then + "]"));
        assertThat(told(run, "failed", "error")).singleElement().asString().contains("web1: delegate_to web2");
        assertThat(log()).isEqualTo("went on");

        assertThat(apply("tasks: [" + task.replace("ignore_unreachable: true, ", "") + ", " + then + "]")
                        .exit())
                .isEqualTo(4);
    }

    @Test
    void ignore_unreachable_of_a_play_leaves_out_hosts_that_never_answer() throws Exception {
        two.close();
        String play = "- hosts: all\n  become: false\n  ignore_unreachable: true\n  tasks: [" + says("one") + "]\n";

        Dockplay run = good(run("apply", play));
        assertThat(told(run, "warning", "text"))
                .singleElement()
                .asString()
                .contains("unreachable, which the play ignores");
        assertThat(log()).isEqualTo("one");
        Path site = write("site.yml", play);
        assertThat(Dockplay.run("apply", site, "-i", hosts, "--accept-new-host-keys")
                        .out())
                .contains("1 changed, 1 not reached");
        assertThat(run("apply", play.replace("true\n  tasks", "false\n  tasks")).exit())
                .isEqualTo(4);
    }

    @Test
    void ignore_unreachable_goes_on_after_a_connection_that_was_lost_for_good() throws Exception {
        Path begun = folder.resolve("web1/begun");
        Thread end = new Thread(() -> {
            try {
                while (!Files.exists(begun)) {
                    Thread.sleep(20);
                }
                one.close();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        end.start();

        Dockplay run = good(apply("""
                ignore_unreachable: true
                tasks:
                  - {name: first, command: {shell: "touch ${dir}/begun; sleep 2"}}
                  - {name: second, command: {shell: "true"}}
                """));
        end.join();
        assertThat(told(run, "failed", "task")).as("%s", run).containsExactly("first", "second");
    }
}
