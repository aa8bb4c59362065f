package io.dockplay.modules;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a table of cron jobs in which each named job follows a comment with its name, as Ansible writes it too.
 *
 * @param lines of the table
 */
record CronTable(List<String> lines) {

    private static final String MARK = "#Ansible: ";

    CronTable {
        lines = List.copyOf(lines);
    }

    /** With this job under this name, in its place if it has one; a job that is there without a name gets the name. */
    List<String> with(String name, String job) {
        List<String> wanted = new ArrayList<>(lines);
        int at = wanted.indexOf(MARK + name);
        if (at >= 0) {
            if (hasJob(wanted, at)) {
                wanted.set(at + 1, job);
            } else {
                wanted.add(at + 1, job);
            }
            return wanted;
        }
        int nameless = wanted.indexOf(job);
        if (nameless >= 0 && (nameless == 0 || !wanted.get(nameless - 1).startsWith(MARK))) {
            wanted.add(nameless, MARK + name);
            return wanted;
        }
        wanted.add(MARK + name);
        wanted.add(job);
        return wanted;
    }

    /** Without the job of this name. */
    List<String> without(String name) {
        List<String> wanted = new ArrayList<>(lines);
        for (int at = wanted.indexOf(MARK + name); at >= 0; at = wanted.indexOf(MARK + name)) {
            if (hasJob(wanted, at)) {
                wanted.remove(at + 1);
            }
            wanted.remove(at);
        }
        return wanted;
    }

    private static boolean hasJob(List<String> lines, int at) {
        return at + 1 < lines.size() && !lines.get(at + 1).startsWith(MARK);
    }
}
