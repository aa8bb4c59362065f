package io.dockplay.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockplay.lab.LabHost;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the playbook of the trials finds or leaves on a host.
 *
 * @param packages each package of the database and its version
 * @param files each file that the playbook writes: mode, owner, size and checksum, or {@code absent}
 * @param service whether its service is enabled, and runs
 * @param commands how often its slow command has {@code begun} and {@code ended}
 * @param home every path in dockplay's folder
 * @param record the lines of the host's record
 * @param broken what does not work at all
 */
record HostState(
        SortedMap<String, String> packages,
        SortedMap<String, String> files,
        String service,
        SortedMap<String, Integer> commands,
        List<String> home,
        List<String> record,
        List<String> broken) {

    private static final String JOBS = "/var/lib/dockplay/jobs/";
    private static final ObjectMapper JSON = new ObjectMapper();

    static HostState of(LabHost host) {
        SortedMap<String, String> packages = new TreeMap<>();
        SortedMap<String, String> files = new TreeMap<>();
        SortedMap<String, Integer> commands = new TreeMap<>();
        List<String> home = new ArrayList<>();
        List<String> record = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        String service = "";
        for (String line : HostScript.STATE.on(host).orThrow().lines().toList()) {
            String[] words = line.split("\t", 3);
            if (words.length < 3) {
                continue;
            }
            switch (words[0]) {
                case "package" -> {
                    if (packages.put(words[1], words[2]) != null) {
                        broken.add("the package " + words[1] + " is in the database twice");
                    }
                }
                case "file" -> files.put(words[1], words[2]);
                case "service" -> service = words[2];
                case "command" -> commands.put(words[1], words[2].isEmpty() ? 0 : Integer.parseInt(words[2]));
                case "home" -> home.add(words[1]);
                case "record" -> record.add(words[2]);
                default -> broken.add(words[1] + ": " + words[2]);
            }
        }
        return new HostState(packages, files, service, commands, home, record, broken);
    }

    /** What must never be, whatever has happened: a file that is neither the former nor the wanted one, a broken database … */
    List<String> unsound(HostState former, HostState wanted) {
        List<String> wrongs = new ArrayList<>(broken);
        files.forEach((path, found) -> {
            if (!found.equals(former.files.get(path)) && !found.equals(wanted.files.get(path))) {
                wrongs.add("half-written file " + path + ": " + found + "; it was " + former.files.get(path)
                        + ", wanted is " + wanted.files.get(path));
            }
        });
        packages.forEach((name, version) -> {
            if (!version.equals(former.packages.get(name)) && !version.equals(wanted.packages.get(name))) {
                wrongs.add("package " + name + " " + version + " is neither former nor wanted");
            }
        });
        former.packages.keySet().stream()
                .filter(name -> wanted.packages.containsKey(name) && !packages.containsKey(name))
                .forEach(name -> wrongs.add("package " + name + " is gone"));
        for (String line : record) {
            try {
                JSON.readTree(line);
            } catch (JsonProcessingException e) {
                wrongs.add("a line of the record is damaged: " + line);
            }
        }
        return wrongs;
    }

    /** In what it differs from the one that shall be. */
    List<String> differences(HostState shall) {
        List<String> differences = new ArrayList<>(broken);
        differ(differences, "packages", packages, shall.packages);
        differ(differences, "files", files, shall.files);
        differ(differences, "service faultd", service, shall.service);
        return differences;
    }

    /**
     * What runs that were broken off have left in dockplay's folder and nobody has dealt with. A change of which a later run has
     * told stays for an hour, for its own run may still ask for it; so does one that never began.
     */
    List<String> unfinished() {
        return home.stream()
                .filter(path -> path.startsWith(JOBS)
                        ? home.contains(path + "/pid") && !home.contains(path + "/told")
                        : path.equals("/var/lib/dockplay/job") || path.endsWith(".new"))
                .toList();
    }

    private static void differ(List<String> differences, String what, Object found, Object shall) {
        if (!found.equals(shall)) {
            differences.add(what + ": " + found + ", and not " + shall);
        }
    }
}
