package io.dockplay.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostRangeTest {

    @ParameterizedTest
    @CsvSource({
        "web1.example.org, web1.example.org",
        "web[1:3], web1 web2 web3",
        "web[08:11], web08 web09 web10 web11",
        "web[008:9], web008 web009",
        "web[1:7:3], web1 web4 web7",
        "db-[a:c].example, db-a.example db-b.example db-c.example",
        "DB[X:Z], DBX DBY DBZ",
        "db[y:B], dby dbz dbA dbB",
        "web[:2], web0 web1 web2",
        "r[1:2]-[a:b], r1-a r1-b r2-a r2-b",
        "10.0.0.[9:10], 10.0.0.9 10.0.0.10",
        "web[5:5], web5",
        "'web[01-03,07]', web01 web02 web03 web07",
        "'r[1,3]-[08-10].example', r1-08.example r1-09.example r1-10.example r3-08.example r3-09.example r3-10.example",
    })
    void a_range_stands_for_its_names(String written, String names) {
        assertThat(HostRange.expand(written)).containsExactly(names.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"web[1", "web1]", "web[]", "web[1]", "web[1-]", "web[1,,2]", "web[a:3]", "web[1:2", "[::1]"})
    void a_range_that_cannot_be_read_is_refused(String written) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostRange.expand(written))
                .withMessageContaining("has a range that cannot be read");
    }

    @Test
    void a_range_ends_after_it_begins() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostRange.expand("web[3:1]"))
                .withMessage("the range [3:1] ends before it begins");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostRange.expand("web[A:c]"))
                .withMessageContaining("capital letters come after small ones");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"web[1:99999999999999999999999]", "a[1:1000]b[1:1000]c[1:1000]", "[0:9][0:9][0:9][0:9][0:9][0:9]"
            })
    void a_slip_of_the_finger_is_not_a_million_hosts(String written) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostRange.expand(written))
                .withMessageContaining("too many hosts");
    }
}
