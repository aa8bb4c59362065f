package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.lab.Fingerprint;
import io.dockplay.lab.Lab;
import io.dockplay.lab.LabHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages and repositories on hosts of both releases, with a real RPM database and a real repository. */
@Timeout(900)
@FreshHosts
class PackagesIT {

    @TempDir
    Path folder;

    private static Lab lab;
    private Contract contract;
    private Map<LabHost, Fingerprint> untouched;

    @BeforeAll
    static void up(Lab fresh) {
        lab = fresh;
    }

    @BeforeEach
    void look() {
        contract = new Contract(lab, folder);
        untouched = contract.fingerprints();
    }

    @AfterEach
    void the_hosts_are_as_they_were() {
        contract.assertAlike(untouched, "the test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "package: {name: [tree-1.5.3, lvm2], gpgcheck: false}",
                "package: {name: \"@Lab Tools\"}",
                "package: {name: \"@lab-tools\"}",
                "package: {name: directory-lister}",
                "package: {name: needs-both}",
                "package: {name: /usr/share/lab/tree}",
                "package: {name: new-lister, disablerepo: [epel], state: latest}",
                "repo: {id: more, mirrorlist: \"http://repository/mirrors\", gpgcheck: false, timeout: 5}",
                "repo: {id: gone, baseurl: \"http://repository/gone\", gpgcheck: false, enabled: false}",
                "repo: {id: docker-ce-test, url: \"http://repository/docker-ce.repo\", replace: {$releasever: \"7\"}}",
            })
    void packages_and_repositories_keep_their_word(String task) {
        contract.isKeptBy(task);
    }

    @Test
    void a_package_of_this_side_is_sent_and_what_it_needs_comes_from_the_repositories() throws Exception {
        fetch("centos/7/lvm2-2.02.187-6.el7.noarch.rpm", "lvm2.rpm");

        contract.isKeptBy("package: {files: [lvm2.rpm]}");
    }

    @Test
    void a_package_goes_up_to_the_latest_and_down_again_with_leave() {
        contract.isAppliedAsForeseen("package: {name: tree, version: 1.5.3}");
        assertThat(installed("tree")).containsOnly("tree-1.5.3");

        contract.isAppliedAsForeseen("package: {name: tree, state: latest}");
        assertThat(installed("tree")).containsOnly("tree-1.6.0");

        Dockplay refused = contract.run("apply", contract.playbook("package: {name: tree, version: 1.5.3}"), "--yes");
        assertThat(refused.exit()).as("%s", refused).isEqualTo(2);
        assertThat(refused.out())
                .contains("tree is installed in the newer version 1.6.0-10.el7, and 1.5.3 is wanted")
                .contains("allow_downgrade: true");
        assertThat(installed("tree")).containsOnly("tree-1.6.0");

        String down = "package: {name: tree, version: 1.5.3, allow_downgrade: true}";
        contract.isAppliedAsForeseen(down);
        assertThat(installed("tree")).containsOnly("tree-1.5.3");

        contract.uninstalls(contract.playbook(down), untouched);
    }

    @Test
    void several_packages_are_removed_and_the_others_stay() {
        onAll("yum -y install tree lvm2 new-lister");

        contract.isAppliedAsForeseen("package: {name: [tree, docker-engine, lvm2], state: absent}");

        assertThat(installed("new-lister")).containsOnly("new-lister-2.0");
        onAll("! rpm -q tree && ! rpm -q lvm2 && rpm -q device-mapper-persistent-data");
        onAll("yum -y remove new-lister device-mapper-persistent-data; rm -rf /var/lib/dockplay");
    }

    @Test
    void a_second_architecture_goes_and_the_one_that_was_there_stays() {
        onAll("yum -y install dual.x86_64");
        Map<LabHost, Fingerprint> before = contract.fingerprints();

        contract.isAppliedAsForeseen("package: {name: needs-both}");
        onAll("rpm -q dual.i686 && rpm -q dual.x86_64");
        contract.uninstalls(contract.playbook("package: {name: needs-both}"), before);

        onAll("yum -y remove dual");
    }

    @Test
    void packages_go_while_a_repository_is_dead() {
        onAll("yum -y install needs-both new-lister");
        onAll(
                "printf '[gone]\\nname=gone\\nbaseurl=http://repository/gone\\ngpgcheck=0\\n' >/etc/yum.repos.d/gone.repo");

        contract.isAppliedAsForeseen("package: {name: [needs-both, dual, new-lister], state: absent}");

        onAll("rm /etc/yum.repos.d/gone.repo; rm -rf /var/lib/dockplay");
    }

