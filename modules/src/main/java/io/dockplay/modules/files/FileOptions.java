package io.dockplay.modules.files;

import io.dockplay.modules.files.FileModule.DesiredState;
import io.dockplay.resource.InvalidOption;
import java.util.Locale;
import java.util.Optional;

/**
 * Which options of {@code file} go together.
 *
 * @param path where the file is
 * @param wanted what shall be there
 * @param wholes how many whole contents are given
 * @param edited whether lines or settings are given
 * @param isBlock whether a block is given
 * @param attributed whether a mode, an owner or a group is given
 */
record FileOptions(String path, DesiredState wanted, int wholes, boolean edited, boolean isBlock, boolean attributed) {

    private int contents() {
        return wholes + (edited ? 1 : 0) + (isBlock ? 1 : 0);
    }

    private String state() {
        return wanted.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Checks what is asked of the content.
     *
     * @param marked whether an option of a block's marker is given
     */
    void checkContent(boolean marked, boolean create, boolean validated) {
        if (marked && !isBlock) {
            throw new InvalidOption(
                    "marker",
                    "a marker is that of a block, and there is none",
                    "Give block; block: \"\" takes out the one that is there.");
        }
        if (contents() > 1) {
            throw new InvalidOption(
                    "",
                    "the content of " + path + " is given more than once",
                    "Give one of content, template, source and block, or lines and settings.");
        }
        if (create && !edited && !isBlock) {
            throw new InvalidOption(
                    "create",
                    "create is for lines, settings or a block",
                    "Leave it out; a content makes the file anyway.");
        }
        if (validated && contents() == 0) {
            throw new InvalidOption(
                    "validate", "validate judges a content, and none is given", "Give a content, or leave it out.");
        }
    }

    /** Checks what is asked beside the content, and whether anything is asked at all. */
    void checkState(Optional<Boolean> backup, boolean targeted, boolean recurse) {
        boolean mayBeKept = wanted == DesiredState.FILE || (wanted == DesiredState.ABSENT && !backup.orElse(true));
        if (wanted != DesiredState.FILE && (contents() > 0 || (backup.isPresent() && !mayBeKept))) {
            throw new InvalidOption(
                    "state",
                    "state: " + state() + " has no content",
                    "Leave out the content and backup, or the state.");
        }
        if ((wanted == DesiredState.LINK) != targeted) {
            throw new InvalidOption(
                    "target", "state: link and target come together", "Write state: link and target: /path.");
        }
        if ((wanted == DesiredState.LINK || wanted == DesiredState.ABSENT) && attributed) {
            throw new InvalidOption(
                    "state", "state: " + state() + " has no mode, owner and group", "Leave them out, or the state.");
        }
        if (wanted == DesiredState.FILE && contents() == 0 && !attributed) {
            throw new InvalidOption(
                    "",
                    "nothing is asked of the file " + path,
                    "Give its content, lines, settings, block, mode, owner or group.");
        }
        if (recurse && (wanted != DesiredState.DIRECTORY || !attributed)) {
            throw new InvalidOption(
                    "recurse",
                    "recurse is for the mode, owner and group of a directory",
                    wanted == DesiredState.DIRECTORY
                            ? "Give one of them."
                            : "Write state: directory, or leave it out.");
        }
        if (wanted == DesiredState.ABSENT) {
            FilePath.refuseVital(path);
        }
    }
}
