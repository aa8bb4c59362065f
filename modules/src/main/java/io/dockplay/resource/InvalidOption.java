package io.dockplay.resource;

import io.dockplay.message.Message;

/**
 * An option's value that a module cannot take, thrown by a module's constructor before any host is contacted.
 *
 * <p>The message says what is wrong with the value, the advice what would be right: {@code mode "0999" is not an octal
 * file mode} and {@code Write it as four octal digits, such as "0644".}
 */
public final class InvalidOption extends RuntimeException {

    private final String option;
    private final transient Message what;
    private final transient Message advice;

    public InvalidOption(String option, Message what, Message advice) {
        super(what.text());
        this.option = option;
        this.what = what;
        this.advice = advice;
    }

    /** The option's name as it is written in YAML, for the place to point at; empty when it concerns several. */
    public String option() {
        return option;
    }

    /** What is wrong with the value. */
    public Message what() {
        return what;
    }

    /** What to do about it, one sentence; none when there is nothing to add. */
    public Message advice() {
        return advice;
    }
}
