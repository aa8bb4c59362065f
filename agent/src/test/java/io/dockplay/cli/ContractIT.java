package io.dockplay.cli;

import io.dockplay.lab.Lab;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds for every module on every kind of host: the dry run names what apply then changes and writes nothing, a second
 * apply changes nothing, and uninstalling gives the host back.
 */
@Timeout(900)
@FreshHosts
class ContractIT {

    @TempDir
    Path folder;

    private static Lab lab;

    @BeforeAll
    static void up(Lab fresh) {
        lab = fresh;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "package: {name: [tree, gcc-c++]}",
                "package: {name: tree-1.5.3}",
                "package: {name: \"http://repository/centos/${facts.os.major}/lvm2-2.02.187-6.el${facts.os.major}.noarch.rpm\"}",
                "repo: {id: more, baseurl: \"http://repository/centos/$releasever\", gpgcheck: false, priority: 3}",
                "repo: {id: fetched, url: \"http://repository/docker-ce.repo\", enabled: false}",
                "file: {path: /etc/dockplay-test.conf, content: \"a = 1\\n\", mode: \"0600\", owner: ops}",
                "file: {path: /etc/centos-release, settings: [key=value]}",
                "file: {path: /etc/environment, lines: \"A=1\", match: \"^A=\", insert_before: BOF}",
                "file: {path: /etc/dockplay-folder, state: directory, mode: \"0750\"}",
                "file: {path: /etc/dockplay-link, state: link, target: /etc/passwd}",
                "file: {path: /etc/environment, state: absent}",
                "file: {path: /etc/environment, mode: \"0600\", group: ops}",
            })
    void a_module_keeps_its_word(String task) {
        new Contract(lab, folder).isKeptBy(task);
    }
}
