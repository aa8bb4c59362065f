package io.dockplay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The good playbooks and inventories of the repository: its own files, and every example of its pages. */
public final class Examples {

    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(yaml|ini)\n(.*?)^```$");

    private Examples() {}

    /**
     * A good file.
     *
     * @param name what tests call it, such as {@code docs/playbook.md 3}
     * @param file its name where it is written down, such as {@code hosts.yml}
     */
    public record Example(String name, String file, String text) {

        public boolean isInventory() {
            return file.startsWith("hosts");
        }
    }

    public static List<Example> all() throws IOException {
        List<Example> all = new ArrayList<>();
        for (Path file : files(ROOT.resolve("playbooks"), ".yml")) {
            all.add(new Example("playbooks/" + file.getFileName(), "site.yml", Files.readString(file)));
        }
        all.add(new Example(
                "inventory.example.yml", "hosts.yml", Files.readString(ROOT.resolve("inventory.example.yml"))));
        List<Path> pages = new ArrayList<>(files(ROOT.resolve("docs"), ".md"));
        pages.add(ROOT.resolve("README.md"));
        for (Path page : pages) {
            Matcher block = BLOCK.matcher(Files.readString(page));
            for (int number = 1; block.find(); number++) {
                String name = ROOT.relativize(page) + " " + number;
                example(name, block.group(1), withoutName(block.group(2)), all);
            }
        }
        return all;
    }

    /** A playbook that is whole by itself, without the line that says into which file it goes. */
    static String withoutName(String text) {
        return text.contains("  roles:\n") ? text : text.replaceFirst("^# [\\w-]+\\.yml\n", "");
    }

    private static void example(String name, String language, String text, List<Example> all) {
        if (language.equals("ini")) {
            all.add(new Example(name, "hosts", text));
        } else if (text.contains("\nall:") || text.startsWith("all:")) {
            all.add(new Example(name, "hosts.yml", text));
        } else if (text.startsWith("- ")) {
            all.add(new Example(
                    name, "site.yml", text.contains("  hosts: ") ? text : "- hosts: all\n  tasks:\n" + text.indent(4)));
        }
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
