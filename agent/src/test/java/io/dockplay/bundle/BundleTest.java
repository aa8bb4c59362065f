package io.dockplay.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.problem.InvalidInput;
import io.dockplay.resource.Supply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle is written whole or not at all, and read only when each of its files is what its list says. */
class BundleTest {

    private static final String TEXT = "what the hosts want";

    @TempDir
    Path folder;

    private Path bundle(String address) {
        Path file = folder.resolve("day.bundle");
        new BundleBuilder("site.yml", List.of(), Optional.empty())
                .build(Map.of("7", Set.of(new Supply.Address(address))), file);
        return file;
    }

    private Path bundle() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), TEXT);
        return bundle(text.toUri().toString());
    }

    @Test
    void what_went_in_comes_out() throws IOException {
        try (Bundle bundle = Bundle.open(bundle())) {
            assertThat(bundle.contents().playbook()).isEqualTo("site.yml");
            String path = bundle.contents().addresses().values().iterator().next();
            assertThat(bundle.read(path).orElseThrow().bytes().readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(TEXT);
            assertThat(bundle.read("../text")).isEmpty();
        }
    }

    @Test
    void nothing_is_left_beside_a_bundle_or_where_none_was_made() throws IOException {
        bundle();
        String absent = folder.resolve("absent").toUri().toString();

        assertThatThrownBy(() -> bundle(absent))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("cannot be fetched");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("text", "day.bundle");
        }
    }

    @Test
    void each_changed_byte_of_a_file_is_found() throws IOException {
        Path file = bundle();
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(TEXT);
        bytes[at]++;
        Files.write(file, bytes);

        assertThatThrownBy(() -> Bundle.open(file)).hasMessageContaining("is damaged: addresses/");
    }

    @Test
    void a_part_of_a_bundle_is_none() throws IOException {
        Path file = bundle();
        byte[] bytes = Files.readAllBytes(file);

        for (int length : List.of(0, 10, bytes.length / 2, bytes.length - 1)) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> Bundle.open(file))
                    .as("%d bytes", length)
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining("is not a bundle");
        }
    }

    @Test
    void a_file_of_another_kind_or_of_another_format_is_refused_in_one_message() throws IOException {
        Path other = folder.resolve("other.bundle");
        Files.write(
                other,
                zipped(
                        "bundle.json",
                        "{\"format\": 9, \"playbook\": \"\", \"releases\": {}, "
                                + "\"addresses\": {}, \"images\": {}, \"files\": {}}"));
        assertThatThrownBy(() -> Bundle.open(other)).hasMessageContaining("is of the format 9, which is not known");

        Files.write(other, zipped("bundle.json", "{\"format\": "));
        assertThatThrownBy(() -> Bundle.open(other)).isInstanceOf(InvalidInput.class);

        Files.write(other, zipped("bundle.json", "null"));
        assertThatThrownBy(() -> Bundle.open(other)).isInstanceOf(InvalidInput.class);

        Files.write(other, zipped("another", ""));
        assertThatThrownBy(() -> Bundle.open(other)).hasMessageContaining("is not a bundle");

        assertThatThrownBy(() -> Bundle.open(folder.resolve("nowhere")))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("cannot be read");
    }

    private static byte[] zipped(String name, String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = bytes;
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
