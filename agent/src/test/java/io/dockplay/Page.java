package io.dockplay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param file where it is
 * @param text all of it
 */
public record Page(Path file, String text) {

    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern BLOCK = Pattern.compile("(?ms)^( *)```(\\w*)\n(.*?)^ *```$");

    /**
     * Something that it shows.
     *
     * @param language what stands behind the fence, or nothing
     */
    public record Block(String language, String text) {

        /** The file that the reader makes of it, as its first line says; empty when it does not. */
        public String file() {
            String first = text.lines().findFirst().orElse("");
            return first.matches("# [\\w./-]+\\.(yml|ini)") ? first.substring(2) : "";
        }

        /** The commands in it, without what it says of them. */
        public List<String> commands() {
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.replaceFirst("\\s+# .*", ""))
                    .toList();
        }

        /** What does not depend on the language that the page is written in: all but the comments. */
        public String withoutComments() {
            return language.equals("text") || language.isEmpty()
                    ? text
                    : text.replaceAll("(?m)\\s*# (?![\\w./-]+\\.yml$).*$", "");
        }
    }

    public static Page of(String name) throws IOException {
        Path file = ROOT.resolve(name);
        return new Page(file, Files.readString(file));
    }

    /** All pages of the documentation, and those beside the sources. */
    public static List<Page> all() throws IOException {
        List<Page> pages = new ArrayList<>();
        for (String folder : List.of("docs", "bench")) {
            for (String name : in(folder)) {
                pages.add(of(name));
            }
        }
        for (String name : List.of("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
            pages.add(of(name));
        }
        return pages;
    }

    /** The names of the pages in a folder, at any depth. */
    public static List<String> in(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
            return files.map(file -> ROOT.relativize(file).toString())
                    .filter(name -> name.endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    /** What it shows, in its order. */
    public List<Block> blocks() {
        return BLOCK.matcher(text)
                .results()
                .map(block -> new Block(block.group(2), block.group(3).replaceAll("(?m)^" + block.group(1), "")))
                .toList();
    }

    /** What is not within a block. */
    public String prose() {
        return BLOCK.matcher(text).replaceAll("");
    }

    @Override
    public String toString() {
        return ROOT.relativize(file).toString();
    }
}
