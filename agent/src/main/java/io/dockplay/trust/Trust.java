package io.dockplay.trust;

import com.sun.security.auth.module.UnixSystem;
import io.dockplay.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a file can be trusted: who else can have written it, and who else can read its secrets.
 *
 * @param user the number of the user who runs this program
 * @param caller the number of the user who called this program by sudo; empty without sudo
 */
public record Trust(long user, Optional<Long> caller) {

    private static final long ROOT = 0;
    private static final int OTHERS_WRITE = 0002;
    private static final int NOT_MINE = 0077;

    /** The trust of the user who runs this program; empty on a system without Unix users. */
    public static Optional<Trust> own() {
        return Own.TRUST;
    }

    /** Read once, when it is first needed. */
    private static final class Own {
        static final Optional<Trust> TRUST = of(System.getenv());
    }

    static Optional<Trust> of(Map<String, String> environment) {
        try {
            long user = new UnixSystem().getUid();
            @Nullable String sudo = environment.get("SUDO_UID");
            // As in Git: root by sudo trusts the user who called it, because it works in that user's folder.
            boolean called = user == ROOT && sudo != null && sudo.matches("[0-9]{1,10}");
            return Optional.of(new Trust(user, called ? Optional.of(Long.valueOf(sudo)) : Optional.empty()));
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }

    /** Why a file must not be used without being asked for: another user owns it, or everybody can write it. */
    public Optional<Doubt> doubtOf(Path file) {
        Optional<Long> owner = attribute(file, "unix:uid");
        if (owner.filter(each -> each != user && each != ROOT && !caller.equals(owner))
                .isPresent()) {
            return Optional.of(new Doubt(Optional.of(name(file))));
        }
        return openToAll(file);
    }

    /** Why a file must not be used even when it is asked for: everybody can write it. */
    public static Optional<Doubt> openToAll(Path file) {
        return attribute(file, "unix:mode")
                .filter(mode -> (mode & OTHERS_WRITE) != 0)
                .map(mode -> new Doubt(Optional.empty()));
    }

    /** The mode of the user's own secret file when others can read it, as OpenSSH checks it; else empty. */
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
            return Optional.empty(); // whoever reads the file reports that it is missing
        }
    }

    private static Message name(Path file) {
        try {
            return Message.quoted(Files.getOwner(file).getName());
        } catch (IOException e) {
            return Message.of("another user");
        }
    }
}
