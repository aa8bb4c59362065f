package io.dockplay.modules.files;

import io.dockplay.message.Message;
import io.dockplay.resource.Change;
import io.dockplay.resource.Script;
import io.dockplay.resource.Sha256;
import io.dockplay.resource.UnsupportedState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The wanted owner, group and mode of all that is in a directory and below it.
 *
 * <p>What each file had before is in a list on the host, {@code $home/trees/NAME}. A line of it is {@code MODE UID GID
 * MODE UID GID PATH}: first as it was, then as it became. A link's mode is {@code -}.
 *
 * @param path the directory
 * @param attributes what is wanted; a mode such as {@code u=rwX,go-w} is another for each mode that is there
 */
record FileTree(String path, FileAttributes attributes) {

    /** The key on a host's record. */
    static final String TREE = "tree";

    private static final int SHOWN = 10;

    /** Compares the attributes with the actual ones; none when they are as wanted. */
    Optional<Change> change(TreeListing actual) {
        if (actual.isOdd()) {
            throw new UnsupportedState(
                    Message.of("a name below %s has a newline in it, so what is there is not gone through", path),
                    Message.of("Rename it: find %s -name '*'$'\\n''*'", path));
        }
        List<TreeListing.Kind> differing = actual.kinds().stream()
                .filter(kind -> !kind.isOwned() || !becomes(kind).equals(kind.mode()))
                .toList();
        long count = differing.stream().mapToLong(TreeListing.Kind::count).sum();
        if (count == 0) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>();
        lines.add("--- " + path + ": " + count + " of " + actual.count());
        lines.add("+++ " + path);
        for (TreeListing.Kind kind : differing) {
            for (String each : kind.first().subList(0, Math.min(kind.first().size(), left(lines)))) {
                String[] words = each.split(" ", 3);
                lines.add("-" + padded(words[0]) + " " + words[1] + " " + words[2]);
                lines.add("+" + wanted(kind, words[0], words[1]) + " " + words[2]);
            }
        }
        if (count > SHOWN) {
            lines.add(" …");
        }
        return Optional.of(
                change(count + " of " + actual.count() + " otherwise").withDiff(String.join("\n", lines)));
    }

    /** The change where a dry run cannot know what will be there. */
    Change unknown() {
        return change("not known yet");
    }

    private Change change(String from) {
        return Change.of("all below " + path, from, "as wanted").recordedAs(TREE, "former", "as-wanted");
    }

    private static int left(List<String> lines) {
        return SHOWN - (lines.size() - 2) / 2;
    }

    private String wanted(TreeListing.Kind kind, String mode, String owners) {
        String[] actual = owners.split(":", 2);
        return padded(kind.mode().isEmpty() ? mode : becomes(kind)) + " "
                + attributes.owner().orElse(actual[0]) + ":"
                + attributes.group().orElse(actual[1]);
    }

    private static String padded(String digits) {
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }

    /** The digits of the mode of a kind, without zeros before them, as the host's tools print them. */
    private String becomes(TreeListing.Kind kind) {
        return attributes
                .mode()
                .filter(text -> !kind.mode().isEmpty())
                .map(text -> new FileMode(text).of(padded(kind.mode()), kind.isDirectory()))
                .map(digits -> digits.replaceFirst("^0{1,3}", ""))
                .orElse(kind.mode());
    }

    /** Puts what differs on the list, and then sets it: a few processes for thousands of files. */
    Script script(TreeListing actual) {
        String modes = actual.kinds().stream()
                .filter(kind -> !becomes(kind).equals(kind.mode()))
                .map(kind -> kind.type() + kind.mode() + "=" + becomes(kind))
                .distinct()
                .collect(Collectors.joining(" "));
        return named(path).then(TreeListing.numbers(attributes)).then(setting()).then(Script.of("""
                mkdir -p -m 700 "$home" "$home/trees"
                find "$(cd -P {} && pwd)" -xdev -mindepth 1 -printf '%y %m %U %G %p\\n' |
                  awk -v uid="$uid" -v gid="$gid" -v modes={} '
                    BEGIN { n = split(modes, pairs, " "); for (i = 1; i <= n; i++) { split(pairs[i], pair, "="); becomes[pair[1]] = pair[2] } }
                    { type = $1 == "d" || $1 == "l" ? $1 : "f"
                      mode = type == "l" ? "-" : type $2 in becomes ? becomes[type $2] : $2
                      from = (type == "l" ? "-" : $2) " " $3 " " $4
                      to = mode " " (uid == "" ? $3 : uid) " " (gid == "" ? $4 : gid)
                      if (from != to) print from, to, substr($0, length($1 $2 $3 $4) + 5) }' >"$list.new"
                cat "$list.new" >>"$list"
                awk '{ print $4, ($2 " " $3 == $5 " " $6 ? "- -" : $5 " " $6), substr($0, length($1 $2 $3 $4 $5 $6) + 7) }' "$list.new" >"$list.set"
                set_attributes "$list.set"
                rm -f "$list.new" "$list.set\"""", path, modes));
    }

    /** Sets {@code $list}. */
    static Script named(String path) {
        return Script.of("list=\"$home/trees/\"{}", Sha256.hex(path).substring(0, 32));
    }

    /**
     * Defines {@code set_attributes FILE}, which sets those of all paths in a file of lines {@code MODE UID GID PATH}. The
     * owners come first, because a change of them clears set-ID bits; {@code -} stays as it is.
     */
    static Script setting() {
        return Script.of("""
                set_attributes() {
                  cut -d ' ' -f 2,3 "$1" | sort -u | while read -r user team; do
                    [ "$user" = - ] || grep -a "^[^ ]* $user $team " "$1" | of_each chown -h "$user:$team"
                  done
                  cut -d ' ' -f 1 "$1" | sort -u | while read -r mode; do
                    # On a directory the digits alone would leave set-ID bits.
                    [ "$mode" = - ] || grep -a "^$mode " "$1" | of_each chmod ug-s
                    [ "$mode" = - ] || grep -a "^$mode " "$1" | of_each chmod "$mode"
                  done
                }
                of_each() { cut -d ' ' -f 4- | tr '\\n' '\\0' | xargs -0 -r "$@"; }""");
    }
}
