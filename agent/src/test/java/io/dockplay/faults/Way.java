package io.dockplay.faults;

/** Which way bytes go. */
enum Way {
    TO_HOST("to the host"),
    FROM_HOST("from the host");

    private final String words;

    Way(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
