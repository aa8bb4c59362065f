package io.dockplay.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.dockplay.message.Message;
import io.dockplay.problem.FileTrouble;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A bundle that is read: a ZIP file whose list names each of its files with a checksum. */
public final class Bundle implements AutoCloseable {

    static final String LIST = "bundle.json";

    static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final ZipFile zip;
    private final BundleContents contents;

    private Bundle(ZipFile zip, BundleContents contents) {
        this.zip = zip;
        this.contents = contents;
    }

    /**
     * Opens a bundle, and compares each file in it with its checksum.
     *
     * @throws InvalidInput when it is not a whole bundle
     */
    public static Bundle open(Path file) {
        try {
            ZipFile zip = new ZipFile(file.toFile());
            try {
                ZipEntry list = zip.getEntry(LIST);
                if (list == null) {
                    throw notOne(file);
                }
                BundleContents contents;
                try (InputStream in = zip.getInputStream(list)) {
                    contents = JSON.readerFor(BundleContents.class).readValue(in);
                } catch (JsonProcessingException e) {
                    throw notOne(file);
                }
                if (contents == null) {
                    throw notOne(file);
                }
                if (contents.format() != BundleContents.FORMAT) {
                    throw new InvalidInput(Problem.of(
                            Message.of(
                                    "the bundle %s is of the format %s, which is not known", file, contents.format()),
                            Message.of("Make it anew with this dockplay: dockplay bundle.")));
                }
                Bundle bundle = new Bundle(zip, contents);
                bundle.verify(file);
                return bundle;
            } catch (IOException | InvalidInput e) {
                zip.close();
                throw e;
            }
        } catch (ZipException e) {
            throw notOne(file);
        } catch (IOException e) {
            throw new InvalidInput(Problem.of(
                    Message.of("the bundle %s cannot be read: %s", file, FileTrouble.of(e)),
                    Message.of("Name a file that dockplay bundle has written.")));
        }
    }

    private static InvalidInput notOne(Path file) {
        return new InvalidInput(Problem.of(
                Message.of("%s is not a bundle, or only a part of one", file),
                Message.of("Copy it again, or make it: dockplay bundle.")));
    }

    private void verify(Path file) throws IOException {
        for (Map.Entry<String, BundleContents.StoredFile> each :
                contents.files().entrySet()) {
            boolean same;
            try {
                same = checksum(each.getKey())
                        .equals(Optional.of(each.getValue().sha256()));
            } catch (ZipException damaged) {
                same = false;
            }
            if (!same) {
                throw new InvalidInput(Problem.of(
                        Message.of("the bundle %s is damaged: %s is not what its list says", file, each.getKey()),
                        Message.of("Copy it again, and compare the checksums of both files.")));
            }
        }
    }

    private Optional<String> checksum(String path) throws IOException {
        Optional<Part> found = read(path);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = found.get().bytes()) {
            return Optional.of(sha256(in));
        }
    }

    /** The SHA-256 of all bytes of a stream, as hexadecimal digits. */
    static String sha256(InputStream in) throws IOException {
        MessageDigest digest = Sha256.digest();
        new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
        return HexFormat.of().formatHex(digest.digest());
    }

    /** What is in it. */
    public BundleContents contents() {
        return contents;
    }

    /** One of its files. */
    record Part(InputStream bytes, long size) {}

    /** Opens one of its files; empty when it has none of this path. */
    Optional<Part> read(String path) throws IOException {
        ZipEntry entry = contents.files().containsKey(path) ? zip.getEntry(path) : null;
        return entry == null ? Optional.empty() : Optional.of(new Part(zip.getInputStream(entry), entry.getSize()));
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            return; // it was only read
        }
    }
}
