package io.dockplay.cli.docs;

/** Markdown as a terminal shows it. */
final class Markdown {

    private Markdown() {}

    /** Links without their addresses, nothing bold or slanted; what stands in back-quotes keeps them. */
    static String plain(String markdown) {
        return markdown.replaceAll("\\[([^\\]]+)\\]\\([^)]*\\)", "$1").replaceAll("[*]{1,2}([^*`]+)[*]{1,2}", "$1");
    }
}
