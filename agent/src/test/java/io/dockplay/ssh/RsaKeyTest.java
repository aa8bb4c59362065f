package io.dockplay.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's RSA key signs with its primes, and signs the same. */
class RsaKeyTest {

    private static final byte[] DATA = "what a login signs".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private static Identity loaded(Path file) throws JSchException {
        JSch jsch = new JSch();
        jsch.addIdentity(file.toString());
        return jsch.getIdentityRepository().getIdentities().get(0);
    }

    private Path written(String name, int type, int size, boolean newForm) throws Exception {
        Path file = folder.resolve(name);
        KeyPair pair = KeyPair.genKeyPair(new JSch(), type, size);
        if (newForm) {
            pair.writeOpenSSHv1PrivateKey(file.toString(), null);
        } else {
            pair.writePrivateKey(file.toString());
        }
        return file;
    }

    @Test
    void it_makes_the_signatures_that_jsch_makes_of_every_form_of_the_file() throws Exception {
        Path pkcs8 = folder.resolve("pkcs8");
        TestKeys.write(pkcs8);
        for (Path file : Stream.of(
                        pkcs8, written("openssh", KeyPair.RSA, 2048, true), written("pem", KeyPair.RSA, 2048, false))
                .toList()) {
            Identity slow = loaded(file);
            Identity fast = RsaKey.faster(slow, file);

            assertThat(fast).as("%s", file).isInstanceOf(RsaKey.class);
            assertThat(fast.getPublicKeyBlob()).isEqualTo(slow.getPublicKeyBlob());
            for (String algorithm : new String[] {"rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"}) {
                assertThat(fast.getSignature(DATA, algorithm))
                        .as("%s by %s", file, algorithm)
                        .isEqualTo(slow.getSignature(DATA, algorithm));
            }
            assertThat(fast.getSignature(DATA)).isEqualTo(slow.getSignature(DATA));
        }
    }

    @Test
    void keys_of_other_kinds_and_with_a_passphrase_stay_jschs() throws Exception {
        Path curve = written("ecdsa", KeyPair.ECDSA, 256, false);
        Identity other = loaded(curve);
        assertThat(RsaKey.faster(other, curve)).isSameAs(other);

        Path file = folder.resolve("locked");
        KeyPair.genKeyPair(new JSch(), KeyPair.RSA, 2048)
                .writePrivateKey(file.toString(), "open sesame".getBytes(StandardCharsets.UTF_8));
        Identity locked = loaded(file);
        assertThat(RsaKey.faster(locked, file)).isSameAs(locked);
    }

    @Test
    void a_file_is_read_once_for_all_hosts_and_again_when_it_has_changed() throws Exception {
        UserKeys.KeyFiles keyFiles = new UserKeys.KeyFiles();
        Path file = written("key", KeyPair.RSA, 2048, false);
        Identity first = keyFiles.read(file);
        assertThat(keyFiles.read(file)).isSameAs(first);

        Files.copy(written("other", KeyPair.RSA, 2048, false), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        assertThat(keyFiles.read(file).getPublicKeyBlob()).isNotEqualTo(first.getPublicKeyBlob());
    }
}
