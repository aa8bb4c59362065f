package io.dockplay.playbook.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.problem.Position;
import io.dockplay.yaml.Yaml;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Templates are compiled once for a whole run. */
class CompiledTemplatesTest {

    private static final Position HERE = new Position("site.yml", 3, 7);

    private final List<String> compiled = Collections.synchronizedList(new ArrayList<>());

    private CompiledTemplates counting(int bound) {
        return new CompiledTemplates(
                (file, text) -> {
                    compiled.add(text);
                    return CompiledTemplates.compile(file, text);
                },
                bound);
    }

    private static Templates on(String host, CompiledTemplates shared) {
        return new Templates(Variables.of(Map.of("name", host), Map.of(), shared));
    }

    @Test
    void an_expression_is_compiled_once_for_all_hosts_and_each_sees_its_own_value() {
        CompiledTemplates shared = counting(1000);

        for (String host : List.of("web1", "web2", "web3")) {
            assertThat(on(host, shared).evaluate(Yaml.of(HERE, "${name}")).plain())
                    .isEqualTo(host);
            assertThat(on(host, shared).render("I am ${name}.", HERE)).isEqualTo("I am " + host + ".");
            assertThat(on(host, shared).holds("name == 'web2'", HERE)).isEqualTo(host.equals("web2"));
        }

        assertThat(compiled).hasSize(3);
    }

    @Test
    void variables_that_are_made_of_a_hosts_variables_share_its_templates() {
        Variables host = Variables.of(Map.of("name", "web1"), Map.of(), counting(1000));

        for (Variables moment : List.of(host, host.with("item", 1), host.withDefaults(Map.of("x", 2)))) {
            new Templates(moment).render("I am ${name}.", HERE);
        }

        assertThat(compiled).hasSize(1);
    }

    @Test
    void a_template_can_ask_for_its_name_and_so_is_compiled_for_each_file() {
        CompiledTemplates shared = counting(1000);

        assertThat(on("web1", shared).render("${.main_template_name}", Position.of("a.conf")))
                .isEqualTo("a.conf");
        assertThat(on("web1", shared).render("${.main_template_name}", Position.of("b.conf")))
                .isEqualTo("b.conf");
    }

    @Test
    void beyond_the_bound_the_template_that_was_not_used_for_longest_goes() {
        CompiledTemplates shared = counting(10);
        Templates templates = on("web1", shared);

        templates.render("aaaa", HERE);
        templates.render("bbbb", HERE);
        templates.render("aaaa", HERE);
        templates.render("cccc", HERE);
        templates.render("aaaa", HERE);
        templates.render("bbbb", HERE);

        assertThat(compiled).containsExactly("aaaa", "bbbb", "cccc", "bbbb");
    }

    @Test
    void a_template_that_is_longer_than_the_bound_is_rendered_and_not_kept() {
        Templates templates = on("web1", counting(3));

        assertThat(templates.render("I am ${name}.", HERE)).isEqualTo("I am web1.");
        assertThat(templates.render("I am ${name}.", HERE)).isEqualTo("I am web1.");
        assertThat(compiled).hasSize(2);
    }

    @Test
    void many_threads_may_evaluate_the_same_templates() throws Exception {
        CompiledTemplates shared = counting(100);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> texts = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                String host = "web" + i;
                texts.add(threads.submit(() ->
                        on(host, shared).render("<#list [1, 2] as x>${name?upper_case}-${x + 1} </#list>", HERE)));
            }
            for (int i = 0; i < texts.size(); i++) {
                assertThat(texts.get(i).get()).isEqualTo("WEB" + i + "-2 WEB" + i + "-3 ");
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
