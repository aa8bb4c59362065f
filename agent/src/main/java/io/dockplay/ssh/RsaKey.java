package io.dockplay.ssh;

import com.jcraft.jsch.Buffer;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A user's RSA key that signs with its two primes.
 *
 * <p>JSch gives Java the modulus and the exponent only. Then a signature costs four times as much: with RSA of 2048 bits it was
 * half of what a settled host costs on this side.
 */
final class RsaKey implements Identity {

    private static final Map<String, String> SIGNATURES = Map.of(
            "ssh-rsa", "SHA1withRSA",
            "rsa-sha2-256", "SHA256withRSA",
            "rsa-sha2-512", "SHA512withRSA");

    private final Identity loaded;
    private final PrivateKey key;

    private RsaKey(Identity loaded, PrivateKey key) {
        this.loaded = loaded;
        this.key = key;
    }

    /** The key as JSch has loaded it from a file; where it is an RSA key without a passphrase, one that signs faster. */
    static Identity faster(Identity loaded, Path file) {
        try {
            KeyPair pair = KeyPair.load(new JSch(), file.toString(), null);
            boolean isRsa = pair.getKeyType() == KeyPair.RSA && !pair.isEncrypted();
            return isRsa
                    ? read(pair.forSSHAgent())
                            .<Identity>map(key -> new RsaKey(loaded, key))
                            .orElse(loaded)
                    : loaded;
        } catch (JSchException | GeneralSecurityException | RuntimeException e) {
            return loaded; // whatever is odd about it, JSch can use it or says what is wrong
        }
    }

    /** Reads a key as the protocol of ssh-agent writes it; none when its numbers are not those of one key. */
    private static Optional<PrivateKey> read(byte[] written) throws GeneralSecurityException {
        Buffer fields = new Buffer(written);
        fields.getString(); // its type
        BigInteger modulus = number(fields);
        BigInteger publicExponent = number(fields);
        BigInteger exponent = number(fields);
        fields.getString(); // the coefficient, which follows from the primes
        BigInteger p = number(fields);
        BigInteger q = number(fields);
        if (!p.multiply(q).equals(modulus)) {
            return Optional.empty();
        }
        return Optional.of(KeyFactory.getInstance("RSA")
                .generatePrivate(new RSAPrivateCrtKeySpec(
                        modulus,
                        publicExponent,
                        exponent,
                        p,
                        q,
                        exponent.mod(p.subtract(BigInteger.ONE)),
                        exponent.mod(q.subtract(BigInteger.ONE)),
                        q.modInverse(p))));
    }

    private static BigInteger number(Buffer fields) {
        return new BigInteger(1, fields.getString());
    }

    @Override
    public byte[] getSignature(byte[] data, String algorithm) {
        String name = SIGNATURES.get(algorithm);
        if (name == null) {
            return loaded.getSignature(data, algorithm);
        }
        try {
            Signature signature = Signature.getInstance(name);
            signature.initSign(key);
            signature.update(data);
            Buffer written = new Buffer();
            written.putString(algorithm.getBytes(StandardCharsets.US_ASCII));
            written.putString(signature.sign());
            byte[] bytes = new byte[written.getLength()];
            written.getByte(bytes);
            return bytes;
        } catch (GeneralSecurityException e) {
            return loaded.getSignature(data, algorithm);
        }
    }

    @Override
    public byte[] getSignature(byte[] data) {
        return getSignature(data, "ssh-rsa");
    }

    @Override
    public byte[] getPublicKeyBlob() {
        return loaded.getPublicKeyBlob();
    }

    @Override
    public String getAlgName() {
        return loaded.getAlgName();
    }

    @Override
    public String getName() {
        return loaded.getName();
    }

    @Override
    public boolean isEncrypted() {
        return loaded.isEncrypted();
    }

    @Override
    public boolean setPassphrase(byte @Nullable [] passphrase) throws JSchException {
        return loaded.setPassphrase(passphrase);
    }

    @Override
    public void clear() {
        loaded.clear();
    }
}
