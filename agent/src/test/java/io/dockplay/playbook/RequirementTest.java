package io.dockplay.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dockplay.resource.InitSystem;
import io.dockplay.resource.Machine;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequirementTest {

    private static Machine machine(String distribution, String version, String architecture, String kernel) {
        return new Machine(
                distribution,
                version,
                0,
                architecture,
                kernel,
                InitSystem.SYSV,
                "h",
                Optional.empty(),
                0,
                1,
                "disabled",
                Optional.empty());
    }

    /** The requirements of site.yml. */
    private static final List<Requirement> DOCKER = List.of(
            new Requirement(
                    Optional.of("CentOS"),
                    Requirement.Bound.parse(">= 7, < 8"),
                    Optional.of("x86_64"),
                    Requirement.Bound.parse(">= 3.10")),
            new Requirement(
                    Optional.of("CentOS"),
                    Requirement.Bound.parse(">= 6.5, < 7"),
                    Optional.of("x86_64"),
                    Requirement.Bound.parse(">= 2.6.32-431")));

    @ParameterizedTest
    @CsvSource({
        "CentOS, 7.9.2009, x86_64, 3.10.0-1160.el7.x86_64, true",
        "CentOS, 7.0.1406, x86_64, 3.10.0-123.el7.x86_64, true",
        "centos, 6.5, x86_64, 2.6.32-431.el6.x86_64, true",
        "CentOS, 6.10, x86_64, 2.6.32-754.el6.x86_64, true",
        "CentOS, 6.4, x86_64, 2.6.32-431.el6.x86_64, false",
        "CentOS, 6.8, x86_64, 2.6.32-358.el6.x86_64, false",
        "CentOS, 6.8, i686, 2.6.32-642.el6.i686, false",
        "CentOS, 8.5, x86_64, 4.18.0, false",
        "CentOS, 7.9, x86_64, 3.9.9, false",
        "CentOS, 7.9, x86_64, 5.4.1-1.el7.elrepo, true",
        "Red Hat Enterprise Linux Server, 7.9, x86_64, 3.10.0, false",
        "unknown, '', '', '', false",
    })
    void a_host_is_one_of_the_kinds_or_it_is_not(
            String distribution, String version, String architecture, String kernel, boolean met) {
        assertThat(Requirement.unmet(DOCKER, machine(distribution, version, architecture, kernel))
                        .isEmpty())
                .isEqualTo(met);
    }

    @Test
    void what_is_not_met_is_told_with_the_facts_and_with_what_is_wanted() {
        assertThat(Requirement.unmet(DOCKER, machine("CentOS", "5.11", "x86_64", "2.6.18-398")))
                .contains("it is CentOS 5.11, x86_64, kernel 2.6.18-398; wanted is "
                        + "CentOS >= 7 and < 8, x86_64, kernel >= 3.10, or "
                        + "CentOS >= 6.5 and < 7, x86_64, kernel >= 2.6.32-431");
    }

    @Test
    void without_requirements_any_host_will_do() {
        assertThat(Requirement.unmet(List.of(), machine("unknown", "", "", ""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "= 7, 7.9, true",
        "== 7.9, 7.9.2009, true",
        "> 7, 8, true",
        "> 7, 7.9, false",
        "<= 7, 7.9, true",
        "< 6.10, 6.9, true",
        ">= 6.5, 6.10, true",
        ">= 6.5, 6, false",
    })
    void versions_are_compared_number_by_number_as_far_as_the_bound_goes(String bound, String actual, boolean holds) {
        assertThat(Requirement.Bound.parse(bound))
                .allSatisfy(each -> assertThat(each.holds(actual)).isEqualTo(holds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", ">=", ">= seven", ">= 7,", "=> 7", "!= 7", ">= 7 < 8"})
    void what_is_no_bound_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Requirement.Bound.parse(text));
    }
}
