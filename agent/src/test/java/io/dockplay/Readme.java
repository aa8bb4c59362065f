package io.dockplay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the two READMEs, in its parts.
 *
 * @param name its file
 * @param text all of it
 */
public record Readme(String name, String text) {

    @Override
    public String toString() {
        return name;
    }

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]*)\\)");

    /** Both of them. */
    public static List<Readme> all() throws IOException {
        List<Readme> all = new ArrayList<>();
        for (String name : List.of("README.md", "README.zh-CN.md")) {
            all.add(new Readme(name, Files.readString(Path.of("..").resolve(name))));
        }
        return all;
    }

    /** The blocks of a language; of none where it is empty. */
    public List<String> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** The commands that it shows, without what it says of them. */
    public List<String> commands() {
        return String.join("", blocks("sh"))
                .lines()
                .map(line -> line.replaceFirst("\\s+# .*", ""))
                .toList();
    }

    /** The inventory that its commands name {@code hosts}, as it stands there. */
    public String inventory() {
        return blocks("ini").get(0);
    }

    /** What is not within a block. */
    private String prose() {
        return BLOCK.matcher(text).replaceAll("");
    }

    /** How deep its headings are, one after the other. */
    public List<String> headings() {
        return prose().lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst(" .*", ""))
                .toList();
    }

    /** The rows of its tables: the first cell's links or code, or that there is neither; a table begins with its line of dashes. */
    public List<String> rows() {
        return prose().lines()
                .filter(line -> line.startsWith("|"))
                .map(line -> line.startsWith("|---") ? line : mark(line.split("\\|", -1)[1]))
                .toList();
    }

    private static String mark(String cell) {
        List<String> links = links(cell);
        return links.isEmpty() ? (cell.strip().matches("[0-9]+") ? cell.strip() : "") : links.toString();
    }

    /** Where its links lead, in their order but for those that two texts may put in another one. */
    public List<String> links() {
        return links(text).stream()
                .filter(link -> !link.startsWith("README"))
                .map(link -> link.replace("docs/zh/", "docs/"))
                .sorted()
                .distinct()
                .toList();
    }

    private static List<String> links(String text) {
        Matcher link = LINK.matcher(text);
        return link.results().map(found -> found.group(1)).toList();
    }

    /** How many items its lists have. */
    public long items() {
        return prose().lines().filter(line -> line.startsWith("- ")).count();
    }
}
