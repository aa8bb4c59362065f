package io.dockplay.ssh;

import com.jcraft.jsch.Session;
import java.util.regex.Pattern;

/** The algorithms that servers of CentOS 6 and early CentOS 7 need and that clients no longer offer. */
final class LegacyAlgorithms {

    /** The banners of OpenSSH 6.0 to 7.1, which accepts no rsa-sha2; CentOS 7.0 to 7.3 came with 6.6. */
    private static final Pattern WITHOUT_RSA_SHA2 = Pattern.compile("OpenSSH_(6\\.|7\\.[01])");

    private LegacyAlgorithms() {}

    /** Whether a banner is one of OpenSSH 5, the version of CentOS 6. */
    static boolean areSpokenBy(String banner) {
        return banner.contains("OpenSSH_5.");
    }

    /** Whether a banner is one of OpenSSH 6.0 to 7.1, which accepts RSA user keys only as ssh-rsa. */
    static boolean rsaUserKeysNeedThem(String banner) {
        return WITHOUT_RSA_SHA2.matcher(banner).find();
    }

    /**
     * Offers the algorithms that the server with this banner needs.
     *
     * <p>JSch would try the names rsa-sha2 first, and an old server may disconnect after them (mwiede/jsch#586); so
     * ssh-rsa is offered instead of them.
     */
    static void offer(Session session, String banner) {
        if (rsaUserKeysNeedThem(banner)) {
            session.setConfig(
                    "PubkeyAcceptedAlgorithms",
                    "ssh-ed25519,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521,ssh-rsa");
        }
        if (!areSpokenBy(banner)) {
            return;
        }
        session.setConfig("server_host_key", "ssh-rsa,ssh-dss");
        session.setConfig("PubkeyAcceptedAlgorithms", "ssh-rsa");
        session.setConfig(
                "kex",
                "diffie-hellman-group-exchange-sha256,diffie-hellman-group14-sha1,"
                        + "diffie-hellman-group-exchange-sha1,diffie-hellman-group1-sha1");
        String ciphers = "aes128-ctr,aes192-ctr,aes256-ctr,aes128-cbc,aes192-cbc,aes256-cbc,3des-cbc";
        session.setConfig("cipher.s2c", ciphers);
        session.setConfig("cipher.c2s", ciphers);
        session.setConfig("mac.s2c", "hmac-sha1,hmac-md5");
        session.setConfig("mac.c2s", "hmac-sha1,hmac-md5");
    }
}
