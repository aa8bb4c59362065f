package io.dockplay.vault;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Ansible Vault's AES256: PBKDF2-HMAC-SHA256 of 10000 rounds makes a key, a key for the HMAC and a counter; AES in counter mode
 * encrypts, after PKCS #7 has filled up the last block; HMAC-SHA256 proves the encrypted data.
 */
final class VaultCipher {

    private static final int ROUNDS = 10_000;
    private static final int KEY = 32;
    private static final int BLOCK = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private VaultCipher() {}

    /** Encrypts bytes with a new salt. */
    static Envelope seal(byte[] plain, VaultPassword password) {
        byte[] salt = new byte[KEY];
        RANDOM.nextBytes(salt);
        return seal(plain, password, salt);
    }

    static Envelope seal(byte[] plain, VaultPassword password, byte[] salt) {
        int padding = BLOCK - plain.length % BLOCK;
        byte[] padded = Arrays.copyOf(plain, plain.length + padding);
        Arrays.fill(padded, plain.length, padded.length, (byte) padding);
        try {
            byte[] keys = keys(password, salt);
            byte[] data = crypt(Cipher.ENCRYPT_MODE, keys, padded);
            return new Envelope(password.label(), salt, hmac(keys, data), data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Decrypts an encrypted text; none when the password is wrong, or the data has been changed. */
    static Optional<byte[]> open(Envelope envelope, VaultPassword password) {
        try {
            byte[] keys = keys(password, envelope.salt());
            if (!MessageDigest.isEqual(hmac(keys, envelope.data()), envelope.hmac())) {
                return Optional.empty();
            }
            byte[] padded = crypt(Cipher.DECRYPT_MODE, keys, envelope.data());
            int padding = padded[padded.length - 1];
            return padding < 1 || padding > BLOCK || padding > padded.length
                    ? Optional.empty()
                    : Optional.of(Arrays.copyOf(padded, padded.length - padding));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] keys(VaultPassword password, byte[] salt) throws GeneralSecurityException {
        int bits = (KEY + KEY + BLOCK) * Byte.SIZE;
        PBEKeySpec spec = new PBEKeySpec(password.password().toCharArray(), salt, ROUNDS, bits);
        return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(spec)
                .getEncoded();
    }

    private static byte[] crypt(int mode, byte[] keys, byte[] bytes) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(mode, new SecretKeySpec(keys, 0, KEY, "AES"), new IvParameterSpec(keys, KEY + KEY, BLOCK));
        return cipher.doFinal(bytes);
    }

    private static byte[] hmac(byte[] keys, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(keys, KEY, KEY, "HmacSHA256"));
        return mac.doFinal(data);
    }
}
