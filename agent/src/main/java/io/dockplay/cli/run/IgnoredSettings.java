package io.dockplay.cli.run;

import io.dockplay.report.HostSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Settings of the inventory that Ansible knows and dockplay ignores; each is told once, with its hosts. */
final class IgnoredSettings {

    /**
     * A variable that means something to Ansible.
     *
     * @param unlike which values dockplay does not do
     * @param why what dockplay does instead
     */
    private record Saying(Predicate<String> unlike, String why) {}

    private static final Map<String, Saying> SAYINGS = new LinkedHashMap<>();

    static {
        SAYINGS.put(
                "ansible_become",
                new Saying(
                        value -> value.toLowerCase(Locale.ROOT).matches("false|no|off|0|n|f"),
                        "tasks run as root unless the play or the task says become: false"));
        SAYINGS.put(
                "ansible_become_user",
                new Saying(
                        value -> isGiven(value) && !value.equals("root"),
                        "write become_user: into the play or the task"));
        SAYINGS.put(
                "ansible_become_method",
                new Saying(value -> isGiven(value) && !value.equals("sudo"), "dockplay becomes root by sudo"));
        SAYINGS.put("ansible_become_exe", new Saying(IgnoredSettings::isGiven, "dockplay calls sudo"));
        SAYINGS.put(
                "ansible_become_flags",
                new Saying(IgnoredSettings::isGiven, "dockplay calls sudo with flags of its own"));
        SAYINGS.put("ansible_ssh_executable", new Saying(IgnoredSettings::isGiven, "dockplay speaks SSH itself"));
        SAYINGS.put(
                "ansible_shell_executable", new Saying(IgnoredSettings::isGiven, "the host's /bin/sh or bash is used"));
    }

    private static boolean isGiven(String value) {
        return !value.isEmpty();
    }

    /** The names of all these settings. */
    static final List<String> VARIABLES = List.copyOf(SAYINGS.keySet());

    private final Map<String, Set<String>> told = new LinkedHashMap<>();

    /** Adds the settings among a host's variables. */
    void of(String host, Map<String, Object> variables) {
        SAYINGS.forEach((name, saying) -> {
            String value = String.valueOf(variables.getOrDefault(name, ""));
            if (variables.containsKey(name) && saying.unlike().test(value)) {
                add(host, name + ": \"" + value + "\" is ignored: " + saying.why());
            }
        });
    }

    /** Adds a setting that is ignored. */
    void add(String host, String what) {
        told.computeIfAbsent(what, any -> new LinkedHashSet<>()).add(host);
    }

    void tell(Consumer<String> warn) {
        told.forEach((what, hosts) -> warn.accept(HostSet.fold(hosts) + ": " + what));
    }
}
