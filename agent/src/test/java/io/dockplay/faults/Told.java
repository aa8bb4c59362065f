package io.dockplay.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether what a run has said tells what happened, and nothing that did not. */
final class Told {

    /** What nobody should ever read, whatever has happened. */
    private static final Pattern NONSENSE =
            Pattern.compile("a bug in dockplay.*|\\n\\tat .*|\\w+Exception\\b.*|\\w+Error: .*"
                    + "|exit code -1.*|changed a change.*|the login as \\w+ was refused.*|\\bnull\\b.*");

    private static final Pattern UNREACHABLE =
            Pattern.compile("the connection|no answer|no shell answered|nothing listens|there is no route");
    private static final String LOST_EARLIER = "lost its connection";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Told() {}

    /**
     * What is wrong with it, a sentence each.
     *
     * @param mayLose whether a run may have lost its connection before
     */
    static List<String> wrongs(Child run, String said, String host, boolean mayLose) {
        List<String> wrongs = new ArrayList<>();
        Matcher nonsense = NONSENSE.matcher(said);
        if (nonsense.find()) {
            wrongs.add("it says: " + nonsense.group().strip());
        }
        if (!mayLose && said.contains(LOST_EARLIER)) {
            wrongs.add("it says falsely that an earlier run " + LOST_EARLIER);
        }
        switch (run.exit()) {
            case 2 -> {
                if (!said.matches("(?s).*error(\\[DP\\d+])?: " + host + ": .*")) {
                    wrongs.add("it failed, and does not say why");
                }
            }
            case 4 -> {
                if (!said.matches("(?s).*error(\\[DP\\d+])?: " + host + ": .*")
                        || !UNREACHABLE.matcher(said).find()) {
                    wrongs.add("the host was unreachable, and it does not say why");
                }
            }
            case 130, 143 -> {
                if (!said.contains("interrupted: a change that has begun on a host goes on to its end")) {
                    wrongs.add("it was interrupted, and does not say what becomes of the change");
                }
            }
            default -> {}
        }
        return wrongs;
    }

    /** The changes that a run with {@code --format json} has made. */
    static List<String> changes(String said) {
        return said.lines()
                .filter(line -> line.startsWith("{"))
                .map(Told::event)
                .filter(event -> event.path("event").asText().equals("change"))
                .map(event -> event.path("task").asText() + ", "
                        + event.path("module").asText() + " "
                        + event.path("label").asText())
                .toList();
    }

    private static JsonNode event(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(line, e);
        }
    }
}
