package io.dockplay.modules.files;

import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is in a directory and all below it, counted by what a task may have to change of it.
 *
 * @param kinds each kind once, in the order in which they were found
 * @param isOdd whether a name has a newline in it
 */
record TreeListing(List<Kind> kinds, boolean isOdd) {

    /**
     * Files, directories or links that are alike.
     *
     * @param type {@code d} for directories, {@code l} for links, {@code f} for all else
     * @param mode octal digits as {@code stat} prints them; empty for links, and where no mode is wanted
     * @param isOwned whether they belong to the wanted user and the wanted group
     * @param count how many there are
     * @param first the first of them: the mode, the user's and the group's numbers, and the name
     */
    record Kind(String type, String mode, boolean isOwned, long count, List<String> first) {

        Kind {
            first = List.copyOf(first);
        }

        boolean isDirectory() {
            return type.equals("d");
        }
    }

    /** A listing of nothing, where nothing was walked through. */
    static final TreeListing NOTHING = new TreeListing(List.of(), false);

    TreeListing {
        kinds = List.copyOf(kinds);
    }

    /** Walks once through {@code $path} if it is a directory; links and other file systems are not gone into. */
    static Script probe(FileAttributes attributes) {
        return Script.of("""
                if [ -d "$path" ] && [ ! -L "$path" ]; then
                  {}
                  answer tree
                  find "$path" -xdev -mindepth 1 -path '*
                *' -printf 'odd\\n' -quit -o -printf '%y %m %U %G %P\\n' | awk -v uid="$uid" -v gid="$gid" -v modes={} '
                    $1 == "odd" { print; next }
                    { type = $1 == "d" || $1 == "l" ? $1 : "f"
                      owned = (uid == "" || $3 == uid) && (gid == "" || $4 == gid)
                      kind = type " " (modes && type != "l" ? $2 : "-") " " (owned ? "yes" : "no")
                      if (!(kind in count)) order[++kinds] = kind
                      if (++count[kind] <= 10 && kinds <= 100)
                        first[kind] = first[kind] "= " $2 " " $3 ":" $4 " " substr($0, length($1 $2 $3 $4) + 5) "\\n" }
                    END { for (i = 1; i <= kinds; i++) printf "%d %s\\n%s", count[order[i]], order[i], first[order[i]] }'
                fi""", numbers(attributes), attributes.mode().isPresent() ? "1" : "0");
    }

    /** Sets {@code $uid} and {@code $gid} to the numbers of the wanted owners; each is empty where none is wanted. */
    static Script numbers(FileAttributes attributes) {
        Script user = attributes
                .owner()
                .map(name -> Script.of("uid=$(getent passwd {} | cut -d : -f 3); uid=${uid:-{}}", name, name))
                .orElse(Script.of("uid="));
        Script team = attributes
                .group()
                .map(name -> Script.of("gid=$(getent group {} | cut -d : -f 3); gid=${gid:-{}}", name, name))
                .orElse(Script.of("gid="));
        return user.then(team);
    }

    static TreeListing read(ProbeOutput probeOutput) {
        List<Kind> kinds = new ArrayList<>();
        boolean odd = false;
        for (String line : probeOutput.raw("tree").lines().toList()) {
            if (line.equals("odd")) {
                odd = true;
            } else if (line.startsWith("= ") && !kinds.isEmpty()) {
                Kind last = kinds.remove(kinds.size() - 1);
                List<String> more = new ArrayList<>(last.first());
                more.add(line.substring(2));
                kinds.add(new Kind(last.type(), last.mode(), last.isOwned(), last.count(), more));
            } else {
                kind(line).ifPresent(kinds::add);
            }
        }
        return new TreeListing(kinds, odd);
    }

    private static Optional<Kind> kind(String line) {
        String[] words = line.split(" ", -1);
        return words.length == 4 && words[0].matches("[0-9]{1,18}") && words[2].matches("-|[0-7]{1,4}")
                ? Optional.of(new Kind(
                        words[1],
                        words[2].replace("-", ""),
                        words[3].equals("yes"),
                        Long.parseLong(words[0]),
                        List.of()))
                : Optional.empty();
    }

    long count() {
        return kinds.stream().mapToLong(Kind::count).sum();
    }
}
