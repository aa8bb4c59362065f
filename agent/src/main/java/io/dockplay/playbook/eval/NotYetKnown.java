package io.dockplay.playbook.eval;

import java.io.Serial;

/** An expression needs a variable that will be known only later, such as one that an earlier task registers. */
public final class NotYetKnown extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String name;

    NotYetKnown(String name) {
        super(name, null, false, false);
        this.name = name;
    }

    public String name() {
        return name;
    }
}
