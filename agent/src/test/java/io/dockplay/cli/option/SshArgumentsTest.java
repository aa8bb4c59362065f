package io.dockplay.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the arguments that an Ansible inventory has for OpenSSH's client. */
class SshArgumentsTest {

    private static SshArguments of(String common) {
        return SshArguments.of(Map.of("ansible_ssh_common_args", common));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "-J ops@gate:2222                                              | ssh_jump | ops@gate:2222",
                "-o ProxyJump=gate                                             | ssh_jump | gate",
                "-oProxyCommand=\"ssh -W %h:%p -q ops@gate\"                   | ssh_jump | ops@gate",
                "-o 'ProxyCommand=ssh -q -p 2222 -l ops -W [%h]:%p gate'       | ssh_jump | ops@gate:2222",
                "-o 'ProxyCommand ssh ops@gate nc %h %p'                       | ssh_jump | ops@gate",
                "-o ProxyCommand='nc -x proxy %h %p'                           | ssh_proxy_command | nc -x proxy %h %p",
                "-o 'ProxyCommand ssh -F f -W %h:%p gate'                      | ssh_proxy_command | ssh -F f -W %h:%p gate",
                "-J gate -o ProxyCommand='nc %h %p'                            | ssh_jump | gate",
                "-o ProxyCommand='nc %h %p' -J gate                            | ssh_proxy_command | nc %h %p",
                "-o UserKnownHostsFile=/etc/hosts.keys                         | ssh_known_hosts | /etc/hosts.keys",
                "-i /keys/old                                                  | ansible_ssh_private_key_file | /keys/old",
                "-oIdentityFile=/keys/old                                      | ansible_ssh_private_key_file | /keys/old",
                "-p 2200                                                       | ansible_port | 2200",
                "-l root                                                       | ansible_user | root",
                "-o User=root                                                  | ansible_user | root",
                "-o KexAlgorithms=+diffie-hellman-group1-sha1                  | ssh_legacy | true",
                "-oHostKeyAlgorithms=+ssh-rsa                                  | ssh_legacy | true",
            })
    void what_dockplay_can_say_too_is_honoured(String arguments, String variable, String value) {
        SshArguments read = of(arguments);
        assertThat(read.ignored()).isEmpty();
        assertThat(read.variables()).hasSize(1);
        assertThat(String.valueOf(read.variables().get(variable))).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"ansible_ssh_args", "ansible_ssh_common_args", "ansible_ssh_extra_args"})
    void each_variable_of_ansibles_for_the_client_is_read(String name) {
        SshArguments read = SshArguments.of(Map.of(name, "-o Port=2200 -A"));

        assertThat(read.variables()).containsEntry("ansible_port", "2200");
        assertThat(read.ignored()).containsExactly(name + ": \"-A\" is ignored: dockplay has no such option");
    }

    @Test
    void of_what_is_said_twice_the_first_counts_as_with_the_client() {
        SshArguments read = SshArguments.of(Map.of(
                "ansible_ssh_args", "-o Port=1 -p 2",
                "ansible_ssh_common_args", "-p 3 -J gate",
                "ansible_ssh_extra_args", "-o ProxyJump=other"));

        assertThat(read.variables()).containsEntry("ansible_port", "1").containsEntry("ssh_jump", "gate");
    }

    @Test
    void a_way_that_the_inventory_names_itself_comes_before_one_of_the_arguments() {
        Map<String, Object> known = new HashMap<>(Map.of("ssh_jump", "gate"));
        of("-o ProxyCommand='nc %h %p' -p 2200").complete(known);

        assertThat(known).containsOnly(entry("ssh_jump", "gate"), entry("ansible_port", "2200"));
    }

    @Test
    void what_one_connection_makes_needless_is_passed_over() {
        SshArguments read = of("-C -q -o ControlMaster=auto -o ControlPersist=60s -oServerAliveInterval=30"
                + " -o StrictHostKeyChecking=yes -o Ciphers=aes256-ctr");
        assertThat(read.variables()).isEmpty();
        assertThat(read.ignored()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "-o StrictHostKeyChecking=no        | host keys are always checked",
                "-o UserKnownHostsFile=/dev/null    | host keys are always checked",
                "-o ConnectTimeout=5                | --timeout",
                "-o ForwardX11=yes                  | no such option",
                "-A                                 | no such option",
                "-o                                 | nothing behind it",
                "-o 'Port=22                        | is not closed",
            })
    void what_it_cannot_say_is_named(String arguments, String why) {
        SshArguments read = of(arguments);
        assertThat(read.variables()).isEmpty();
        assertThat(read.ignored()).singleElement().asString().contains("ansible_ssh_common_args", "is ignored", why);
    }
}
