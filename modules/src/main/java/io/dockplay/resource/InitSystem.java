package io.dockplay.resource;

/** What starts and stops a machine's services. */
public enum InitSystem {
    /** CentOS 7: units, {@code systemctl}. */
    SYSTEMD,
    /** CentOS 6: scripts in /etc/init.d, {@code service} and {@code chkconfig}. */
    SYSV
}
