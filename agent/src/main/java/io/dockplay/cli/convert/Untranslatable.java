package io.dockplay.cli.convert;

/** Something of Ansible's has no translation; the message says what, and what to do where that is known. */
final class Untranslatable extends Exception {

    private static final long serialVersionUID = 1;

    Untranslatable(String why) {
        super(why);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
