package io.dockplay.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What answers may take. */
class RoomTest {

    private static void takesMoreThanItsOwn(SharedRoom shared) throws GivenUp {
        try (Room room = new Room(shared, Integer.MAX_VALUE)) {
            room.take(Limits.OWN + 1L);
        }
    }

    @Test
    void the_hosts_of_a_run_share_what_is_left_and_those_of_another_run_do_not_feel_it() {
        SharedRoom full = new SharedRoom();
        assertThat(full.take(Limits.SHARED)).isTrue();

        assertThatThrownBy(() -> takesMoreThanItsOwn(full)).isInstanceOf(GivenUp.class);
        assertThatCode(() -> takesMoreThanItsOwn(new SharedRoom())).doesNotThrowAnyException();
    }

    @Test
    void what_a_host_has_taken_is_there_for_the_next() {
        SharedRoom shared = new SharedRoom();
        assertThat(shared.take(Limits.SHARED - 1)).isTrue();

        assertThatCode(() -> takesMoreThanItsOwn(shared)).doesNotThrowAnyException();
        assertThatCode(() -> takesMoreThanItsOwn(shared)).doesNotThrowAnyException();
    }
}
