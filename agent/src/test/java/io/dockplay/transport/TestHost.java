package io.dockplay.transport;

import java.nio.file.Path;

/**
 * This machine as a host for tests: a real shell, with a home folder of its own, as an ordinary user.
 *
 * <p>The runtime keeps its record and its jobs in the home folder of a login user, so nothing is written elsewhere even
 * when the tests run as root.
 */
public final class TestHost implements Connection {

    private final LocalConnection local = new LocalConnection(new SharedRoom());
    private final Path home;

    public TestHost(Path home) {
        this.home = home;
    }

    /** The command, in a shell that has this home folder and believes that it is no root's. */
    public static String atHome(Path home, String command) {
        return "HOME=" + home + "; export HOME; "
                + command.replace("head -c \"$2\")", "head -c \"$2\" | sed s,/proc/self/status,/dev/null,)")
                        .replace("eval \"$(head", "id() { echo 1000; }; eval \"$(head");
    }

    @Override
    public Channel start(String command, boolean terminal) throws Unreachable {
        return local.start(atHome(home, command), terminal);
    }

    @Override
    public void close() {
        local.close();
    }
}
