package io.dockplay.engine.record;

import io.dockplay.resource.Change;
import io.dockplay.resource.RecordedChange;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Translates the texts of the first version of the record into keys and plain values.
 *
 * <p>The texts are on hosts and never change, so this table never changes either. A text that is not in it is a key
 * already.
 */
final class FirstWords {

    private static final Pattern OF_FILE = Pattern.compile("(mode|owner|group) of (/.*)", Pattern.DOTALL);
    private static final Pattern MEMBER = Pattern.compile("member of (.*)", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("a link to (.*)", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("gid (.*)", Pattern.DOTALL);

    private static final Map<String, String> KEYS = Map.of(
            "name now", "now",
            "name at boot", "at-boot",
            "SELinux now", "now",
            "port now", "now",
            "port at boot", "at-boot",
            "home directory", "home-directory");

    private static final Map<String, String> FILE_VALUES = Map.of(
            "a file", "file",
            "a directory", RecordedChange.DIRECTORY,
            "a mount point with something in it", "mount-point",
            "an empty mount point", "empty");

    private FirstWords() {}

    /** Returns the change with the key and the values of its texts. */
    static Change keyed(String module, Change change) {
        return change.recordedAs(key(module, change.what()), value(module, change.from()), value(module, change.to()));
    }

    private static String key(String module, String what) {
        return switch (module) {
            case "hostname", "selinux", "firewall-port" -> KEYS.getOrDefault(what, what);
            case "user" -> MEMBER.matcher(KEYS.getOrDefault(what, what)).replaceFirst("member:$1");
            case "authorized-key", "kernel-module" -> OF_FILE.matcher(what).replaceFirst("$1:$2");
            default -> what;
        };
    }

    private static String value(String module, String word) {
        return switch (module) {
            case "file", "authorized-key", "docker-login" -> fileValue(word);
            case "service" -> word.equals("until the next boot") ? "runtime" : word;
            case "group" -> NUMBER.matcher(word).replaceFirst("$1");
            case "kernel-module" -> word.equals("not loaded") ? "not-loaded" : word;
            default -> word;
        };
    }

    private static String fileValue(String word) {
        Matcher link = LINK.matcher(word);
        return link.matches() ? RecordedChange.LINK + link.group(1) : FILE_VALUES.getOrDefault(word, word);
    }
}
