package io.dockplay.report.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run was begun with, as the first line of its log has it.
 *
 * @param log the format of the log
 * @param run the run's name, by which the hosts' records know it as well
 * @param at when it was begun
 * @param command what it did, such as {@code apply}
 * @param playbook the playbook
 * @param dryRun whether it changed nothing
 * @param verbosity how much of it was printed
 * @param brief whether hosts as wanted were left out
 * @param hosts all its hosts, in the order of its report
 * @param inputs what it was made of
 */
public record RunHead(
        int log,
        String run,
        Instant at,
        String command,
        String playbook,
        boolean dryRun,
        int verbosity,
        boolean brief,
        List<String> hosts,
        RunInputs inputs) {

    /** The format that this dockplay writes and reads. */
    public static final int FORMAT = 1;

    public RunHead {
        hosts = List.copyOf(hosts);
    }

    /** A run of which nobody knows what it was made of. */
    public RunHead(
            int log,
            String run,
            Instant at,
            String command,
            String playbook,
            boolean dryRun,
            int verbosity,
            boolean brief,
            List<String> hosts) {
        this(log, run, at, command, playbook, dryRun, verbosity, brief, hosts, RunInputs.UNKNOWN);
    }

    /** The playbook; of a command that runs none, the pattern of its hosts. */
    public String about() {
        return playbook.isEmpty() ? inputs.limit() : playbook;
    }

    /** The same run, of which more or less is printed. */
    public RunHead withVerbosity(int other) {
        return new RunHead(log, run, at, command, playbook, dryRun, other, brief, hosts, inputs);
    }

    /** This as a line of JSON, which {@link #read} reads. */
    public ObjectNode toJson() {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("log", log);
        line.put("run", run);
        line.put("at", at.toString());
        line.put("command", command);
        line.put("playbook", playbook);
        line.put("dry_run", dryRun);
        line.put("verbosity", verbosity);
        line.put("brief", brief);
        hosts.forEach(line.putArray("hosts")::add);
        line.set("inputs", EventJson.tree(inputs));
        return line;
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws java.time.DateTimeException when there is no moment in it
     */
    public static RunHead read(JsonNode json) {
        List<String> hosts = new ArrayList<>();
        json.path("hosts").forEach(host -> hosts.add(host.asText()));
        return new RunHead(
                json.path("log").asInt(),
                json.path("run").asText(),
                Instant.parse(json.path("at").asText()),
                json.path("command").asText(),
                json.path("playbook").asText(),
                json.path("dry_run").asBoolean(),
                json.path("verbosity").asInt(),
                json.path("brief").asBoolean(),
                hosts,
                json.has("inputs")
                        ? EventJson.JSON.convertValue(json.get("inputs"), RunInputs.class)
                        : RunInputs.UNKNOWN);
    }
}
