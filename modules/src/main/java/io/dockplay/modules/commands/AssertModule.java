package io.dockplay.modules.commands;

import io.dockplay.message.Message;
import io.dockplay.resource.Condition;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Option;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.PlaybookModule;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks conditions of the playbook, and fails the host where one does not hold. */
@PlaybookModule(
        name = "assert",
        isUndone = false,
        sentence = "Conditions that must hold, or the host fails with a message.",
        more = "Nothing is looked at on the host.",
        example = """
                - name: There is memory enough
                  assert:
                    that: facts.memory_mib >= 512
                    message: Docker needs 512 MiB of memory.

                - name: The daemon has the mirror
                  assert:
                    that: info.stdout?contains("registry-mirrors")
                """)
public record AssertModule(
        @Option(value = "what must hold, in the playbook's expression language", required = true)
        List<Condition> that,

        @Option("what is told when one does not hold") Optional<String> message)
        implements Resource<AssertModule.State> {

    /** The state of nothing: this module does not probe the host. */
    public record State() {}

    public AssertModule {
        that = List.copyOf(that);
        if (that.isEmpty()) {
            throw new InvalidOption(
                    "that",
                    Message.of("there is nothing to assert"),
                    Message.of("Give a condition, or a list of them."));
        }
    }

    @Override
    public String label() {
        return that.get(0).text() + (that.size() == 1 ? "" : " …");
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
        return that.stream()
                .filter(condition -> !condition.holds(Map.of()))
                .findFirst()
                .map(condition -> Plan.blocked(
                        List.of(),
                        message.map(text -> Message.of("%s (%s does not hold)", text, condition.text()))
                                .orElse(Message.of("%s does not hold", condition.text()))))
                .orElse(Plan.NOTHING);
    }
}
