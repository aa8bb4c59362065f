package io.dockplay.modules.docker;

import java.util.List;

/** A file of the Docker daemon's settings, as far as it names registry mirrors. */
interface MirrorSettings {

    /** The mirrors that the file names, as they are written, in order. */
    List<String> mirrors();

    /** The file's text with these mirrors instead; all else stays as it is. */
    String with(List<String> mirrors);
}
