package io.dockplay.modules.files;

import io.dockplay.message.Message;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.UnsupportedState;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A wanted file mode: octal digits, or changes of the mode that is there, such as {@code u=rwX,go-w}.
 *
 * <p>The changes mean what they mean to GNU {@code chmod} under the umask 022, which changes are made with on a host.
 *
 * @param text four octal digits, or clauses with a comma between them
 */
record FileMode(String text) {

    /** What a new file has before its mode is changed. */
    static final String NEW_FILE = "0644";

    /** What a new directory has before its mode is changed. */
    static final String NEW_DIRECTORY = "0755";

    private static final Pattern OCTAL = Pattern.compile("[0-7]{3,4}");
    private static final Pattern CLAUSE = Pattern.compile("[ugoa]*(?:[-+=](?:[ugo]|[rwxXst]*))+");
    private static final Pattern OPERATION = Pattern.compile("([-+=])([ugorwxXst]*)");

    private static final int UMASK = 0022;
    private static final int ALL = 07777;
    private static final int SET_ID = 06000;
    private static final int STICKY = 01000;
    private static final int EXECUTE = 0111;

    FileMode {
        if (!OCTAL.matcher(text).matches() && !isSymbolic(text)) {
            throw new InvalidOption(
                    "mode",
                    Message.of("mode \"%s\" is not a file mode", text),
                    Message.of(
                            "Write four octal digits, such as \"0644\", or changes as chmod takes them, such as u=rw,g-w "
                                    + "or a+X."));
        }
        text = text.length() == 3 && OCTAL.matcher(text).matches() ? "0" + text : text;
    }

    private static boolean isSymbolic(String text) {
        for (String clause : text.split(",", -1)) {
            if (!CLAUSE.matcher(clause).matches()) {
                return false;
            }
        }
        return true;
    }

    /** Whether the digits are known without the mode that is there. */
    boolean isOctal() {
        return OCTAL.matcher(text).matches();
    }

    /**
     * Returns the digits that come of the mode that is there.
     *
     * @param actual four octal digits
     * @param isDirectory whether it is a directory: its set-ID bits stay unless they are named, and {@code X} is an
     *     {@code x}
     * @throws UnsupportedState when a second run would change it again
     */
    String of(String actual, boolean isDirectory) {
        if (isOctal()) {
            return text;
        }
        int once = changed(Integer.parseInt(actual, 8), isDirectory);
        if (changed(once, isDirectory) != once) {
            throw new UnsupportedState(
                    Message.of(
                            "mode %s makes %s of %s, and of that %s: each run would change it again",
                            text, digits(once), actual, digits(changed(once, isDirectory))),
                    Message.of("Write the mode that is meant at the end, such as mode: \"%s\".", digits(once)));
        }
        return digits(once);
    }

    private static String digits(int mode) {
        String octal = Integer.toOctalString(mode);
        return "0".repeat(4 - octal.length()) + octal;
    }

    private int changed(int actual, boolean isDirectory) {
        int mode = actual;
        for (String clause : text.split(",", -1)) {
            String who = clause.replaceFirst("[-+=].*", "");
            Matcher operation = OPERATION.matcher(clause);
            while (operation.find()) {
                mode = changed(mode, affected(who), operation.group(1), operation.group(2), isDirectory);
            }
        }
        return mode;
    }

    /** One operation, such as {@code +rw}, on the bits of those who are named; on all but the umask's where nobody is. */
    private static int changed(int mode, int affected, String operator, String what, boolean isDirectory) {
        int named = bits(what, mode, isDirectory);
        int mentioned = affected == 0 ? named : affected & named;
        int kept = isDirectory ? SET_ID & ~mentioned : 0;
        int value = named & (affected == 0 ? ~UMASK : affected) & ~kept;
        return switch (operator) {
            case "+" -> mode | value;
            case "-" -> mode & ~value;
            default -> (mode & ((affected == 0 ? 0 : ~affected) | kept)) | value;
        };
    }

    private static int affected(String who) {
        int bits = 0;
        for (int i = 0; i < who.length(); i++) {
            bits |= switch (who.charAt(i)) {
                case 'u' -> 04700;
                case 'g' -> 02070;
                case 'o' -> STICKY | 0007;
                default -> ALL;
            };
        }
        return bits;
    }

    /** The bits that letters stand for, those of every class; a {@code u}, {@code g} or {@code o} copies that class's. */
    private static int bits(String what, int mode, boolean isDirectory) {
        int bits = 0;
        for (int i = 0; i < what.length(); i++) {
            bits |= switch (what.charAt(i)) {
                case 'r' -> 0444;
                case 'w' -> 0222;
                case 'x' -> EXECUTE;
                case 'X' -> isDirectory || (mode & EXECUTE) != 0 ? EXECUTE : 0;
                case 's' -> SET_ID;
                case 't' -> STICKY;
                case 'u' -> EXECUTE * (mode >> 6 & 7);
                case 'g' -> EXECUTE * (mode >> 3 & 7);
                default -> EXECUTE * (mode & 7);
            };
        }
        return bits;
    }
}
