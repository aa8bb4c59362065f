package io.dockplay.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site of the documentation, as it is in its archive. */
class SiteIT {

    private static final Pattern LINK = Pattern.compile("<a [^>]*href=\"(/[^\"#]*|)(#[^\"]*)?\"");
    private static final Pattern FOREIGN = Pattern.compile(
            "<(?:script|link|img|iframe)[^>]*(?:src|href)=\"(?:https?:)?//|url\\((?:https?:)?//|@import");

    @TempDir
    static Path folder;

    private static Path site;

    @BeforeAll
    static void unpack() throws Exception {
        Path archive = Path.of("target/dockplay-docs-" + Container.VERSION + ".tar.gz"); // which needs no container
        Process tar = new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", folder.toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        site = folder.resolve("dockplay-docs-" + Container.VERSION);
    }

    private static List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.walk(site)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    @Test
    void every_link_leads_to_a_page_and_a_heading_that_are_there() throws IOException {
        List<String> dead = new ArrayList<>();
        List<Path> pages = files(".html");
        for (Path page : pages) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                String place = decoded(link.group(1));
                Path target = place.isEmpty()
                        ? page
                        : site.resolve(place.substring(1) + (place.endsWith("/") ? "index.html" : ""));
                String anchor = link.group(2);
                if (!Files.exists(target) || (anchor != null && !has(target, decoded(anchor)))) {
                    dead.add(site.relativize(page) + " → " + link.group());
                }
            }
        }
        assertThat(dead).isEmpty();
        assertThat(pages).hasSizeGreaterThan(100);
    }

    private static String decoded(String address) {
        return URLDecoder.decode(address.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static boolean has(Path page, String anchor) throws IOException {
        return Files.readString(page).contains("id=\"" + anchor.substring(1) + "\"");
    }

    @Test
    void nothing_is_fetched_from_another_host() throws IOException {
        for (String ending : List.of(".html", ".css")) {
            for (Path file : files(ending)) {
                assertThat(FOREIGN.matcher(Files.readString(file)).find())
                        .as(file.toString())
                        .isFalse();
            }
        }
    }

    @Test
    void both_languages_are_searched() throws IOException {
        List<Path> indexes = files(".js").stream()
                .filter(file -> file.getFileName().toString().startsWith("@localSearchIndex"))
                .toList();
        assertThat(indexes).hasSize(2);
        assertThat(indexes).anySatisfy(index -> assertThat(index).content().contains("rehearse"));
        assertThat(indexes).anySatisfy(index -> assertThat(index).content().contains("加速"));
    }

    @Test
    void a_newcomer_can_read_it_in_chinese() throws IOException {
        assertThat(site.resolve("zh/tutorial.html")).content().contains("lang=\"zh-CN\"", "还原主机", "dockplay-rehearse");
        assertThat(site.resolve("zh/promise.html")).content().contains("这一页还没有中文译文");
    }
}
