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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files of host keys, read once for all connections of a run; new keys are added to the first only when that is asked for.
 *
 * <p>They are read as OpenSSH's client does, since the same files are the other's too: JSch's own reading knows no patterns, and so
 * passes over {@code @revoked *}.
 */
final class KnownHosts {

    private static final Map<Places, KnownHosts> FILES = new ConcurrentHashMap<>();

    /**
     * Where host keys are; a key may stand in any of them.
     *
     * @param users the user's files, of which the first gets new keys
     * @param systems those for all users of this machine
     * @param hashed whether new keys get names that nobody can read (HashKnownHosts)
     */
    record Places(List<Path> users, List<Path> systems, boolean hashed) {

        Places {
            users = List.copyOf(users);
            systems = List.copyOf(systems);
        }
    }

    /** A line, and the file in which it stands. */
    private record Line(KnownHost host, Path file) {}

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

    private final Places places;
    private final List<Line> lines;

    private KnownHosts(Places places, List<Line> lines) {
        this.places = places;
        this.lines = new CopyOnWriteArrayList<>(lines);
    }

    static KnownHosts of(Places places) {
        return FILES.computeIfAbsent(places, KnownHosts::load);
    }

    private static KnownHosts load(Places places) {
        return new KnownHosts(
                places,
                Stream.concat(places.users().stream(), places.systems().stream())
                        .flatMap(KnownHosts::load)
                        .toList());
    }

    private static Stream<Line> load(Path file) {
        try {
            String text = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
            return Stream.of(text.split("\n"))
                    .flatMap(line -> KnownHost.read(line).stream())
                    .map(host -> new Line(host, file));
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
        List<KnownHost> of = lines(host).map(Line::host).toList();
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

    private Stream<Line> lines(String host) {
        return lines.stream().filter(line -> line.host().names(host));
    }

    /** The file that has what is said of a host's key; the one for new keys where none has. */
    private String file(String host, byte[] key, boolean revoked) {
        return lines(host)
                .filter(line -> revoked
                        ? line.host().is(KnownHost.Marker.REVOKED)
                                && line.host().holds(key)
                        : line.host().is(KnownHost.Marker.NONE))
                .map(Line::file)
                .findFirst()
                .or(() -> places.users().stream().findFirst())
                .map(Path::toString)
                .orElse("known_hosts");
    }

    private static Stream<KnownHost> own(List<KnownHost> lines) {
        return lines.stream().filter(line -> line.is(KnownHost.Marker.NONE));
    }

    /** Writes a key to the file: a whole line at its end, at once. */
    private void learn(String host, byte[] key) {
        Path file = places.users().stream()
                .findFirst()
                .orElseThrow(() -> new UncheckedIOException(
                        new IOException("the host's key cannot be added: ssh_config names no UserKnownHostsFile")));
        try {
            String type = KnownHost.type(key);
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            String small = host.toLowerCase(Locale.ROOT);
            String name = places.hashed() ? KnownHost.hashed(small) : small;
            String line = name + " " + type + " " + Base64.getEncoder().encodeToString(key) + "\n";
            try (SeekableByteChannel end = Files.newByteChannel(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                boolean newline = end.size() == 0 || endsWithNewline(file);
                end.write(ByteBuffer.wrap(((newline ? "" : "\n") + line).getBytes(StandardCharsets.UTF_8)));
            }
            lines.add(new Line(new KnownHost(KnownHost.Marker.NONE, name, type, key.clone()), file));
        } catch (IOException e) {
            throw new UncheckedIOException("the host's key cannot be added to " + file, e);
        }
    }

    private static boolean endsWithNewline(Path file) throws IOException {
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
        public int check(String asked, byte[] key) {
            // By our own name for it, which ssh_config's HostKeyAlias may have given.
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
            return known.file(host, shown == null ? new byte[0] : shown, revoked);
        }

        /** The authorities that JSch may trust, and what they must not have signed. */
        @Override
        public HostKey[] getHostKey() {
            return known.lines(host)
                    .map(Line::host)
                    .filter(line -> !line.is(KnownHost.Marker.NONE))
                    .flatMap(line -> hostKey(host, line).stream())
                    .toArray(HostKey[]::new);
        }

        /** The keys of a host; JSch asks for their types before others. */
        @Override
        public HostKey[] getHostKey(String asked, @Nullable String type) {
            return own(known.lines(host).map(Line::host).toList())
                    .filter(line -> type == null || type.equals(line.type()))
                    .flatMap(line -> hostKey(host, line).stream())
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
