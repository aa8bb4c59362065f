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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The known_hosts files, read once for all connections of a run. New keys are added to the first file, if the user asks for it.
 *
 * <p>They are read as OpenSSH's client reads them, because it uses the same files. JSch's own reader knows no patterns, and would
 * ignore {@code @revoked *}.
 */
final class KnownHosts {

    /**
     * The known_hosts files; a key may stand in any of them.
     *
     * @param users the user's files, of which the first gets new keys
     * @param systems the files for all users of this machine
     * @param hashed whether new lines hold hashes of the names (HashKnownHosts)
     */
    record Places(List<Path> users, List<Path> systems, boolean hashed) {

        Places {
            users = List.copyOf(users);
            systems = List.copyOf(systems);
        }

        // What Java makes of a record's parts takes it a while when it is first asked for.

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Places places
                    && users.equals(places.users)
                    && systems.equals(places.systems)
                    && hashed == places.hashed;
        }

        @Override
        public int hashCode() {
            return 31 * users.hashCode() + systems.hashCode();
        }
    }

    /** What the files say of a host's key. */
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
    private final KnownHost.Lines lines = new KnownHost.Lines();

    private KnownHosts(Places places) {
        this.places = places;
    }

    /** Reads the files; one that does not exist is empty. */
    static KnownHosts read(Places places) {
        KnownHosts known = new KnownHosts(places);
        Stream.concat(places.users().stream(), places.systems().stream()).forEach(known::load);
        return known;
    }

    private void load(Path file) {
        try {
            String text = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
            for (String line : text.split("\n", -1)) {
                KnownHost.read(line).ifPresent(host -> lines.add(host, file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the host keys in " + file + " cannot be read", e);
        }
    }

    /**
     * Checks a host's key, and adds a new host's key where the user allows it.
     *
     * <p>Only one thread checks at a time, so that two connections to a new host add its key once.
     */
    private synchronized Verdict check(String host, byte[] key, boolean acceptNew) {
        List<KnownHost> of = lines.of(host).map(KnownHost.Lines.Line::host).toList();
        if (of.stream().anyMatch(line -> line.is(KnownHost.Marker.REVOKED) && line.holds(key))) {
            return Verdict.REVOKED;
        }
        if (own(of).anyMatch(line -> line.holds(key))) {
            return Verdict.KNOWN;
        }
        if (own(of).findAny().isPresent()) {
            return Verdict.CHANGED; // a key of another type does not make it a new host
        }
        int port = host.indexOf("]:");
        if (host.startsWith("[") && port > 0) {
            // A machine may use its key on another port too. A different key at port 22 says nothing about this port.
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

    /** The file with the line that decided on a host's key; without such a line the file for new keys. */
    private String file(String host, byte[] key, boolean revoked) {
        return lines.of(host)
                .filter(line -> revoked
                        ? line.host().is(KnownHost.Marker.REVOKED)
                                && line.host().holds(key)
                        : line.host().is(KnownHost.Marker.NONE))
                .map(KnownHost.Lines.Line::file)
                .findFirst()
                .or(() -> places.users().stream().findFirst())
                .map(Path::toString)
                .orElse("known_hosts");
    }

    private static Stream<KnownHost> own(List<KnownHost> lines) {
        return lines.stream().filter(line -> line.is(KnownHost.Marker.NONE));
    }

    /** Appends a key to the file, as a whole line in one write. */
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
                boolean newline = end.size() == 0 || endsWithNewline(file, end.size());
                end.write(ByteBuffer.wrap(((newline ? "" : "\n") + line).getBytes(StandardCharsets.UTF_8)));
            }
            lines.add(new KnownHost(KnownHost.Marker.NONE, name, type, key.clone()), file);
        } catch (IOException e) {
            throw new UncheckedIOException("the host's key cannot be added to " + file, e);
        }
    }

    private static boolean endsWithNewline(Path file, long size) throws IOException {
        try (SeekableByteChannel bytes = Files.newByteChannel(file)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            bytes.position(size - 1).read(last);
            return last.get(0) == '\n';
        }
    }

    /**
     * A check for one connection; it remembers the key that the host showed.
     *
     * @param host its name, or {@code [name]:port} where the port is another than 22
     */
    Check check(String host, boolean acceptNew) {
        return new Check(this, host, acceptNew);
    }

    /** Checks the host key of one connection. */
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
            // JSch asks by its own name; ours may come from HostKeyAlias.
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

        /** The keys of authorities, and the revoked keys. */
        @Override
        public HostKey[] getHostKey() {
            return known.lines
                    .of(host)
                    .map(KnownHost.Lines.Line::host)
                    .filter(line -> !line.is(KnownHost.Marker.NONE))
                    .flatMap(line -> hostKey(host, line).stream())
                    .toArray(HostKey[]::new);
        }

        /** The known keys of a host; JSch asks the server for their types first. */
        @Override
        public HostKey[] getHostKey(String asked, @Nullable String type) {
            return own(known.lines.of(host).map(KnownHost.Lines.Line::host).toList())
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
