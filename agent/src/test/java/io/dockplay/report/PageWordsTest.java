package io.dockplay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The words of the page are those that its template and its script name. */
class PageWordsTest {

    private static final Path FOLDER = Path.of("src/main/resources/io/dockplay/report");
    private static final Pattern IN_SCRIPT = Pattern.compile("say\\('([^']+)'");
    private static final Pattern IN_TEMPLATE = Pattern.compile("words\\[[\"']([^\"']+)[\"']\\]");

    /** The script says them by their names. */
    private static final Stream<String> ENDS =
            Stream.of("as wanted", "changed", "failed", "unreachable", "unsupported", "stopped", "not reached");

    private static Stream<String> found(Pattern pattern, String file) throws IOException {
        return pattern.matcher(Files.readString(FOLDER.resolve(file))).results().map(word -> word.group(1));
    }

    @Test
    void none_is_missing_and_none_is_left_over() throws IOException {
        Set<String> named = Stream.of(found(IN_SCRIPT, "report.js"), found(IN_TEMPLATE, "report.ftlh"), ENDS)
                .flatMap(words -> words)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(PageWords.all().keySet()).containsExactlyInAnyOrderElementsOf(named);
    }
}
