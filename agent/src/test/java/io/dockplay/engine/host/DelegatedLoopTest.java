package io.dockplay.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.fleet.ManyHosts;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loops of which each element is another host's. */
@Timeout(60)
class DelegatedLoopTest extends ManyHosts {

    @Test
    void each_element_of_a_loop_is_looked_at_on_its_own_host() throws Exception {
        for (String host : hosts(2)) {
            Files.writeString(Files.createDirectories(folder.resolve(host)).resolve("name"), host);
        }
        apply(1, hosts(3), """
                - hosts: web3
                  become: false
                  tasks:
                    - loop: [web1, web2, web1]
                      delegate_to: "${item}"
                      command: {shell: "cat $HOME/name", read_only: true}
                      register: seen
                    - loop: "${seen.results?map(one -> one.stdout)}"
                      delegate_to: "${item}"
                      command: {shell: "echo ${item} >> $HOME/log"}
                """);

        assertThat(failures()).isEmpty();
        assertThat(log("web1")).isEqualTo("web1 web1");
        assertThat(log("web2")).isEqualTo("web2");
    }

    @Test
    void a_failure_on_one_elements_host_ends_the_loop() throws Exception {
        apply(1, hosts(3), """
                - hosts: web3
                  become: false
                  tasks:
                    - block:
                        - loop: [web1, web2]
                          delegate_to: "${item}"
                          command: {shell: "echo ${item} >> ${shared}/log; false"}
                      rescue:
                        - command: {shell: "echo rescue >> ${shared}/log"}
                """);

        assertThat(log()).isEqualTo("web1 rescue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"free", "linear"})
    void what_several_hosts_change_on_one_is_looked_at_again_by_each(String strategy) throws Exception {
        Files.createDirectories(folder.resolve("web1"));
        Files.writeString(folder.resolve("web1/list"), "first\n");
        apply(6, hosts(6), play("strategy: " + strategy + "\n" + tasks("""
                - delegate_to: web1
                  file: {path: "${shared}/web1/list", lines: ["${inventory_hostname} is there"]}
                - delegate_to: web1
                  command: {shell: "echo made >> ${shared}/log; touch ${shared}/made", creates: "${shared}/made"}
                """)));

        assertThat(failures()).isEmpty();
        assertThat(Files.readAllLines(folder.resolve("web1/list"))).hasSize(7);
        assertThat(log()).isEqualTo("made");
    }
}
