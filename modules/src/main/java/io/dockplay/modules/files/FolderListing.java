package io.dockplay.modules.files;

import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What goes with a directory that is removed: as many names as people read, and how much it is in all.
 *
 * @param names the first names in it, those of directories with a slash at their end
 * @param files how many files there are in it and below, directories not counted
 * @param bytes how large they are together
 * @param isWhole whether all of it was counted; a very large directory is not counted to its end
 */
record FolderListing(List<String> names, long files, long bytes, boolean isWhole) {

    /** Nothing is in it, or nobody has looked. */
    static final FolderListing NOTHING = new FolderListing(List.of(), 0, 0, true);

    /** So many names are told. */
    private static final int SHOWN = 10;

    FolderListing {
        names = List.copyOf(names);
    }

    /** Of the directory {@code $path}, when it is one; what is mounted below it does not go. */
    static Script probe() {
        return Script.of("""
                if [ -d "$path" ] && [ ! -L "$path" ]; then
                  answer names; ls -Ap "$path" | head -n 11
                  answer size
                  { timeout 10 find "$path" -xdev -mindepth 1 -printf '%y %s\\n'; echo "end $?"; } | head -n 200001 |
                    awk '$1 == "end" { whole = $2 == 0; next } $1 != "d" { files++; bytes += $2 }
                      END { printf "%d %.0f %s\\n", files, bytes, whole ? "whole" : "more" }'
                fi""");
    }

    static FolderListing read(ProbeOutput probeOutput) {
        String[] size = probeOutput.text("size").split(" ", -1);
        return size.length == 3 && size[0].matches("\\d{1,9}") && size[1].matches("\\d{1,18}")
                ? new FolderListing(
                        probeOutput.lines("names"),
                        Long.parseLong(size[0]),
                        Long.parseLong(size[1]),
                        size[2].equals("whole"))
                : NOTHING;
    }

    /** The same as lines that go; none for an empty directory. */
    Optional<String> diff(String path) {
        if (names.isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>();
        lines.add("--- " + path + ": " + (isWhole ? "" : "more than ") + files + (files == 1 ? " file, " : " files, ")
                + bytes + " bytes");
        names.stream().limit(SHOWN).forEach(name -> lines.add("-" + name));
        if (names.size() > SHOWN) {
            lines.add("-…");
        }
        return Optional.of(String.join("\n", lines) + "\n");
    }
}
