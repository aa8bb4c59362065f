package io.dockplay.cli.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.Examples;
import io.dockplay.Examples.Example;
import io.dockplay.cli.Dockplay;
import io.dockplay.cli.console.ExitCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Playbooks and inventories of the documentation, in YAML and INI, spoilt byte by byte, other ones in each run: each is fine, or told
 * with its place, and never a bug. {@link BrokenCorpusIT} spoils them on purpose. {@code -Ddockplay.seed=N} repeats a run.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES) // an endless loop is a bug too
class InputFuzzIT {

    private static final int FILES = 600;
    private static final String SYNTAX = "{}[]:-'\"#&*!|>%@`,?$<x0\t\\= \n\r\0\u007f";

    @TempDir
    Path folder;

    @Test
    void any_playbook_and_inventory_is_fine_or_told() throws Exception {
        long seed = Long.getLong("dockplay.seed", new Random().nextInt(1_000_000));
        System.out.println("playbooks and inventories, seed " + seed);
        Random random = new Random(seed);
        List<Example> all = Examples.all();
        Path hosts = Files.writeString(folder.resolve("known"), "[web]\nweb1\n[db]\ndb1\n[docker]\nd1\n");
        Path playbook =
                Files.writeString(folder.resolve("known.yml"), "- hosts: all\n  tasks:\n    - command: {shell: x}\n");
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            Example original = all.get(random.nextInt(all.size()));
            byte[] bytes =
                    spoilt(original.text(), all.get(random.nextInt(all.size())).text(), random);
            Path file = Files.write(folder.resolve(original.file()), bytes);
            Dockplay run = original.isInventory()
                    ? Dockplay.run("validate", playbook, "-i", file)
                    : Dockplay.run("validate", file, "-i", hosts);
            String about = "seed " + seed + ", " + original.name() + ":\n" + new String(bytes, StandardCharsets.UTF_8);
            assertThat(run.exit()).as("%s%n%s", about, run).isIn(0, ExitCode.WRONG_INPUT.number());
            assertThat(run.err()).as(about).doesNotContain("Exception", "a bug in dockplay");
            if (run.exit() != 0) {
                assertThat(run.err()).as(about).startsWith("error").contains("\n  at ");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(FILES / 5);
    }

    private static byte[] spoilt(String text, String other, Random random) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 1 + random.nextInt(4); i > 0 && bytes.length > 2; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes = Arrays.copyOf(bytes, at);
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 3 -> { // a piece of another file
                    byte[] piece = other.substring(0, random.nextInt(Math.min(60, other.length()) + 1))
                            .getBytes(StandardCharsets.UTF_8);
                    byte[] longer = Arrays.copyOf(bytes, bytes.length + piece.length);
                    System.arraycopy(bytes, at, longer, at + piece.length, bytes.length - at);
                    System.arraycopy(piece, 0, longer, at, piece.length);
                    bytes = longer;
                }
                default -> bytes[at] = (byte) SYNTAX.charAt(random.nextInt(SYNTAX.length()));
            }
        }
        return bytes;
    }
}
