package io.dockplay.report;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes only when a test says so. */
final class SetClock implements InstantSource {

    private Instant now = Instant.parse("2026-11-01T12:00:00Z");

    void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
