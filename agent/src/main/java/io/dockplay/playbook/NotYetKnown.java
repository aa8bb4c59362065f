package io.dockplay.playbook;

import java.io.Serial;

/** An expression needs a variable that will be known only later, such as one that an earlier task registers. */
final class NotYetKnown extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String name;

    NotYetKnown(String name) {
        super(name, null, false, false);
        this.name = name;
    }

    String name() {
        return name;
    }
}
