package freemarker.core;

/** A template would take more than it may; none of its own {@code <#attempt>} blocks recovers from that. */
public final class Exceeded extends RuntimeException {

    private static final long serialVersionUID = 1;

    Exceeded(String message) {
        super(message);
    }

    static Exceeded text() {
        return new Exceeded("it makes a text of more than 16 MiB");
    }

    static Exceeded list() {
        return new Exceeded("it works with a list of more than a million elements");
    }
}
