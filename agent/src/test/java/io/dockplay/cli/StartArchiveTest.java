package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The archive of classes is made of runs that work, and of names that there are. */
class StartArchiveTest {

    private static final Path FOLDER = Path.of("src/main/archive");

    private static boolean isThere(String name) {
        try {
            Class.forName(name.replace('/', '.'), false, StartArchiveTest.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Test
    void the_classes_of_a_login_are_there() throws IOException {
        // What Java itself has differs from version to version, and a name that it lacks does no harm.
        List<String> gone = Files.readAllLines(FOLDER.resolve("login.classes")).stream()
                .filter(line -> line.startsWith("io/dockplay/") || line.startsWith("com/jcraft/"))
                .filter(name -> !isThere(name))
                .collect(Collectors.toList());
        assertThat(gone).as("remove or rename them in login.classes").isEmpty();
    }

    @Test
    void the_dry_run_that_loads_them_has_no_mistake() {
        Dockplay run = Dockplay.run("validate", FOLDER.resolve("playbook.yml"), "-i", FOLDER.resolve("hosts.yml"));
        assertThat(run.exit()).as("%s", run).isZero();
        assertThat(run.out()).contains("1 play, 6 tasks, 2 hosts: no problem");
    }
}
