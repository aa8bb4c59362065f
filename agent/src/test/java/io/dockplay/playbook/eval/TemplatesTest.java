package io.dockplay.playbook.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.yaml.Yaml;
import io.dockplay.yaml.InputFiles;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {

    private static final Position HERE = new Position("site.yml", 3, 7);

    /** Variables as a user writes them. */
    private static Variables variables(String yaml) {
        Map<String, Yaml> values = new LinkedHashMap<>();
        ((Yaml.Mapping) new InputFiles().read("vars.yml", yaml).orElseThrow())
                .entries()
                .forEach((name, entry) -> values.put(name, entry.value()));
        return Variables.of(values, Map.of());
    }

    private static final Variables USUAL = variables("""
            docker_mirror: https://mirror.example
            count: 3
            big: 1234567
            share: 0.5
            on_boot: true
            empty: ""
            nothing: ~
            list: [a, b]
            map: {key: value, inner: {deep: 7}}
            version: 26.10
            mode: 0644
            """);

    private static @Nullable Object value(String text) {
        return new Templates(USUAL).evaluate(Yaml.of(HERE, text)).plain();
    }

    private static String wrong(String text) {
        return wrong(text, USUAL);
    }

    private static String wrong(String text, Variables variables) {
        Yaml node = Yaml.of(HERE, text);
        InvalidInput wrong = catchThrowableOfType(
                InvalidInput.class,
                () -> new Templates(variables).evaluate(node).plain());
        return Objects.requireNonNull(wrong.getMessage());
    }

    private static boolean holds(String condition) {
        return new Templates(USUAL).holds(condition, HERE);
    }

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
                .startsWith("error: there is no variable docker_miror\n  at site.yml:3:7\n")
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${'freemarker.template.utility.Execute'?new()('id')}",
                "${'freemarker.template.utility.ObjectConstructor'?new()('java.io.File', '/')}",
                "${'freemarker.template.utility.JythonRuntime'?new()}",
                "<#assign x='freemarker.template.utility.Execute'?new()>${x('id')}",
                "${list?api.class}",
                "x ${list?api.class.forName('java.lang.Runtime')}",
                "${docker_mirror.getClass()}",
                "${docker_mirror.class}",
                "${list.class.protectionDomain}",
                "${map.getClass().forName('java.lang.System')}",
                "${statics['java.lang.System']}",
                "<#include '/etc/passwd'>",
                "<#include 'file:///etc/passwd' parse=false>",
                "<#import '/etc/passwd' as x>",
                "${.get_optional_template('/etc/passwd').include()!}",
                "${'<#include \"/etc/passwd\">'?interpret}",
                "<@'<#include \"/etc/passwd\">'?interpret /><#if true></#if>",
                "${\"'freemarker.template.utility.Execute'?new()\"?eval}",
                "<#setting template_exception_handler='ignore'>${1/0}",
            })
    void a_hostile_template_reaches_neither_a_class_nor_a_file(String text) {
        assertThat(wrong(text)).startsWith("error: th").contains("site.yml:3:7").doesNotContain("root:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${pw?number}",
                "${pw?upper_case?number}",
                "${pw?c?number}",
                "${(pw + '\"')?number}",
                "${pw?boolean}",
                "${pw?date}",
                "${pw?new()}",
                "${pw?api}",
                "${pw?eval}",
                "${pw?interpret}",
                "<@pw?interpret /><#if true></#if>",
                "${('{' + pw)?eval_json}",
                "${map[pw].x}",
                "${pw - 1}",
                "${.now?iso(pw)}",
                "${.now?string(pw)}",
                "${count?string['@' + pw]}",
                "${count?string('0;;' + pw)}",
                "${count?string(';;roundingMode=' + pw)}",
                "${'a'?matches(pw + '(')}",
                "${pw?split(pw + '(', 'r')}",
                "${.get_optional_template(pw).include()}",
                "<#include pw>",
                "<#import pw as x>",
                "<#attempt>${pw?number}<#recover>${1/0}</#attempt>",
                "<#setting locale=pw>${pw?number}",
                "<#setting date_format=pw>${.now?date}",
                "<#function f x><#return x?number></#function>${f(pw)}",
                "${pw?upper_case?eval}"
            })
    void no_error_quotes_a_value(String text) {
        String said = wrong(text, variables("{pw: hiddenWord, count: 3, map: {a: 1}}"))
                .toLowerCase(Locale.ROOT);
        assertThat(said).startsWith("error: ").doesNotContain("hidden", "word");
        said = wrong(text, variables("{pw: hidden-Word, count: 3, map: {a: 1}}"))
                .toLowerCase(Locale.ROOT);
        assertThat(said).startsWith("error: ").doesNotContain("hidden", "word");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${'x'?left_pad(2000000000)}",
                "${'x'?right_pad(2000000000, 'ab')}",
                "${count?c?left_pad(count * 1000000000)}",
                "<#assign pad = 'x'?left_pad>${pad(2000000000)}",
                "<#assign x='ab'><#list 1..60 as i><#assign x = x + x></#list>${x}",
                "<#assign x='ab'><#list 1..60 as i><#assign x = '${x}${x}'></#list>${x}",
                "<#assign x='ab'><#list 1..60 as i><#assign x>${x}${x}</#assign></#list>${x}",
                "<#assign x='ab'><#list 1..60 as i><#assign x = x?replace('', x)></#list>${x}",
                "<#assign x='ab'><#list 1..60 as i><#assign x = x?replace('.', '$0$0', 'r')></#list>${x}",
                "<#assign x='ab'><#list 1..60 as i><#assign x = [x, x]?join('')></#list>${x}",
                "<#assign x=['a']><#list 1..60 as i><#assign x = x + x></#list>${x?join('')}",
                "<#assign x=['']><#list 1..60 as i><#assign x = x + x></#list>${x?join('')}",
                "<#assign x=['a']><#list 1..60 as i><#assign x = x + x></#list>${x?size}",
                "<#assign x='ab'><#attempt><#list 1..60 as i><#assign x = x + x></#list><#recover>x</#attempt>",
                "<#list 1.. as x></#list>",
                "<#list (1..) as x><#if x < 0>y</#if></#list>",
                "<#list 1..900000 as x><#list 1..900000 as y></#list></#list>",
                "<#list 1.. as x>${x}</#list>",
                "<#list 1.. as x><#attempt>${1/0}<#recover></#attempt></#list>",
                "<#function f n><#return f(n-1) + f(n-2)></#function>${f(100)}",
                "<#function f n><#if n < 2><#return 1></#if><#return f(n-1) + f(n-2)></#function>${f(100)}",
                "<#macro m n><#if n gt 0><@m n-1/><@m n-1/></#if></#macro><@m 100/>",
                "${(1..2000000000)?join(',')}",
                "${(1..)?join(',')}",
                "${(1..)?map(x -> x)?join(',')}",
                "${(1..2000000000)?map(x -> 'x')?join(',')}",
                "${(1..2000000000)?seq_contains(-1)?c}",
                "${(1..2000000000)?sort?first}",
                "${(1..2000000000)?filter(x -> x < 0)?size}",
                "${(1..*2000000000)?reverse?first}",
                "${[1..2000000000]?first?sort?first}",
                "${1..2000000000}",
                "<#assign n = 2000000000>${(1..n)?sort?first}",
                "${(1..900000)?map(x -> (1..900000)?seq_contains(x)?c)?join('')}",
                "${(1..900000)?map(x -> 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' + x)?map(x -> x + x + x + x + x + x + x + x)?sort?first}",
                "${'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'?matches('(a*)(a*)(a*)(a*)(a*)(a*)(a*)(a*)\\\\1b')?c}",
                "${'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'?replace('(a*)(a*)(a*)(a*)(a*)(a*)(a*)(a*)\\\\1b', 'x', 'r')}",
                "${'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'?split('(a*)(a*)(a*)(a*)(a*)(a*)(a*)(a*)\\\\1b', 'r')?size}",
                "<#assign a='0123456789abcdef'><#assign a=a+a+a+a+a+a+a+a><#assign a=a+a+a+a+a+a+a+a><#assign a=a+a+a+a+a+a+a+a>"
                        + "<#assign a=a+a+a+a+a+a+a+a><#assign a=a+a+a+a+a+a+a+a><#assign a=a+a+a+a+a+a+a+a>"
                        + "<#assign a=a+a+a+a+a+a+a+a><#assign a=a+a+a+a+a+a+a+a><#assign a=a+a+a+a+a+a+a+a>${a}"
            })
    @Timeout(60)
    void whatever_would_take_all_time_or_memory_is_an_error_of_that_template(String text) {
        long before = allocated();

        assertThat(wrong(text)).startsWith("error: ").contains("site.yml:3:7").doesNotContain("Exception");

        assertThat(allocated() - before).isLessThan(700L * 1024 * 1024);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${'x'?left_pad(5, '-')} | ----x",
                "${'x'?right_pad(3)}! | x  !",
                "${'a-b-c'?replace('-', '+')} | a+b+c",
                "${'a-b-c'?replace('-(.)', '$1$1', 'r')} | abbcc",
                "${'aXbx'?replace('x', '', 'i')} | ab",
                "${'a1b22'?matches('[a-z]1[a-z][0-9]+')?c} | true",
                "<#list 'a1b22'?matches('([a-z])([0-9]+)') as m>${m?groups[1]}=${m?groups[2]};</#list> | a=1;b=22;",
                "${'a1b2c'?split('[0-9]', 'r')?join('/')} | a/b/c",
                "${'a,b'?split(',')?last} | b",
                "${[]?join(',', 'none')}-${list?join(', ', 'none', '.')} | none-a, b.",
                "${[1, true?c, 'x']?join(' ')} | 1 true x",
                "${(1..3)?join(',')} | 1,2,3",
                "${(1..<count)?map(i -> 'web' + i)?join(',')} | web1,web2",
                "${list?map(x -> x?upper_case)?filter(x -> x != 'A')?join('')} | B",
                "${'0123456'[2..4]}${'0123456'[5..]}${'0123456'[1..*2]} | 2345612",
                "${(list + ['c'])[1..]?join('')} | bc",
                "<#list (list + list) as x>${x?counter}${x}<#sep>,</#sep></#list> | 1a,2b,3a,4b",
                "<#list 1.. as i><#if i gt 3><#break></#if>${i}</#list> | 123",
                "<#list map as k, v>${k};</#list> | key;inner;",
                "${(map.no.such)!'none'}${(map.no.such)???c}${(map.no.such)?has_content?c} | nonefalsefalse",
                "${(nowhere?upper_case)!'none'} | none",
                "<#switch count><#case 3>three<#break><#default>other</#switch> | three",
                "<#macro m a b='x'>${a}${b}<#nested></#macro><@m 'y'>z</@m> | yxz",
                "<#function f x=3><#return x * 2></#function>${f()}${f(5)} | 610",
                "<#assign s><#list list as x>${x}</#list></#assign>${s?length} | 2",
                "<#if count == 1>a<#elseif count == 3>b<#else>c</#if> | b",
                "<#attempt>${1/0}<#recover>mended</#attempt> | mended",
                "${list?sort_by([])?join('')!} | ab"
            })
    void what_ends_is_worked_out_as_ever(String text, String printed) {
        assertThat(new Templates(USUAL).render(text, HERE)).isEqualTo(printed);
    }

    @Test
    void a_large_text_and_a_long_list_are_no_error() {
        String letters = "0123456789abcdef".repeat(64 * 1024);
        List<Integer> numbers = IntStream.range(0, 100_000).boxed().toList();
        Templates templates = new Templates(USUAL.with(Map.of("letters", letters, "numbers", numbers)));

        assertThat(templates.render("${letters?upper_case?replace('0', 'zero')}${letters}", HERE))
                .hasSize(letters.length() * 2 + 3 * 64 * 1024);
        assertThat(templates
                        .render("<#list numbers as n>${n?string('000000')?left_pad(10)}\n</#list>", HERE)
                        .lines())
                .hasSize(100_000);
        assertThat(templates
                        .render("${numbers?map(n -> n + 1)?join('\n')}", HERE)
                        .lines())
                .hasSize(100_000);
    }

    @Test
    void what_the_text_itself_says_is_still_quoted() {
        assertThat(wrong("${'a1'?number}")).contains("Can't convert this string to number: \"a1\"");
    }

    @Test
    void nothing_is_logged_of_what_a_template_recovers_from() {
        List<LogRecord> logged = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord written) {
                logged.add(written);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        try {
            assertThat(value("<#attempt>${docker_mirror?number}<#recover>x</#attempt>"))
                    .isEqualTo("x");
            assertThat(value("${'a'?replace('b', 'c', docker_mirror)}")).isEqualTo("a");
        } finally {
            root.removeHandler(handler);
        }
        assertThat(logged).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${",
                "x ${",
                "${}",
                "${a b}",
                "${count, count}",
                "${1/0}",
                "x${1/0}",
                "<#if>",
                "</#if>",
                "<#list 1..2>",
                "${list}x",
                "${map}x",
                "${.now}",
                "${.data_model}",
                "${1..}",
                "${'a'?number}",
                "${'x'?no_such}",
                "${list[7]}",
                "${count?matches('[')}",
                "<#macro m><@m/></#macro><@m/>",
                "<#stop 'x'>",
                "${'\\u0000'?eval}",
            })
    void whatever_is_wrong_with_an_expression_is_an_error_in_the_input(String text) {
        assertThat(wrong(text))
                .startsWith("error: th")
                .contains("\n  at site.yml:3:7")
                .doesNotContain("Exception");
    }

    @Test
    void nothing_that_a_host_said_is_evaluated() {
        Variables variables = variables("mine: \"${said}\"\nagain: [\"${mine}\"]\nsecret: s3cret\n")
                .with(Map.of("said", "${secret}", "result", Map.of("stdout", "${secret} <#include 'x'> {{ secret }}")));
        Templates templates = new Templates(variables);
        assertThat(templates.evaluate(Yaml.of(HERE, "${said}")).plain()).isEqualTo("${secret}");
        assertThat(templates.evaluate(Yaml.of(HERE, "x${mine}")).plain()).isEqualTo("x${secret}");
        assertThat(templates.evaluate(Yaml.of(HERE, "${again}")).plain()).isEqualTo(List.of("${secret}"));
        assertThat(templates.evaluate(Yaml.of(HERE, "${result.stdout}")).plain())
                .isEqualTo("${secret} <#include 'x'> {{ secret }}");
        assertThat(templates.holds("said == r\"${secret}\"", HERE)).isTrue();
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
