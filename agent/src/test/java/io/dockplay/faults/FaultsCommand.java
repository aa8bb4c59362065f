package io.dockplay.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code bench/faults} runs. */
@Command(
        name = "bench/faults",
        mixinStandardHelpOptions = true,
        description =
                "Lets connections, processes, disks and hosts fail while dockplay is at work on throw-away hosts.",
        footer = "Ends with 1 when something was found, and prints with it all that is needed to understand it.")
final class FaultsCommand implements java.util.concurrent.Callable<Integer> {

    @Option(
            names = "--seed",
            description = "Makes the trials of that seed; without it a new one is taken, and printed.")
    private long seed = ThreadLocalRandom.current().nextInt(1, 1_000_000);

    @Option(names = "--trials", description = "How many (default: ${DEFAULT-VALUE}).")
    private int trials = 250;

    @Option(names = "--from", description = "The number of the first one (default: ${DEFAULT-VALUE}).")
    private int from = 1;

    @Option(names = "--trial", description = "Makes only the trial of this number; of several, when given again.")
    private List<Integer> only = List.of();

    @Option(names = "--kind", description = "Makes only trials of this kind: ${COMPLETION-CANDIDATES}.")
    private List<Kind> kinds = List.of(Kind.values());

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FaultsCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<Trial> chosen = (only.isEmpty()
                        ? IntStream.iterate(from, number -> number + 1).boxed()
                        : only.stream())
                .map(number -> Trial.of(seed, number))
                .filter(trial -> kinds.contains(trial.kind()))
                .limit(trials)
                .toList();
        Path folder = Files.createTempDirectory("dockplay-faults-");
        System.out.printf("seed %d; each trial's files are in %s%n", seed, folder);
        List<Verdict> verdicts = FaultTrials.make(chosen, folder, System.out::println);
        System.out.println();
        System.out.print(Table.of(verdicts));
        long found = verdicts.stream()
                .filter(verdict -> !verdict.findings().isEmpty())
                .count();
        System.out.printf("%ntrials in which something was found: %d%n", found);
        return found == 0 ? 0 : 1;
    }
}
