package io.dockplay.report;

/**
 * Colours text for a terminal.
 *
 * @param colour whether the terminal has colours; else text stays as it is
 */
record Style(boolean colour) {

    String bold(String text) {
        return escape("1", text);
    }

    String faint(String text) {
        return escape("2", text);
    }

    String red(String text) {
        return escape("31", text);
    }

    String green(String text) {
        return escape("32", text);
    }

    String yellow(String text) {
        return escape("33", text);
    }

    private String escape(String code, String text) {
        return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
