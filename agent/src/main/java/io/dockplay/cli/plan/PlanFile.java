package io.dockplay.cli.plan;

import io.dockplay.cli.option.RunOptions;
import io.dockplay.cli.run.PlaybookRunner;
import io.dockplay.engine.event.Secrets;
import io.dockplay.engine.plan.HostPlan;
import io.dockplay.engine.session.HostTarget;
import io.dockplay.message.Message;
import io.dockplay.playbook.Selection;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.InputFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plan as it is kept in a file, without secrets.
 *
 * @param made when, in ISO 8601
 * @param playbook the playbook's path
 * @param inventory what {@code -i} named
 * @param limit the pattern of {@code --limit}
 * @param selection which tasks were chosen
 * @param extraVariables those of {@code -e}, but for secrets
 * @param secretVariables the names of those that are secret, which must be given again
 * @param inputs each file that was read → the SHA-256 of its content
 * @param hosts host → what would be changed there
 */
public record PlanFile(
        String made,
        String playbook,
        List<String> inventory,
        Optional<String> limit,
        Selection selection,
        Map<String, String> extraVariables,
        List<String> secretVariables,
        Map<String, String> inputs,
        Map<String, HostPlan> hosts) {

    public PlanFile {
        inventory = List.copyOf(inventory);
        extraVariables = Collections.unmodifiableMap(new LinkedHashMap<>(extraVariables));
        secretVariables = List.copyOf(secretVariables);
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
    }

    /** Whether a file is a plan and not a playbook: a playbook is a YAML list, a plan is a JSON object. */
    public static boolean isIn(Path file) {
        try {
            return Files.isRegularFile(file)
                    && Files.readString(file).stripLeading().startsWith("{");
        } catch (IOException e) {
            return false; // whoever reads it as a playbook tells why it cannot be read
        }
    }

    /** What a run that only looked has found, of the playbook, the inventory and the options as they are now. */
    public static PlanFile of(Path playbook, RunOptions options, Map<String, HostPlan> hosts, InputFiles files) {
        Map<String, String> inputs = new LinkedHashMap<>();
        files.digests().forEach((file, digest) -> inputs.put(shown(file), digest));
        Map<String, String> open = new LinkedHashMap<>(options.extraVariables.values(files));
        open.entrySet().removeIf(each -> isSecret(each, options, files));
        return new PlanFile(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                playbook.toString(),
                options.inventory.sources,
                options.limit,
                options.selection(),
                open,
                options.extraVariables.values(files).entrySet().stream()
                        .filter(each -> isSecret(each, options, files))
                        .map(Map.Entry::getKey)
                        .toList(),
                inputs,
                hosts);
    }

    /** A path that holds in other copies of the folder too, where the file is in it. */
    private static String shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        Path whole = file.toAbsolutePath().normalize();
        return (whole.startsWith(here) ? here.relativize(whole) : whole).toString();
    }

    /** Whether a variable's name, or a key within its value, says that it is secret. */
    private static boolean isSecret(Map.Entry<String, String> variable, RunOptions options, InputFiles files) {
        return options.askedSecretly.contains(variable.getKey())
                || files.read("-e " + variable.getKey(), variable.getValue())
                        .map(value -> Secrets.holds(variable.getKey(), value.plain()))
                        .orElse(false);
    }

    /**
     * The hosts of the plan, with the playbook and the inventory that it was made of.
     *
     * @param options what was said on the command line; what the plan holds is put into them
     * @param runner reads them
     * @throws InvalidInput when they are not what they were
     */
    public List<HostTarget> targets(Path file, RunOptions options, PlaybookRunner runner) {
        InputFiles files = runner.context().files();
        Position where = Position.of(file.toString());
        List<Problem> problems = new ArrayList<>();
        if (!options.inventory.sources.isEmpty()
                || options.limit.isPresent()
                || !options.selection().equals(Selection.ALL)) {
            problems.add(Problem.at(
                    where,
                    Message.of("the plan has its own inventory, limit and choice of tasks"),
                    Message.of("Leave out -i, --limit, --tags, --skip-tags and --start-at, or make a new plan.")));
        }
        options.extraVariables.values(files).keySet().stream()
                .filter(name -> !secretVariables.contains(name))
                .forEach(name -> problems.add(Problem.at(
                        where,
                        Message.of("the plan was made without -e %s", name),
                        Message.of("Leave it out, or make a new plan with it."))));
        secretVariables.stream()
                .filter(name -> !options.extraVariables.values(files).containsKey(name))
                .forEach(name -> problems.add(Problem.at(
                        where,
                        Message.of("the plan was made with the secret variable %s, which it does not keep", name),
                        Message.of("Give it again: -e %s=….", name))));
        if (problems.isEmpty()) {
            options.inventory.sources = inventory;
            options.limit = limit;
            options.tags = new ArrayList<>(selection.tags());
            options.skipTags = new ArrayList<>(selection.skipped());
            options.startAt = selection.startAt();
            options.extraVariables.add(extraVariables);
        }
        checkInputs(where, problems);
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        List<HostTarget> targets = runner.targets(Optional.of(Path.of(playbook)), options).stream()
                .filter(target -> hosts.containsKey(target.name()))
                .toList();
        refuseMoreInputs(where, files);
        return targets;
    }

    /** A host's variables may come from a file that was not there when the plan was made. */
    private void refuseMoreInputs(Position where, InputFiles files) {
        List<Problem> problems = files.digests().keySet().stream()
                .filter(file -> !inputs.containsKey(shown(file)))
                .map(file -> Problem.at(
                        where,
                        Message.of("%s was not there when the plan was made", file),
                        Message.of("Make a new plan, or take it away.")))
                .toList();
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
    }

    private void checkInputs(Position where, List<Problem> problems) {
        InputFiles now = new InputFiles();
        inputs.forEach((input, digest) -> {
            try {
                now.note(Path.of(input));
                if (!digest.equals(now.digests().get(Path.of(input)))) {
                    problems.add(Problem.at(
                            where,
                            Message.of("%s has changed since the plan was made", input),
                            Message.of("Make a new plan of it.")));
                }
            } catch (IOException e) {
                problems.add(Problem.at(
                        where,
                        Message.of("%s cannot be read, which the plan was made of", input),
                        Message.of("Run it in the folder where the plan was made, or make a new plan.")));
            }
        });
    }
}
