package io.dockplay.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InotifyLimitsTest {
    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void a_usual_kernel() throws IOException {
        Files.writeString(folder.resolve("max_user_instances"), "128\n");
        Files.writeString(folder.resolve("max_user_watches"), "8192\n");
    }

    @Test
    void few_hosts_need_no_change() throws IOException {
        InotifyLimits.at(folder, Files::writeString).allow(15, told::add);

        assertThat(told).isEmpty();
        assertThat(folder.resolve("max_user_instances")).hasContent("128");
    }

    @Test
    void many_hosts_get_what_they_need_and_it_is_told() throws IOException {
        InotifyLimits.at(folder, Files::writeString).allow(45, told::add);

        assertThat(folder.resolve("max_user_instances")).hasContent("1024");
        assertThat(folder.resolve("max_user_watches")).hasContent("8192");
        assertThat(told).containsExactly("raised fs.inotify.max_user_instances from 128 to 1024, for 45 hosts");
    }

    @Test
    void the_watches_are_raised_too() throws IOException {
        InotifyLimits.at(folder, Files::writeString).allow(200, told::add);

        assertThat(folder.resolve("max_user_instances")).hasContent("1420");
        assertThat(folder.resolve("max_user_watches")).hasContent("65536");
    }

    @Test
    void who_may_not_raise_them_is_told_how_many_hosts_come_up_before_any_starts() {
        InotifyLimits limits = InotifyLimits.at(folder, (file, value) -> {
            throw new AccessDeniedException(file.toString());
        });

        assertThatThrownBy(() -> limits.allow(45, told::add))
                .isInstanceOf(LabUnavailable.class)
                .hasMessage(
                        "45 hosts like CentOS 7 (those of other labs included) need fs.inotify.max_user_instances = 335,"
                                + " and this machine has 128, enough for 15"
                                + "\n  Ask for fewer hosts, or raise it as root: sysctl fs.inotify.max_user_instances=1024");
        limits.allow(15, told::add);
    }

    @Test
    void a_value_of_this_machines_kernel_is_read_whole() throws IOException {
        Path kernel = Path.of("/proc/sys/kernel");
        assumeThat(kernel).exists();
        // A kernel's value: at least 4096 everywhere.
        Files.delete(folder.resolve("max_user_instances"));
        Files.createSymbolicLink(folder.resolve("max_user_instances"), kernel.resolve("pid_max"));

        InotifyLimits.at(folder, (file, value) -> {
                    throw new AccessDeniedException(file.toString());
                })
                .allow(150, told::add);
        Files.delete(folder.resolve("max_user_instances"));

        assertThat(told).isEmpty();
    }

    @Test
    void a_machine_without_the_limits_is_asked_nothing() {
        InotifyLimits.at(folder.resolve("none"), (file, value) -> Files.writeString(file, value))
                .allow(1000, told::add);

        assertThat(told).isEmpty();
    }
}
