package io.dockplay.modules.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.modules.LocalHost;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFileTest {

    private static TextFile file(byte[] content) {
        return new TextFile(
                "/etc/x",
                new FileState(
                        "regular file",
                        "0644",
                        "root",
                        "root",
                        "0",
                        "0",
                        content.length,
                        content,
                        "",
                        "",
                        List.of(),
                        "",
                        true,
                        true,
                        false,
                        false,
                        false,
                        FolderListing.NOTHING,
                        TreeListing.NOTHING));
    }

    /** What becomes of a text, of which each character is a byte, with one line more. */
    private static String withOneMore(String before, String line) {
        TextFile file = file(before.getBytes(StandardCharsets.ISO_8859_1));
        List<String> wanted = new ArrayList<>(file.lines());
        wanted.add(line);
        Plan plan = file.plan(
                wanted,
                new FileAttributes(Optional.empty(), Optional.empty(), Optional.empty()),
                LocalHost.MACHINE,
                PendingChanges.NOTHING);
        return new String(plan.script().attachments().get(0).bytes(), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb\n",
                "",
                "\n\n",
                "a\r\nb\r\n",
                "a\rb\n",
                "caf\u00e9\n",
                "caf\u00e9 \u00c3\u00a9\r\n\n",
                "a\u0085\u000b\u000cb\n",
                "  a \t\n"
            })
    void all_bytes_but_those_of_the_new_line_stay(String before) {
        String added = new String("安装 é".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(withOneMore(before, "安装 é")).isEqualTo(before + added + "\n");
    }
}
