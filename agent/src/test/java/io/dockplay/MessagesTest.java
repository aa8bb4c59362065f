package io.dockplay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each {@code Message.of("…")} of the program has a code and is said in every language.
 *
 * <p>With {@code -Ddockplay.accept=true} a new message gets the next code; its Chinese is written by hand. Who changes the words
 * of a message changes them behind its code too, so that it keeps the code.
 */
class MessagesTest {

    private static final Pattern VALUE = Pattern.compile("%(?:(\\d)\\$)?(.)");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}|[，。：；（）、“”]");
    private static final Pattern WORDS = Pattern.compile("[a-z]{3}");
    private static final Pattern NEXT = Pattern.compile("# The next code is DP(\\d{4})\\.");

    /** A catalogue, and the sources whose messages it has; a message of both is in that of the modules. */
    enum Part {
        MODULES("../modules/src/main", "io/dockplay/modules/messages", 7001, 9999),
        PROGRAM("../agent/src/main", "io/dockplay/messages", 1001, 6999);

        private final Path sources;
        private final Path english;
        private final Path chinese;
        private final int first;
        private final int last;

        Part(String folder, String name, int first, int last) {
            this.sources = Path.of(folder, "java");
            this.english = Path.of(folder, "resources", name + ".properties");
            this.chinese = Path.of(folder, "resources", name + "_zh.properties");
            this.first = first;
            this.last = last;
        }

        Map<String, String> said() throws IOException {
            Map<String, String> said = SaidMessages.in(sources);
            if (this == PROGRAM) {
                said.keySet().removeAll(SaidMessages.in(MODULES.sources).keySet());
            }
            return said;
        }
    }

    private static Map<String, String> read(Path file) throws IOException {
        Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            lines.load(reader);
        }
        Map<String, String> sorted = new TreeMap<>();
        lines.forEach((code, words) -> sorted.put((String) code, (String) words));
        return sorted;
    }

    @BeforeAll
    static void accept() throws IOException {
        if (!Boolean.getBoolean("dockplay.accept")) {
            return;
        }
        for (Part part : Part.values()) {
            Collection<String> known = read(part.english).values();
            List<String> unknown = part.said().keySet().stream()
                    .filter(english -> !known.contains(english))
                    .toList();
            String text = Files.readString(part.english);
            Matcher next = NEXT.matcher(text);
            assertThat(next.find()).as("the next code in %s", part.english).isTrue();
            int code = Integer.parseInt(next.group(1));
            StringBuilder more = new StringBuilder(text);
            for (String english : unknown) {
                more.append("DP")
                        .append(code++)
                        .append('=')
                        .append(escaped(english))
                        .append('\n');
            }
            more.replace(next.start(1), next.end(1), String.valueOf(code));
            Files.writeString(part.english, more);
        }
    }

    private static String escaped(String words) {
        String line = words.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
        return line.startsWith(" ") ? "\\" + line : line;
    }

    @ParameterizedTest
    @EnumSource
    void every_message_has_a_code(Part part) throws IOException {
        Collection<String> known = read(part.english).values();
        assertThat(part.said().entrySet().stream()
                        .filter(said -> !known.contains(said.getKey()))
                        .map(said -> said.getValue() + ": " + said.getKey()))
                .as("./mvnt MessagesTest -Ddockplay.accept=true gives them codes")
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void every_code_is_said(Part part) throws IOException {
        Map<String, String> said = part.said();
        assertThat(read(part.english))
                .as("if only the words have changed, change them in %s too; else delete the line", part.english)
                .allSatisfy((code, english) -> assertThat(said).as(code).containsKey(english));
    }

    @ParameterizedTest
    @EnumSource
    void a_code_is_of_its_part_and_was_given_once(Part part) throws IOException {
        String text = Files.readString(part.english);
        Matcher next = NEXT.matcher(text);
        assertThat(next.find()).isTrue();
        assertThat(text.lines()
                        .filter(line -> !line.startsWith("#") && !line.isEmpty())
                        .map(line -> line.replaceFirst("=.*", "")))
                .doesNotHaveDuplicates()
                .allSatisfy(code -> assertThat(code).matches("DP\\d{4}"))
                .allSatisfy(code -> assertThat(Integer.parseInt(code.substring(2)))
                        .isBetween(part.first, part.last)
                        .isLessThan(Integer.parseInt(next.group(1))));
    }

    @Test
    void no_two_codes_say_the_same() throws IOException {
        List<String> all = new ArrayList<>();
        for (Part part : Part.values()) {
            all.addAll(read(part.english).values());
        }
        assertThat(all).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void every_message_is_said_in_chinese(Part part) throws IOException {
        Map<String, String> chinese = read(part.chinese);
        assertThat(missing(read(part.english), chinese))
                .as("write them into %s", part.chinese)
                .isEmpty();
        assertThat(missing(chinese, read(part.english)))
                .as("no messages, in %s", part.chinese)
                .isEmpty();
    }

    private static List<String> missing(Map<String, String> lines, Map<String, String> from) {
        return lines.entrySet().stream()
                .filter(line -> !from.containsKey(line.getKey()))
                .map(line -> line.getKey() + "=" + line.getValue())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void what_is_said_in_chinese_is_chinese_and_has_the_same_values(Part part) throws IOException {
        Map<String, String> chinese = read(part.chinese);
        read(part.english).forEach((code, english) -> {
            String words = chinese.getOrDefault(code, "");
            if (WORDS.matcher(english).find()) {
                assertThat(words).as(code).isNotEqualTo(english).containsPattern(HAN);
            }
            assertThat(values(words)).as("%s: %s", code, english).isEqualTo(values(english));
        });
    }

    /** The number of each value and how it is written, such as {@code 1s 2d}. */
    private static String values(String format) {
        List<String> values = new ArrayList<>();
        Matcher value = VALUE.matcher(format);
        int number = 0;
        while (value.find()) {
            if (!value.group(2).equals("%")) {
                String place = value.group(1) == null ? String.valueOf(++number) : value.group(1);
                values.add(place + value.group(2));
            }
        }
        return values.stream().sorted().distinct().collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @EnumSource
    void a_value_is_a_text_or_a_number(Part part) throws IOException {
        assertThat(Stream.concat(read(part.english).values().stream(), read(part.chinese).values().stream())
                        .filter(words -> !values(words).matches("(\\d[sd]( \\d[sd])*)?")))
                .isEmpty();
    }
}
