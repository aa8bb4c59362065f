package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.DebianProgram;
import io.dockplay.cli.run.ExpectedLeftovers;
import io.dockplay.lab.Fingerprint;
import io.dockplay.lab.Lab;
import io.dockplay.lab.LabHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A bundle is made beside real repositories, and hosts that reach none of them get all from it. */
@Timeout(900)
@FreshHosts
class BundleIT {

    private static final Path SITE = Path.of("..", "playbooks", "site.yml");

    @TempDir
    Path folder;

    private static Lab lab;

    @BeforeAll
    static void up(Lab fresh) throws Exception {
        lab = fresh;
        DebianProgram.needed("dnf", "dnf dnf-plugins-core");
        DebianProgram.needed("createrepo_c", "createrepo-c");
        DebianProgram.needed("rpmkeys", "rpm");
        DebianProgram.needed("skopeo");
        DebianProgram.needed("gpg", "gpg gpg-agent");
    }

    private static String addressOf(String name) {
        return lab.hosts()
                .get(0)
                .exec("sh", "-c", "getent hosts " + name)
                .orThrow()
                .replaceFirst("(?s)\\s.*", "");
    }

    private Dockplay dockplay(String command, Path playbook, Object... more) {
        List<Object> words = new ArrayList<>(List.of(command, playbook, "-i", lab.inventoryFile()));
        words.addAll(List.of(more));
        return Dockplay.run(words.toArray());
    }

    /** The repositories of the lab as this machine reaches them. */
    private Path repositories(String address) throws IOException {
        return Files.writeString(folder.resolve("lab.repo"), """
                [base]
                name=Base
                baseurl=http://%1$s/centos/$releasever
                enabled=1
                gpgcheck=0

                [epel]
                name=EPEL
                baseurl=http://%1$s/epel/6
                enabled=1
                gpgcheck=0
                """.formatted(address));
    }

    @Test
    void hosts_that_reach_nothing_get_docker_and_its_image_from_a_bundle() throws Exception {
        String repository = addressOf("repository");
        String mirror = addressOf("mirror");
        Path variables = Files.writeString(folder.resolve("variables.yml"), """
                docker_repo_url: http://%1$s/docker-ce.repo
                docker_repo_replace: {"$releasever": "7", "http://repository": "http://%1$s"}
                """.formatted(repository));
        Path bundle = folder.resolve("day.bundle");

        Dockplay bundled = dockplay(
                "bundle",
                SITE,
                "-o",
                bundle,
                "-e",
                "@" + variables,
                "--repo",
                repositories(repository),
                "--image",
                "hello-world",
                "--registry-mirror",
                "http://" + mirror);

        assertThat(bundled.exit()).as("%s", bundled).isZero();
        assertThat(bundled.out())
                .contains("docker-io-1.7.1-2.el6.x86_64.rpm", "docker-ce-26.1.4-1.el7.x86_64.rpm")
                .contains("container-selinux-2.119.2-1.el7.noarch.rpm", "hello-world:latest");
        assertThat(bundled.err()).isEmpty();

        for (LabHost host : lab.hosts()) {
            for (String address : List.of(repository, mirror)) {
                host.exec("ip", "route", "add", "blackhole", address + "/32").orThrow();
            }
            assertThat(host.exec("curl", "-fsS", "--max-time", "5", "http://" + repository)
                            .exitCode())
                    .as("the repository is out of reach")
                    .isNotZero();
        }
        Map<LabHost, Fingerprint> before = new LinkedHashMap<>();
        lab.hosts().forEach(host -> before.put(host, host.fingerprint()));
        Object[] from = {"-e", "@" + variables, "-e", "docker_mirror_check=false", "--bundle", bundle};

        Dockplay dryRun = dockplay("apply", SITE, join(from, "--dry-run"));
        assertThat(dryRun.exit()).as("%s", dryRun).isZero();
        assertThat(dryRun.out())
                .as("the dry run names the versions")
                .contains("install docker-ce 3:26.1.4-1.el7 (docker-ce-stable", "install docker-io 1.7.1-2.el6 (epel");
        before.forEach((host, former) -> assertThat(former.differences(host.fingerprint()))
                .as("dry run on %s", host)
                .isEmpty());

        Dockplay apply = dockplay("apply", SITE, join(from, "--yes"));
        assertThat(apply.exit()).as("%s", apply).isZero();
        assertThat(apply.err()).doesNotContain("not in the bundle");
        lab.hosts()
                .forEach(host ->
                        assertThat(host.exec("docker", "images").orThrow()).contains("hello-world"));

        Dockplay again = dockplay("apply", SITE, join(from, "--yes", "--detailed-exitcode"));
        assertThat(again.exit()).as("nothing is left to do: %s", again).isZero();

        Dockplay uninstall = dockplay("uninstall", SITE, "-e", "@" + variables, "--yes", "--forget");
        assertThat(uninstall.exit()).as("%s", uninstall).isZero();
        before.forEach((host, former) -> assertThat(former.differences(host.fingerprint()))
                .filteredOn(difference -> ExpectedLeftovers.reason(difference).isEmpty())
                .as("uninstall on %s", host)
                .isEmpty());
    }

