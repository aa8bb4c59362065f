package io.dockplay.modules.files;

import io.dockplay.message.Message;
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
                    Message.of("a marker is that of a block, and there is none"),
                    Message.of("Give block; block: \"\" takes out the one that is there."));
        }
        if (contents() > 1) {
            throw new InvalidOption(
                    "",
                    Message.of("the content of %s is given more than once", path),
                    Message.of("Give one of content, template, source and block, or lines and settings."));
        }
        if (create && !edited && !isBlock) {
            throw new InvalidOption(
                    "create",
                    Message.of("create is for lines, settings or a block"),
                    Message.of("Leave it out; a content makes the file anyway."));
        }
        if (validated && contents() == 0) {
            throw new InvalidOption(
                    "validate",
                    Message.of("validate judges a content, and none is given"),
                    Message.of("Give a content, or leave it out."));
        }
    }

    /** Checks what is asked beside the content, and whether anything is asked at all. */
    void checkState(Optional<Boolean> backup, boolean targeted, boolean recurse) {
        boolean mayBeKept = wanted == DesiredState.FILE || (wanted == DesiredState.ABSENT && !backup.orElse(true));
        if (wanted != DesiredState.FILE && (contents() > 0 || (backup.isPresent() && !mayBeKept))) {
            throw new InvalidOption(
                    "state",
                    Message.of("state: %s has no content", state()),
                    Message.of("Leave out the content and backup, or the state."));
        }
        if ((wanted == DesiredState.LINK) != targeted) {
            throw new InvalidOption(
                    "target",
                    Message.of("state: link and target come together"),
                    Message.of("Write state: link and target: /path."));
        }
        if ((wanted == DesiredState.LINK || wanted == DesiredState.ABSENT) && attributed) {
            throw new InvalidOption(
                    "state",
                    Message.of("state: %s has no mode, owner and group", state()),
                    Message.of("Leave them out, or the state."));
        }
        if (wanted == DesiredState.FILE && contents() == 0 && !attributed) {
            throw new InvalidOption(
                    "",
                    Message.of("nothing is asked of the file %s", path),
                    Message.of("Give its content, lines, settings, block, mode, owner or group."));
        }
        if (recurse && (wanted != DesiredState.DIRECTORY || !attributed)) {
            throw new InvalidOption(
                    "recurse",
                    Message.of("recurse is for the mode, owner and group of a directory"),
                    wanted == DesiredState.DIRECTORY
                            ? Message.of("Give one of them.")
                            : Message.of("Write state: directory, or leave it out."));
        }
        if (wanted == DesiredState.ABSENT) {
            FilePath.refuseVital(path);
        }
    }
}
