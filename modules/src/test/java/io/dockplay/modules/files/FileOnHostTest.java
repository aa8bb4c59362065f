package io.dockplay.modules.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dockplay.modules.CaseOptions;
import io.dockplay.modules.LocalHost;
import io.dockplay.modules.Shells;
import io.dockplay.resource.Change;
import io.dockplay.resource.Plan;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The file module's scripts, run for real: what is asked holds, holds a second time, and can be taken back. */
public class FileOnHostTest {

    @TempDir
    Path folder = Path.of("");

    private Path files = Path.of("");

    public static Stream<List<String>> shells() {
        return Shells.present().stream()
                .filter(shell -> !shell.equals("busybox"))
                .map(shell -> shell.equals("bash") ? List.of(shell, "--posix") : List.of(shell));
    }

    @BeforeEach
    void make_the_hosts_files() throws IOException {
        files = Files.createDirectory(folder.resolve("it's a folder"));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_new_file_gets_its_content_and_mode_and_goes_again(List<String> shell) throws IOException {
        Path file = files.resolve("new file");
        settles(shell, Map.of("path", file, "content", "é\n\n", "mode", "0640"));
        assertThat(file).hasContent("é\n\n");
        assertThat(mode(file)).isEqualTo("rw-r-----");
        assertThat(names(files)).containsExactly("new file");

        undone(shell, Map.of("path", file, "content", "é\n\n"), new RecordedChange("content", "absent", "2 lines"));
        assertThat(names(files)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_directory_that_goes_is_listed_and_counted(List<String> shell) throws IOException {
        Path app = Files.createDirectories(files.resolve("app/bin"));
        Files.writeString(app.resolve("one"), "12345");
        Files.writeString(files.resolve("app/-n conf"), "1234567");
        Files.createSymbolicLink(files.resolve("app/link"), Path.of("gone"));

        Plan plan = new LocalHost(folder, shell)
                .plan(CaseOptions.bind(FileModule.class, Map.of("path", files.resolve("app"), "state", "absent")));

        assertThat(plan.changes())
                .singleElement()
                .satisfies(change -> assertThat(change.diff())
                        .contains("--- " + files.resolve("app") + ": 3 files, 16 bytes\n--n conf\n-bin/\n-link\n"));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_copy_that_is_gone_with_the_record_was_given_back_by_another_uninstall(List<String> shell)
            throws IOException {
        Path file = Files.writeString(files.resolve("settings"), "former");
        LocalHost host = new LocalHost(folder, shell);
        RestoreFile former = new RestoreFile(file.toString(), false, Checksums.NONE);
        Path record = Files.createDirectories(folder.resolve("home")).resolve("record");

        Files.writeString(record, "{}\n");
        assertThat(host.plan(former).blocker()).isPresent();
        Files.delete(record);
        assertThat(host.plan(former)).isEqualTo(Plan.NOTHING);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void bytes_of_every_kind_arrive(List<String> shell) throws IOException {
        byte[] bytes = new byte[2 * 1024 * 1024];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + i / 256);
        }
        Path file = files.resolve("large");
        settles(shell, Map.of("path", file, "source", bytes));
        assertThat(file).hasBinaryContent(bytes);
        byte[] few = {0, '\n', '\n', (byte) 0xff, '\n'};
        settles(shell, Map.of("path", file, "source", few));
        assertThat(file).hasBinaryContent(few);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void edited_lines_keep_the_mode_and_are_given_back(List<String> shell) throws IOException {
        Path file = files.resolve("settings");
        Files.writeString(file, "A=1\nB=2");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        Map<String, Object> options = Map.of("path", file, "settings", List.of("A=3", "C=4"), "lines_absent", "B=2");
        settles(shell, options);
        assertThat(file).hasContent("A=3\nC=4\n");
        assertThat(mode(file)).isEqualTo("rw-rw-r--");

        undone(shell, options, new RecordedChange("content", "2 lines", "2 lines"));
        assertThat(Files.readString(file)).isEqualTo("A=1\nB=2");
        assertThat(mode(file)).isEqualTo("rw-rw-r--");
        assertThat(names(files)).containsExactly("settings");
    }

    static Stream<Arguments> edits() {
        return shells().flatMap(shell -> Stream.of(
                Arguments.of(shell, Map.of("lines", List.of("A=3", "A=1")), "A=1\nB=2\nA=1\nA=3\n"),
                Arguments.of(shell, Map.of("settings", List.of("A=3", "C=$4 'x'")), "A=1\nB=2\nA=3\nC=$4 'x'\n"),
                Arguments.of(shell, Map.of("lines", List.of("B 3"), "match", "^B\\b"), "A=1\nB 3\nA=1\n"),
                Arguments.of(shell, Map.of("lines", List.of("x"), "insert_before", "^B"), "A=1\nx\nB=2\nA=1\n")));
    }

    @ParameterizedTest
    @MethodSource("edits")
    void each_way_to_edit_lines_holds_and_is_given_back(List<String> shell, Map<String, Object> edit, String after)
            throws IOException {
        Path file = Files.writeString(files.resolve("settings"), "A=1\nB=2\nA=1");
        Map<String, Object> options = new LinkedHashMap<>(edit);
        options.put("path", file);
        settles(shell, options);
        assertThat(Files.readString(file)).isEqualTo(after);

        undone(shell, options, new RecordedChange("content", "3 lines", "4 lines"));
        assertThat(Files.readString(file)).isEqualTo("A=1\nB=2\nA=1");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_link_to_a_directory_gives_way_and_is_given_back(List<String> shell) throws IOException {
        Path other = Files.createDirectory(files.resolve("other"));
        Path path = files.resolve("path");
        Files.createSymbolicLink(path, other);
        Map<String, Object> options = Map.of("path", path, "content", "x");
        settles(shell, options);
        assertThat(Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).isTrue();
        assertThat(names(other)).isEmpty();

        undone(shell, options, new RecordedChange("type", "link:other", "file"));
        assertThat(Files.readSymbolicLink(path)).isEqualTo(other);
        assertThat(names(other)).isEmpty();
        assertThat(names(files)).containsExactly("other", "path");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_link_takes_the_place_of_a_file_and_gives_it_back(List<String> shell) throws IOException {
        Path path = files.resolve("path");
        Files.writeString(path, "before");
        Map<String, Object> options = Map.of("path", path, "state", "link", "target", "-n");
        settles(shell, options);
        assertThat(Files.readSymbolicLink(path)).isEqualTo(Path.of("-n"));

        undone(shell, options, new RecordedChange(path.toString(), "file", "link:-n"));
        assertThat(path).hasContent("before");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void directories_are_made_and_go_again_as_far_as_they_are_empty(List<String> shell) throws IOException {
        Path path = files.resolve("a/b/c");
        Map<String, Object> options = Map.of("path", path, "state", "directory", "mode", "0700");
        RecordedChange[] changes = host(shell).plan(module(options)).changes().stream()
                .map(Change::recorded)
                .toArray(RecordedChange[]::new);
        settles(shell, options);
        assertThat(mode(path)).isEqualTo("rwx------");
        Files.writeString(files.resolve("a/of the user's"), "");

        undone(shell, options, changes);
        assertThat(names(files.resolve("a"))).containsExactly("of the user's");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_removed_file_is_given_back_and_a_removed_directory_is_gone(List<String> shell) throws IOException {
        Path file = files.resolve("file");
        Files.writeString(file, "before");
        Path full = Files.createDirectories(files.resolve("full/of/folders"));
        Files.writeString(full.resolve("and a file"), "");
        settles(shell, Map.of("path", file, "state", "absent"));
        settles(shell, Map.of("path", files.resolve("full"), "state", "absent"));
        assertThat(names(files)).isEmpty();

        undone(
                shell,
                Map.of("path", file, "state", "absent"),
                new RecordedChange(file.toString(), "present", "absent"));
        assertThat(file).hasContent("before");
        assertThat(module(Map.of("path", files.resolve("full"), "state", "absent"))
                        .undo(List.of(new RecordedChange(files + "/full", "directory", "absent"))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_changed_mode_is_changed_back_and_the_content_since_then_stays(List<String> shell) throws IOException {
        Path file = files.resolve("file");
        Files.writeString(file, "before");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        settles(shell, Map.of("path", file, "mode", "0600"));
        Files.writeString(file, "since");

        undone(shell, Map.of("path", file, "mode", "0600"), new RecordedChange("mode", "0644", "0600"));
        assertThat(file).hasContent("since");
        assertThat(mode(file)).isEqualTo("rw-r--r--");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_former_file_that_was_not_kept_is_told(List<String> shell) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("home")).resolve("record"), "{}\n");
        Plan plan = host(shell).plan(new RestoreFile(files.resolve("file").toString(), false, Checksums.NONE));
        assertThat(plan.blocker().toString()).contains("is not kept on the host");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_backup_is_left_beside_the_file(List<String> shell) throws IOException {
        Path file = files.resolve("file");
        Files.writeString(file, "before");
        settles(shell, Map.of("path", file, "content", "after", "backup", true));
        assertThat(names(files)).hasSize(2).allMatch(name -> name.matches("file(\\.[0-9]{8}-[0-9]{6}~)?"));
    }

    private LocalHost host(List<String> shell) {
        return new LocalHost(folder, shell);
    }

    private static Resource<?> module(Map<String, Object> options) {
        Map<String, Object> texts = new LinkedHashMap<>(options);
        texts.computeIfPresent("path", (key, value) -> value.toString());
        return CaseOptions.bind(FileModule.class, texts);
    }

    /** Only root may mount, so it is skipped for others. */
    @ParameterizedTest
    @MethodSource("shells")
    void a_file_that_is_mounted_is_written_in_place_and_given_back_there(List<String> shell) throws Exception {
        Path file = Files.writeString(folder.resolve("mounted"), "beneath\n");
        Path source = Files.writeString(folder.resolve("source"), "before\n");
        assumeTrue(ran("mount", "--bind", source.toString(), file.toString()));
        try {
            Map<String, Object> options = Map.of("path", file, "content", "after\n", "mode", "0600");
            settles(shell, options);
            assertThat(source).hasContent("after\n");
            assertThat(mode(source)).isEqualTo("rw-------");
            assertThat(host(shell)
                            .plan(module(Map.of("path", file, "state", "absent")))
                            .blocker())
                    .hasValueSatisfying(
                            blocker -> assertThat(blocker.reason().text()).contains("is a mount point"));

            undone(
                    shell,
                    options,
                    new RecordedChange("content", "1 line", "1 line"),
                    new RecordedChange("mode", "0644", "0600"));
            assertThat(source).hasContent("before\n");
            assertThat(mode(source)).isEqualTo("rw-r--r--");
        } finally {
            ran("umount", file.toString());
        }
        assertThat(file).hasContent("beneath\n");
    }

    /** Only root may do that, on file systems that can. */
    @ParameterizedTest
    @MethodSource("shells")
    void an_immutable_file_is_seen_before_anything_is_done(List<String> shell) throws Exception {
        Path file = Files.writeString(files.resolve("fixed"), "before\n");
        assumeTrue(ran("chattr", "+i", file.toString()));
        try {
            for (Map<String, Object> options : List.<Map<String, Object>>of(
                    Map.of("path", file, "content", "after\n"),
                    Map.of("path", file, "mode", "0600"),
                    Map.of("path", file, "state", "absent"),
                    Map.of("path", file, "state", "link", "target", "/none"))) {
                assertThat(host(shell).plan(module(options)).blocker())
                        .hasValueSatisfying(
                                blocker -> assertThat(blocker.reason().text()).contains("is immutable"));
            }
            assertThat(host(shell).plan(module(Map.of("path", file, "content", "before\n"))))
                    .isEqualTo(Plan.NOTHING);
        } finally {
            ran("chattr", "-i", file.toString());
        }
        assertThat(host(shell)
                        .plan(module(Map.of("path", file, "content", "after\n")))
                        .blocker())
                .isEmpty();
    }

    private static boolean ran(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private void settles(List<String> shell, Map<String, Object> options) {
        assertThat(host(shell).plan(module(options)).changes()).isNotEmpty();
        assertThat(host(shell).apply(module(options))).isEmpty();
        assertThat(host(shell).plan(module(options))).isEqualTo(Plan.NOTHING);
    }

    private void undone(List<String> shell, Map<String, Object> options, RecordedChange... made) {
        for (Resource<?> former : module(options).undo(List.of(made))) {
            assertThat(host(shell).apply(former)).isEmpty();
            assertThat(host(shell).plan(former).changes()).isEmpty();
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
