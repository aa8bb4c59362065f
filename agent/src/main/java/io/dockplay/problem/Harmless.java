package io.dockplay.problem;

import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * What others said, such as a host or a file, in a form that can be printed: nothing in it moves the cursor, colours the screen, sets a
 * title, or turns the order of letters round.
 */
public final class Harmless {

    private static final char REPLACED = '\uFFFD';
    private static final char NEW_LINE = '↵';

    private Harmless() {}

    /** Whether a terminal would obey it, or show what stands beside it otherwise than it is. */
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

    /** Lines of it: line ends and tabs stay, whatever else is harmful is replaced. */
    public static String text(String said) {
        return put(said.replace("\r\n", "\n").replace('\r', '\n'), false, c -> String.valueOf(REPLACED));
    }

    /** All of it in one line, so that nothing of it passes for a line of its own. */
    public static String line(String said) {
        return text(said).replace('\n', NEW_LINE);
    }

    /** The same with everything harmful but line ends written out, such as {@code \}{@code u001b}. */
    public static String writtenOut(String said) {
        return put(said, true, Harmless::escaped);
    }

    /** A JSON text that means the same, with everything harmful in it escaped. */
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
