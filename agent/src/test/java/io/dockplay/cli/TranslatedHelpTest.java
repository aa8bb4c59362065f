package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.cli.docs.Examples;
import io.dockplay.cli.docs.ManPage;
import io.dockplay.cli.run.RunContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jline.utils.WCWidth;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** The help and the manual pages in Chinese. */
class TranslatedHelpTest {

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
    private static final int WIDTH = 80;

    private final Locale before = Locale.getDefault(Locale.Category.DISPLAY);
    private final ResourceBundle chinese = ResourceBundle.getBundle("io.dockplay.cli.help", Locale.CHINESE);

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(Locale.Category.DISPLAY, before);
    }

    /** The bundle, which notes what was asked for and is there. */
    private final class Noting extends ResourceBundle {

        private final Set<String> asked = new TreeSet<>();

        @Override
        protected @Nullable Object handleGetObject(String key) {
            if (!chinese.containsKey(key)) {
                return null;
            }
            asked.add(key);
            return chinese.getString(key);
        }

        @Override
        public Enumeration<String> getKeys() {
            return Collections.enumeration(chinese.keySet());
        }
    }

    private static CommandLine line() {
        CommandLine line = Main.commandLine(new RunContext(), Commands.names());
        Examples.into(line);
        return line;
    }

    private static List<CommandLine> all(CommandLine line) {
        List<CommandLine> all = new ArrayList<>(List.of(line));
        Set.copyOf(line.getSubcommands().values()).forEach(command -> all.addAll(all(command)));
        return all;
    }

    /** Where a text of the help stands → the text. */
    private static Map<String, String> texts(CommandLine line) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (CommandLine each : all(line)) {
            CommandSpec command = each.getCommandSpec();
            String name = command.qualifiedName();
            texts.put(name, String.join(" ", command.usageMessage().description()));
            texts.put(name + ", below", String.join(" ", command.usageMessage().footer()));
            for (ArgSpec argument : command.args()) {
                String of = argument.isOption() ? String.valueOf(argument) : argument.paramLabel();
                texts.put(name + " " + of, argument.hidden() ? "" : String.join(" ", argument.description()));
            }
        }
        texts.values().removeIf(String::isBlank);
        return texts;
    }

    @Test
    void every_command_option_and_parameter_has_a_chinese_text() {
        Map<String, String> english = texts(line());
        CommandLine line = line();
        line.setResourceBundle(chinese);
        Map<String, String> translated = texts(line);

        assertThat(translated.keySet()).isEqualTo(english.keySet());
        assertThat(translated)
                .allSatisfy((where, text) ->
                        assertThat(text).as("%s: %s", where, english.get(where)).containsPattern(HAN));
    }

    @Test
    void what_differs_in_english_differs_in_chinese_and_nothing_else_does() {
        Map<String, String> english = texts(line());
        CommandLine line = line();
        line.setResourceBundle(chinese);

        Map<String, String> chineseOf = new HashMap<>();
        Map<String, String> englishOf = new HashMap<>();
        texts(line).forEach((where, text) -> {
            String said = english.getOrDefault(where, "");
            assertThat(chineseOf.computeIfAbsent(said, any -> text)).as(where).isEqualTo(text);
            assertThat(englishOf.computeIfAbsent(text, any -> said)).as(where).isEqualTo(said);
        });
    }

    @Test
    void every_text_of_the_bundle_is_shown() {
        Noting bundle = new Noting();
        CommandLine line = line();
        line.setResourceBundle(bundle);
        for (CommandLine each : all(line)) {
            assertThat(each.getUsageMessage()).isNotEmpty();
            assertThat(ManPage.of(each.getCommandSpec())).isNotEmpty();
        }
        assertThat(bundle.asked).containsExactlyInAnyOrderElementsOf(chinese.keySet());
    }

    @Test
    void every_example_says_in_chinese_what_it_is_for() {
        for (String command : Commands.names()) {
            List<Examples.Example> examples = Examples.of(command);
            String help = Dockplay.run(command, "--help", "--lang", "zh").out();
            assertThat(examples)
                    .isNotEmpty()
                    .allSatisfy(example -> assertThat(help)
                            .doesNotContain(example.task())
                            .containsPattern("\n.*\\p{IsHan}.*：\n  " + Pattern.quote(example.line()) + "\n"));
        }
    }

    @Test
    void no_line_is_wider_than_a_terminal() {
        List<List<String>> helps = new ArrayList<>(List.of(List.of("--help")));
        Commands.names().forEach(name -> helps.add(List.of(name, "--help")));
        VAULT.forEach(name -> helps.add(List.of("vault", name, "--help")));
        for (List<String> words : helps) {
            List<String> asked = new ArrayList<>(words);
            asked.addAll(List.of("--lang", "zh"));
            Dockplay run = Dockplay.run(asked.toArray());
            assertThat(run.out().lines())
                    .as("%s", words)
                    .isNotEmpty()
                    .allSatisfy(text -> assertThat(columns(text)).as(text).isLessThanOrEqualTo(WIDTH));
        }
    }

    private static final List<String> VAULT =
            List.of("create", "decrypt", "edit", "encrypt", "encrypt-string", "rekey", "view");

    private static int columns(String text) {
        return text.codePoints().map(WCWidth::wcwidth).sum();
    }

    @Test
    void the_language_of_the_help_is_that_of_the_messages() {
        assertThat(Dockplay.run("--help", "--lang", "zh").out())
                .startsWith("用法：\n  dockplay ")
                .contains("\n命令：\n  apply  ", "显示此帮助并退出。", "\n退出码：0 一切正常；")
                .doesNotContain("Usage:", "Commands:", "Exit codes");
        assertThat(Dockplay.run("--help").out()).startsWith("Usage: dockplay ").contains("\nCommands:\n");
    }

    @Test
    void a_manual_page_is_in_it_too() {
        assertThat(Dockplay.run("man", "apply", "--lang", "zh").out())
                .contains("\n.SH 名称\ndockplay\\-apply \\- 显示", "\n.SH 选项\n.TP\n", "\n.SH 示例\n.TP\n查看会有哪些变更\n")
                .doesNotContain(".SH NAME", "。。");
        assertThat(Dockplay.run("man", "apply").out()).contains("\n.SH NAME\n");
    }
}
