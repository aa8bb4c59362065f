package io.dockplay.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the modules write to the record of a host, over all cases.
 *
 * <p>Hosts keep it for years. A key or a value that changes here needs a new version of the record's line, and a reader for
 * the one before; {@code -Dcases.accept=true} takes over what is new.
 */
class RecordedKeysTest {

    private static final Path CASES = Path.of("src", "test", "resources", "cases");
    private static final Path KEYS = Path.of("src", "test", "resources", "recorded-keys.txt");

    @Test
    void keys_and_values_of_the_record_stay_as_they_are() throws IOException {
        List<String> found;
        try (Stream<Path> files = Files.walk(CASES)) {
            found = files.filter(file -> file.toString().endsWith(".yml"))
                    .map(CaseFile::read)
                    .flatMap(file -> CaseRun.of(file).recorded().stream().map(change -> file.module() + " " + change))
                    .distinct()
                    .sorted()
                    .toList();
        }
        if (Boolean.getBoolean("cases.accept")) {
            Files.write(KEYS, found);
        }
        assertThat(found).isEqualTo(Files.readAllLines(KEYS));
    }
}
