package io.dockplay.ssh;

import com.jcraft.jsch.Session;
import com.jcraft.jsch.UserAuthNone;

/**
 * Asks the server, when nothing else has let us in, which methods it accepts. JSch calls it as the last of the methods; its own list
 * is only the one that it was given.
 */
public final class ServersMethods extends UserAuthNone {

    /** The name under which JSch is told of it. */
    static final String NAME = "servers-methods@dockplay";

    /** For JSch. */
    public ServersMethods() {}

    @Override
    public boolean start(Session session) {
        try {
            session.setConfig("enable_auth_none", "yes");
            if (super.start(session)) {
                return true;
            }
            if (session.getLogger() instanceof WhyItEnds why && getMethods() != null) {
                why.accepted(getMethods());
            }
            return false;
        } catch (Exception e) {
            return false; // the server has had enough of us; then nobody knows
        }
    }
}
