package io.dockplay.modules.text;

import io.dockplay.message.Message;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lines between two marks, put in and found again as Ansible's blockinfile does.
 *
 * @param text the lines; empty where neither they nor their marks shall be there
 * @param begin the line above them
 * @param end the line below them
 * @param place where they come when the marks are not there
 */
public record MarkedBlock(String text, String begin, String end, LinePlace place) implements TextEdits {

    /** The marks without options; Ansible writes the same. */
    private static final String MARKER = "# {mark} ANSIBLE MANAGED BLOCK";

    private static final String MARK = "{mark}";

    public MarkedBlock {
        if (begin.equals(end)) {
            throw new InvalidOption(
                    "marker_end",
                    Message.of("the lines above and below the block are the same: %s", begin),
                    Message.of("Give marker_begin and marker_end different words, or leave them out."));
        }
        String above = begin;
        String below = end;
        if (text.lines().anyMatch(line -> line.equals(above) || line.equals(below))) {
            throw new InvalidOption(
                    "block",
                    Message.of("block has a line that is one of its own marks"),
                    Message.of(
                            "Leave it out; the marks are written by themselves. Another marker makes another block."));
        }
    }

    /**
     * Makes a block of the options of a task.
     *
     * @param text the lines
     * @param marker the line above and below them, with {@code {mark}} in it
     * @param begin what takes the place of {@code {mark}} above
     * @param end what takes its place below
     */
    public static MarkedBlock of(
            String text, Optional<String> marker, Optional<String> begin, Optional<String> end, LinePlace place) {
        String mark = marker.orElse(MARKER);
        if (!mark.contains(MARK) || mark.contains("\n")) {
            throw new InvalidOption(
                    "marker",
                    mark.contains(MARK)
                            ? Message.of("marker \"%s\" is more than one line", mark)
                            : Message.of("marker \"%s\" has no {mark} in it, so its ends are alike", mark),
                    Message.of("Write one line with {mark} in it, such as \"%s\".", MARKER));
        }
        if (place.match().isPresent()) {
            throw new InvalidOption(
                    "match",
                    Message.of("a block is found by its marks, and not by match"),
                    Message.of("Leave it out, or write lines."));
        }
        return new MarkedBlock(
                text, mark.replace(MARK, begin.orElse("BEGIN")), mark.replace(MARK, end.orElse("END")), place);
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public boolean brings() {
        return !text.isEmpty();
    }

    @Override
    public byte[] applied(byte[] content) {
        List<String> lines = lines(Utf8.text(content));
        int first = last(lines, begin);
        int second = last(lines, end);
        int at;
        if (first >= 0 && second >= 0) {
            at = Math.min(first, second);
            lines.subList(at, Math.max(first, second) + 1).clear();
        } else if (brings()) {
            at = place.inserted(lines.stream().map(MarkedBlock::bare).toList());
        } else {
            return content;
        }
        if (at > 0 && brings() && !lines.get(at - 1).endsWith("\n")) {
            lines.set(at - 1, lines.get(at - 1) + "\n");
        }
        if (brings()) {
            lines.add(at, begin + "\n" + text + (text.endsWith("\n") ? "" : "\n") + end + "\n");
        }
        return Utf8.bytes(String.join("", lines));
    }

    /** Splits a text behind its newlines, so that joining gives the same bytes. */
    private static List<String> lines(String text) {
        return new ArrayList<>(text.isEmpty() ? List.of() : List.of(text.split("(?<=\n)")));
    }

    private static String bare(String line) {
        return FileLines.unended(line.endsWith("\n") ? line.substring(0, line.length() - 1) : line);
    }

    private static int last(List<String> lines, String mark) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (bare(lines.get(i)).equals(mark)) {
                return i;
            }
        }
        return -1;
    }
}
