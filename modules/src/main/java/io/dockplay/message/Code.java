package io.dockplay.message;

/**
 * What a message is called in every language and every version, such as {@code DP1023}.
 *
 * @param english the message without its values
 */
public record Code(String english) {

    /** Of words that are not the program's own. */
    public static final Code NONE = new Code("");

    /** The code of this number, such as {@code DP1023}; none when no message is called so. */
    public static Code read(String number) {
        return Catalogue.english(number).map(Code::new).orElse(NONE);
    }

    /** Whether the message says something itself, and does not only put signs between its values. */
    boolean hasWords() {
        return english.replaceAll("%(?:\\d\\$)?[sd]", "").chars().anyMatch(Character::isLetter);
    }

    /** {@code DP1023}; empty for what is in no catalogue. */
    @Override
    public String toString() {
        return english.isEmpty() ? "" : Catalogue.code(english).orElse("");
    }

    /** {@code [DP1023]}, as it stands behind the word {@code error}; empty for what is in no catalogue. */
    public String inBrackets() {
        String number = toString();
        return number.isEmpty() ? "" : "[" + number + "]";
    }
}
