package io.dockplay.playbook.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.problem.Position;
import io.dockplay.yaml.InputFiles;
import io.dockplay.yaml.Yaml;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The value of an expression, and the error of a wrong one. */
class TemplatesTest extends UsualVariables {

    @Test
    void white_space_around_one_expression_is_part_of_the_text() {
        assertThat(value("${docker_mirror}\n")).isEqualTo("https://mirror.example\n");
        assertThat(value("  ${docker_mirror} ")).isEqualTo("  https://mirror.example ");
        assertThat(value("${count}\n")).isEqualTo("3\n");
        assertThat(value("${on_boot}\n")).isEqualTo("true\n");
        assertThat(value("${count} ")).isEqualTo("3 ");
        assertThat(value(" ${on_boot}")).isEqualTo(" true");
        assertThat(value("\t${share}\t")).isEqualTo("\t0.5\t");
        assertThat(new Templates(variables("on: |\n  ${yes}\nyes: true\n")).holds("on", HERE))
                .isTrue();
    }

    @Test
    void a_text_that_is_one_expression_keeps_the_type_of_its_value() {
        assertThat(value("${count}")).asString().isEqualTo("3");
        assertThat(value("${count}")).isInstanceOf(Number.class);
        assertThat(value("${on_boot}")).isEqualTo(true);
        assertThat(value("${list}")).isEqualTo(List.of("a", "b"));
        assertThat(value("${map.inner}")).isEqualTo(Map.of("deep", 7L));
        assertThat(value("${ count + 1 }")).isInstanceOf(Number.class);
        assertThat(value("${empty}")).isEqualTo("");
        assertThat(value("${map['key']}")).isEqualTo("value");
        assertThat(value("${\"}\" + '{'}")).isEqualTo("}{");
        assertThat(value("${1..3}")).hasToString("[1, 2, 3]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${list}\n", " ${list}", "${map} ", "${map}\n"})
    void a_list_with_white_space_around_it_is_neither_list_nor_text(String text) {
        assertThat(wrong(text))
                .contains(
                        text.strip() + (text.contains("list") ? " is a list" : " is a mapping"),
                        "the white space around it would make a text of it")
                .contains("in a block write >- or |-");
    }

