package io.dockplay.playbook.eval;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.dockplay.yaml.Yaml;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a template cannot do: run without an end, reach a class or a file, quote a secret, or evaluate what a host printed. */
class TemplateBoundsTest extends UsualVariables {

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
        assertThat(wrong(text)).startsWith("error[DP").contains("site.yml:3:7").doesNotContain("root:");
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
        assertThat(said).startsWith("error").doesNotContain("hidden", "word");
        said = wrong(text, variables("{pw: hidden-Word, count: 3, map: {a: 1}}"))
                .toLowerCase(Locale.ROOT);
        assertThat(said).startsWith("error").doesNotContain("hidden", "word");
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

        assertThat(wrong(text)).startsWith("error").contains("site.yml:3:7").doesNotContain("Exception");

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
                .startsWith("error[DP")
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
}
