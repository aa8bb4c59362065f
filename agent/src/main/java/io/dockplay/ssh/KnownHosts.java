package io.dockplay.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
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
            if (Files.isReadable(file)) {
                jsch.setKnownHosts(Files.newInputStream(file));
            }
        } catch (JSchException | IOException e) {
            throw new UncheckedIOException(new IOException("cannot read " + file, e));
        }
        return new KnownHosts(file, jsch.getHostKeyRepository());
    }

    /** Writes a key to the file: a whole line at its end, at once. */
    private synchronized void learn(String host, byte[] key) {
        try {
            HostKey learned = new HostKey(host, key);
            keys.add(learned, null);
            Path folder = file.getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            boolean newline = Files.size(file) == 0 || endsWithNewline();
            String line = host + " " + learned.getType() + " " + learned.getKey() + "\n";
            Files.write(
                    file, ((newline ? "" : "\n") + line).getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
        } catch (JSchException | IOException e) {
            throw new UncheckedIOException(new IOException("cannot add a key to " + file, e));
        }
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
                byte[] digest =
                        java.security.MessageDigest.getInstance("SHA-256").digest(shown);
                return key.getType() + " SHA256:"
                        + java.util.Base64.getEncoder().withoutPadding().encodeToString(digest);
            } catch (JSchException | java.security.NoSuchAlgorithmException e) {
                return "unknown";
            }
        }

        @Override
        public int check(String host, byte[] key) {
            shown = key.clone();
            int result = known.keys.check(host, key);
            if (result == NOT_INCLUDED && acceptNew) {
                // Another type of key of the same host is not a new host.
                if (getHostKey(host, null).length > 0) {
                    return CHANGED;
                }
                known.learn(host, key);
                return OK;
            }
            return result;
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
