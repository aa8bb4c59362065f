package io.dockplay.modules.text;

import java.util.List;

/** What a task edits in a text, of which all else stays byte for byte as it is. */
public interface TextEdits {

    /** Whether nothing is edited. */
    boolean isEmpty();

    /** Whether these edits add something, and do not only remove some. */
    boolean brings();

    /**
     * Applies the edits to a content.
     *
     * @throws io.dockplay.resource.UnsupportedState when a second run would change it again
     */
    byte[] applied(byte[] content);

    /** Finds the keys that a line of this content sets, and that an edit would set a second time. */
    default List<String> setTwice(byte[] content) {
        return List.of();
    }
}
