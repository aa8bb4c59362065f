package io.dockplay.modules.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** RPM's order of versions; the same table is put before a real rpm by PackagesIT. */
class RpmVersionTest {

    @ParameterizedTest(name = "{0} {2} {1}")
    @CsvFileSource(resources = "/rpm-versions.csv", numLinesToSkip = 1)
    void versions_have_the_order_that_rpm_gives_them(String left, String right, int order) {
        assertThat(compare(left, right)).isEqualTo(order);
        assertThat(compare(right, left)).isEqualTo(-order);
    }

    @ParameterizedTest(name = "{0} {2} {1}")
    @CsvSource({
        // the epoch comes first, then the version, then the release
        "1:1.0-1, 2.0-9, 0:, 1",
        "1.0-1, 1.0-2, '', -1",
        "1.0-10, 1.0-9, '', 1",
        "1.1-1, 1.0-9, '', 1",
        "26.1.4-1.el7, 26.1.4-1.el7_9, '', -1",
    })
    void epoch_version_and_release_count_in_this_order(String left, String right, String epoch, int order) {
        assertThat(compare(left, (epoch == null ? "" : epoch) + right)).isEqualTo(order);
    }

    @ParameterizedTest
    @CsvSource({"3:26.1.4-1.el7, 26.1.4", "3:26.1.4-1.el7, 26.1.4-1.el7", "3:26.1.4-1.el7, 3:26.1.4", "0:1.0-1, 1.0-1"})
    void what_a_wanted_version_does_not_say_may_be_anything(String installed, String wanted) {
        assertThat(version(installed).is(version(wanted))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"3:26.1.4-1.el7, 26.1", "3:26.1.4-1.el7, 2:26.1.4", "3:26.1.4-1.el7, 26.1.4-1", "0:1.0-1, 1.0-1.el7"})
    void what_it_says_must_be_so(String installed, String wanted) {
        assertThat(version(installed).is(version(wanted))).isFalse();
    }

    @Test
    void what_no_package_can_have_is_no_version() {
        assertThat(RpmVersion.parse("newest please")).isEmpty();
        assertThat(RpmVersion.parse("1-2-3")).isEmpty();
        assertThat(RpmVersion.parse("")).isEmpty();
        assertThat(RpmVersion.parse("a:1.0")).isEmpty();
        assertThat(RpmVersion.parse("3:26.1.4-1.el7"))
                .contains(new RpmVersion(Optional.of(3L), "26.1.4", Optional.of("1.el7")));
    }

    private static RpmVersion version(String written) {
        return RpmVersion.parse(written).orElseThrow();
    }

    private static int compare(String left, String right) {
        return Integer.signum(version(left).compareWith(version(right)));
    }
}
