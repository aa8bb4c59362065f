package io.dockplay.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads this program's own files, from a folder or from a jar. */
final class Resources {
    private Resources() {}

    /** Returns the text of a file; its name is relative to this package. */
    static String text(String name) {
        try (var in = url(name).openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** Returns every file below a folder by its path in that folder. */
    static SortedMap<String, byte[]> below(String folder) {
        try {
            URI uri = url(folder).toURI();
            if (!"jar".equals(uri.getScheme())) {
                return read(Path.of(uri));
            }
            String[] jarAndEntry = uri.toString().split("!", 2);
            Path jar = Path.of(URI.create(jarAndEntry[0].substring("jar:".length())));
            // Not the shared file system, which other code can close.
            try (FileSystem files = FileSystems.newFileSystem(jar, Map.of())) {
                return read(files.getPath(jarAndEntry[1]));
            }
        } catch (URISyntaxException | IOException e) {
            throw new IllegalStateException("cannot read the lab's own folder " + folder, e);
        }
    }

    private static SortedMap<String, byte[]> read(Path folder) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> found = walk.filter(Files::isRegularFile).toList();
            for (Path file : found) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static URL url(String name) {
        URL url = Resources.class.getResource(name);
        if (url == null) {
            throw new IllegalStateException("this build of dockplay lacks the lab's file " + name);
        }
        return url;
    }
}
