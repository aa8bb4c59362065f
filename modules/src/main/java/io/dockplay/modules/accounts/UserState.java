package io.dockplay.modules.accounts;

import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The actual state of a user.
 *
 * @param uid the number; empty when there is no such user
 * @param gid the number of the first group
 * @param group the name of the first group, or its number when it has none
 * @param groups the further groups, in the order of /etc/group
 * @param comment the fifth field of /etc/passwd
 * @param home the home directory, or where that of a new user will be
 * @param shell the program that a login runs
 * @param homeIsThere whether the wanted home directory exists
 * @param isLocal whether /etc/passwd holds the user, and not a directory service
 * @param holder the other user who has the wanted number; empty when it is free
 * @param known the existing ones of the groups asked for, by the names or numbers asked for
 * @param passwordSum the SHA-256 of the password's hash; empty when it cannot be read, or was not asked for
 * @param processes the user's processes, such as {@code 1234 java}
 */
public record UserState(
        String uid,
        String gid,
        String group,
        List<String> groups,
        String comment,
        String home,
        String shell,
        boolean homeIsThere,
        boolean isLocal,
        String holder,
        Set<String> known,
        String passwordSum,
        List<String> processes) {

    private static final int FIELDS = 7;

    public UserState {
        groups = List.copyOf(groups);
        known = Set.copyOf(known);
        processes = List.copyOf(processes);
    }

    /**
     * Probes the user.
     *
     * @param home the wanted home directory; none where it stays, or where useradd chooses it
     * @param asked the groups whose existence is checked
     */
    static Script probe(String name, Optional<String> home, Set<String> asked) {
        return Script.of("""
                name={} home={}
                entry=$(getent passwd "$name" | head -n 1)
                answer user; printf '%s\\n' "$entry"
                answer local; if cut -d : -f 1 /etc/passwd | grep -qxF -e "$name"; then echo yes; fi
                if [ -n "$entry" ]; then
                  gid=$(id -g "$name")
                  [ -n "$home" ] || home=$(printf '%s' "$entry" | cut -d : -f 6)
                  answer group; getent group "$gid" | cut -d : -f 1
                  answer groups
                  getent group | while IFS=: read -r group password number members; do
                    case ",$members," in *",$name,"*) printf '%s\\n' "$group" ;; esac
                  done
                  answer processes; ps -o pid= -o comm= -u "$name"
                fi
                [ -n "$home" ] || home=$(useradd -D | grep '^HOME=' | cut -d = -f 2)/$name
                answer folder; printf '%s\n' "$home"
                answer home; if [ -d "$home" ]; then echo yes; fi
                answer known; for group in {}; do if getent group "$group" >/dev/null; then printf '%s\\n' "$group"; fi; done""", name, home.orElse(""), asked);
    }

    /** Probes the password's hash; only its checksum leaves the host. */
    static Script probePassword(String name) {
        return Script.of("""
                answer password
                hash=$(getent shadow {} | cut -d : -f 2)
                if [ -r /etc/shadow ]; then printf '%s' "$hash" | sha256sum; fi""", name);
    }

    static Script probeNumber(int uid) {
        return Script.of("answer holder; getent passwd {} | cut -d : -f 1", uid);
    }

    static UserState read(String name, ProbeOutput probeOutput) {
        String[] entry = probeOutput.text("user").split(":", -1);
        boolean isThere = entry.length == FIELDS;
        String holder = probeOutput.text("holder");
        String group = probeOutput.text("group");
        return new UserState(
                isThere ? entry[2] : "",
                isThere ? entry[3] : "",
                isThere && group.isEmpty() ? entry[3] : group,
                probeOutput.lines("groups").stream().distinct().toList(),
                isThere ? entry[4] : "",
                isThere ? entry[5] : probeOutput.text("folder"),
                isThere ? entry[6] : "",
                !probeOutput.text("home").isEmpty(),
                !probeOutput.text("local").isEmpty(),
                holder.equals(name) ? "" : holder,
                new LinkedHashSet<>(probeOutput.lines("known")),
                probeOutput.text("password").replaceFirst(" .*", ""),
                probeOutput.lines("processes"));
    }

    boolean isThere() {
        return !uid.isEmpty();
    }

    /** Whether this name or number is that of the first group. */
    boolean isFirstGroup(String asked) {
        return asked.equals(group) || asked.equals(gid);
    }
}
