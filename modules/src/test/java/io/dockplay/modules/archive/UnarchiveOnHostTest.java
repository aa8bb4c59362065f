package io.dockplay.modules.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.modules.CaseOptions;
import io.dockplay.modules.LocalHost;
import io.dockplay.modules.files.FileOnHostTest;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The unarchive module's scripts, run for real: what is unpacked holds, is seen to hold, and can be taken back. */
class UnarchiveOnHostTest {

    @TempDir
    Path folder = Path.of("");

    private Path dest = Path.of("");
    private Path archive = Path.of("");

    static Stream<List<String>> shells() {
        return FileOnHostTest.shells();
    }

    @BeforeEach
    void make_the_folder() throws IOException {
        dest = Files.createDirectory(folder.resolve("it's dest"));
        archive = folder.resolve("an archive");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void an_archive_comes_and_goes_and_leaves_what_others_changed(List<String> shell) throws IOException {
        Files.createDirectory(dest.resolve("etc"));
        Files.writeString(dest.resolve("etc/conf"), "before");
        pack("mkdir -p etc 'a b/c/d'; echo 1 >etc/conf; echo 2 >'a b/c/-x y'; echo 3 >'a b/é'; ln -s c 'a b/link'");
        Map<String, Object> options = Map.of("source", Files.readAllBytes(archive));
        settles(shell, options);
        assertThat(tree()).isEqualTo("a b,a b/c,a b/c/-x y,a b/c/d,a b/link,a b/é,etc,etc/conf");
        assertThat(dest.resolve("etc/conf")).hasContent("1\n");
        assertThat(Files.readSymbolicLink(dest.resolve("a b/link"))).isEqualTo(Path.of("c"));

        Files.writeString(dest.resolve("a b/é"), "other");
        Files.delete(dest.resolve("a b/link"));
        assertThat(host(shell).plan(module(options)).changes().get(0).from()).contains("a b/é", "a b/link");
        settles(shell, options);

        Files.writeString(dest.resolve("a b/é"), "other");
        Files.writeString(dest.resolve("a b/c/new"), "of somebody else");
        RestoreFolder former = former(options);
        assertThat(host(shell).plan(former).warnings())
                .singleElement()
                .asString()
                .contains("a b/é")
                .doesNotContain("conf");
        assertThat(host(shell).apply(former)).isEmpty();
        assertThat(tree()).isEqualTo("a b,a b/c,a b/c/new,a b/é,etc,etc/conf");
        assertThat(dest.resolve("etc/conf")).hasContent("before");
        assertThat(folder.resolve("home/unarchived")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void another_archive_takes_the_place_of_the_first_and_both_go_together(List<String> shell) throws IOException {
        pack("mkdir old both; echo 1 >old/file; echo 1 >both/file");
        Map<String, Object> options = Map.of("on_host", archive.toString());
        settles(shell, options);
        pack("mkdir new both; echo 2 >new/file; echo 2 >both/file");
        assertThat(host(shell).plan(module(options)).changes().get(0).from()).startsWith("unpacked from another");
        settles(shell, options);
        assertThat(tree()).isEqualTo("both,both/file,new,new/file,old,old/file");
        assertThat(dest.resolve("both/file")).hasContent("2\n");

        assertThat(host(shell).apply(former(options))).isEmpty();
        assertThat(tree()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void what_a_link_that_was_kept_points_to_is_neither_written_nor_given_back(List<String> shell) throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("x"), "elsewhere\n");
        Files.createSymbolicLink(dest.resolve("conf"), elsewhere);
        pack("echo 1 >conf; echo 1 >other");
        Map<String, Object> options = Map.of("on_host", archive.toString());
        settles(shell, options);

        Files.delete(dest.resolve("conf"));
        Files.createDirectory(dest.resolve("conf"));
        Files.writeString(dest.resolve("conf/x"), "before\n");
        pack("mkdir conf; echo 2 >conf/x; echo 2 >conf/y");
        settles(shell, options);

        assertThat(host(shell).apply(former(options))).isEmpty();
        assertThat(dest.resolve("conf/x")).hasContent("before\n");
        assertThat(elsewhere.resolve("x")).hasContent("elsewhere\n");
        assertThat(elsewhere.resolve("y")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void a_part_of_a_zip_is_unpacked_without_its_first_folder(List<String> shell) throws IOException {
        try (OutputStream file = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (String name : List.of("tool-1/bin/tool", "tool-1/bin/tool.bat", "tool-1/doc/page", "tool-1/LICENSE")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        Map<String, Object> options = Map.of(
                "on_host",
                archive.toString(),
                "strip_components",
                1,
                "include",
                List.of("tool-?/bin", "*LICENSE"),
                "exclude",
                "*.bat",
                "mode",
                "0600");
        settles(shell, options);
        assertThat(tree()).isEqualTo("LICENSE,bin,bin/tool");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dest.resolve("bin/tool"))))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void what_leads_out_is_odd_or_in_the_way_leaves_all_as_it_was(List<String> shell) throws IOException {
        Files.writeString(dest.resolve("file"), "before");
        Map<String, String> archives = new LinkedHashMap<>();
        archives.put("echo 1 >x; tar -cf \"$at\" --transform 's|^|../|' x", "leads out of the folder: ../x");
        archives.put("echo 1 >x; tar -cPf \"$at\" \"$PWD/x\"", "leads out of the folder: /");
        archives.put("mkfifo x; tar -cf \"$at\" x", "neither a file, a folder nor a link");
        archives.put("mkdir file; echo 1 >file/x; echo 2 >a; tar -cf \"$at\" .", "file is not a folder");
        archives.put("mkdir x; tar -cf \"$at\" -C x .", "nothing is left");
        archives.put("echo 1 >\"$at\"", "could not be unpacked");
        for (Map.Entry<String, String> each : archives.entrySet()) {
            make(each.getKey());
            assertThat(host(shell)
                            .apply(module(Map.of("on_host", archive.toString())))
                            .orElse(""))
                    .as(each.getKey())
                    .contains(each.getValue());
            assertThat(tree()).isEqualTo("file");
            assertThat(dest.resolve("file")).hasContent("before");
            assertThat(host(shell).plan(former(Map.of("on_host", archive.toString()))))
                    .isEqualTo(Plan.NOTHING);
        }
    }

    private void pack(String script) {
        make(script + "; tar -czf \"$at\" *");
    }

    private void make(String script) {
        ScriptResult made = host(List.of("sh")).run(Script.of("""
                at={}
                rm -f "$at"
                cd "$(mktemp -d {}/made.XXXXXX)"
                eval {}""", archive, folder, script));
        assertThat(made.exitCode()).as(made.stderr()).isZero();
    }

    private LocalHost host(List<String> shell) {
        return new LocalHost(folder, shell);
    }

    private Resource<?> module(Map<String, Object> options) {
        Map<String, Object> all = new LinkedHashMap<>(options);
        all.put("dest", dest.toString());
        return CaseOptions.bind(UnarchiveModule.class, all);
    }

    private RestoreFolder former(Map<String, Object> options) {
        return (RestoreFolder) module(options).undo(List.of()).get(0);
    }

    private void settles(List<String> shell, Map<String, Object> options) {
        assertThat(host(shell).plan(module(options)).changes()).isNotEmpty();
        assertThat(host(shell).apply(module(options))).isEmpty();
        assertThat(host(shell).plan(module(options))).isEqualTo(Plan.NOTHING);
    }

    private String tree() throws IOException {
        try (Stream<Path> all = Files.walk(dest)) {
            return String.join(
                    ",",
                    all.filter(path -> !path.equals(dest))
                            .map(path -> dest.relativize(path).toString())
                            .sorted()
                            .toList());
        }
    }
}
