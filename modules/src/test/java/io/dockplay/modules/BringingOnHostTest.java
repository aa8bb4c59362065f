package io.dockplay.modules;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.modules.files.FileOnHostTest;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a transaction of yum brings, takes and leaves beside what was asked for, by the real {@code bringing} and an rpm of ours. */
class BringingOnHostTest {

    private static final String UNREADABLE = "error: cannot open Packages database in /var/lib/rpm";

    @TempDir
    Path folder = Path.of("");

    static Stream<List<String>> shells() {
        return FileOnHostTest.shells();
    }

    @BeforeEach
    void a_change_of_slow_is_at_work() throws IOException {
        program("rpm", "cat \"$0.errors\" >&2; cat \"$0.installed\"");
        program(
                "yum",
                "for each in installed errors; do cat \"$0.$each\" >\"${0%yum}rpm.$each\"; done; exit \"$(cat \"$0.code\")\"");
        Path job = Files.createDirectories(folder.resolve("home/job"));
        Files.writeString(
                job.resolve("record"), "{\"changes\":[{\"what\":\"slow\",\"from\":\"1.0-1\",\"to\":\"2.0-1\"}]}\n");
        // What the change prints goes here meanwhile.
        Files.writeString(job.resolve("output"), "output");
        Files.writeString(job.resolve("errors"), "errors");
        errors("rpm", "");
        errors("yum", "");
    }

    @AfterEach
    void what_the_change_prints_is_left_alone() {
        assertThat(folder.resolve("home/job/output")).hasContent("output");
        assertThat(folder.resolve("home/job/errors")).hasContent("errors");
    }

    private void program(String name, String code) throws IOException {
        Path program = Files.createDirectories(folder.resolve("bin")).resolve(name);
        Files.writeString(program, "#!/bin/sh\n" + code + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void errors(String program, String text) throws IOException {
        Files.writeString(folder.resolve("bin/" + program + ".errors"), text.isEmpty() ? "" : text + "\n");
    }

    private ScriptResult yum(List<String> shell, int code, String before, String after) throws IOException {
        Files.writeString(folder.resolve("bin/rpm.installed"), lines(before));
        Files.writeString(folder.resolve("bin/yum.installed"), lines(after));
        Files.writeString(folder.resolve("bin/yum.code"), code + "\n");
        Files.deleteIfExists(folder.resolve("home/record"));
        return new LocalHost(folder, shell).run(Script.of("bringing yum -y update slow"));
    }

    private static String lines(String packages) {
        return packages.isEmpty() ? "" : packages.replace(", ", "\n") + "\n";
    }

    private List<String> recorded() throws IOException {
        Path record = folder.resolve("home/record");
        return !Files.exists(record)
                ? List.of()
                : Pattern.compile("\"what\":\"(.*?)\",\"from\":\"(.*?)\",\"to\":\"(.*?)\"")
                        .matcher(Files.readString(record))
                        .results()
                        .map(found -> found.group(1) + ": " + found.group(2) + " → " + found.group(3))
                        .toList();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void what_comes_and_goes_with_what_was_asked_for_is_recorded(List<String> shell) throws IOException {
        ScriptResult scriptResult = yum(
                shell,
                0,
                "lib noarch 1.0-1, old noarch 1.0-1, slow noarch 1.0-1",
                "dep noarch 3.0-1, lib noarch 2.0-1, slow noarch 2.0-1");

        assertThat(scriptResult.exitCode()).as("%s", scriptResult).isZero();
        assertThat(recorded())
                .containsExactly("dep: absent → brought", "lib: 1.0-1 → updated along", "old: 1.0-1 → removed along");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void an_architecture_beside_one_that_was_there_is_recorded_as_such(List<String> shell) throws IOException {
        yum(
                shell,
                0,
                "both i686 1.0-1, both x86_64 1.0-1, dual x86_64 1.0-1, mlib i686 1.0-1, slow x86_64 1.0-1",
                "both x86_64 1.0-1, dual i686 1.0-1, dual x86_64 1.0-1, fresh i686 1.0-1, fresh x86_64 1.0-1,"
                        + " mlib x86_64 2.0-1, slow i686 2.0-1, slow x86_64 2.0-1");

        assertThat(recorded())
                .containsExactlyInAnyOrder(
                        "dual.i686: absent → brought",
                        "fresh: absent → brought",
                        "fresh: absent → brought",
                        "slow.i686: absent → brought",
                        "both.i686: 1.0-1 → removed along",
                        "mlib: 1.0-1 → updated along");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void of_two_architectures_that_go_by_one_name_each_is_recorded(List<String> shell) throws IOException {
        yum(shell, 0, "bash noarch 4.1-1, slow i686 1.0-1, slow x86_64 1.0-1", "bash noarch 4.1-1");

        assertThat(recorded())
                .containsExactly("slow.i686: 1.0-1 → removed along", "slow.x86_64: 1.0-1 → removed along");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_kernel_beside_one_and_the_one_that_had_to_go_for_it_are_recorded(List<String> shell) throws IOException {
        yum(
                shell,
                0,
                "kernel x86_64 3.10.0-1062.el7, kernel x86_64 3.10.0-862.el7",
                "kernel x86_64 3.10.0-1062.el7, kernel x86_64 3.10.0-1160.el7");

        assertThat(recorded())
                .containsExactly(
                        "kernel-3.10.0-1160.el7.x86_64: absent → brought",
                        "kernel-3.10.0-862.el7.x86_64: 3.10.0-862.el7 → removed along");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void what_a_yum_that_was_killed_had_begun_to_update_is_recorded(List<String> shell) throws IOException {
        ScriptResult scriptResult = yum(
                shell,
                137,
                "lib noarch 1.0-1, slow noarch 1.0-1",
                "dep noarch 1.0-1, lib noarch 1.0-1, lib noarch 2.0-1, slow noarch 1.0-1, slow noarch 2.0-1");

        assertThat(scriptResult.exitCode()).isEqualTo(137);
        assertThat(recorded()).containsExactly("dep: absent → brought", "lib: 1.0-1 → updated along");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_database_that_cannot_be_read_before_keeps_yum_from_changing_anything(List<String> shell) throws IOException {
        for (String there : List.of("", "bash noarch 4.1-1")) {
            errors("rpm", there.isEmpty() ? "" : UNREADABLE);

            ScriptResult scriptResult = yum(shell, 0, there, "bash noarch 4.1-1, slow noarch 2.0-1, vim noarch 1.0-1");

            assertThat(scriptResult.exitCode()).isEqualTo(1);
            assertThat(scriptResult.stderr()).contains("rpm cannot read its database, so nothing is changed");
            assertThat(Files.readString(folder.resolve("bin/rpm.installed"))).isEqualTo(lines(there));
            assertThat(recorded()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_database_that_cannot_be_read_afterwards_is_not_taken_for_packages_that_went(List<String> shell)
            throws IOException {
        errors("yum", UNREADABLE);

        ScriptResult scriptResult = yum(shell, 0, "bash noarch 4.1-1, vim noarch 1.0-1", "");

        assertThat(scriptResult.exitCode()).isEqualTo(1);
        assertThat(scriptResult.stderr()).contains("what came along is not on the record", UNREADABLE);
        assertThat(recorded()).isEmpty();
    }
}
