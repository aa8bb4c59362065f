package io.dockplay.modules;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.resource.Answers;
import io.dockplay.resource.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What yum of CentOS 6 and 7, and dnf, print before they ask. */
class YumTransactionTest {

    private static Transaction read(String text) {
        return YumTransaction.read(new Answers(Map.of("transaction", text.getBytes(StandardCharsets.UTF_8)), 0));
    }

    @Test
    void yum_3_with_dependencies_and_a_name_too_long_for_its_column() {
        Transaction transaction = read("""
                Loaded plugins: fastestmirror
                Resolving Dependencies
                --> Running transaction check
                ---> Package docker-ce.x86_64 3:26.1.4-1.el7 will be installed
                --> Finished Dependency Resolution

                Dependencies Resolved

                ================================================================================
                 Package                 Arch   Version               Repository          Size
                ================================================================================
                Installing:
                 docker-ce               x86_64 3:26.1.4-1.el7        docker-ce-stable    27 M
                Installing for dependencies:
                 container-selinux       noarch 2:2.119.2-1.911c772.el7_8
                                                                      extras              40 k
                 docker-ce-rootless-extras
                                         x86_64 26.1.4-1.el7          docker-ce-stable   9.4 M
                     replacing  docker-ce-selinux.noarch 17.03.3.ce-1.el7
                Updating for dependencies:
                 libseccomp              x86_64 2.3.1-4.el7           base                56 k

                Transaction Summary
                ================================================================================
                Install  1 Package  (+2 Dependent packages)

                Total download size: 36 M
                Installed size: 140 M
                Is this ok [y/d/N]: Exiting on user command
                """);

        assertThat(transaction.parts())
                .containsExactly(
                        new Transaction.Part(
                                "install", "docker-ce", "3:26.1.4-1.el7", "docker-ce-stable", "27 M", false),
                        new Transaction.Part(
                                "install", "container-selinux", "2:2.119.2-1.911c772.el7_8", "extras", "40 k", true),
                        new Transaction.Part(
                                "install",
                                "docker-ce-rootless-extras",
                                "26.1.4-1.el7",
                                "docker-ce-stable",
                                "9.4 M",
                                true),
                        new Transaction.Part("update", "libseccomp", "2.3.1-4.el7", "base", "56 k", true));
        assertThat(transaction.download()).contains("36 M");
        assertThat(transaction.problem()).isEmpty();
    }

    @Test
    void what_is_removed_with_what_was_asked_for() {
        Transaction transaction = read("""
                Removing:
                 docker           x86_64   1.13.1-209.git7d71120.el7  @extras    65 M
                Removing for dependencies:
                 kubernetes-node  x86_64   1.5.2-0.7.git269f928.el7   @extras    76 M

                Transaction Summary
                Remove  1 Package (+1 Dependent package)

                Installed size: 141 M
                Is this ok [y/N]: Exiting on user Command
                """);

        assertThat(transaction.parts())
                .containsExactly(
                        new Transaction.Part("remove", "docker", "1.13.1-209.git7d71120.el7", "extras", "65 M", false),
                        new Transaction.Part(
                                "remove", "kubernetes-node", "1.5.2-0.7.git269f928.el7", "extras", "76 M", true));
        assertThat(transaction.download()).isEmpty();
    }

    @Test
    void a_dry_run_tells_what_would_keep_yum_from_it() {
        Transaction transaction = read("No package docker-foo available.\nError: Nothing to do\n");

        assertThat(transaction.parts()).isEmpty();
        assertThat(transaction.problem())
                .contains("yum said: No package docker-foo available."
                        + " (no repository that is enabled on the host has it, or an exclude= there hides it)");
    }
}
