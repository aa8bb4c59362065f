package io.dockplay.modules.base;

import io.dockplay.message.Message;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.PendingChanges;
import java.util.Optional;

/** Checks the names of users and groups, and names them in pending changes. */
public final class AccountNames {

    private AccountNames() {}

    /** Refuses a name that the tools of CentOS do not accept, or that they could take for a number or an option. */
    public static void refuseOddName(String option, String name) {
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}\\$?") || isNumber(name)) {
            throw new InvalidOption(
                    option,
                    Message.of("\"%s\" is not a name of a user or a group", name),
                    Message.of("Write at most 32 letters, digits, dots, dashes and underscores, not only digits."));
        }
    }

    /** Refuses a number that no user or group can have; the last one means "none" to the kernel. */
    public static void refuseOddNumber(String option, Optional<Integer> number) {
        if (number.isPresent() && number.get() < 0) {
            throw new InvalidOption(
                    option, Message.of("%s is %s", option, number.get()), Message.of("Give a number of at least 0."));
        }
    }

    public static boolean isNumber(String name) {
        return name.matches("[0-9]+");
    }

    /** Names a group among what tasks write. */
    public static String group(String name) {
        return "/etc/group:" + name;
    }

    /** Names a user among what tasks write. */
    public static String user(String name) {
        return "/etc/passwd:" + name;
    }

    /** Finds the earlier task that changes a group; a task for a user of the same name counts too. */
    public static Optional<String> groupTask(PendingChanges pendingChanges, String name) {
        return pendingChanges.writerOf(group(name)).or(() -> pendingChanges.writerOf(user(name)));
    }
}
