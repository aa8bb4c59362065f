package io.dockplay.bundle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sections of a .repo file, as far as a bundle keeps them. */
final class RepoSections {

    private static final Pattern SECTION = Pattern.compile("\\[([^\\]]+)\\]\\s*");
    private static final Pattern SETTING = Pattern.compile("(\\w+)\\s*[=:]\\s*(.*)");

    /** What a host has to know of a repository that it takes from a bundle. */
    private static final List<String> KEPT =
            List.of("name", "enabled", "gpgcheck", "priority", "cost", "exclude", "includepkgs");

    private RepoSections() {}

    /**
     * One section.
     *
     * @param settings all its settings; a value of several lines has spaces between them
     */
    record Section(String id, Map<String, String> settings) {

        /** The settings that go into the bundle. */
        Map<String, String> kept() {
            Map<String, String> kept = new LinkedHashMap<>(settings);
            kept.keySet().retainAll(KEPT);
            return kept;
        }

        /** Whether signatures are checked. */
        boolean isSigned() {
            return settings.getOrDefault("gpgcheck", "0").matches("(?i)1|yes|true|on");
        }

        /** The addresses of the keys. */
        List<String> keys() {
            return List.of(settings.getOrDefault("gpgkey", "").split("[\\s,]+")).stream()
                    .filter(key -> !key.isEmpty())
                    .toList();
        }
    }

    /** Reads the text of a .repo file; {@code $releasever} and {@code $basearch} are what they are on a host of that release. */
    static List<Section> read(String text, String release) {
        List<Section> sections = new ArrayList<>();
        String key = "";
        String known = text.replace("$releasever", release).replace("$basearch", "x86_64");
        for (String line : known.lines().toList()) {
            Matcher section = SECTION.matcher(line);
            Matcher setting = SETTING.matcher(line);
            if (section.matches()) {
                sections.add(new Section(section.group(1), new LinkedHashMap<>()));
                key = "";
            } else if (!line.isBlank() && !line.matches("[#;].*") && !sections.isEmpty()) {
                Map<String, String> settings = sections.get(sections.size() - 1).settings();
                if (Character.isWhitespace(line.charAt(0)) && !key.isEmpty()) {
                    settings.merge(key, line.strip(), (first, more) -> first + " " + more);
                } else if (setting.matches()) {
                    key = setting.group(1);
                    settings.put(key, setting.group(2).strip());
                }
            }
        }
        return sections;
    }
}
