package io.dockplay.cli.docs;

import io.dockplay.modules.Modules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is to be told of one module: its options are the components of its record, their meanings and the examples those of
 * its page in docs/modules, which travels with the program.
 *
 * @param name the module
 * @param sentence what it looks after
 * @param options in the order of the record
 * @param examples tasks in YAML
 */
public record ModulePage(String name, String sentence, List<ModuleOption> options, List<String> examples) {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| *(`[^|]+`) *\\|((?:[^|\\\\]|\\\\.)*)\\|(.*)\\|\\s*$");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\n(.*?)^```$");
    private static final Pattern INDENTED = Pattern.compile("(?m)(?:^    .*\n)+");
    private static final Pattern SENTENCE = Pattern.compile("(?s)^(.*?[.:])(?:\\s|$)");

    public ModulePage {
        options = List.copyOf(options);
        examples = List.copyOf(examples);
    }

    /** The page of a module that there is. */
    public static ModulePage of(String module) {
        String text = text(module);
        Map<String, ModuleOption.Row> rows = new LinkedHashMap<>();
        Matcher row = ROW.matcher(text);
        while (row.find()) {
            ModuleOption.Row cells = new ModuleOption.Row(plain(row.group(2)), plain(row.group(3)));
            NAME.matcher(row.group(1)).results().forEach(name -> rows.putIfAbsent(name.group(1), cells));
        }
        List<ModuleOption> options = ModuleOption.of(Modules.named(module), rows);
        return new ModulePage(module, sentence(text), options, examples(text));
    }

    private static String sentence(String text) {
        String first =
                text.replaceFirst("(?s)^#[^\n]*\n+", "").split("\n\n", 2)[0].replace('\n', ' ');
        Matcher sentence = SENTENCE.matcher(first);
        String found = sentence.find() ? sentence.group(1) : first;
        return plain(found).replaceFirst(":$", ".");
    }

    private static List<String> examples(String text) {
        List<String> examples = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            examples.add(block.group(1).strip());
        }
        Matcher indented = INDENTED.matcher(text);
        while (examples.isEmpty() && indented.find()) {
            String example = indented.group().stripIndent().strip();
            if (example.startsWith("- ")) {
                examples.add(example);
            }
        }
        return examples;
    }

    /** Markdown as a terminal shows it: links without their addresses, nothing bold. */
    private static String plain(String markdown) {
        return markdown.strip()
                .replaceAll("\\[([^\\]]+)\\]\\([^)]*\\)", "$1")
                .replaceAll("[*]{1,2}([^*`]+)[*]{1,2}", "$1")
                .replace("\\|", "|");
    }

    private static String text(String module) {
        try (InputStream page = ModulePage.class.getResourceAsStream("/io/dockplay/cli/modules/" + module + ".md")) {
            if (page == null) {
                throw new IllegalStateException("docs/modules/" + module + ".md is missing from the program");
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
