package io.dockplay.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each form in which dockplay can be had is installed where nothing of it was, and run. */
class InstalledIT {

    private static final String HOME = "/usr/lib/dockplay";
    private static final String HOSTS = "printf 'web1\n' >/tmp/hosts";

    /** What every form must do, as a user who owns nothing. */
    private static void works(Container container, String dockplay, String home) {
        assertThat(container.sh("command -v java").exit()).isNotZero();
        assertThat(container.asNobody(dockplay + " --version").good()).isEqualTo("dockplay 0.1.0\n");
        container.sh(HOSTS).good();
        assertThat(container
                        .asNobody("cd " + home + " && " + dockplay + " validate playbooks/site.yml -i /tmp/hosts")
                        .good())
                .endsWith("no problem\n");
        // A log cannot be kept where nobody has a home; the run itself goes on.
        assertThat(container
                        .asNobody(dockplay + " ping -i /tmp/hosts --timeout 5")
                        .text())
                .contains("web1")
                .doesNotContain("Exception", "warning: [");
        assertThat(container
                        .asNobody(dockplay + " rehearse " + home + "/playbooks/site.yml")
                        .text())
                .isEqualTo("""
                        error[DP1275]: the libraries of rehearse are not installed
                          Install the package dockplay-rehearse, or unpack dockplay-rehearse-….tar.gz over dockplay.
                        """);
    }

    /**
     * The archive of classes is found where dockplay is installed, and holds nearly all that a start loads. A runtime of a Java
     * before 19 has none.
     */
    private static void startsFromItsArchive(Container container, String home) {
        String version = container
                .sh("sed -n 's/^JAVA_VERSION=\"\\([0-9]*\\).*/\\1/p' " + home + "/runtime/release")
                .good()
                .strip();
        if (Integer.parseInt(version) < 19) {
            assertThat(container.sh("test -e " + home + "/dockplay.jsa").exit()).isNotZero();
            return;
        }
        String loaded = container
                .sh("cd " + home + " && LC_ALL=C.UTF-8 runtime/bin/java -Xshare:on -XX:SharedArchiveFile=dockplay.jsa"
                        + " -XX:+UseSerialGC -Xlog:class+load -cp 'dockplay-agent.jar:rehearse/*' io.dockplay.cli.Main"
                        + " validate playbooks/site.yml -i /tmp/hosts")
                .good();
        List<String> own = loaded.lines()
                .filter(line -> line.contains(" io.dockplay.") && line.contains(" source: "))
                .toList();
        assertThat(own).hasSizeGreaterThan(200);
        assertThat(own.stream().filter(line -> !line.contains("shared objects file")))
                .hasSizeLessThan(own.size() / 10);
    }

    private static void rehearseIsComplete(Container container, String dockplay) {
        // As root it would install an engine.
        assertThat(container
                        .asNobody("XDG_CACHE_HOME=/tmp " + dockplay + " rehearse playbook.yml")
                        .text())
                .contains("no Docker engine answers")
                .doesNotContain("Exception");
    }

    private static void isGone(Container container) {
        assertThat(container
                        .sh("find / -xdev -path '*dockplay*' ! -path '/tmp/*' ! -path '/root/*'")
                        .good())
                .isEmpty();
    }

    @Test
    void the_deb_is_installed_run_and_removed() {
        try (Container container = Container.start()) {
            container.sh("dpkg -i " + container.made("dockplay_", ".deb")).good();
            works(container, "dockplay", HOME);
            startsFromItsArchive(container, HOME);
            // The image itself leaves out manual pages and copyrights.
            assertThat(container.sh("dpkg -c /tmp/dockplay_*.deb").good())
                    .contains(
                            "./usr/share/man/man1/dockplay-apply.1",
                            "./usr/share/doc/dockplay/copyright",
                            "./usr/share/fish/vendor_completions.d/dockplay.fish");
            container
                    .sh("bash -c '. /usr/share/bash-completion/completions/dockplay'")
                    .good();

            container
                    .sh("dpkg -i " + container.made("dockplay-rehearse_", ".deb"))
                    .good();
            rehearseIsComplete(container, "dockplay");
            container.sh("dpkg --purge dockplay-rehearse dockplay").good();
            isGone(container);
        }
    }

    @Test
    void the_rpm_is_installed_run_and_removed() {
        try (Container container = Container.start()) {
            container.sh("rpm -i " + container.made("dockplay-0", ".rpm")).good();
            works(container, "dockplay", HOME);
            startsFromItsArchive(container, HOME);
            assertThat(container.sh("rpm -V dockplay").good()).isEmpty();
            container
                    .sh("rpm -i " + container.made("dockplay-rehearse-0", ".rpm"))
                    .good();
            rehearseIsComplete(container, "dockplay");
            container.sh("rpm -e dockplay-rehearse dockplay").good();
            isGone(container);
        }
    }

    @Test
    void dnf_installs_the_rpms() {
        try (Container container = Container.start()) {
            container
                    .sh("dnf -q -y --disablerepo='*' install " + container.made("dockplay-0", ".rpm") + " "
                            + container.made("dockplay-rehearse-0", ".rpm"))
                    .good();
            assertThat(container.asNobody("dockplay --version").good()).isEqualTo("dockplay 0.1.0\n");
            rehearseIsComplete(container, "dockplay");
        }
    }

    @Test
    void the_archive_runs_from_a_folder_that_nobody_can_write() {
        try (Container container = Container.start()) {
            container
                    .sh("tar -xzf " + container.made("dockplay-0", ".tar.gz") + " -C /opt && chmod -R a-w /opt")
                    .good();
            String home = "/opt/dockplay-" + Container.VERSION;
            works(container, home + "/bin/dockplay", home);
            startsFromItsArchive(container, home);
            // By a link, as a person would put it on the path.
            container
                    .sh("ln -s " + home + "/bin/dockplay /usr/local/bin/dockplay")
                    .good();
            assertThat(container.asNobody("dockplay --version").good()).isEqualTo("dockplay 0.1.0\n");

            container
                    .sh("chmod -R u+w /opt && tar -xzf " + container.made("dockplay-rehearse-0", ".tar.gz")
                            + " -C /opt")
                    .good();
            rehearseIsComplete(container, "dockplay");
        }
    }

    @Test
    void the_image_of_the_dockerfile_runs_as_nobody_special() {
        String image = Container.build(Path.of("Dockerfile"), "dockplay-dist-test");
        try {
            assertThat(Container.docker(List.of("run", "--rm", image, "--version"))
                            .good())
                    .isEqualTo("dockplay 0.1.0\n");
            assertThat(Container.docker(List.of("run", "--rm", "--entrypoint", "id", image, "-u"))
                            .good())
                    .isEqualTo("1000\n");
        } finally {
            Container.docker(List.of("rmi", "--force", image));
        }
    }

    @Test
    void all_files_have_their_checksums_and_their_parts_are_listed() throws Exception {
        Process check = new ProcessBuilder("sha256sum", "--check", "--strict", "SHA256SUMS")
                .directory(Container.TARGET.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(said).isZero();
        assertThat(said.lines())
                .hasSize(8)
                .allMatch(line -> line.endsWith(": OK"))
                .anyMatch(line -> line.startsWith("dockplay-0.1.0.cdx.json"));
    }
}
