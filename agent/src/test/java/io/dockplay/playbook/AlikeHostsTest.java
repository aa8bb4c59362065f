package io.dockplay.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.playbook.eval.Variables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is asked, each host's answer is the one that it would give itself. */
class AlikeHostsTest {

    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void each_host_gets_the_answer_that_it_would_give_itself(long seed) {
        Random random = new Random(seed);
        List<Variables> hosts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            hosts.add(host(random));
        }
        AlikeHosts alike = AlikeHosts.of(hosts);
        for (int question = 0; question < 40; question++) {
            int number = random.nextInt();
            List<AlikeHosts.Answer<String>> answers = alike.ask(host -> answer(host, number));

            Map<Variables, String> given = new LinkedHashMap<>();
            answers.forEach(each -> each.hosts().forEach(host -> given.put(host, each.answer())));
            assertThat(given).hasSize(hosts.size());
            given.forEach((host, answer) -> assertThat(answer).isEqualTo(answer(host, number)));
        }
    }

    /** Goes from one variable to another one by the values that it finds. */
    private static String answer(Variables host, int number) {
        StringBuilder answer = new StringBuilder();
        int at = number;
        for (int i = 0; i < 3; i++) {
            String name = NAMES.get(Math.floorMod(at, NAMES.size()));
            Object value = host.evaluated(Set.of(name)).getOrDefault(name, "none");
            answer.append(name).append('=').append(value).append(' ');
            at = at * 31 + value.hashCode();
        }
        return answer.toString();
    }

    private static Variables host(Random random) {
        Map<String, Object> values = new HashMap<>();
        Map<String, Object> defaults = new HashMap<>();
        for (String name : NAMES) {
            (random.nextInt(4) == 0 ? defaults : values).put(name, random.nextInt(3));
        }
        values.keySet().removeIf(name -> random.nextInt(6) == 0);
        return Variables.of(values, Map.of()).withDefaults(defaults);
    }
}
