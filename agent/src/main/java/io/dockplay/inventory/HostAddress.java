package io.dockplay.inventory;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host as an inventory writes it: {@code web1}, {@code web[01:20]:2222}, {@code [fe80::1]:22}.
 *
 * @param name the name without the port, with its ranges as they are written
 * @param port the port after it; empty without one, or when it is 0
 */
record HostAddress(String name, Optional<Integer> port) {

    /** The longest name with ranges that is accepted; a host's own name has at most 255 characters. */
    static final int LONGEST = 1000;

    private static final Pattern BRACKETED = Pattern.compile("\\[(.+)\\]:([0-9]{1,9})");
    private static final Pattern PLAIN = Pattern.compile("((?:[^:\\[\\]]|\\[[^\\]]*\\])*):([0-9]{1,9})");
    private static final String RANGE = "\\[(?:[a-z]:[a-z]|[0-9]+:[0-9]+)(?::[0-9]+)?\\]";
    private static final String LABEL = "(?:\\w|" + RANGE + ")(?:[\\w-]|" + RANGE + ")*(?<![_-])";
    private static final Pattern NAME = Pattern.compile(
            LABEL + "(?:\\." + LABEL + ")*", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern NUMBERS =
            Pattern.compile("(?=.*::|(?:[^:]*:){7})(?:[0-9a-fA-F:.]|\\[[0-9a-fA-F]+:[0-9a-fA-F]+(?::[0-9]+)?\\])+");

    /** Whether a name is an IPv6 address, whose colons do not separate a port. */
    static boolean isNumbers(String name) {
        return NUMBERS.matcher(name).matches();
    }

    /** Separates the port from the name. Text that is neither a name nor an address stays as it is, as in Ansible. */
    static HostAddress of(String written) {
        if (written.length() > LONGEST || written.indexOf(':') < 0) {
            return new HostAddress(written, Optional.empty());
        }
        String name = written;
        Optional<Integer> port = Optional.empty();
        for (Pattern form : new Pattern[] {BRACKETED, PLAIN}) {
            Matcher matcher = form.matcher(name);
            if (matcher.matches()) {
                name = matcher.group(1);
                port = Optional.of(Integer.valueOf(matcher.group(2)));
            }
        }
        return NAME.matcher(name).matches() || NUMBERS.matcher(name).matches()
                ? new HostAddress(name, port.filter(number -> number > 0))
                : new HostAddress(written, Optional.empty());
    }
}
