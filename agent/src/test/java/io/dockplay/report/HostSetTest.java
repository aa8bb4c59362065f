package io.dockplay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.inventory.Inventory;
import io.dockplay.inventory.InventoryReader;
import io.dockplay.yaml.InputFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostSetTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "web1, web1",
        "web1 web2 web3 web5, 'web[1-3,5]'",
        "web08 web09 web10 web12, 'web[08-10,12]'",
        "web9 web10 web11, 'web[9-11]'",
        "web1 web01, 'web[1,01]'",
        "web1.example.org web2.example.org db, 'web[1-2].example.org,db'",
        "192.0.2.7 192.0.2.8, '192.0.2.[7-8]'",
        "r1n1 r1n2 r2n1, 'r1n[1-2],r2n1'",
        "a b, 'a,b'",
        "web20261124000000 web20261124000001, 'web20261124000000,web20261124000001'",
    })
    void names_are_folded(String names, String folded) {
        assertThat(HostSet.fold(List.of(names.split(" ")))).isEqualTo(folded);
    }

    @Test
    void numbers_are_written_the_same_in_every_language() throws IOException {
        Locale former = Locale.getDefault(Locale.Category.FORMAT);
        try {
            Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("ar-EG"));
            assertThat(HostSet.fold(List.of("web08", "web09", "web10"))).isEqualTo("web[08-10]");
            Path file = Files.writeString(folder.resolve("hosts"), "web[08:10]\n");
            assertThat(InventoryReader.read(file, new InputFiles()).select("web[08-10]", Optional.empty()))
                    .extracting(host -> host.name())
                    .containsExactly("web08", "web09", "web10");
        } finally {
            Locale.setDefault(Locale.Category.FORMAT, former);
        }
    }

    @Test
    void what_is_folded_can_be_given_as_a_pattern_and_means_the_same_hosts() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            TreeSet<String> names = new TreeSet<>();
            IntStream.range(0, 1 + random.nextInt(30)).forEach(any -> names.add(name(random)));
            TreeSet<String> all = new TreeSet<>(names);
            IntStream.range(0, 10).forEach(any -> all.add(name(random)));
            Path file = Files.writeString(folder.resolve("hosts"), String.join("\n", all) + "\n");
            Inventory inventory = InventoryReader.read(file, new InputFiles());

            String folded = HostSet.fold(names);

            assertThat(inventory.select(folded, Optional.empty()))
                    .as(folded)
                    .extracting(host -> host.name())
                    .containsExactlyInAnyOrderElementsOf(names);
        }
    }

    private static String name(Random random) {
        String number =
                random.nextBoolean() ? String.valueOf(random.nextInt(130)) : "%03d".formatted(random.nextInt(12));
        return switch (random.nextInt(4)) {
            case 0 -> "web" + number;
            case 1 -> "r" + random.nextInt(3) + "-n" + number + ".example";
            case 2 -> "10.0." + random.nextInt(2) + "." + random.nextInt(20);
            default -> "db-" + (char) ('a' + random.nextInt(5));
        };
    }
}
