package io.dockplay.modules.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.dockplay.modules.CaseOptions;
import io.dockplay.modules.LocalHost;
import io.dockplay.resource.Plan;
import io.dockplay.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a look at a path finds. */
class StatOnHostTest {

    @TempDir
    Path folder = Path.of("");

    static Stream<List<String>> shells() {
        return FileOnHostTest.shells();
    }

    private Object found(List<String> shell, Path path, Map<String, Object> options) {
        Map<String, Object> all = new LinkedHashMap<>(options);
        all.put("path", path);
        LocalHost host = new LocalHost(folder, shell);
        Resource<?> module = CaseOptions.bind(StatModule.class, all);
        assertThat(host.plan(module)).isEqualTo(Plan.NOTHING);
        return registered(host, module);
    }

    private static <S extends Record> Object registered(LocalHost host, Resource<S> module) {
        return module.registered(host.look(module)).get("stat");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void files_links_folders_and_nothing_are_told_apart(List<String> shell) throws IOException {
        Path file = Files.writeString(folder.resolve("it's a file"), "four");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000)));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file.getFileName());
        Path broken = Files.createSymbolicLink(folder.resolve("broken"), Path.of("nowhere"));
        String sum = "04efaf080f5a3e74e1c29d1ca6a48569382cbbcd324e8d59d2b83ef21c039f00";

        Map<String, Object> isFile = Map.of("exists", true, "isreg", true, "isdir", false, "islnk", false);
        assertThat(found(shell, file, Map.of("get_checksum", true)))
                .asInstanceOf(MAP)
                .containsAllEntriesOf(isFile)
                .containsAllEntriesOf(Map.of("size", 4L, "mode", "0640", "mtime", 1_700_000_000L, "checksum", sum))
                .doesNotContainKey("lnk_target");
        assertThat(found(shell, link, Map.of()))
                .asInstanceOf(MAP)
                .containsAllEntriesOf(Map.of("exists", true, "islnk", true, "isreg", false))
                .containsEntry("lnk_target", "it's a file")
                .doesNotContainKey("checksum");
        assertThat(found(shell, link, Map.of("follow", true))).asInstanceOf(MAP).containsAllEntriesOf(isFile);
        assertThat(found(shell, folder, Map.of()))
                .asInstanceOf(MAP)
                .containsAllEntriesOf(Map.of("exists", true, "isdir", true));
        Map<String, Object> nothing = Map.of("exists", false, "isreg", false, "isdir", false, "islnk", false);
        assertThat(found(shell, folder.resolve("none"), Map.of("get_checksum", true)))
                .isEqualTo(nothing);
        assertThat(found(shell, broken, Map.of("follow", true))).isEqualTo(nothing);
    }
}
