package io.dockplay.modules.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.UnsupportedState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mode means what it means to chmod. */
class FileModeTest {

    private static final int MODES = 80;
    private static final int STARTS = 40;

    @TempDir
    Path folder = Path.of("");

    /** Words as somebody may write them; the same ones each time. */
    private static List<String> modes(Random random) {
        List<String> modes = new ArrayList<>();
        for (int i = 0; i < MODES; i++) {
            String mode = clause(random);
            while (random.nextInt(3) == 0) {
                mode += "," + clause(random);
            }
            modes.add(mode);
        }
        return modes;
    }

    private static String clause(Random random) {
        StringBuilder clause = new StringBuilder(some(random, "ugoa"));
        do {
            clause.append("+-=".charAt(random.nextInt(3)));
            clause.append(random.nextInt(4) == 0 ? "ugo".charAt(random.nextInt(3)) : some(random, "rwxXst"));
        } while (random.nextInt(4) == 0);
        return clause.toString();
    }

    private static String some(Random random, String letters) {
        StringBuilder some = new StringBuilder();
        letters.chars().filter(letter -> random.nextInt(3) == 0).forEach(letter -> some.append((char) letter));
        return some.toString();
    }

    @Test
    void it_makes_of_any_mode_what_chmod_makes_of_it() throws Exception {
        Random random = new Random(20261127);
        List<String> modes = modes(random);
        List<String> starts = random.ints(STARTS, 0, 010000)
                .mapToObj(mode -> String.format("%04o", mode))
                .toList();
        StringBuilder script = new StringBuilder("umask 022\nmkdir start\n");
        for (int i = 0; i < STARTS; i++) {
            script.append((i % 2 == 0 ? "mkdir" : ": >")
                    + " start/%1$02d; chmod %2$s start/%1$02d\n".formatted(i, starts.get(i)));
        }
        modes.forEach(mode ->
                script.append("rm -rf now; cp -a start now; chmod -- '" + mode + "' now/*; stat -c %04a now/*\n"));
        List<String> real = ran(script.toString());

        assertThat(real).hasSize(MODES * STARTS);
        int compared = 0;
        for (int i = 0; i < real.size(); i++) {
            String mode = modes.get(i / STARTS);
            int start = i % STARTS;
            String ours = of(mode, starts.get(start), start % 2 == 0);
            if (!ours.isEmpty()) {
                assertThat(ours)
                        .as("%s of %s, %s", mode, starts.get(start), start % 2 == 0 ? "a directory" : "a file")
                        .isEqualTo(real.get(i));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(real.size() * 4 / 5);
    }

    private static String of(String mode, String actual, boolean isDirectory) {
        try {
            return new FileMode(mode).of(actual, isDirectory);
        } catch (UnsupportedState unstable) {
            return "";
        }
    }

    private List<String> ran(String script) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("script"), script);
        Process process = new ProcessBuilder("sh", file.toString())
                .directory(Files.createDirectory(folder.resolve("work")).toFile())
                .redirectOutput(folder.resolve("output").toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("errors")))
                .isZero();
        return Files.readAllLines(folder.resolve("output"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "u=rwx,g-w,o=;0664;0740",
                "+x;0644;0755",
                "a+r;0600;0644",
                "u=rwX,go=rX;0600;0644",
                "u=rwX,go=rX;0700;0755",
                "u+s;0755;4755",
                "+t;0777;1777",
                "g=u;0640;0660",
                "755;0600;0755",
                "-w;0666;0466"
            })
    void it_is_shown_as_digits(String row) {
        String[] words = row.split(";", -1);
        assertThat(new FileMode(words[0]).of(words[1], false)).isEqualTo(words[2]);
    }

    @Test
    void what_each_run_would_change_again_is_refused() {
        assertThatThrownBy(() -> new FileMode("u=g,g=o,o=u").of("0754", false))
                .isInstanceOf(UnsupportedState.class)
                .hasMessageContaining("each run would change it again");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "rwx", "u", "u+rg", "u+r,", "a+z", "u+r g+r", "0999", "64", "00644", "+644", "rw-r--r--"})
    void what_is_no_mode_is_an_error(String text) {
        assertThatThrownBy(() -> new FileMode(text)).isInstanceOf(InvalidOption.class);
    }
}
