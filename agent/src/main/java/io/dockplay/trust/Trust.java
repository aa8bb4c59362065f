package io.dockplay.trust;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who could have written what a file says, or may read what it keeps secret; told in words, such as {@code it belongs to eve}.
 *
 * @param user the number of the user who runs this program
 * @param caller the number of the user who had it run by sudo; none where nobody did
 */
public record Trust(long user, Optional<Long> caller) {

    private static final long ROOT = 0;
    private static final int OTHERS_WRITE = 0002;
    private static final int NOT_MINE = 0077;

    /** That of the user who runs this program; nothing where the system knows no such users. */
    public static Optional<Trust> own() {
        return Own.TRUST;
    }

    /** It is asked for once, and only where there is something to ask about. */
    private static final class Own {
        static final Optional<Trust> TRUST = of(System.getenv());
    }

    static Optional<Trust> of(Map<String, String> environment) {
        try {
            long user = new UnixSystem().getUid();
            @Nullable String sudo = environment.get("SUDO_UID");
            // As Git does: root by sudo trusts whoever called it, for it is in that one's folder.
            boolean called = user == ROOT && sudo != null && sudo.matches("[0-9]{1,10}");
            return Optional.of(new Trust(user, called ? Optional.of(Long.valueOf(sudo)) : Optional.empty()));
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }

    /** Why what a file says must not be done unasked: another may have written it, or everybody may. */
    public Optional<String> doubtOf(Path file) {
        Optional<Long> owner = attribute(file, "unix:uid");
        if (owner.filter(each -> each != user && each != ROOT && !caller.equals(owner))
                .isPresent()) {
            return Optional.of("it belongs to " + name(file));
        }
        return openToAll(file);
    }

    /** Why what a file says must not be done even when it is asked for: everybody may have written it. */
    public static Optional<String> openToAll(Path file) {
        return attribute(file, "unix:mode")
                .filter(mode -> (mode & OTHERS_WRITE) != 0)
                .map(mode -> "everybody on this machine may change it");
    }

    /** The mode of a secret file of one's own that others may read; nothing for any other, as OpenSSH has it. */
    public Optional<String> exposed(Path file) {
        boolean mine =
                attribute(file, "unix:uid").filter(owner -> owner == user).isPresent();
        return attribute(file, "unix:mode")
                .filter(mode -> mine && (mode & NOT_MINE) != 0)
                .map(mode -> "%04o".formatted(mode & 0777));
    }

    private static Optional<Long> attribute(Path file, String name) {
        try {
            return Files.getAttribute(file, name) instanceof Number number
                    ? Optional.of(number.longValue())
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty(); // what is not there, or has no such thing, can be told by whoever reads it
        }
    }

    private static String name(Path file) {
        try {
            return Files.getOwner(file).getName();
        } catch (IOException e) {
            return "another user";
        }
    }
}
