package io.dockplay.lab;

/**
 * How many hosts a lab has of each kind.
 *
 * @param centos7 like CentOS 7: c7-1, c7-2 …
 * @param centos6 like CentOS 6: c6-1, c6-2 …
 * @param light like CentOS 7, and without Docker: light-1, light-2 …
 */
public record HostCounts(int centos7, int centos6, int light) {

    int of(Release release) {
        return switch (release) {
            case CENTOS_7 -> centos7;
            case CENTOS_6 -> centos6;
            case CENTOS_7_LIGHT -> light;
        };
    }

    /** How many begin with a systemd of their own. */
    int withSystemd() {
        return centos7 + light;
    }

    @Override
    public String toString() {
        return centos7 + " host(s) like CentOS 7 and " + centos6 + " like CentOS 6"
                + (light == 0 ? "" : " and " + light + " light one(s)");
    }
}
