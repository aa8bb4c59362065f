package io.dockplay.modules.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dockplay.message.Message;
import io.dockplay.modules.CaseOptions;
import io.dockplay.modules.LocalHost;
import io.dockplay.resource.Change;
import io.dockplay.resource.Plan;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Resource;
import io.dockplay.resource.UnsupportedState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The owner and mode of all below a directory: set, settled, and given back to each as it was. */
class FileTreeOnHostTest {

    private static final RecordedChange TREE = new RecordedChange("tree", "former", "as-wanted");

    @TempDir
    Path folder = Path.of("");

    private Path app = Path.of("");

    static Stream<List<String>> shells() {
        return FileOnHostTest.shells();
    }

    @BeforeEach
    void make_the_tree() throws IOException {
        app = Files.createDirectory(folder.resolve("it's an app"));
        make("bin/tool", "rwxr-x---");
        make("conf/-a file", "rw-r--r--");
        make("conf/é", "rw-------");
        Files.createSymbolicLink(app.resolve("link"), folder.resolve("outside"));
        Files.writeString(folder.resolve("outside"), "not ours");
        mode(folder.resolve("outside"), "rwxrwxrwx");
        mode(app.resolve("bin"), "rwxrwxrwx");
        mode(app.resolve("conf"), "rwxr-xr-x");
        mode(app, "rwxr-xr-x");
    }

    private void make(String name, String mode) throws IOException {
        Path file = app.resolve(name);
        Files.createDirectories(file.resolve(".."));
        mode(Files.writeString(file, name), mode);
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    /** Each name with its mode and its owners; what a link leads to is not looked at. */
    private Map<String, String> attributes() throws IOException {
        Map<String, String> attributes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(app)) {
            for (Path file : files.toList()) {
                Map<String, Object> found =
                        Files.readAttributes(file, "unix:mode,uid,gid,ctime", java.nio.file.LinkOption.NOFOLLOW_LINKS);
                attributes.put(
                        app.relativize(file).toString(),
                        "%o %s:%s".formatted((Integer) found.get("mode") & 07777, found.get("uid"), found.get("gid")));
            }
        }
        return attributes;
    }

    private Resource<?> module(Map<String, Object> options) {
        Map<String, Object> all = new LinkedHashMap<>(options);
        all.putAll(Map.of("path", app, "state", "directory", "recurse", true));
        return CaseOptions.bind(FileModule.class, all);
    }

    private void undone(LocalHost host, Resource<?> module, RecordedChange... made) {
        for (Resource<?> former : module.undo(List.of(made))) {
            assertThat(host.apply(former)).isEmpty();
            assertThat(host.plan(former).changes()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void changes_of_a_mode_are_made_to_each_as_it_is_and_given_back(List<String> shell) throws IOException {
        LocalHost host = new LocalHost(folder, shell);
        Map<String, String> before = attributes();
        Resource<?> module = module(Map.of("mode", "u=rwX,g=rX,o="));

        Plan plan = host.plan(module);
        assertThat(plan.changes())
                .extracting(Change::toString)
                .containsExactlyInAnyOrder("mode: 0755 → 0750", "all below " + app + ": 4 of 6 otherwise → as wanted");
        assertThat(plan.changes().get(1).diff().orElse(""))
                .contains("\n-0600 ", "\n+0600 ".replace("0600", "0640"), " conf/-a file", "+0750 ", " bin")
                .doesNotContain("tool", "link", "…");
        assertThat(host.apply(module)).isEmpty();
        assertThat(attributes().values().stream().map(each -> each.replaceFirst(" .*", "")))
                .containsExactly("750", "750", "750", "750", "640", "640", "777");
        assertThat(host.plan(module)).isEqualTo(Plan.NOTHING);

        undone(host, module, new RecordedChange("mode", "0755", "0750"), TREE);
        assertThat(attributes()).isEqualTo(before);
        assertThat(Files.getPosixFilePermissions(folder.resolve("outside"))).hasSize(9);
        assertThat(folder.resolve("home/trees")).doesNotExist();
    }

    /** Only root may do that. */
    @ParameterizedTest
    @MethodSource("shells")
    void the_owners_of_links_change_too_and_set_id_bits_stay(List<String> shell) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")));
        Files.setAttribute(app.resolve("bin/tool"), "unix:mode", 04755);
        Files.setAttribute(app.resolve("conf/é"), "unix:gid", 12);
        LocalHost host = new LocalHost(folder, shell);
        Map<String, String> before = attributes();
        Resource<?> module = module(Map.of("owner", "daemon", "group", "7777"));

        assertThat(host.apply(module)).isEmpty();
        assertThat(attributes().values()).allSatisfy(each -> assertThat(each).endsWith(" 1:7777"));
        assertThat(attributes()).containsEntry("bin/tool", "4755 1:7777");
        assertThat(Files.getAttribute(folder.resolve("outside"), "unix:uid")).isEqualTo(0);
        assertThat(host.plan(module)).isEqualTo(Plan.NOTHING);

        undone(
                host,
                module,
                new RecordedChange("owner", "root", "daemon"),
                new RecordedChange("group", "root", "7777"),
                TREE);
        assertThat(attributes()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void two_changes_are_taken_back_to_the_first_and_what_others_changed_stays(List<String> shell) throws IOException {
        LocalHost host = new LocalHost(folder, shell);
        Map<String, String> before = attributes();
        assertThat(host.apply(module(Map.of("mode", "go-rwx")))).isEmpty();
        assertThat(host.apply(module(Map.of("mode", "a+rX")))).isEmpty();
        mode(app.resolve("conf/é"), "rw-rw-rw-");
        Files.delete(app.resolve("conf/-a file"));

        RestoreTree restore = new RestoreTree(app.toString());
        Plan plan = host.plan(restore);
        assertThat(plan.warnings())
                .map(Message::text)
                .containsExactly(
                        "what was changed since it was set stays: " + app + "/conf/é; --force gives it back as well");
        assertThat(host.apply(restore)).isEmpty();
        assertThat(attributes().get("bin")).isEqualTo(before.get("bin"));
        assertThat(attributes().get("conf/é")).startsWith("666 ");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void thousands_of_files_are_a_few_processes_and_a_few_lines(List<String> shell) throws IOException {
        for (int i = 0; i < 3000; i++) {
            Files.createFile(app.resolve("conf/file " + i));
        }
        LocalHost host = new LocalHost(folder, shell);
        Resource<?> module = module(Map.of("mode", "o="));
        Change change = host.plan(module).changes().get(1);
        assertThat(change.from()).startsWith("300").endsWith(" of 3006 otherwise");
        assertThat(change.diff().orElse("").lines()).hasSize(2 + 2 * 10 + 1);
        assertThat(host.apply(module)).isEmpty();
        assertThat(host.plan(module)).isEqualTo(Plan.NOTHING);
    }

    @Test
    void a_name_with_a_newline_is_refused() throws IOException {
        Files.createFile(app.resolve("a\nb"));
        LocalHost host = new LocalHost(folder, shells().findFirst().orElseThrow());
        Resource<?> module = module(Map.of("mode", "o="));
        assertThatThrownBy(() -> host.plan(module))
                .isInstanceOf(UnsupportedState.class)
                .hasMessageContaining("has a newline in it");
    }
}
