package io.dockplay.modules.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.message.Message;
import io.dockplay.modules.CaseMachine;
import io.dockplay.modules.CaseOptions;
import io.dockplay.modules.Modules;
import io.dockplay.modules.base.RestoreState;
import io.dockplay.modules.files.Checksums;
import io.dockplay.modules.files.RestoreFile;
import io.dockplay.resource.Change;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostModulesUndoTest {

    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPkCMdD8mPSBd9axdf5ogezjFugxxXL8dqgq1dwWXk1W ann@desk";
    private static final String FILE = "/home/deploy/.ssh/authorized_keys";

    @Test
    void keys_go_with_the_file_and_the_directory_that_were_made_for_them() {
        assertThat(undo(
                        "authorized-key",
                        Map.of("user", "deploy", "key", KEY),
                        new RecordedChange("/home/deploy/.ssh", Change.ABSENT, "directory"),
                        new RecordedChange(FILE, Change.ABSENT, "1 line"),
                        new RecordedChange("mode:" + FILE, Change.ABSENT, "0600"),
                        new RecordedChange(FILE, "", "sha256:abc"),
                        new RecordedChange("/home/other/.ssh/authorized_keys", "", "sha256:def")))
                .isEqualTo(List.of(
                        new RestoreFile(FILE, true, new Checksums(List.of("abc"))),
                        new RestoreFile("/home/deploy/.ssh", true, Checksums.NONE)));
    }

    @Test
    void a_file_of_keys_that_was_there_is_given_back_and_so_is_the_mode_of_its_directory() {
        List<Resource<?>> former = undo(
                "authorized-key",
                Map.of("user", "deploy", "key", KEY),
                new RecordedChange("mode:/home/deploy/.ssh", "0755", "0700"),
                new RecordedChange(FILE, "1 line", "2 lines"));
        assertThat(former.get(0)).isEqualTo(new RestoreFile(FILE, false, Checksums.NONE));
        assertThat(former.get(1)).isInstanceOf(RestoreState.class);
        assertThat(former.get(1).label()).isEqualTo("/home/deploy/.ssh");
    }

    @Test
    void a_table_of_cron_is_given_back_as_it_was() {
        assertThat(undo(
                        "cron",
                        Map.of("name", "prune", "job", "true"),
                        new RecordedChange("content", "2 lines", "4 lines"),
                        new RecordedChange("/var/spool/cron/root", "", "sha256:abc")))
                .isEqualTo(List.of(new RestoreFile("/var/spool/cron/root", false, new Checksums(List.of("abc")))));
    }

    @Test
    void a_table_that_went_with_its_last_job_comes_back_unless_somebody_made_another() {
        assertThat(undo(
                        "cron",
                        Map.of("name", "prune", "state", "absent"),
                        new RecordedChange("content", "2 lines", "absent")))
                .isEqualTo(
                        List.of(new RestoreFile("/var/spool/cron/root", false, new Checksums(List.of(Change.ABSENT)))));
    }

    @Test
    void a_kernel_parameter_gets_its_first_value_back_in_the_file_and_in_the_kernel() {
        assertThat(undo(
                        "sysctl",
                        Map.of("name", "vm.swappiness", "value", "10"),
                        new RecordedChange("content", Change.ABSENT, "1 line"),
                        new RecordedChange("kernel", "60", "20"),
                        new RecordedChange("kernel", "20", "10")))
                .isEqualTo(List.of(
                        new RestoreFile("/etc/sysctl.conf", true, Checksums.NONE),
                        new RestoreKernelParameter("vm.swappiness", "60", "10")));
    }

    @Test
    void a_kernel_parameter_that_a_module_brought_has_no_former_value() {
        assertThat(undo(
                        "sysctl",
                        Map.of("name", "net.bridge.bridge-nf-call-iptables", "value", "1"),
                        new RecordedChange("kernel", Change.ABSENT, "1")))
                .isEmpty();
    }

    @Test
    void a_kernel_module_is_unloaded_and_its_file_goes() {
        String file = "/etc/modules-load.d/bridge.conf";
        assertThat(undo(
                        "kernel-module",
                        Map.of("name", "bridge"),
                        new RecordedChange("bridge", "not-loaded", "loaded"),
                        new RecordedChange(file, Change.ABSENT, "1 line"),
                        new RecordedChange(file, "", "sha256:abc")))
                .isEqualTo(List.of(
                        new RestoreFile(file, true, new Checksums(List.of("abc"))),
                        new RestoreKernelModule("bridge", false)));
    }

    @Test
    void a_kernel_module_that_is_used_by_now_stays_with_a_warning() {
        RestoreKernelModule former = new RestoreKernelModule("bridge", false);
        Plan plan = former.plan(new RestoreKernelModule.State(true, true), CaseMachine.CENTOS7, PendingChanges.NOTHING);
        assertThat(plan.isNothing()).isTrue();
        assertThat(plan.warnings())
                .map(Message::text)
                .containsExactly("the module bridge stays loaded until the next boot, because it is in use");
    }

    @Test
    void a_host_gets_its_first_name_back() {
        assertThat(undo(
                        "hostname",
                        Map.of("name", "web2"),
                        new RecordedChange("at-boot", "localhost", "web1"),
                        new RecordedChange("now", "localhost", "web1"),
                        new RecordedChange("now", "web1", "web2")))
                .isEqualTo(List.of(new RestoreHostname("web2", Optional.of("localhost"), Optional.of("localhost"))));
    }

    @Test
    void a_name_that_somebody_else_has_given_stays() {
        RestoreHostname former = new RestoreHostname("web2", Optional.of("localhost"), Optional.of("localhost"));
        assertThat(former.plan(
                                new RestoreHostname.State("theirs", "theirs"),
                                CaseMachine.CENTOS7,
                                PendingChanges.NOTHING)
                        .isNothing())
                .isTrue();
        assertThat(former.plan(new RestoreHostname.State("web2", "web2"), CaseMachine.CENTOS7, PendingChanges.NOTHING)
                        .script()
                        .code())
                .isEqualTo("printf '%s\\n' 'localhost' >'/etc/hostname'\nhostname 'localhost'");
    }

    @Test
    void selinux_enforces_again_where_it_did() {
        assertThat(undo(
                        "selinux",
                        Map.of("state", "permissive"),
                        new RecordedChange("content", "3 lines", "3 lines"),
                        new RecordedChange("now", "enforcing", "permissive")))
                .isEqualTo(List.of(
                        new RestoreFile("/etc/selinux/config", false, Checksums.NONE),
                        new RestoreSelinux("enforcing", "permissive")));
    }

    @Test
    void a_port_is_closed_where_it_was_opened_and_nowhere_else() {
        assertThat(undo("firewall-port", Map.of("port", "8080"), new RecordedChange("at-boot", "closed", "open")))
                .isEqualTo(List.of(new RestoreFirewallPort(
                        "8080/tcp",
                        new FirewallRule("8080", "tcp", Optional.empty(), Optional.empty()),
                        Optional.empty(),
                        Optional.of(false))));
    }

    @Test
    void the_time_zone_of_before_comes_back_with_the_file_of_the_clock() {
        assertThat(undo(
                        "timezone",
                        Map.of("name", "Asia/Shanghai"),
                        new RecordedChange("timezone", "UTC", "Europe/Paris"),
                        new RecordedChange("timezone", "Europe/Paris", "Asia/Shanghai"),
                        new RecordedChange("content", "1 line", "2 lines"),
                        new RecordedChange("/etc/sysconfig/clock", "", "sha256:abc")))
                .isEqualTo(List.of(
                        new RestoreTimezone("Asia/Shanghai", new RestoreFile("/etc/localtime", false, Checksums.NONE)),
                        new RestoreFile("/etc/sysconfig/clock", false, new Checksums(List.of("abc")))));
    }

    private static List<Resource<?>> undo(String module, Map<String, Object> options, RecordedChange... made) {
        return CaseOptions.bind(Modules.named(module), options).undo(List.of(made));
    }
}
