package io.dockplay.modules.commands;

import io.dockplay.message.Message;
import io.dockplay.resource.DebugMessage;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Option;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.PlaybookModule;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import java.util.Optional;

/** Reports a message, and touches nothing on the host. */
@PlaybookModule(
        name = "debug",
        isUndone = false,
        sentence = "Tells people something.",
        more = "Nothing is looked at or done on the host, also not in a dry run.",
        example = """
                - name: Which Docker
                  debug: {msg: "Docker is ${facts.docker_version}"}

                - name: Where it is
                  debug: {var: facts.addresses}
                """)
public record DebugModule(
        @Option("what is told, any value; a list or a mapping as JSON")
        Optional<DebugMessage> msg,

        @Option("an expression whose value is told; instead of `msg`")
        Optional<DebugMessage> var)
        implements Resource<DebugModule.State> {

    private static final int LABEL = 60;

    /** The state of nothing: this module does not probe the host. */
    public record State() {}

    public DebugModule {
        if (msg.isPresent() == var.isPresent()) {
            throw new InvalidOption(
                    "",
                    Message.of("debug tells either msg or var"),
                    Message.of("Write msg: a text, or var: an expression."));
        }
    }

    @Override
    public String label() {
        String text = says().orElse("").strip().replaceAll("\\s+", " ");
        return text.length() <= LABEL ? text : text.substring(0, LABEL - 1) + "…";
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
        return Plan.NOTHING;
    }

    @Override
    public Optional<String> says() {
        return msg.or(() -> var).map(DebugMessage::text);
    }
}
