package io.dockplay.cli;

import io.dockplay.lab.Lab;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The modules that look after a host itself keep the same promises as all others, see {@link ContractIT}. */
@Timeout(300)
class MoreModulesIT {

    @TempDir
    Path folder;

    private static Lab lab;

    @BeforeAll
    static void up() {
        lab = Lab.start(1, 1, line -> {});
    }

    @AfterAll
    static void down() {
        lab.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "group: {name: app, gid: 1700}",
                "user: {name: deploy, uid: 1800, comment: \"Deploys, alone\", shell: /bin/sh}",
                "user: {name: service, system: true, create_home: false, home: /srv/service, shell: /sbin/nologin}",
                "user: {name: ops, groups: [adm], append: true, comment: \"Operations\"}",
            })
    void a_module_keeps_its_word(String task) {
        new Contract(lab, folder).isKeptBy(task);
    }
}
