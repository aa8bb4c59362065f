package io.dockplay.resource;

/**
 * An option's value that a module cannot take, thrown by a module's constructor before any host is contacted.
 *
 * <p>The message says what is wrong with the value, the advice what would be right: {@code mode "0999" is not an octal
 * file mode} and {@code Write it as four octal digits, such as "0644".}
 */
public final class InvalidOption extends RuntimeException {

    private final String option;
    private final String advice;

    public InvalidOption(String option, String message, String advice) {
        super(message);
        this.option = option;
        this.advice = advice;
    }

    /** The option's name as it is written in YAML, for the place to point at; empty when it concerns several. */
    public String option() {
        return option;
    }

    /** What to do about it, one sentence; empty when there is nothing to add. */
    public String advice() {
        return advice;
    }
}
