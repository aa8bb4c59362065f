package io.dockplay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Talks to the real runtime.sh in a real shell, by the connection that needs no network. */
@Timeout(60)
abstract class TalksToThisShell {

    static final AtomicInteger JOBS = new AtomicInteger();

    @TempDir
    Path folder;

    TestHost host;
    Conversation conversation;
    ProbeOutput facts;

    @BeforeEach
    void begin() throws Exception {
        host = new TestHost(folder);
        Conversation.Begun begun = Conversation.begin(host, Become.LOGIN_USER, HostMessage.facts());
        conversation = begun.conversation();
        facts = begun.replies().probeOutput();
    }

    @AfterEach
    void end() {
        conversation.close();
        host.close();
    }

    static Job job(Script script, String record) {
        return Job.of("run-" + JOBS.incrementAndGet(), script, record);
    }

    ProbeOutput look(Script script) throws Unreachable {
        Map<Integer, ProbeOutput> probes = conversation
                .exchange(new HostMessage().probe(0, script), Live.SILENT)
                .probes();
        assertThat(probes).containsKey(0);
        return probes.get(0);
    }
}
