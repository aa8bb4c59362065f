package io.dockplay.modules.base;

import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.PendingChanges;
import java.util.Optional;

/** The names of users and groups, and how tasks of one run tell each other of them. */
public final class AccountNames {

    private AccountNames() {}

    /** A name that the tools of CentOS take, and that cannot be taken for a number or an option. */
    public static void refuseOddName(String option, String name) {
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}\\$?") || isNumber(name)) {
            throw new InvalidOption(
                    option,
                    "\"" + name + "\" is not a name of a user or a group",
                    "Write at most 32 letters, digits, dots, dashes and underscores, not only digits.");
        }
    }

    /** A number that a user or a group can have; the last one means "none" to the kernel. */
    public static void refuseOddNumber(String option, Optional<Integer> number) {
        if (number.isPresent() && number.get() < 0) {
            throw new InvalidOption(option, option + " is " + number.get(), "Give a number of at least 0.");
        }
    }

    public static boolean isNumber(String name) {
        return name.matches("[0-9]+");
    }

    /** What a task says that it writes when it makes or removes a group. */
    public static String group(String name) {
        return "/etc/group:" + name;
    }

    /** What a task says that it writes when it makes or removes a user. */
    public static String user(String name) {
        return "/etc/passwd:" + name;
    }

    /** The earlier task of the run that looks after a group, which comes with a user of the same name too. */
    public static Optional<String> groupTask(PendingChanges pendingChanges, String name) {
        return pendingChanges.writerOf(group(name)).or(() -> pendingChanges.writerOf(user(name)));
    }
}
