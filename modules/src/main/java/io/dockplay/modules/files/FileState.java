package io.dockplay.modules.files;

import io.dockplay.message.Message;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Prerequisite;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Script;
import io.dockplay.resource.Sha256;
import io.dockplay.resource.UnsupportedState;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is at a path.
 *
 * @param type as {@code stat -c %F} says it; empty when there is nothing
 * @param mode four octal digits
 * @param owner the user's name, or its number when it has none
 * @param group the group's name, or its number when it has none
 * @param ownerId the user's number
 * @param groupId the group's number
 * @param bytes the size
 * @param content the content of a regular file of at most 1 MiB
 * @param sum the SHA-256 of a larger one
 * @param target what a link points to
 * @param missing the directories above it that are not there, the deepest first
 * @param between what is, in place of a directory, at the highest of the missing ones; empty when nothing is there
 * @param ownerIsKnown whether the wanted owner exists
 * @param groupIsKnown whether the wanted group exists
 * @param isMountPoint whether something is mounted there
 * @param isImmutable whether it is a file that not even root can change, or only append to, as {@code chattr} makes it
 * @param isEmpty whether a directory has nothing in it
 * @param listing what is in a directory that is to be removed
 * @param tree what is below a directory of which all is to have the same owners and mode
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record FileState(
        String type,
        String mode,
        String owner,
        String group,
        String ownerId,
        String groupId,
        long bytes,
        byte[] content,
        String sum,
        String target,
        List<String> missing,
        String between,
        boolean ownerIsKnown,
        boolean groupIsKnown,
        boolean isMountPoint,
        boolean isImmutable,
        boolean isEmpty,
        FolderListing listing,
        TreeListing tree) {

    private static final String YES = "yes";
    private static final String NAMELESS = "UNKNOWN";

    public FileState {
        missing = List.copyOf(missing);
    }

    public static Script probe(String path, boolean withContent, Optional<String> owner, Optional<String> group) {
        return probe(Script.of("{}", path), withContent, owner, group);
    }

    /** Probes a path that only the host knows; it is given as a shell word. */
    public static Script probe(Script word, boolean withContent, Optional<String> owner, Optional<String> group) {
        Script script = Script.of("""
                path={}
                stat=
                if [ -e "$path" ] || [ -L "$path" ]; then stat=$(exec stat -c '%F|%a|%U|%G|%u|%g|%s' "$path"); fi
                answer stat; printf '%s\\n' "$stat"
                answer missing
                parent=${path%/*} above=
                while [ -n "$parent" ] && [ ! -d "$parent" ]; do
                  printf '%s\\n' "$parent"; above=$parent parent=${parent%/*}
                done
                if [ -e "$above" ] || [ -L "$above" ]; then answer between; stat -c %F "$above"; fi
                if [ -L "$path" ]; then
                  answer target; readlink "$path"
                elif [ -d "$path" ]; then
                  answer mounted; if mountpoint -q "$path"; then echo yes; fi
                  answer entry; ls -A "$path" | head -n 1
                elif [ -f "$path" ]; then
                  answer mounted
                  while read -r _ _ _ _ point _; do
                    if [ "$point" = "$path" ]; then echo yes; break; fi
                  done </proc/self/mountinfo
                  answer flags; lsattr -d "$path" 2>/dev/null || :
                fi""", word);
        if (withContent) {
            script = script.then(Script.of("""
                    if [ -f "$path" ] && [ ! -L "$path" ]; then
                      if [ "${stat##*|}" -le 1048576 ]; then
                        answer content; cat "$path"
                      else
                        answer sum; sha256sum <"$path"
                      fi
                    fi"""));
        }
        if (owner.isPresent()) {
            script = script.then(
                    Script.of("answer owner; if getent passwd {} >/dev/null; then echo yes; fi", owner.get()));
        }
        if (group.isPresent()) {
            script = script.then(
                    Script.of("answer group; if getent group {} >/dev/null; then echo yes; fi", group.get()));
        }
        return script;
    }

    public static FileState read(String path, ProbeOutput probeOutput) {
        if (!probeOutput.has("stat")) {
            throw new UnsupportedState(
                    Message.of("the host did not say what is at %s", path), Message.of("Run dockplay again, with -v."));
        }
        String[] stat = probeOutput.text("stat").split("\\|", -1);
        boolean there = stat.length == 7;
        return new FileState(
                there ? stat[0] : "",
                there ? "0".repeat(Math.max(0, 4 - stat[1].length())) + stat[1] : "",
                there ? name(stat[2], stat[4]) : "",
                there ? name(stat[3], stat[5]) : "",
                there ? stat[4] : "",
                there ? stat[5] : "",
                there ? Long.parseLong(stat[6]) : 0,
                probeOutput.bytes("content").orElse(new byte[0]),
                probeOutput.text("sum").replaceFirst(" .*", ""),
                probeOutput.text("target"),
                probeOutput.lines("missing"),
                probeOutput.text("between"),
                !probeOutput.has("owner") || probeOutput.text("owner").equals(YES),
                !probeOutput.has("group") || probeOutput.text("group").equals(YES),
                probeOutput.text("mounted").equals(YES),
                probeOutput.text("flags").matches("[A-Za-z-]*[ia][A-Za-z-]* .*"),
                probeOutput.text("entry").isEmpty(),
                FolderListing.read(probeOutput),
                TreeListing.read(probeOutput));
    }

    /** Returns this state as it will be when a directory above it has been created. */
    public FileState beneathNew(String folder) {
        return new FileState(
                type,
                mode,
                owner,
                group,
                ownerId,
                groupId,
                bytes,
                content,
                sum,
                target,
                missing.stream().filter(each -> !each.equals(folder)).toList(),
                between,
                ownerIsKnown,
                groupIsKnown,
                isMountPoint,
                isImmutable,
                isEmpty,
                listing,
                tree);
    }

    private static String name(String name, String number) {
        return name.equals(NAMELESS) ? number : name;
    }

    /** The blocker of something else, such as a file, at the path of a directory above it. */
    Optional<Blocker> obstruction() {
        if (between.isEmpty() || missing.isEmpty()) {
            return Optional.empty();
        }
        String above = missing.get(missing.size() - 1);
        Message what = between.equals("symbolic link")
                ? Message.of("%s is a link that leads to no directory", above)
                : between.startsWith("regular")
                        ? Message.of("%s is a file", above)
                        : Message.of("%s is a %s", above, between);
        return Optional.of(
                Blocker.of(Message.of("%s, and no directory", what), new Prerequisite(Prerequisite.Kind.ROOM, above)));
    }

    /** The blocker of an immutable file; a command of an earlier task may make it mutable. */
    Optional<Blocker> fixity(String path) {
        return Optional.of(path)
                .filter(fixed -> isImmutable)
                .map(fixed -> Blocker.of(
                        Message.of(
                                "%s is immutable or append-only, so it cannot be changed; chattr -ia %s ends that",
                                fixed, fixed),
                        new Prerequisite(Prerequisite.Kind.ROOM, fixed)));
    }

    public boolean isThere() {
        return !type.isEmpty();
    }

    boolean isFile() {
        return type.startsWith("regular");
    }

    public boolean isDirectory() {
        return type.equals("directory");
    }

    public boolean isLink() {
        return type.equals("symbolic link");
    }

    /** Describes what is there, such as {@code a link to /data/docker}. */
    String kind() {
        return isLink() ? "a link to " + target : isFile() ? "a file" : isDirectory() ? "a directory" : "a " + type;
    }

    /** Says what is there, such as {@code /var/lib/docker is a link to /data/docker}. */
    public Message whatIs(String path) {
        if (isLink()) {
            return Message.of("%s is a link to %s", path, target);
        }
        if (isFile()) {
            return Message.of("%s is a file", path);
        }
        return isDirectory() ? Message.of("%s is a directory", path) : Message.of("%s is a %s", path, type);
    }

    /** Describes what is there as the host's record keeps it. */
    String recordedKind() {
        return isLink()
                ? RecordedChange.LINK + target
                : isFile() ? "file" : isDirectory() ? RecordedChange.DIRECTORY : type;
    }

    boolean hasContent(byte[] wanted) {
        return isLarge() ? wanted.length == bytes && sum.equals(Sha256.hex(wanted)) : Arrays.equals(content, wanted);
    }

    /** Whether only the checksum of its content is known. */
    boolean isLarge() {
        return !sum.isEmpty();
    }

    /** Whether it is a file whose content could not be read. */
    boolean isUnreadable() {
        return isFile() && bytes > 0 && content.length == 0 && sum.isEmpty();
    }

    /** Whether the content was read, and is text. */
    boolean isShownText() {
        return !isLarge() && !isUnreadable() && FileBytes.isText(content);
    }

    /** Describes the content, such as {@code 3 lines}. */
    String described() {
        if (isUnreadable()) {
            return bytes + " bytes";
        }
        return isLarge() ? FileBytes.described(bytes, sum) : FileBytes.described(content);
    }
}
