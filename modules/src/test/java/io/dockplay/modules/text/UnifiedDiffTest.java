package io.dockplay.modules.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnifiedDiffTest {

    @Test
    void equal_texts_have_no_diff() {
        assertThat(UnifiedDiff.of("/etc/motd", "a\n", "a\n")).isEmpty();
    }

    @Test
    void a_changed_line_is_shown_with_its_neighbours() {
        assertThat(UnifiedDiff.of("/etc/motd", "a\nb\nc\n", "a\nB\nc\n"))
                .isEqualTo("--- /etc/motd\n+++ /etc/motd\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c");
    }

    @Test
    void a_new_text_is_all_plus() {
        assertThat(UnifiedDiff.of("/etc/motd", "", "a\n\n"))
                .isEqualTo("--- /etc/motd\n+++ /etc/motd\n@@ -0,0 +1,2 @@\n+a\n+");
    }

    @Test
    void a_newline_missing_at_the_end_is_said() {
        assertThat(UnifiedDiff.of("/etc/motd", "a", "a\n"))
                .isEqualTo("--- /etc/motd\n+++ /etc/motd\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a");
    }
}
