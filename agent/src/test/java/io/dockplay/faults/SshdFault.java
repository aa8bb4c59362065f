package io.dockplay.faults;

import io.dockplay.lab.LabHost;

/**
 * The sessions of sshd are killed, and for a while nobody answers there.
 *
 * <p>On the host like CentOS 7 its service is stopped and started. On the other one sshd is the first process, which cannot be
 * stopped; there the proxy sends away who comes.
 *
 * @param milliseconds how long nobody answers; with 0 the sessions are killed and sshd stays
 */
record SshdFault(int milliseconds, Moment moment) implements Fault {

    @Override
    public boolean strike(Scene scene) throws InterruptedException {
        if (!scene.await(moment)) {
            return false;
        }
        LabHost host = scene.host();
        boolean service = milliseconds > 0 && !host.isLegacy();
        if (service) {
            host.exec("systemctl", "stop", "sshd").orThrow();
        } else if (milliseconds > 0) {
            scene.proxy().shut();
        }
        host.exec("pkill", "-KILL", "-f", "^sshd: ops");
        Thread.sleep(milliseconds);
        if (service) {
            host.exec("systemctl", "start", "sshd").orThrow();
        }
        scene.proxy().open();
        return true;
    }

    @Override
    public String toString() {
        return "the sessions of sshd are killed"
                + (milliseconds > 0 ? ", it is away for " + milliseconds + " ms, " : " ") + moment;
    }
}
