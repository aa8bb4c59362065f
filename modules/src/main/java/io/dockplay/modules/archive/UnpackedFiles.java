package io.dockplay.modules.archive;

import io.dockplay.resource.Script;
import io.dockplay.resource.Sha256;

/**
 * The list on the host of what an archive has installed in a folder.
 *
 * <p>It lies in {@code $home/unarchived}. Its first line holds the archive's SHA-256 and the other options; each
 * other one a directory that was made ({@code d NAME}), a file or a link with the SHA-256 of its content or its target
 * ({@code f SUM  NAME}, {@code l SUM  NAME}), or the same two of an earlier archive ({@code F}, {@code
 * L}). The former files lie in {@code $list.kept}, each under the SHA-256 of its name, so that no
 * kept link leads out of there.
 *
 * @param folder where it was unpacked
 * @param name the list's name
 */
record UnpackedFiles(String folder, String name) {

    /** Returns the list of an archive in a folder. */
    static UnpackedFiles of(String folder, String archive) {
        String name = Sha256.hex(folder + "\n" + archive);
        return new UnpackedFiles(folder, name.substring(0, 32));
    }

    /** Sets {@code $dest} and {@code $list}. */
    Script named() {
        return Script.of("dest={}\nlist=\"$home/unarchived/\"{}", folder, name);
    }

    /** Defines {@code copy_of NAME}, which prints where the former file of a name is kept. */
    static Script copyOf() {
        return Script.of(
                "copy_of() { printf '%s/%s\\n' \"$list.kept\" \"$(printf %s \"$1\" | sha256sum | cut -c 1-64)\"; }");
    }

    /**
     * Defines {@code differing KINDS}, which prints the names of these kinds whose files differ from what was unpacked.
     */
    static Script differing() {
        return Script.of("""
                differing() {
                  ( cd "$dest" 2>/dev/null || exit 0
                    sed -n "s/^[$1] //p" "$list" | sha256sum -c --quiet 2>/dev/null | sed -n 's/: FAILED\\( open or read\\)\\{0,1\\}$//p'
                    grep "^[$2] " "$list" | while IFS= read -r line; do
                      line=${line#? }
                      [ -L "${line#*  }" ] && [ "$(sum_of "${line#*  }")" = "${line%%  *}" ] || printf '%s\\n' "${line#*  }"
                    done )
                }""");
    }
}
