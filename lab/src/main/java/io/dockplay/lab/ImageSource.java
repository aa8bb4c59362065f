package io.dockplay.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The files that one image is built from.
 *
 * @param name the short name of the image, which is the name of its folder
 * @param files the path in that folder → the contents
 */
record ImageSource(String name, SortedMap<String, byte[]> files) {

    static ImageSource of(String name) {
        return new ImageSource(name, Resources.below("images/" + name));
    }

    /** Returns the files of a host's image: those of all hosts, and those of its release. */
    static ImageSource ofHost(String name) {
        SortedMap<String, byte[]> files = Resources.below("images/hosts");
        files.putAll(Resources.below("images/" + name));
        return new ImageSource(name, files);
    }

    /** Returns twelve hexadecimal digits that change with any of the files and with the base of the image. */
    String hash(List<String> builtUpon) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String line : builtUpon) {
                digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                String head = file.getKey() + "\n" + file.getValue().length + "\n";
                digest.update(head.getBytes(StandardCharsets.UTF_8));
                digest.update(file.getValue());
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Writes the files below a folder, and makes scripts executable again, because a jar does not keep that. */
    void writeTo(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
            byte[] content = file.getValue();
            boolean script = content.length > 2 && content[0] == '#' && content[1] == '!';
            if (script && !path.toFile().setExecutable(true, false)) {
                throw new IOException("cannot make " + path + " executable");
            }
        }
    }
}
