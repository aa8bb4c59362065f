package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of a checkout builds when it must, and only then; Maven and Java only say here that they were called. */
class LauncherTest {

    @TempDir
    Path folder;

    private Path checkout;

    @BeforeEach
    void a_checkout() throws IOException {
        checkout = folder.resolve("a checkout");
        write("pom.xml", "<project/>");
        write("modules/src/main/A.java", "class A {}");
        write("lab/src/main/B.java", "class B {}");
        write("agent/src/main/C.java", "class C {}");
        write("agent/src/main/archive/make", "#!/bin/sh\n");
        write("bin/mvn", "#!/bin/sh\necho called >>\"$0.log\"\n");
        write("bin/java", "#!/bin/sh\necho started\n");
        Files.copy(Path.of("../dockplay"), checkout.resolve("dockplay"));
        for (String program : List.of("agent/src/main/archive/make", "bin/mvn", "bin/java", "dockplay")) {
            assertThat(checkout.resolve(program).toFile().setExecutable(true)).isTrue();
        }
    }

    private Path write(String name, String text) throws IOException {
        Path file = checkout.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** What the launcher prints on both outputs. */
    private String started() throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(checkout.resolve("dockplay").toString(), "--version").redirectErrorStream(true);
        builder.environment().put("PATH", checkout.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().remove("JAVA_HOME");
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }

    private long builds() throws IOException {
        return Files.readAllLines(checkout.resolve("bin/mvn.log")).size();
    }

    @Test
    void it_builds_once_and_then_after_a_change() throws Exception {
        assertThat(started()).startsWith("dockplay: building it").endsWith("started\n");
        assertThat(started()).isEqualTo("started\n");
        assertThat(builds()).isEqualTo(1);

        Path source = write("agent/src/main/C.java", "class C { int c; }");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(started()).startsWith("dockplay: building it");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void a_copy_whose_files_are_newer_than_its_build_starts_without_a_word() throws Exception {
        started();
        FileTime later = FileTime.from(Instant.now().plusSeconds(60));
        for (String name : List.of("pom.xml", "lab/src/main/B.java", "agent/src/main/C.java")) {
            Files.setLastModifiedTime(checkout.resolve(name), later);
        }
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(checkout, elsewhere);
        checkout = elsewhere;

        assertThat(started()).isEqualTo("started\n");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void a_change_of_tests_is_none() throws Exception {
        started();
        Path test = write("agent/src/test/D.java", "class D {}");
        Files.setLastModifiedTime(test, FileTime.from(Instant.now().plusSeconds(60)));

        assertThat(started()).isEqualTo("started\n");
    }
}
