package io.dockplay.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSch;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A file of host keys, read once for all connections of a run; new keys are added to it only when that is asked for.
 */
final class KnownHosts {

    private static final Map<Path, KnownHosts> FILES = new ConcurrentHashMap<>();

    private final Path file;
    private final HostKeyRepository keys;

    private KnownHosts(Path file, HostKeyRepository keys) {
        this.file = file;
        this.keys = keys;
    }

    static KnownHosts of(Path file) {
        return FILES.computeIfAbsent(file.toAbsolutePath(), KnownHosts::load);
    }

    private static KnownHosts load(Path file) {
        JSch jsch = new JSch();
        try {
            if (Files.exists(file)) {
                jsch.setKnownHosts(Files.newInputStream(file));
            }
        } catch (JSchException | IOException e) {
            throw new UncheckedIOException("the host keys in " + file + " cannot be read", asIo(e));
        }
        return new KnownHosts(file, jsch.getHostKeyRepository());
    }

    /**
     * What is known of a host's key; a new host's is learned where that is allowed.
     *
     * <p>One thread at a time, so that a host that is connected to twice is learned once.
     */
    private synchronized int check(String host, byte[] key, boolean acceptNew) {
        int result = keys.check(host, key);
        if (result == HostKeyRepository.CHANGED && of(host).isEmpty()) {
            // Another server on the same machine, at the usual port, has another key.
            result = HostKeyRepository.NOT_INCLUDED;
        }
        if (result != HostKeyRepository.NOT_INCLUDED || !acceptNew) {
            return result;
        }
        if (!of(host).isEmpty()) {
            // Another type of key of the same host is not a new host.
            return HostKeyRepository.CHANGED;
        }
        learn(host, key);
        return HostKeyRepository.OK;
    }

    /** The keys of exactly this host and port; JSch also gives those of the same host at the usual port. */
    private List<HostKey> of(String host) {
        int port = host.indexOf("]:");
        List<HostKey> usual = host.startsWith("[") && port > 0 ? found(host.substring(1, port)) : List.of();
        return found(host).stream()
                .filter(key -> !key.getMarker().equals("@cert-authority"))
                .filter(key -> !usual.contains(key) || key.getHost().matches(".*[*?].*"))
                .toList();
    }

    private List<HostKey> found(String host) {
        HostKey[] found = keys.getHostKey(host, null);
        return found == null ? List.of() : List.of(found);
    }

    /** Writes a key to the file: a whole line at its end, at once. */
    private void learn(String host, byte[] key) {
        try {
            HostKey learned = new HostKey(host, key);
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            String line = host + " " + learned.getType() + " " + learned.getKey() + "\n";
            try (SeekableByteChannel end = Files.newByteChannel(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                boolean newline = end.size() == 0 || endsWithNewline();
                end.write(ByteBuffer.wrap(((newline ? "" : "\n") + line).getBytes(StandardCharsets.UTF_8)));
            }
            keys.add(learned, null);
        } catch (JSchException | IOException e) {
            throw new UncheckedIOException("the host's key cannot be added to " + file, asIo(e));
        }
    }

    private static IOException asIo(Exception e) {
        return e instanceof IOException io ? io : new IOException(e);
    }

    private boolean endsWithNewline() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return bytes[bytes.length - 1] == '\n';
    }

    /** These keys as one connection asks for them; it remembers the key that the host showed. */
    Check check(boolean acceptNew) {
        return new Check(this, acceptNew);
    }

    /** The host keys as one connection sees them. */
    static final class Check implements HostKeyRepository {

        private final KnownHosts known;
        private final boolean acceptNew;
        private byte @Nullable [] shown;

        private Check(KnownHosts known, boolean acceptNew) {
            this.known = known;
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

        @Override
        public int check(String host, byte[] key) {
            shown = key.clone();
            return known.check(host, key, acceptNew);
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

        @Override
        public HostKey[] getHostKey() {
            return known.keys.getHostKey();
        }

        @Override
        public HostKey[] getHostKey(String host, @Nullable String type) {
            HostKey[] found = known.keys.getHostKey(host, type);
            return found == null ? new HostKey[0] : found;
        }
    }
}
