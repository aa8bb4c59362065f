package io.dockplay.ssh;

import com.jcraft.jsch.Session;
import com.jcraft.jsch.UserAuthNone;

/**
 * Asks the server which methods it accepts, after all other methods have failed. JSch calls it as the last method, because JSch
 * itself only knows the list that it was given.
 */
public final class ServersMethods extends UserAuthNone {

    /** The name of this method in JSch's configuration. */
    static final String NAME = "servers-methods@dockplay";

    /** Makes the method; JSch calls it by reflection. */
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
            return false; // the server has hung up, and the methods stay unknown
        }
    }
}