    @Test
    void an_unfinished_transaction_is_told() {
        onAll("yum -y install tree; mkdir -p /var/lib/yum && touch /var/lib/yum/transaction-all.2026-11-26.13:52.24");

        Dockplay run = contract.run("apply", contract.playbook("package: {name: tree}"), "--dry-run");

        onAll("yum -y remove tree; rm -r /var/lib/yum");
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.out())
                .contains("a transaction of yum was cut off", "transaction-all.2026-11-26.13:52.24")
                .contains("yum-complete-transaction");
    }

    @Test
    void a_database_that_cannot_be_read_is_a_failure_and_named() {
        Path playbook = contract.playbook("package: {name: bash, state: absent}");
        onAll("cp -a /var/lib/rpm /run/rpm; for file in /var/lib/rpm/*; do head -c 20000 /dev/urandom >$file; done");

        Dockplay run = contract.run("apply", playbook, "--yes");

        onAll("rm -rf /var/lib/rpm /var/lib/dockplay; mv /run/rpm /var/lib/rpm");
        assertThat(run.exit()).as("%s", run).isEqualTo(2);
        assertThat(run.out()).contains("rpm cannot read its database in /var/lib/rpm");
    }

    @Test
    void what_was_there_before_stays_when_what_needed_it_goes() {
        // Nothing but lvm2 needs it, and yum remembers that it came as a dependency.
        onAll("yum -y install lvm2 && yum -y remove lvm2 && rpm -q device-mapper-persistent-data");
        Map<LabHost, Fingerprint> before = contract.fingerprints();

        contract.isAppliedAsForeseen("package: {name: lvm2}");
        contract.uninstalls(contract.playbook("package: {name: lvm2}"), before);

        onAll("yum -y remove device-mapper-persistent-data");
    }

    @Test
    void a_package_that_no_repository_has_and_one_that_is_hidden_are_told() {
        Dockplay missing = contract.run("apply", contract.playbook("package: {name: tree-house}"), "--yes");
        assertThat(missing.exit()).as("%s", missing).isEqualTo(2);
        assertThat(missing.out()).contains("tree-house", "no repository that is enabled on the host has it");

        onAll("cp -p /etc/dnf/dnf.conf /run/dnf.conf; echo exclude=tree >>/etc/dnf/dnf.conf");
        Dockplay hidden = contract.run("apply", contract.playbook("package: {name: tree}"), "--yes");
        onAll("cp -p /run/dnf.conf /etc/dnf/dnf.conf; rm -rf /run/dnf.conf /var/lib/dockplay");
        assertThat(hidden.exit()).as("%s", hidden).isEqualTo(2);
        assertThat(hidden.out()).contains("an exclude= there hides it");
    }

    @Test
    void a_package_that_another_one_obsoletes_is_not_there_afterwards_and_that_is_told() {
        Path playbook = contract.playbook("package: {name: old-lister}");
        Dockplay run = contract.run("apply", playbook, "--yes");

        assertThat(run.exit()).as("%s", run).isEqualTo(2);
        assertThat(run.out()).contains("this is still to be done: old-lister: absent → present");
        contract.uninstalls(playbook, untouched);
    }

    @Test
    void what_a_package_replaces_is_named_in_a_dry_run_that_changes_nothing_and_comes_back() {
        onAll("yum -y --setopt=obsoletes=0 install old-lister");
        Map<LabHost, Fingerprint> before = contract.fingerprints();
        Path playbook = contract.playbook("package: {name: new-lister}");

        onAll("cp -p /etc/dnf/dnf.conf /run/dnf.conf; printf 'assumeyes=1\\nalwaysprompt=0\\n' >>/etc/dnf/dnf.conf");
        Dockplay dryRun =
                Dockplay.run("apply", playbook, "-i", lab.inventoryFile(), "--dry-run", "--resolve", "--forks", "1");
        onAll("cp -p /run/dnf.conf /etc/dnf/dnf.conf; rm /run/dnf.conf");
        assertThat(dryRun.exit()).as("%s", dryRun).isZero();
        assertThat(dryRun.out()).contains("· remove old-lister 1.0-1 (replaced by new-lister)");
        contract.assertAlike(before, "the dry run");

        contract.isAppliedAsForeseen("package: {name: new-lister}");
        assertThat(installed("new-lister")).containsOnly("new-lister-2.0");
        onAll("! rpm -q old-lister");
        contract.uninstalls(playbook, before);

        onAll("yum -y remove old-lister");
    }

    @Test
    void drift_of_a_fetched_repository_is_seen_and_taken_back() {
        String task = "repo: {id: fetched, url: \"http://repository/docker-ce.repo\", replace: {$releasever: \"7\"}}";
        contract.isAppliedAsForeseen(task);
        onAll("sed -i s/enabled=1/enabled=0/ /etc/yum.repos.d/fetched.repo");

        Dockplay drift = contract.run("apply", contract.playbook(task), "--dry-run");
        assertThat(drift.out()).contains("-enabled=0\\n+enabled=1");
        contract.isAppliedAsForeseen(task);
        onAll("yum repolist | grep docker-ce-stable");

        contract.uninstalls(contract.playbook(task), untouched);
    }

    @Test
    void a_repository_that_does_not_answer_is_told_and_does_not_stay_in_the_way() {
        String more = "repo: {id: more, baseurl: \"http://repository/%s\", gpgcheck: false}";
        contract.isAppliedAsForeseen(more.formatted("docker-ce/7"));
        Map<LabHost, Fingerprint> before = contract.fingerprints();

        for (int time = 1; time <= 2; time++) {
            Dockplay run = contract.run("apply", contract.playbook(more.formatted("gone")), "--yes");
            assertThat(run.exit()).as("%s", run).isEqualTo(2);
            assertThat(run.events("failed"))
                    .hasSize(2)
                    .allSatisfy(event -> assertThat(event.path("error").asText())
                            .contains(
                                    "yum cannot read http://repository/gone, so /etc/yum.repos.d/more.repo is again as it was before")
                            .contains("yum said: ")
                            .doesNotContain("archives"));
            contract.assertAlike(before, "the failure");
        }
        onAll("ls -A /etc/yum.repos.d | grep '^[.]' && exit 1; yum -q check-update tree");

        contract.uninstalls(contract.playbook(more.formatted("docker-ce/7")), untouched);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name: lvm2}",
                "{name: tree, state: latest}",
                "{name: '@Lab Tools'}",
                "{name: '@Lab Tools', state: absent}"
            })
    void a_repository_that_was_there_before_and_does_not_answer_is_named_once(String what) {
        onAll("yum -y install tree-1.5.3");
        onAll(
                "printf '[gone]\\nname=gone\\nbaseurl=http://repository/gone\\ngpgcheck=0\\n' >/etc/yum.repos.d/gone.repo");
        Path playbook = contract.playbook("package: " + what);

        Dockplay run = Dockplay.run("apply", playbook, "-i", lab.inventoryFile(), "--yes");

        onAll("rm /etc/yum.repos.d/gone.repo; yum -y remove tree; rm -rf /var/lib/dockplay");
        assertThat(run.exit()).as("%s", run).isEqualTo(2);
        assertThat(run.out())
                .as("each release in its own words")
                .containsOnlyOnce("said: Error: Cannot retrieve repository metadata (repomd.xml) for repository: gone.")
                .containsOnlyOnce("said: failure: repodata/repomd.xml from gone: [Errno 256] No more mirrors to try.");
        assertThat(run.out()).as("not one of CentOS's own").doesNotContain("archives.yml");
    }

    @Test
    void a_repository_of_the_same_id_in_another_file_is_named() {
        String task = "repo: {id: base, baseurl: \"http://repository/centos/$releasever\", gpgcheck: false}";

        Dockplay run = contract.run("apply", contract.playbook(task), "--dry-run");

        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.out()).contains("a repository base is also in /etc/yum.repos.d/CentOS-Base.repo");
    }

    @Test
    void versions_have_the_order_of_a_real_rpm() throws Exception {
        List<String> rows =
                Files.readAllLines(Path.of("..", "modules", "src", "test", "resources", "rpm-versions.csv"));
        StringBuilder compare = new StringBuilder();
        rows.stream()
                .skip(1)
                .map(row -> row.split(",", -1))
                .forEach(words -> compare.append("rpm --eval '%{lua:print(\"")
                        .append(words[0] + "," + words[1] + ",\"..rpm.vercmp(\"" + words[0] + "\",\"" + words[1])
                        .append("\"))}'\n"));

        String answers = lab.hosts().get(0).exec("sh", "-c", compare.toString()).orThrow();

        assertThat(answers.lines()).isEqualTo(rows.subList(1, rows.size()));
    }

    private void fetch(String path, String name) throws IOException {
        String text = lab.hosts()
                .get(0)
                .exec("sh", "-c", "curl -fsS " + lab.repositoryUrl() + "/" + path + " | base64")
                .orThrow();
        Files.write(folder.resolve(name), Base64.getMimeDecoder().decode(text));
    }

    private static List<String> installed(String name) {
        return lab.hosts().stream()
                .map(host -> host.exec("rpm", "-q", "--qf", "%{NAME}-%{VERSION}", name)
                        .output())
                .toList();
    }

    private static void onAll(String command) {
        lab.hosts().forEach(host -> host.exec("sh", "-c", command).orThrow());
    }
}
