package io.dockplay.ssh;

import com.jcraft.jsch.Session;

/** What OpenSSH 5.3, the server of CentOS 6, can do and today's clients no longer offer by themselves. */
final class LegacyAlgorithms {

    private LegacyAlgorithms() {}

    /** Whether a server's banner is one of OpenSSH 5. */
    static boolean areSpokenBy(String banner) {
        return banner.contains("OpenSSH_5.");
    }

    /**
     * Offers them.
     *
     * <p>JSch would try the names rsa-sha2 first, and an old server may disconnect after them (mwiede/jsch#586); so
     * ssh-rsa is offered instead of them.
     */
    static void offer(Session session) {
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
