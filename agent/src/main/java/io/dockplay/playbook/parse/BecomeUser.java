package io.dockplay.playbook.parse;

import io.dockplay.message.Message;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import java.util.Set;

/** Which modules can run as another user than root or the login user. */
final class BecomeUser {

    private static final Set<String> MODULES = Set.of("command", "assert", "debug", "fail", "wait-for");

    private BecomeUser() {}

    static boolean worksWith(String module) {
        return MODULES.contains(module) || ActionReader.WORDS.contains(module);
    }

    /** Other modules keep what they replace where only root may read it. */
    static Problem refused(String module, Position where) {
        return Problem.at(
                where,
                Message.of("%s cannot be used with become_user", module),
                Message.of("It works with command. What root makes can be given to a user by owner: and group:."));
    }
}
