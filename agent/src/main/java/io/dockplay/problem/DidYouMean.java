package io.dockplay.problem;

import io.dockplay.message.Message;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The names nearest to one that was mistyped. */
public final class DidYouMean {

    /** A longer text is not a mistyped name. */
    private static final int LONGEST = 60;

    private DidYouMean() {}

    /** The nearest of the names, when one is near enough to be meant. */
    public static Optional<String> nearest(String typed, Collection<String> names) {
        int tolerated = Math.min(LONGEST / 3, Math.max(1, typed.length() / 3));
        return names.stream()
                .filter(name -> Math.abs(typed.length() - name.length()) <= tolerated)
                .filter(name -> distance(typed, name) <= tolerated)
                .min(Comparator.comparingInt((String name) -> distance(typed, name))
                        .thenComparingInt(name -> -alike(typed, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code Did you mean "state"?}, or nothing. */
    public static Message hint(String typed, Collection<String> names) {
        return nearest(typed, names)
                .map(name -> Message.of("Did you mean \"%s\"?", name))
                .orElse(Message.NONE);
    }

    /** How many characters two words have in common, wherever they stand. */
    private static int alike(String typed, String name) {
        StringBuilder left = new StringBuilder(name);
        int alike = 0;
        for (int i = 0; i < typed.length(); i++) {
            int at = left.indexOf(typed.substring(i, i + 1));
            if (at >= 0) {
                left.deleteCharAt(at);
                alike++;
            }
        }
        return alike;
    }

    /** How many single characters have to be inserted, deleted, replaced or swapped with their neighbour. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
