package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.lab.Lab;
import io.dockplay.lab.LabHost;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mounts on real hosts: what a container may mount is a tmpfs, and a directory of its own at a second place. */
@Timeout(900)
@FreshHosts
class MountIT {

    @TempDir
    Path folder;

    private static Lab lab;

    @BeforeAll
    static void up(Lab fresh) {
        lab = fresh;
        lab.hosts().forEach(host -> host.exec("sh", "-ec", """
                        echo 'proc  /proc	proc  defaults  0 0  # aligned by hand' >/etc/fstab
                        mkdir -p '/srv/my files' /srv/by-hand /srv/old
                        echo text >'/srv/my files/text'
                        mount -t tmpfs -o size=128k by-hand /srv/by-hand
                        echo 'old /srv/old tmpfs size=64k 0 0' >>/etc/fstab
                        mount /srv/old""").orThrow());
    }

    private List<String> said(String script) {
        return lab.hosts().stream()
                .map(host -> host.exec("sh", "-c", script).output())
                .toList();
    }

    private List<String> mounts() {
        return said("grep -e ' /srv' -e ' /mnt' /proc/mounts | sort; ls -d /srv/* /mnt/*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mount: {path: /srv/a/cache, src: tmpfs, fstype: tmpfs, opts: \"size=64k,mode=0700\"}",
                "mount: {path: \"/mnt/my share\", src: \"/srv/my files\", fstype: none, opts: \"bind,ro\"}",
                "mount: {path: /srv/by-hand, src: by-hand, fstype: tmpfs, opts: size=256k}",
                "mount: {path: /srv/by-hand, src: other, fstype: tmpfs}",
                "mount: {path: /srv/old, src: old, fstype: tmpfs, opts: size=1m}",
                "mount: {path: /srv/old, state: unmounted}",
                "mount: {path: /srv/old, state: absent}",
                "mount: {path: /srv/later, src: tmpfs, fstype: tmpfs, state: present}",
            })
    void a_mount_keeps_the_word_of_a_module(String task) {
        List<String> before = mounts();

        new Contract(lab, folder).isKeptBy(task);

        assertThat(mounts()).isEqualTo(before);
    }

    @Test
    void a_bind_shows_the_directory_and_takes_no_writes_where_it_is_read_only() {
        Contract contract = new Contract(lab, folder);
        Path playbook = contract.playbook(
                "mount: {path: \"/mnt/my share\", src: \"/srv/my files\", fstype: none, opts: \"bind,ro\"}");

        assertThat(contract.run("apply", playbook, "--yes").exit()).isZero();

        assertThat(said("cat '/mnt/my share/text'; touch '/mnt/my share/new' 2>&1"))
                .allMatch(text -> text.startsWith("text\n") && text.contains("Read-only file system"));
        assertThat(said("tail -n 1 /etc/fstab")).containsOnly("/srv/my\\040files /mnt/my\\040share none bind,ro 0 0\n");
        assertThat(contract.run("uninstall", playbook, "--yes", "--forget").exit())
                .isZero();
    }

    @Test
    void a_busy_mount_stays_and_who_uses_it_is_named() {
        Contract contract = new Contract(lab, folder);
        for (LabHost host : lab.hosts()) {
            host.exec("sh", "-ec", """
                    mkdir -p /srv/busy && mount -t tmpfs tmpfs /srv/busy && cd /srv/busy
                    setsid sleep 1234 >/dev/null 2>&1 </dev/null &""").orThrow();
        }
        Path playbook = contract.playbook("mount: {path: /srv/busy, state: unmounted}");

        Dockplay busy = contract.run("apply", playbook, "--yes");

        assertThat(busy.exit()).as("%s", busy).isEqualTo(2);
        assertThat(busy.toString()).containsPattern("/srv/busy is in use by the process [0-9]+: sleep 1234");
        said("kill $(ps -e -o pid= -o args= | awk '$2 == \"sleep\" && $3 == 1234 {print $1}')");
        Dockplay free = contract.run("apply", playbook, "--yes");
        assertThat(free.exit()).as("%s", free).isZero();
        assertThat(said("grep -c /srv/busy /proc/mounts; rmdir /srv/busy")).containsOnly("0\n");
    }
}
