package io.dockplay.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** In which order a play's hosts are begun. */
class RolloutTest {

    private static final List<String> HOSTS = List.of("web1", "web2", "web3", "web4", "web5", "web6");

    /** The same round, seen from its first host. */
    private static List<String> round(List<String> order) {
        List<String> round = new ArrayList<>(order);
        Collections.rotate(round, -round.indexOf("web1"));
        return round;
    }

    @Test
    void a_shuffle_is_another_order_each_time_and_not_only_another_beginning() {
        Set<List<String>> orders = new HashSet<>();
        Set<List<String>> rounds = new HashSet<>();
        Set<String> first = new HashSet<>();
        for (long seed = 0; seed < 200; seed++) {
            List<String> order = Rollout.Order.shuffled(HOSTS, Function.identity(), seed * 1_000_003);
            assertThat(order).containsExactlyInAnyOrderElementsOf(HOSTS);
            orders.add(order);
            rounds.add(round(order));
            first.add(order.get(0));
        }
        assertThat(orders).hasSizeGreaterThan(100);
        assertThat(rounds).hasSizeGreaterThan(50);
        assertThat(first).containsExactlyInAnyOrderElementsOf(HOSTS);
    }

    @Test
    void in_one_run_some_of_the_hosts_stand_in_the_same_order_as_all() {
        List<String> all = Rollout.Order.SHUFFLE.of(HOSTS, Function.identity());
        List<String> some = HOSTS.subList(1, 4);

        assertThat(Rollout.Order.SHUFFLE.of(some, Function.identity()))
                .containsExactlyElementsOf(all.stream().filter(some::contains).toList());
    }
}