    @ParameterizedTest
    @CsvSource({
        "n=${count}, n=3",
        "n=${big}, n=1234567",
        "n=${share}, n=0.5",
        "n=${on_boot}, n=true",
        "n=${version}, n=26.10",
        "n=${mode}, n=0644",
        "${count}${count}, 33",
        "${count * 1000000}, 3000000",
        "<#if on_boot>yes<#else>no</#if>, yes",
        "<#list list as x>${x}-</#list>, a-b-",
        "${list?join('+')}, a+b",
        "${nowhere!'default'}, default",
    })
    void numbers_and_booleans_print_plainly(String text, String printed) {
        assertThat(new Templates(USUAL).evaluate(Yaml.of(HERE, text)))
                .isInstanceOfSatisfying(
                        Yaml.Scalar.class, scalar -> assertThat(scalar.text()).isEqualTo(printed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$HOME and $(date)",
                "#{x}",
                "[=x]",
                "docker ps --format '{{.Names}} {{json .}}'",
                "a < b > c",
                "${r\"${HOME}\"}x"
            })
    void what_is_no_expression_stays_as_it_is(String text) {
        assertThat(value(text)).isEqualTo(text.replace("${r\"", "").replace("\"}", ""));
    }

    @Test
    void a_mapping_and_a_list_are_evaluated_all_through_and_keep_their_places() {
        Yaml node = new InputFiles().read("site.yml", "a:\n  - b: ${count}\n").orElseThrow();
        Yaml done = new Templates(USUAL).evaluate(node);
        assertThat(String.valueOf(done.plain())).isEqualTo("{a=[{b=3}]}");
        Yaml.Sequence list = (Yaml.Sequence) ((Yaml.Mapping) done).get("a").orElseThrow();
        assertThat(((Yaml.Mapping) list.items().get(0)).get("b").orElseThrow().position())
                .hasToString("site.yml:2:8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"${docker_miror}", "x ${docker_miror} y", "${docker_miror?upper_case}", "${docker_miror.a}"})
    void an_undefined_variable_is_told_with_its_place_and_the_nearest_name(String text) {
        assertThat(wrong(text))
                .startsWith("error[DP1606]: there is no variable docker_miror\n  at site.yml:3:7\n")
                .contains("Did you mean \"docker_mirror\"?");
    }

    @Test
    void a_part_that_a_variable_does_not_have_is_told_too() {
        assertThat(wrong("${map.inner.dep}")).contains("there is no map.inner.dep");
        assertThat(wrong("${nothing}")).contains("the variable nothing has no value");
    }

    @Test
    void an_undefined_variable_inside_a_variable_is_told_where_that_one_is_written() {
        assertThat(wrong("${a}", variables("a: x${b}\nbb: 1\n"))).contains("there is no variable b", "vars.yml:1:4");
    }

    @Test
    void a_variable_that_is_made_of_itself_is_told() {
        assertThat(wrong("${a}", variables("a: ${a}"))).contains("the variable a is made of itself", "vars.yml:1:4");
        assertThat(wrong("${a}", variables("a: 1${b}\nb: [\"${c}\"]\nc: 2${a}")))
                .contains("is made of itself");
    }

    @Test
    void the_values_of_variables_are_evaluated_when_they_are_named() {
        Variables variables = variables("a: ${b + 1}\nb: ${c}\nc: 1\nbroken: ${no_such}\n");
        assertThat(String.valueOf(
                        new Templates(variables).evaluate(Yaml.of(HERE, "${a}")).plain()))
                .isEqualTo("2");
    }

    @Test
    void what_is_not_known_yet_is_no_error() {
        Variables variables = USUAL.withNotYet("later");
        assertThatThrownBy(() -> new Templates(variables).evaluate(Yaml.of(HERE, "${later.stdout}")))
                .isInstanceOf(NotYetKnown.class);
    }

    @Test
    void conditions_are_bare_expressions() {
        assertThat(holds("count == 3 && on_boot")).isTrue();
        assertThat(holds("count > 3 || !on_boot")).isFalse();
        assertThat(holds("${on_boot}")).isTrue();
        assertThat(holds("nowhere??")).isFalse();
        assertThat(holds("list?seq_contains('a')")).isTrue();
        assertThat(holds("docker_mirror?starts_with(\"https\")")).isTrue();
        assertThat(holds("(map.key)?? && map.key == 'value'")).isTrue();
    }

    @Test
    void a_condition_that_is_neither_true_nor_false_is_an_error() {
        assertThatThrownBy(() -> holds("count"))
                .hasMessageContaining("the condition \"count\" is neither true nor false, but a number");
        assertThatThrownBy(() -> holds("docker_mirror")).hasMessageContaining("but text");
        assertThatThrownBy(() -> holds("on_boot and count")).hasMessageContaining("&& || ! for and, or, not");
    }

    @Test
    void ansibles_expressions_are_told_from_dockers() {
        assertThat(wrong("{{ docker_mirror }}")).contains("is Ansible's way", "Write ${docker_mirror}");
        assertThat(wrong("x {{ map.key | default('') }}")).contains("is Ansible's way");
        assertThat(value("{{.docker_mirror}} {{end}} {{ other }}")).isEqualTo("{{.docker_mirror}} {{end}} {{ other }}");
    }

    @Test
    void in_a_template_file_the_place_is_the_line_of_the_file() {
        assertThatThrownBy(() ->
                        new Templates(USUAL).render("a\nb\n  ${docker_miror}\n", Position.of("templates/daemon.json")))
                .hasMessageContaining("templates/daemon.json:3:5");
    }
}
