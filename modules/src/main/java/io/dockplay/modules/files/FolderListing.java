package io.dockplay.modules.files;

import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a removed directory holds: its first names for people to read, and the number and size of all files.
 *
 * @param names the first names in it, those of directories with a slash at their end
 * @param files how many files there are in it and below, directories not counted
 * @param bytes their total size
 * @param isWhole whether all of it was counted; a very large directory is not counted to its end
 */
record FolderListing(List<String> names, long files, long bytes, boolean isWhole) {

    /** An empty listing, of an empty directory or of one that was not probed. */
    static final FolderListing NOTHING = new FolderListing(List.of(), 0, 0, true);

    /** How many names are shown. */
    private static final int SHOWN = 10;

    FolderListing {
        names = List.copyOf(names);
    }

    /** Lists {@code $path} if it is a directory; what is mounted below it stays, and is left out. */
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

    /** Shows the listing as removed lines of a diff; none for an empty directory. */
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
