package io.dockplay.modules;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The text of a .repo file. */
final class RepoFile {

    private RepoFile() {}

    /**
     * A fetched file with the wanted replacements; where it is said, the section of that id (all, when there is none of it)
     * is enabled or not.
     */
    static String adapted(String fetched, Map<String, String> replace, String id, Optional<Boolean> enabled) {
        String text = fetched.endsWith("\n") ? fetched : fetched + "\n";
        for (Map.Entry<String, String> each : new TreeMap<>(replace).entrySet()) {
            text = text.replace(each.getKey(), each.getValue());
        }
        if (enabled.isEmpty()) {
            return text;
        }
        boolean hasSection = text.lines().anyMatch(line -> line.strip().equals("[" + id + "]"));
        StringBuilder adapted = new StringBuilder();
        boolean inside = false;
        for (String line : text.lines().toList()) {
            if (line.startsWith("[")) {
                inside = !hasSection || line.strip().equals("[" + id + "]");
            }
            boolean isSwitch = inside && line.matches("enabled\\s*=.*");
            adapted.append(isSwitch ? "enabled=" + (enabled.get() ? 1 : 0) : line)
                    .append('\n');
        }
        return adapted.toString();
    }

    static String sorted(Map<String, String> replace) {
        return new TreeMap<>(replace).toString();
    }

    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
