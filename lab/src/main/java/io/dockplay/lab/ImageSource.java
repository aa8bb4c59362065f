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
 * The files of which one image is built.
 *
 * @param name the image's short name, which is its folder's
 * @param files contents by path, relative to that folder
 */
record ImageSource(String name, SortedMap<String, byte[]> files) {

    static ImageSource of(String name) {
        return new ImageSource(name, Resources.below("images/" + name));
    }

    /** Of a lab's host: what all hosts have in common, and its release's own. */
    static ImageSource ofHost(String name) {
        SortedMap<String, byte[]> files = Resources.below("images/hosts");
        files.putAll(Resources.below("images/" + name));
        return new ImageSource(name, files);
    }

    /** Twelve hexadecimal digits that change with any of the files and with whatever the image is built upon. */
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

    /** Writes the files below a folder; scripts are made executable, for a jar forgets that they are. */
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
