package io.dockplay.modules.accounts;

import io.dockplay.modules.text.FileLines;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a table of cron jobs in which each named job follows a comment with its name, as Ansible writes it too.
 *
 * <p>A name is found even with a carriage return at its end. A job with one is changed, because cron would pass it on.
 *
 * @param lines of the table
 */
record CronTable(List<String> lines) {

    private static final String MARK = "#Ansible: ";

    CronTable {
        lines = List.copyOf(lines);
    }

    /**
     * Returns the lines with this job under this name, in its old place if it has one; the same job without a name gets
     * it.
     */
    List<String> with(String name, String job) {
        List<String> wanted = new ArrayList<>(lines);
        int at = find(wanted, MARK + name);
        if (at >= 0) {
            if (hasJob(wanted, at)) {
                wanted.set(at + 1, job);
            } else {
                wanted.add(at + 1, job);
            }
            return wanted;
        }
        int nameless = find(wanted, job);
        if (nameless >= 0 && (nameless == 0 || !wanted.get(nameless - 1).startsWith(MARK))) {
            wanted.set(nameless, job);
            wanted.add(nameless, MARK + name);
            return wanted;
        }
        wanted.add(MARK + name);
        wanted.add(job);
        return wanted;
    }

    /** Returns the lines without the job of this name. */
    List<String> without(String name) {
        List<String> wanted = new ArrayList<>(lines);
        for (int at = find(wanted, MARK + name); at >= 0; at = find(wanted, MARK + name)) {
            if (hasJob(wanted, at)) {
                wanted.remove(at + 1);
            }
            wanted.remove(at);
        }
        return wanted;
    }

    private static int find(List<String> lines, String line) {
        return lines.stream().map(FileLines::unended).toList().indexOf(line);
    }

    private static boolean hasJob(List<String> lines, int at) {
        return at + 1 < lines.size() && !lines.get(at + 1).startsWith(MARK);
    }
}
