package io.dockplay.modules;

import io.dockplay.resource.Answers;
import io.dockplay.resource.Script;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What is at a path.
 *
 * @param type as {@code stat -c %F} says it; empty when there is nothing
 * @param mode four octal digits
 * @param owner the user's name
 * @param group the group's name
 * @param bytes the size
 * @param content the content of a regular file of at most 1 MiB
 * @param sum the SHA-256 of a larger one
 * @param target what a link points to
 * @param parentIsThere whether the directory that it is in is there
 * @param ownerIsKnown whether the wanted owner exists
 * @param groupIsKnown whether the wanted group exists
 * @param isMountPoint whether something is mounted there
 * @param isEmpty whether a directory has nothing in it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record FileState(
        String type,
        String mode,
        String owner,
        String group,
        long bytes,
        byte[] content,
        String sum,
        String target,
        boolean parentIsThere,
        boolean ownerIsKnown,
        boolean groupIsKnown,
        boolean isMountPoint,
        boolean isEmpty) {

    /** Larger files are compared by their checksum. */
    private static final int LIMIT = 1024 * 1024;

    private static final String YES = "yes";

    static Script probe(String path, boolean withContent, Optional<String> owner, Optional<String> group) {
        Script script = Script.of("""
                path={}
                answer stat; stat -c '%F|%a|%U|%G|%s' "$path"
                answer parent; if [ -d "${path%/*}/" ]; then echo yes; fi
                if [ -L "$path" ]; then
                  answer target; readlink "$path"
                elif [ -d "$path" ]; then
                  answer mounted; if mountpoint -q "$path"; then echo yes; fi
                  answer entry; ls -A "$path" | head -n 1
                fi""", path);
        if (withContent) {
            script = script.then(Script.of("""
                    if [ -f "$path" ] && [ ! -L "$path" ]; then
                      if [ "$(stat -c %s "$path")" -le 1048576 ]; then
                        answer content; cat "$path"
                      else
                        answer sum; sha256sum <"$path"
                      fi
                    fi"""));
        }
        if (owner.isPresent()) {
            script = script.then(Script.of("answer owner; if id {} >/dev/null; then echo yes; fi", owner.get()));
        }
        if (group.isPresent()) {
            script = script.then(
                    Script.of("answer group; if getent group {} >/dev/null; then echo yes; fi", group.get()));
        }
        return script;
    }

    static FileState read(Answers answers) {
        String[] stat = answers.text("stat").split("\\|", -1);
        boolean there = stat.length == 5;
        return new FileState(
                there ? stat[0] : "",
                there ? "0".repeat(Math.max(0, 4 - stat[1].length())) + stat[1] : "",
                there ? stat[2] : "",
                there ? stat[3] : "",
                there ? Long.parseLong(stat[4]) : 0,
                answers.bytes("content").orElse(new byte[0]),
                answers.text("sum").replaceFirst(" .*", ""),
                answers.text("target"),
                answers.text("parent").equals(YES),
                !answers.has("owner") || answers.text("owner").equals(YES),
                !answers.has("group") || answers.text("group").equals(YES),
                answers.text("mounted").equals(YES),
                answers.text("entry").isEmpty());
    }

    boolean isThere() {
        return !type.isEmpty();
    }

    boolean isFile() {
        return type.startsWith("regular");
    }

    boolean isDirectory() {
        return type.equals("directory");
    }

    boolean isLink() {
        return type.equals("symbolic link");
    }

    String kind() {
        return isLink() ? "a link" : isFile() ? "a file" : isDirectory() ? "a directory" : "a " + type;
    }

    boolean hasContent(byte[] wanted) {
        if (wanted.length != bytes) {
            return false;
        }
        return sum.isEmpty() ? java.util.Arrays.equals(content, wanted) : sum.equals(sha256(wanted));
    }

    /** Whether the content was seen, and is text. */
    boolean isShownText() {
        return sum.isEmpty() && isText(content);
    }

    String size() {
        return sum.isEmpty() ? size(content) : bytes + " bytes, sha256 " + sum.substring(0, 12);
    }

    /** A text's lines, or the size and checksum of anything else. */
    static String size(byte[] content) {
        if (isText(content)) {
            long lines = new String(content, StandardCharsets.UTF_8).lines().count();
            return lines + (lines == 1 ? " line" : " lines");
        }
        return content.length + " bytes, sha256 " + sha256(content).substring(0, 12);
    }

    static boolean isText(byte[] content) {
        if (content.length > LIMIT) {
            return false;
        }
        for (byte b : content) {
            if (b == 0) {
                return false;
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What stands in the way of writing a file. */
    Optional<String> obstacle(String path, Optional<String> owner, Optional<String> group) {
        if (!parentIsThere) {
            String parent = path.substring(0, Math.max(1, path.lastIndexOf('/')));
            return Optional.of("there is no directory " + parent);
        }
        return unknownOwner(owner, group);
    }

    Optional<String> unknownOwner(Optional<String> owner, Optional<String> group) {
        if (!ownerIsKnown) {
            return owner.map(name -> "there is no user " + name);
        }
        return groupIsKnown ? Optional.empty() : group.map(name -> "there is no group " + name);
    }

    /** Unmounts what is mounted below it, and removes it; of a mount point only what is in it. */
    static Script removeDirectory(String path) {
        return Script.of("""
                while read -r device point rest; do
                  point=$(printf %b "$point")
                  case $point in {}/*) printf '%s\\n' "$point" ;; esac
                done </proc/mounts | sort -r | while read -r point; do
                  umount "$point" || umount -l "$point"
                done
                if mountpoint -q {}; then
                  find {} -xdev -mindepth 1 -delete
                else
                  rm -rf --one-file-system {}
                fi""", path, path, path, path);
    }
}
