package io.dockplay.bundle;

import io.dockplay.message.Message;
import io.dockplay.problem.FileTrouble;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Sha256;
import io.dockplay.resource.Supply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a bundle: has all of it in a folder beside the file, and then writes the file whole or not at all.
 *
 * @param playbook for which it is, as it is named
 * @param repositories the text of .repo files that the hosts have by themselves; without any, CentOS's and EPEL's archives
 * @param mirror where the images of Docker Hub are taken from instead
 */
public record BundleBuilder(String playbook, List<String> repositories, Optional<String> mirror) {

    /**
     * Makes a bundle.
     *
     * @param wanted a release of CentOS, such as {@code 7} → what hosts of it take from the network
     * @throws InvalidInput when something cannot be had, or the file cannot be written
     */
    public BundleContents build(Map<String, Set<Supply>> wanted, Path file) {
        try {
            Path work = Files.createTempDirectory(file.toAbsolutePath().getParent(), ".dockplay-bundle");
            try {
                BundleContents contents = gather(wanted, work);
                Path whole = work.resolve("whole");
                write(contents, work.resolve("root"), whole);
                Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return contents;
            } finally {
                delete(work);
            }
        } catch (IOException e) {
            throw new InvalidInput(Problem.of(
                    Message.of("the bundle cannot be written to %s: %s", file, FileTrouble.of(e)),
                    Message.of("Name a file in a folder that you may write to, with room for twice the bundle.")));
        }
    }

    private BundleContents gather(Map<String, Set<Supply>> wanted, Path work) throws IOException {
        Path root = Files.createDirectories(work.resolve("root"));
        Downloads downloads = new Downloads();
        Map<String, String> addresses = new TreeMap<>();
        Map<String, String> images = new TreeMap<>();
        Map<String, List<BundleContents.Repository>> releases = new TreeMap<>();
        for (Map.Entry<String, Set<Supply>> each : wanted.entrySet()) {
            Set<String> texts = new LinkedHashSet<>();
            List<Supply.Packages> packages = new ArrayList<>();
            for (Supply supply : each.getValue()) {
                if (supply instanceof Supply.Packages some) {
                    packages.add(some);
                } else if (supply instanceof Supply.Address one) {
                    address(one.url(), addresses, root, downloads);
                } else if (supply instanceof Supply.Repositories described) {
                    texts.add(described.text());
                } else if (supply instanceof Supply.FetchedRepositories fetched) {
                    Path text = root.resolve(address(fetched.url(), addresses, root, downloads));
                    texts.add(fetched.text().apply(Files.readString(text)));
                } else if (supply instanceof Supply.Image image && !images.containsKey(image.name())) {
                    String path = "images/" + Sha256.hex(image.name()).substring(0, 16) + ".tar";
                    Files.createDirectories(root.resolve("images"));
                    new ImageArchives(mirror).write(image.name(), root.resolve(path), work);
                    images.put(image.name(), path);
                }
            }
            if (!packages.isEmpty()) {
                texts.addAll(repositories.isEmpty() ? List.of(archives(each.getKey())) : repositories);
            }
            Path own = Files.createDirectories(work.resolve("release-" + each.getKey()));
            releases.put(
                    each.getKey(),
                    new RpmRepositories(each.getKey(), own, root, downloads).make(List.copyOf(texts), packages));
        }
        return new BundleContents(BundleContents.FORMAT, playbook, releases, addresses, images, checksums(root));
    }

    /** Fetches what is at an address, once; returns its path in the bundle. */
    private static String address(String url, Map<String, String> known, Path root, Downloads downloads) {
        return known.computeIfAbsent(url, address -> {
            String path = "addresses/" + Sha256.hex(address).substring(0, 16);
            downloads.fetch(address, root.resolve(path));
            return path;
        });
    }

    private static String archives(String release) throws IOException {
        try (InputStream in = BundleBuilder.class.getResourceAsStream("archives-" + release + ".repo")) {
            if (in == null) {
                throw new IllegalArgumentException("no archive is known of the release " + release);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, BundleContents.StoredFile> checksums(Path root) throws IOException {
        Map<String, BundleContents.StoredFile> files = new TreeMap<>();
        for (Path file : filesBelow(root)) {
            try (InputStream in = Files.newInputStream(file)) {
                files.put(
                        root.relativize(file).toString(),
                        new BundleContents.StoredFile(Files.size(file), Bundle.sha256(in)));
            }
        }
        return files;
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Writes the list and then the files; they are not compressed, as nearly all of them are by themselves. */
    private static void write(BundleContents contents, Path root, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            zip.putNextEntry(new ZipEntry(Bundle.LIST));
            zip.write(Bundle.JSON.writeValueAsBytes(contents));
            for (String path : contents.files().keySet()) {
                zip.putNextEntry(new ZipEntry(path));
                Files.copy(root.resolve(path), zip);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, @Nullable IOException e) throws IOException {
                Files.delete(each);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
