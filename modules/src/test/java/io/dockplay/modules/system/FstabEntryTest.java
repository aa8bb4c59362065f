package io.dockplay.modules.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FstabEntryTest {

    @ParameterizedTest
    @ValueSource(strings = {"/srv/my files", "/a\\b", "/c#d", "/e\tf", "/\\040", "/ü x"})
    void what_blanks_hashes_and_backslashes_are_written_as_is_read_as_they_are(String path) {
        FstabEntry entry = new FstabEntry("//files/a b", path, "cifs", "ro", "0", "2");

        assertThat(entry.line().split(" ", -1)).hasSize(6);
        assertThat(FstabEntry.of(entry.line())).contains(entry);
    }

    @Test
    void fields_that_are_left_out_have_the_values_that_mount_takes() {
        assertThat(FstabEntry.of("\tproc  /proc\tproc "))
                .contains(new FstabEntry("proc", "/proc", "proc", "defaults", "0", "0"));
        assertThat(FstabEntry.of("# /dev/sdb1 /data ext4")).isEmpty();
        assertThat(FstabEntry.of("")).isEmpty();
    }

    @Test
    void a_line_is_found_by_its_path_with_or_without_a_slash_at_its_end() {
        assertThat(FstabEntry.isOf("/data", "/dev/sdb1 /data/ ext4 defaults 0 0"))
                .isTrue();
        assertThat(FstabEntry.isOf("/", "/dev/sda1 / ext4")).isTrue();
        assertThat(FstabEntry.isOf("/data", "/dev/sdb1 /data2 ext4")).isFalse();
    }
}
