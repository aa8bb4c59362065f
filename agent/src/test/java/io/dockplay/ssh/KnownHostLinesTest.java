package io.dockplay.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KnownHostLinesTest {

    private final KnownHost.Lines lines = new KnownHost.Lines();

    private void add(String names) {
        lines.add(new KnownHost(KnownHost.Marker.NONE, names, "ssh-ed25519", new byte[0]), Path.of("known_hosts"));
    }

    @Test
    void a_host_is_compared_only_with_lines_of_patterns_and_hashes_however_many_name_one_host_each() {
        for (int i = 0; i < 1000; i++) {
            add("web" + i + ",192.0.2." + i);
        }
        add("*.example.com,!db.example.com");
        add(KnownHost.hashed("web7"));

        assertThat(lines.compared()).isEqualTo(2);
    }

    @Test
    void the_lines_of_a_host_come_in_the_order_of_the_files() {
        add("*");
        add("Web1,web1,x");
        add("web2");
        add(KnownHost.hashed("web1"));
        add("web1");

        assertThat(lines.of("WEB1")).extracting(KnownHost.Lines.Line::number).containsExactly(0, 1, 3, 4);
        assertThat(lines.of("web3")).extracting(KnownHost.Lines.Line::number).containsExactly(0);
    }
}
