package io.dockplay.modules.commands;

import io.dockplay.message.Message;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Option;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.PlaybookModule;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import java.util.List;
import java.util.Optional;

/** Fails the host with a message. */
@PlaybookModule(
        name = "fail",
        isUndone = false,
        sentence = "Fails with a message.",
        more = "It is used with `when`, or in `rescue`.",
        example = """
                - name: The kernel is new enough
                  fail: {msg: "Docker needs at least 2.6.32-431, and this is ${facts.kernel}."}
                  when: facts.os.major == 6 && facts.memory_mib < 256
                """)
public record FailModule(@Option("why") Optional<String> msg) implements Resource<FailModule.State> {

    /** The state of nothing: this module does not probe the host. */
    public record State() {}

    @Override
    public String label() {
        return msg.orElse("");
    }

    @Override
    public Script probe(Machine machine) {
        return Script.NOTHING;
    }

    @Override
    public State read(ProbeOutput probeOutput) {
        return new State();
    }

    @Override
    public Plan plan(State actual, Machine machine, PendingChanges pendingChanges) {
        return Plan.blocked(List.of(), msg.map(Message::quoted).orElse(Message.of("the playbook says so")));
    }
}
