package io.dockplay.modules.daemon;

import java.util.List;

/** The registry mirrors in the Docker daemon's settings file. */
interface MirrorSettings {

    /** The mirrors that the file names, as they are written, in order. */
    List<String> mirrors();

    /** Returns the file's text with these mirrors instead; everything else stays. */
    String with(List<String> mirrors);
}
