package io.dockplay.problem;

import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Makes text from a host or a file safe to print.
 *
 * <p>Nothing in the result moves the cursor, colours the screen, sets a title, or reverses the order of letters.
 */
public final class Harmless {

    private static final char REPLACED = '\uFFFD';
    private static final char NEW_LINE = '↵';

    private Harmless() {}

    /** Whether a terminal obeys this character, or shows the text beside it in another order. */
    public static boolean isHarmful(int codePoint) {
        if (Character.isISOControl(codePoint) || (codePoint >= 0xE0000 && codePoint <= 0xE007F)) {
            return true;
        }
        return switch (Character.getType(codePoint)) {
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
            default ->
                switch (Character.getDirectionality(codePoint)) {
                    case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
                            Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
                            Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
                            Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
                            Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
                            Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
                            Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
                            Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
                            Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE -> true;
                    default -> codePoint == 0x200E || codePoint == 0x200F || codePoint == 0x061C;
                };
        };
    }

    /** The text with line ends and tabs as they are, and every other harmful character replaced. */
    public static String text(String said) {
        return put(said.replace("\r\n", "\n").replace('\r', '\n'), false, c -> String.valueOf(REPLACED));
    }

    /** The text as one line, so that no part of it can pass for a line of its own. */
    public static String line(String said) {
        return text(said).replace('\n', NEW_LINE);
    }

    /** The text with every harmful character but line ends written out, such as {@code \}{@code u001b}. */
    public static String writtenOut(String said) {
        return put(said, true, Harmless::escaped);
    }

    /** The JSON text with every harmful character escaped; its meaning stays. */
    public static String json(String json) {
        return put(json, false, Harmless::escaped);
    }

    private static String escaped(int codePoint) {
        return Character.toString(codePoint)
                .chars()
                .mapToObj(unit -> "\\u%04x".formatted(unit))
                .collect(Collectors.joining());
    }

    private static String put(String said, boolean tabsToo, IntFunction<String> instead) {
        if (said.codePoints().noneMatch(Harmless::isHarmful)) {
            return said;
        }
        StringBuilder harmless = new StringBuilder(said.length());
        said.codePoints().forEach(c -> {
            if (c == '\n' || (c == '\t' && !tabsToo) || !isHarmful(c)) {
                harmless.appendCodePoint(c);
            } else {
                harmless.append(instead.apply(c));
            }
        });
        return harmless.toString();
    }
}
