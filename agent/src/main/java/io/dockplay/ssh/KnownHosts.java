package io.dockplay.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file of host keys, read once for all connections of a run; new keys are added to it only when that is asked for.
 *
 * <p>It is read as OpenSSH's client does, since the same file is the other's too: JSch's own reading knows no patterns, and so
 * passes over {@code @revoked *}.
 */
final class KnownHosts {

    private static final Map<Path, KnownHosts> FILES = new ConcurrentHashMap<>();

    /** What the file says of a host's key. */
    private enum Verdict {
        KNOWN(HostKeyRepository.OK),
        NEW(HostKeyRepository.NOT_INCLUDED),
        CHANGED(HostKeyRepository.CHANGED),
        REVOKED(HostKeyRepository.CHANGED);

        private final int forJsch;

        Verdict(int forJsch) {
            this.forJsch = forJsch;
        }
    }

    private final Path file;
    private final List<KnownHost> lines;

    private KnownHosts(Path file, List<KnownHost> lines) {
        this.file = file;
        this.lines = new CopyOnWriteArrayList<>(lines);
    }

    static KnownHosts of(Path file) {
        return FILES.computeIfAbsent(file.toAbsolutePath(), KnownHosts::load);
    }

    private static KnownHosts load(Path file) {
        try {
            String text = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
            return new KnownHosts(
                    file,
                    Stream.of(text.split("\n"))
                            .flatMap(line -> KnownHost.read(line).stream())
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("the host keys in " + file + " cannot be read", e);
        }
    }

    /**
     * What is known of a host's key; a new host's is learned where that is allowed.
     *
     * <p>One thread at a time, so that a host that is connected to twice is learned once.
     */
    private synchronized Verdict check(String host, byte[] key, boolean acceptNew) {
        List<KnownHost> of = lines(host);
        if (of.stream().anyMatch(line -> line.is(KnownHost.Marker.REVOKED) && line.holds(key))) {
            return Verdict.REVOKED;
        }
        if (own(of).anyMatch(line -> line.holds(key))) {
            return Verdict.KNOWN;
        }
        if (own(of).findAny().isPresent()) {
            return Verdict.CHANGED; // another type of key of the same host is not a new host
        }
        int port = host.indexOf("]:");
        if (host.startsWith("[") && port > 0) {
            // The same machine at the usual port may have the same key; another server on it has another one.
            Verdict usual = check(host.substring(1, port), key, false);
            if (usual == Verdict.KNOWN || usual == Verdict.REVOKED) {
                return usual;
            }
        }
        if (acceptNew) {
            learn(host, key);
            return Verdict.KNOWN;
        }
        return Verdict.NEW;
    }

    private List<KnownHost> lines(String host) {
        return lines.stream().filter(line -> line.names(host)).toList();
    }

    private static Stream<KnownHost> own(List<KnownHost> lines) {
        return lines.stream().filter(line -> line.is(KnownHost.Marker.NONE));
    }

    /** Writes a key to the file: a whole line at its end, at once. */
    private void learn(String host, byte[] key) {
        try {
            String type = KnownHost.type(key);
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            String line = host + " " + type + " " + Base64.getEncoder().encodeToString(key) + "\n";
            try (SeekableByteChannel end = Files.newByteChannel(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                boolean newline = end.size() == 0 || endsWithNewline();
                end.write(ByteBuffer.wrap(((newline ? "" : "\n") + line).getBytes(StandardCharsets.UTF_8)));
            }
            lines.add(new KnownHost(KnownHost.Marker.NONE, host, type, key.clone()));
        } catch (IOException e) {
            throw new UncheckedIOException("the host's key cannot be added to " + file, e);
        }
    }

    private boolean endsWithNewline() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return bytes[bytes.length - 1] == '\n';
    }

    /**
     * These keys as one connection asks for them; it remembers the key that the host showed.
     *
     * @param host its name, or {@code [name]:port} where the port is another than 22
     */
    Check check(String host, boolean acceptNew) {
        return new Check(this, host, acceptNew);
    }

    /** The host keys as one connection sees them. */
    static final class Check implements HostKeyRepository {

        private final KnownHosts known;
        private final String host;
        private final boolean acceptNew;
        private byte @Nullable [] shown;
        private boolean revoked;

        private Check(KnownHosts known, String host, boolean acceptNew) {
            this.known = known;
            this.host = host;
            this.acceptNew = acceptNew;
        }

        /** Type and SHA-256 fingerprint of the key that the host showed, as ssh-keygen prints it. */
        String shown() {
            try {
                if (shown == null) {
                    return "unknown";
                }
                HostKey key = new HostKey("host", shown);
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(shown);
                return key.getType() + " SHA256:"
                        + Base64.getEncoder().withoutPadding().encodeToString(digest);
            } catch (JSchException | NoSuchAlgorithmException e) {
                return "unknown";
            }
        }

        /** Whether the key that the host showed is revoked. */
        boolean isRevoked() {
            return revoked;
        }

        @Override
        public int check(String host, byte[] key) {
            shown = key.clone();
            Verdict verdict = known.check(host, key, acceptNew);
            revoked = verdict == Verdict.REVOKED;
            return verdict.forJsch;
        }

        @Override
        public void add(HostKey key, UserInfo user) {
            // Only check() learns keys.
        }

        @Override
        public void remove(String host, String type) {
            // Keys are never forgotten here.
        }

        @Override
        public void remove(String host, String type, byte[] key) {
            // Keys are never forgotten here.
        }

        @Override
        public String getKnownHostsRepositoryID() {
            return known.file.toString();
        }

        /** The authorities that JSch may trust, and what they must not have signed. */
        @Override
        public HostKey[] getHostKey() {
            return known.lines.stream()
                    .filter(line -> !line.is(KnownHost.Marker.NONE) && line.names(host))
                    .flatMap(line -> hostKey(host, line).stream())
                    .toArray(HostKey[]::new);
        }

        /** The keys of a host; JSch asks for their types before others. */
        @Override
        public HostKey[] getHostKey(String asked, @Nullable String type) {
            return own(known.lines(asked))
                    .filter(line -> type == null || type.equals(line.type()))
                    .flatMap(line -> hostKey(asked, line).stream())
                    .toArray(HostKey[]::new);
        }

        private static Optional<HostKey> hostKey(String host, KnownHost line) {
            try {
                return Optional.of(new HostKey(line.marker().written(), host, 0, line.key(), ""));
            } catch (JSchException e) {
                return Optional.empty(); // of a type that JSch does not know
            }
        }
    }
}
