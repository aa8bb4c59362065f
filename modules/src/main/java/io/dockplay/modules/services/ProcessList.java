package io.dockplay.modules.services;

import io.dockplay.resource.ProbeOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The processes of a host, without those of the probe itself.
 *
 * @param entries in the order of {@code ps -ef}
 */
record ProcessList(List<Entry> entries) {

    /**
     * One line of {@code ps -ef}.
     *
     * @param pid its process id
     * @param parent its parent's process id
     * @param command its command line, the arguments separated by blanks
     */
    record Entry(long pid, long parent, String command) {
        @Override
        public String toString() {
            return pid + " " + command;
        }
    }

    ProcessList {
        entries = List.copyOf(entries);
    }

    /**
     * Reads the answers {@code self}, the process id of the shell that ran ps, and {@code processes}, the output of ps.
     */
    static ProcessList read(ProbeOutput probeOutput) {
        List<Entry> all = new ArrayList<>();
        for (String line : probeOutput.lines("processes")) {
            String[] columns = line.split("\\s+", 8);
            if (columns.length == 8 && columns[1].matches("\\d+") && columns[2].matches("\\d+")) {
                all.add(new Entry(Long.parseLong(columns[1]), Long.parseLong(columns[2]), columns[7]));
            }
        }
        Set<Long> ours = ours(all, probeOutput.number("self").orElse(-1L));
        return new ProcessList(
                all.stream().filter(each -> !ours.contains(each.pid())).toList());
    }

    /** Finds the probe's processes: its shell, the ancestors up to the SSH server, and the descendants. */
    private static Set<Long> ours(List<Entry> all, long self) {
        Map<Long, Long> parents = new HashMap<>();
        Set<Long> servers = new HashSet<>();
        for (Entry each : all) {
            parents.put(each.pid(), each.parent());
            if (each.command().contains("sshd")) {
                servers.add(each.pid());
            }
        }
        Set<Long> ours = new HashSet<>();
        Long above = self;
        while (above != null && above > 1 && !servers.contains(above) && ours.add(above)) {
            above = parents.get(above);
        }
        for (Entry each : all) {
            Set<Long> line = new HashSet<>();
            for (Long pid = each.pid(); pid != null && pid > 1 && line.add(pid); pid = parents.get(pid)) {
                if (pid == self) {
                    ours.addAll(line);
                }
            }
        }
        return ours;
    }
}
