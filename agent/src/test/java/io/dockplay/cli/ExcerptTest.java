package io.dockplay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An error shows the line of the file that it is about, unless a secret may stand there. */
class ExcerptTest {

    @TempDir
    Path folder;

    private String told(String playbook) throws IOException {
        return Dockplay.run("validate", Files.writeString(folder.resolve("site.yml"), playbook))
                .err()
                .replace(folder + "/", "");
    }

    @Test
    void what_is_not_yaml_is_shown_with_a_mark_under_the_column() throws IOException {
        assertThat(told("- hosts: all\n  tasks:\n    - name: Compilers\n       package: {name: gcc}\n"))
                .isEqualTo("""
                        error[DP1088]: this is not YAML: mapping values are not allowed here
                          at site.yml:4:15
                          4 |        package: {name: gcc}
                            |               ^
                          Often a quote, a colon or the indentation just before this place is the cause.
                        """);
    }

    @Test
    void an_unknown_option_is_shown_too() throws IOException {
        assertThat(told("- hosts: all\n  tasks:\n    - package: {nam: gcc}\n"))
                .contains("\n  3 |     - package: {nam: gcc}\n    |                 ^\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- hosts: all\n  vars:\n    db_password: \"hunter2\": x\n",
                "- hosts: all\n  vars:\n    db: {api_key: hunter2, : x}: y\n",
                "- hosts: all\n  vars:\n    a: hunter2: x\n  tasks:\n    - debug: {msg: a}\n      no_log: true\n",
                "- hosts: all\n  vars:\n    a: !vault hunter2: x\n",
            })
    void a_line_that_may_hold_a_secret_is_not_shown(String playbook) throws IOException {
        assertThat(told(playbook)).startsWith("error").contains("site.yml:3:").doesNotContain("hunter2", "^");
    }

    @Test
    void of_a_long_line_only_the_beginning_is_shown() throws IOException {
        assertThat(told("- hosts: all\n  nosuch: " + "x".repeat(500) + "\n"))
                .contains("…\n    |   ^\n")
                .doesNotContain("x".repeat(111));
    }
}
