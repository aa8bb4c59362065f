package io.dockplay.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class FingerprintTest {

    @Test
    void names_what_appeared_what_is_gone_and_what_changed() {
        Fingerprint before = fingerprint(Map.of("package a", "1", "package b", "1", "process sleep 1", ""));
        Fingerprint after = fingerprint(Map.of("package a", "2", "package c", "1", "process sleep 1", ""));

        assertThat(before.differences(after))
                .containsExactly("package a changed: 1 → 2", "package b is gone; it was: 1", "package c appeared: 1");
    }

    @Test
    void is_no_different_from_itself() {
        Fingerprint fingerprint = fingerprint(Map.of("package a", "1"));

        assertThat(fingerprint.differences(fingerprint)).isEmpty();
    }

    private static Fingerprint fingerprint(Map<String, String> facts) {
        return new Fingerprint(new TreeMap<>(facts));
    }
}
