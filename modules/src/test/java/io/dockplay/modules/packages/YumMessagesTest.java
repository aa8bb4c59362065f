package io.dockplay.modules.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.modules.CaseFile;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.ScriptResult;
import io.dockplay.resource.Transaction;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told of the words that the yum of CentOS 6 and 7 prints; they lie in the folder {@code yum}. */
class YumMessagesTest {

    /**
     * A command, what it printed and what is told of it.
     *
     * @param told the marked lines: the reason of a failure, or what yum would do
     */
    record Case(String name, String stdout, String stderr, int exit, List<String> told) {

        boolean isQuestion() {
            return name.contains("echo n") || told.stream().anyMatch(line -> line.startsWith("would"));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() throws IOException, URISyntaxException {
        List<Case> all = new ArrayList<>();
        Path folder = Path.of(Objects.requireNonNull(YumMessagesTest.class.getResource("/yum"))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                for (String block : Files.readString(file).split("\n\n+", -1)) {
                    List<String> lines =
                            block.lines().filter(line -> !line.startsWith("#")).toList();
                    if (!lines.isEmpty()) {
                        all.add(read(file.getFileName() + ": " + lines.get(0).substring(2), lines));
                    }
                }
            }
        }
        return all.stream();
    }

    private static Case read(String name, List<String> lines) {
        List<String> out = new ArrayList<>();
        List<String> err = new ArrayList<>();
        List<String> told = new ArrayList<>();
        int exit = 0;
        List<String> last = out;
        for (String line : lines.subList(1, lines.size())) {
            String text = line.substring(Math.min(line.length(), line.indexOf('|') + 2));
            switch (line.strip().replaceFirst("[| ].*", "")) {
                case "out" -> {
                    last = out;
                    add(out, text);
                }
                case "err" -> {
                    last = err;
                    add(err, text);
                }
                case "would", "download", "said" -> told.add(line.strip());
                case "exit" -> exit = Integer.parseInt(line.replaceAll("\\D", ""));
                default -> {
                    int times = Integer.parseInt(line.replaceAll("\\D", "")); // the same line so many times more
                    for (int i = 0; i < times; i++) {
                        last.add(last.get(last.size() - 1));
                    }
                }
            }
        }
        return new Case(name, text(out), text(err), exit, told);
    }

    private static void add(List<String> lines, String text) {
        lines.add(text.replace("\\e", "\u001b"));
    }

    private static String text(List<String> lines) {
        return lines.stream().map(line -> line + "\n").reduce("", String::concat);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void what_is_told_of_yums_words(Case each) {
        List<String> told = new ArrayList<>();
        if (each.isQuestion()) {
            Transaction transaction = YumTransaction.read(
                    new ProbeOutput(Map.of("transaction", CaseFile.utf8(each.stdout() + each.stderr())), 0));
            transaction.parts().forEach(part -> told.add("would| " + shown(part)));
            transaction.download().ifPresent(size -> told.add("download| " + size));
            transaction.problem().ifPresent(words -> told.add("said| " + words));
        } else {
            String reason = YumMessages.reason(new ScriptResult(each.exit(), each.stdout(), each.stderr()))
                    .text();
            told.add("said| " + reason.replaceFirst("^yum said: ", ""));
        }

        assertThat(told).isEqualTo(each.told());
    }

    private static String shown(Transaction.Part part) {
        Stream<String> about = Stream.of(
                part.dependency() ? "dependency" : "",
                part.successor().isEmpty() ? "" : "replaced by " + part.successor(),
                part.repository(),
                part.size());
        return part.action() + " " + part.name() + " " + part.version() + " ("
                + String.join(", ", about.filter(text -> !text.isEmpty()).toList()) + ")";
    }
}
