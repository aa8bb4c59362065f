package io.dockplay.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is read of .repo files as they are found on hosts. */
class RepoSectionsTest {

    @Test
    void a_file_is_read_as_yum_reads_it() {
        List<RepoSections.Section> sections = RepoSections.read("""
                # a comment
                [base]
                name=CentOS-$releasever - Base
                baseurl=http://one.example/$releasever/$basearch/
                        http://two.example/
                gpgcheck = yes
                gpgkey=http://one.example/KEY-1,
                       http://one.example/KEY-2

                [off]
                enabled: 0
                exclude=kernel*
                gpgcheck=0
                """, "7");

        assertThat(sections).extracting(RepoSections.Section::id).containsExactly("base", "off");
        RepoSections.Section base = sections.get(0);
        assertThat(base.settings().get("baseurl")).isEqualTo("http://one.example/7/x86_64/ http://two.example/");
        assertThat(base.keys()).containsExactly("http://one.example/KEY-1", "http://one.example/KEY-2");
        assertThat(base.isSigned()).isTrue();
        assertThat(base.kept()).containsOnlyKeys("name", "gpgcheck");
        assertThat(sections.get(1).kept()).containsEntry("enabled", "0").containsEntry("exclude", "kernel*");
        assertThat(sections.get(1).isSigned()).isFalse();
    }
}
