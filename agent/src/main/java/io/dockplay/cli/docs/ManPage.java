package io.dockplay.cli.docs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.Messages;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes a command's manual page in roff's man macros, from what picocli knows of the command. */
public final class ManPage {

    private final StringBuilder page = new StringBuilder();

    /** The titles of another language than English. */
    private final @Nullable Messages titles;

    private ManPage(CommandSpec command) {
        this.titles = command.usageMessage().messages();
    }

    /** The page of a command, to be shown by {@code man -l} or put where man looks. */
    public static String of(CommandSpec command) {
        TranslatedHelp.translate(command.root().commandLine());
        ManPage page = new ManPage(command);
        page.write(command);
        return page.page.toString();
    }

    private void write(CommandSpec command) {
        String name = command.qualifiedName("-");
        List<String> about = List.of(command.usageMessage().description());
        String version =
                command.root().version().length == 0 ? "" : command.root().version()[0];
        line(".TH " + quoted(name.toUpperCase(java.util.Locale.ROOT)) + " 1 \"\" " + quoted(version) + " "
                + quoted(title("MANUAL", "dockplay's commands")));
        section("NAME");
        line(escaped(name) + " \\- "
                + escaped(about.isEmpty() ? "" : about.get(0).replaceFirst("[.。]$", "")));
        section("SYNOPSIS");
        synopsis(command);
        section("DESCRIPTION");
        line(escaped(String.join(" ", about)));
        List<PositionalParamSpec> parameters = command.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .toList();
        if (!parameters.isEmpty()) {
            section("ARGUMENTS");
            parameters.forEach(each -> item("\\fI" + escaped(each.paramLabel()) + "\\fR", each.description()));
        }
        List<OptionSpec> options = command.options().stream()
                .filter(option -> !option.hidden())
                .sorted(Comparator.comparing(option -> option.longestName().replaceFirst("^-+", "")))
                .toList();
        section("OPTIONS");
        options.forEach(option -> item(names(option), option.description()));
        if (!command.subcommands().isEmpty()) {
            section("COMMANDS");
            command.subcommands()
                    .forEach((each, line) -> item(
                            "\\fB" + escaped(each) + "\\fR",
                            line.getCommandSpec().usageMessage().description()));
        }
        footer(command);
        examples(command);
        seeAlso(command);
    }

    private void synopsis(CommandSpec command) {
        StringBuilder words = new StringBuilder("\\fB" + escaped(command.qualifiedName()) + "\\fR");
        words.append(" [\\fIOPTION\\fR]...");
        if (!command.subcommands().isEmpty()) {
            words.append(" \\fICOMMAND\\fR");
        }
        command.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .forEach(parameter -> {
                    String label = "\\fI" + escaped(parameter.paramLabel()) + "\\fR";
                    boolean many = parameter.isMultiValue();
                    String word = many ? label + "..." : label;
                    words.append(' ').append(parameter.arity().min() == 0 ? "[" + word + "]" : word);
                });
        line(words.toString());
    }

    private void footer(CommandSpec command) {
        List<String> lines = new ArrayList<>(List.of(command.usageMessage().footer()));
        lines.removeIf(String::isBlank);
        if (!lines.isEmpty()) {
            section("NOTES");
            line(escaped(String.join(" ", lines)));
        }
    }

    private void examples(CommandSpec command) {
        List<Examples.Example> examples = Examples.of(command);
        if (!examples.isEmpty()) {
            section("EXAMPLES");
            examples.forEach(example -> {
                line(".TP");
                line(escaped(example.task()));
                line("\\fB" + escaped(example.line()) + "\\fR");
            });
        }
    }

    private void seeAlso(CommandSpec command) {
        List<String> others =
                command.parent() == null ? List.copyOf(command.subcommands().keySet()) : List.of("");
        section("SEE ALSO");
        line(String.join(
                ",\n",
                others.stream()
                        .map(other -> command.root().name() + (other.isEmpty() ? "" : "-" + other))
                        .map(other -> "\\fB" + escaped(other) + "\\fR(1)")
                        .toList()));
    }

    private static String names(OptionSpec option) {
        String label = option.arity().max() == 0 || option.typeInfo().isBoolean()
                ? ""
                : "=\\fI" + escaped(option.paramLabel()) + "\\fR";
        List<String> names = new ArrayList<>();
        Arrays.stream(option.names())
                .sorted(Comparator.comparingInt(String::length))
                .forEach(name -> names.add("\\fB" + escaped(name) + "\\fR" + (name.startsWith("--") ? label : "")));
        return String.join(", ", names);
    }

    private void item(String what, String... description) {
        line(".TP");
        line(what);
        line(description.length == 0 ? "\\&" : escaped(String.join(" ", description)));
    }

    private void section(String title) {
        line(".SH " + title(title, title));
    }

    private String title(String key, String english) {
        return titles == null ? english : titles.getString("man." + key, english);
    }

    private void line(String text) {
        page.append(text).append('\n');
    }

    private static String quoted(String text) {
        return "\"" + escaped(text).replace("\"", "\\(dq") + "\"";
    }

    /** Text that means nothing to roff: no escapes, no requests, hyphens as they are typed. */
    public static String escaped(String text) {
        String safe = text.replace("\\", "\\e").replace("-", "\\-").replace("\n", " ");
        return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
    }
}
