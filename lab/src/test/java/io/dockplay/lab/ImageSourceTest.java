package io.dockplay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageSourceTest {

    @Test
    void every_image_has_its_dockerfile() {
        assertThat(images()).allSatisfy(image -> assertThat(image.files()).containsKey("Dockerfile"));
    }

    @Test
    void both_hosts_have_what_they_have_in_common_and_their_own() {
        for (String name : List.of("host7", "host6")) {
            assertThat(ImageSource.ofHost(name).files())
                    .containsKeys("files/lab/common", "files/lab/ps", "files/lab/yum-words.awk", "files/lab/setup");
        }
    }

    @Test
    void the_hash_changes_with_a_file_its_name_and_what_the_image_is_built_upon() {
        String hash = source("a", "1").hash(List.of("base:1"));

        assertThat(hash).matches("[0-9a-f]{12}").isEqualTo(source("a", "1").hash(List.of("base:1")));
        assertThat(hash)
                .isNotEqualTo(source("a", "2").hash(List.of("base:1")))
                .isNotEqualTo(source("b", "1").hash(List.of("base:1")))
                .isNotEqualTo(source("a", "1").hash(List.of("base:2")));
    }

    @Test
    void scripts_are_written_executable(@TempDir Path folder) throws IOException {
        source("lab/start", "#!/bin/sh\n").writeTo(folder);
        source("config", "a=b\n").writeTo(folder);

        assertThat(Files.isExecutable(folder.resolve("lab/start"))).isTrue();
        assertThat(folder.resolve("config")).hasContent("a=b");
    }

    @Test
    void no_image_names_where_debians_packages_come_from() {
        for (ImageSource image : images()) {
            image.files()
                    .forEach((path, content) -> assertThat(new String(content, StandardCharsets.UTF_8))
                            .as(image.name() + "/" + path)
                            .doesNotContain("deb http"));
        }
    }

    private static List<ImageSource> images() {
        return List.of(
                ImageSource.of("base"),
                ImageSource.of("repository"),
                ImageSource.of("registry"),
                ImageSource.ofHost("host7"),
                ImageSource.ofHost("host6"));
    }

    private static ImageSource source(String path, String content) {
        return new ImageSource("x", new TreeMap<>(Map.of(path, content.getBytes(StandardCharsets.UTF_8))));
    }
}
