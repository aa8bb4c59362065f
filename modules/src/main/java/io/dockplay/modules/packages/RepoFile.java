package io.dockplay.modules.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a .repo file. */
final class RepoFile {

    private static final Pattern SECTION = Pattern.compile("\\[([^\\]]+)\\].*");
    private static final Pattern SWITCH = Pattern.compile("(?i)enabled\\s*[=:]\\s*(.*?)\\s*");

    private RepoFile() {}

    /** Writes a file with the one section that the options describe. */
    static String described(RepoModule wanted) {
        List<String> lines = new ArrayList<>();
        lines.add("[" + wanted.id() + "]");
        lines.add("name=" + wanted.name().orElse(wanted.id()));
        if (!wanted.baseurl().isEmpty()) {
            lines.add("baseurl=" + String.join("\n        ", wanted.baseurl()));
        }
        wanted.mirrorlist().ifPresent(address -> lines.add("mirrorlist=" + address));
        lines.add("enabled=" + number(wanted.enabled().orElse(true)));
        lines.add("gpgcheck=" + number(wanted.gpgcheck().orElse(true)));
        if (!wanted.gpgkey().isEmpty()) {
            lines.add("gpgkey=" + String.join("\n       ", wanted.gpgkey()));
        }
        wanted.priority().ifPresent(number -> lines.add("priority=" + number));
        if (!wanted.exclude().isEmpty()) {
            lines.add("exclude=" + String.join(" ", wanted.exclude()));
        }
        wanted.sslverify().ifPresent(check -> lines.add("sslverify=" + number(check)));
        wanted.timeout().ifPresent(seconds -> lines.add("timeout=" + seconds));
        return String.join("\n", lines) + "\n";
    }

    /**
     * Rewrites a fetched file with the wanted replacements.
     *
     * <p>Where {@code enabled} is given, it is set in the section of that id, or in all when there is no such section.
     */
    static String adapted(String fetched, Map<String, String> replace, String id, Optional<Boolean> enabled) {
        String text = fetched.replace("\r\n", "\n");
        text = text.endsWith("\n") ? text : text + "\n";
        for (Map.Entry<String, String> each : new TreeMap<>(replace).entrySet()) {
            text = text.replace(each.getKey(), each.getValue());
        }
        return enabled.isEmpty() ? text : switched(text, id, enabled.get());
    }

    /** Sets {@code enabled} in a section or in all, at the top; without it a section is enabled. */
    private static String switched(String text, String id, boolean enabled) {
        boolean hasSection = sections(text).contains(id);
        StringBuilder adapted = new StringBuilder();
        boolean inside = false;
        for (String line : text.lines().toList()) {
            Matcher section = SECTION.matcher(line);
            if (section.matches()) {
                inside = !hasSection || section.group(1).equals(id);
                adapted.append(line).append('\n');
                if (inside) {
                    adapted.append("enabled=").append(number(enabled)).append('\n');
                }
            } else if (!inside || !SWITCH.matcher(line).matches()) {
                adapted.append(line).append('\n');
            }
        }
        return adapted.toString();
    }

    /** Returns the ids of all repositories in a file. */
    static List<String> sections(String text) {
        return text.lines()
                .map(SECTION::matcher)
                .filter(Matcher::matches)
                .map(section -> section.group(1))
                .distinct()
                .toList();
    }

    /** Returns the ids of the enabled repositories in a file. */
    static List<String> enabledSections(String text) {
        List<String> enabled = new ArrayList<>();
        String section = "";
        for (String line : text.lines().toList()) {
            Matcher header = SECTION.matcher(line);
            Matcher said = SWITCH.matcher(line);
            if (header.matches()) {
                section = header.group(1);
                enabled.add(section);
            } else if (said.matches() && !said.group(1).matches("(?i)1|yes|true|on|enabled")) {
                enabled.remove(section);
            }
        }
        return enabled.stream().distinct().toList();
    }

    private static int number(boolean value) {
        return value ? 1 : 0;
    }

    static String sorted(Map<String, String> replace) {
        return new TreeMap<>(replace).toString();
    }
}