    private static Object[] join(Object[] some, Object... more) {
        List<Object> all = new ArrayList<>(List.of(some));
        all.addAll(List.of(more));
        return all.toArray();
    }

    @Test
    void packages_without_a_good_signature_make_no_bundle() throws Exception {
        String repository = addressOf("repository");
        Path rpms = Files.createDirectories(folder.resolve("rpms"));
        sh("curl -fsS -o rpms/tree.rpm http://" + repository + "/centos/7/tree-1.6.0-10.el7.noarch.rpm");
        Path playbook = Files.writeString(folder.resolve("play.yml"), """
                - hosts: all
                  requires: [{distribution: CentOS, version: ">= 7"}]
                  tasks:
                    - package: {name: tree}
                """);
        sh("""
                export GNUPGHOME=$PWD/gpg
                mkdir -m 700 gpg
                gpg -q --batch --passphrase '' --quick-gen-key 'Lab <lab@example.com>' rsa2048 sign never
                gpg -q --armor --export lab@example.com >KEY
                createrepo_c -q rpms""");
        Path repo = Files.writeString(
                folder.resolve("signed.repo"),
                "[signed]\nname=Signed\nbaseurl=" + rpms.toUri() + "\ngpgcheck=1\ngpgkey="
                        + folder.resolve("KEY").toUri() + "\n");
        Path bundle = folder.resolve("signed.bundle");

        Dockplay unsigned = dockplay("bundle", playbook, "-o", bundle, "--repo", repo);
        assertThat(unsigned.exit()).as("%s", unsigned).isEqualTo(1);
        assertThat(unsigned.err()).contains("packages of the repository signed have no good signature");
        assertThat(bundle).doesNotExist();

        sh("""
                export GNUPGHOME=$PWD/gpg
                rpmsign --define "__gpg $(command -v gpg)" --define '_gpg_name lab@example.com' --addsign rpms/tree.rpm
                createrepo_c -q rpms""");
        Dockplay signed = dockplay("bundle", playbook, "-o", bundle, "--repo", repo);
        assertThat(signed.exit()).as("%s", signed).isZero();
        assertThat(signed.out()).contains("signed, signatures checked");
    }

    @Test
    void what_cannot_be_had_is_told_in_one_message_and_leaves_nothing() throws Exception {
        Path playbook = Files.writeString(folder.resolve("play.yml"), """
                - hosts: all
                  requires: [{distribution: CentOS, version: ">= 7"}]
                  tasks:
                    - package: {name: no-such-package}
                """);

        Dockplay run = dockplay(
                "bundle", playbook, "-o", folder.resolve("no.bundle"), "--repo", repositories(addressOf("repository")));

        assertThat(run.exit()).as("%s", run).isEqualTo(1);
        assertThat(run.err()).contains("the packages of release 7 cannot be had", "no-such-package");
        assertThat(folder.resolve("no.bundle")).doesNotExist();
    }

    private void sh(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-ec", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
