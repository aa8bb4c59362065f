package io.dockplay.faults;

import java.util.Locale;
import java.util.SplittableRandom;

/** What a run does while a fault strikes, and how many bytes go each way meanwhile when nothing disturbs it. */
enum Phase {
    APPLY(80_000, 76_000),
    UNINSTALL(48_000, 138_000);

    private final int toHost;
    private final int fromHost;

    Phase(int toHost, int fromHost) {
        this.toHost = toHost;
        this.fromHost = fromHost;
    }

    /** A place in what goes that way; half of them are near its beginning, where the login and the first looks are. */
    int anyByte(Way way, SplittableRandom chance) {
        int all = way == Way.TO_HOST ? toHost : fromHost;
        return chance.nextInt(chance.nextBoolean() ? all : all / 3);
    }

    /** What makes dockplay do it. */
    String command() {
        return name().toLowerCase(Locale.ROOT);
    }
}
