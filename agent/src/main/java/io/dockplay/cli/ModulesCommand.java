package io.dockplay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockplay.cli.console.ExitCode;
import io.dockplay.cli.docs.ModuleOption;
import io.dockplay.cli.docs.ModulePage;
import io.dockplay.cli.option.DebugOption;
import io.dockplay.cli.option.FormatOption;
import io.dockplay.message.Message;
import io.dockplay.modules.Modules;
import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dockplay modules}: tells which modules there are, and which options each has. */
@Command(
        name = "modules",
        mixinStandardHelpOptions = true,
        description = "Lists the modules; with names, shows their options and examples.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ModulesCommand implements Callable<Integer> {

    private static final int WIDTH = 80;

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "Which modules; all of them, in a line each, without it.")
    private List<String> names = new ArrayList<>();

    @Mixin
    private FormatOption format = new FormatOption();

    @Mixin
    @SuppressWarnings("UnusedVariable") // Main looks for it
    private DebugOption debug = new DebugOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        List<Problem> unknown = names.stream()
                .filter(name -> !Modules.names().contains(name))
                .map(name -> Problem.of(
                        Message.of("there is no module \"%s\"", name),
                        Message.of("The modules are %s.", String.join(", ", Modules.names()))
                                .and(DidYouMean.hint(name, Modules.names()))))
                .toList();
        if (!unknown.isEmpty()) {
            throw new InvalidInput(unknown);
        }
        PrintWriter out = spec.commandLine().getOut();
        List<ModulePage> pages = (names.isEmpty() ? Modules.names() : names)
                .stream().map(ModulePage::of).toList();
        if (format.isJson()) {
            for (ModulePage page : pages) {
                out.println(new ObjectMapper().writeValueAsString(json(page)));
            }
        } else if (names.isEmpty()) {
            int width =
                    pages.stream().mapToInt(page -> page.name().length()).max().orElse(0) + 2;
            pages.forEach(page ->
                    wrapped(page.name() + " ".repeat(width - page.name().length()), page.plainSentence(), width, out));
        } else {
            pages.forEach(page -> print(page, out));
        }
        return ExitCode.AS_WANTED.number();
    }

    private static void print(ModulePage page, PrintWriter out) {
        out.println(page.name());
        wrapped("  ", page.plainSentence(), 2, out);
        out.println("\nOptions (= is required)");
        for (ModuleOption option : page.options()) {
            out.println((option.required() ? "= " : "- ") + option.name() + ": " + option.plainType()
                    + option.fallback().map(value -> " [" + value + "]").orElse("")
                    + option.example().map(value -> ", such as " + value).orElse(""));
            wrapped("    ", option.plainMeaning(), 4, out);
        }
        out.println("\nExamples");
        page.example().lines().forEach(line -> out.println(("  " + line).stripTrailing()));
        out.println("\nMore: docs/modules/" + page.name() + ".md\n");
    }

    /** Lines of at most 80 columns; all but the first begin under the first's text. */
    private static void wrapped(String begin, String text, int indent, PrintWriter out) {
        StringBuilder line = new StringBuilder(begin);
        for (String word : text.split(" ", -1)) {
            if (line.length() > indent && line.length() + word.length() > WIDTH) {
                out.println(line.toString().stripTrailing());
                line.setLength(0);
                line.append(" ".repeat(indent));
            }
            line.append(word).append(' ');
        }
        out.println(line.toString().stripTrailing());
    }

    private static Map<String, Object> json(ModulePage page) {
        List<Map<String, Object>> options = new ArrayList<>();
        for (ModuleOption option : page.options()) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("name", option.name());
            each.put("type", option.plainType());
            each.put("required", option.required());
            option.fallback().ifPresent(value -> each.put("default", value));
            option.example().ifPresent(value -> each.put("example", value));
            each.put("meaning", option.plainMeaning());
            options.add(each);
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("module", page.name());
        line.put("sentence", page.plainSentence());
        line.put("options", options);
        line.put("examples", List.of(page.example()));
        return line;
    }
}
