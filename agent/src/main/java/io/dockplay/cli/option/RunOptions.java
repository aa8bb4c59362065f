package io.dockplay.cli.option;

import io.dockplay.engine.coordination.RunMode;
import io.dockplay.playbook.Selection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every command that talks to hosts. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class RunOptions {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Mixin
    public InventoryOption inventory = new InventoryOption();

    @Option(
            names = {"-l", "--limit"},
            paramLabel = "PATTERN",
            description = "Only these of the play's hosts: names, groups, web*, a:b, !c, @FILE, @failed.")
    public Optional<String> limit = Optional.empty();

    @Mixin
    public ExtraVariables extraVariables = new ExtraVariables();

    @Mixin
    public VaultOptions vault = new VaultOptions();

    @Option(
            names = {"-t", "--tags"},
            split = ",",
            paramLabel = "TAG",
            description = "Only tasks with one of these tags, and those with the tag always.")
    public List<String> tags = new ArrayList<>();

    @Option(names = "--skip-tags", split = ",", paramLabel = "TAG", description = "No tasks with one of these tags.")
    public List<String> skipTags = new ArrayList<>();

    @Option(
            names = {"--start-at", "--start-at-task"},
            paramLabel = "NAME",
            description = "Begin with the task of this name, which may hold *; what stands before it is left out.")
    public Optional<String> startAt = Optional.empty();

    /** Whether the run warns of settings of ssh_config that it ignores. */
    public boolean tellsSshConfig;

    /** What is listed instead of being run. */
    @Mixin
    public ListOptions listing = new ListOptions();

    /** The variables of prompts that do not show what is typed. */
    public final Set<String> askedSecretly = new HashSet<>();

    /** Whether the prompts of plays are asked; else a variable that is not given is empty. */
    public boolean asks = true;

    /** Which of the playbook's tasks are chosen. */
    public Selection selection() {
        return new Selection(Set.copyOf(tags), Set.copyOf(skipTags), startAt);
    }

    @Mixin
    public ForksOption forks = new ForksOption();

    @Option(
            names = {"--dry-run", "--check", "-C"},
            description = "Only look, and show what would be changed; nothing is written.")
    public boolean dryRun;

    @Option(
            names = "--resolve",
            description = "While looking, ask yum for all that it would do, dependencies and sizes; fills its cache.")
    boolean resolve;

    @Option(
            names = {"-y", "--yes"},
            description = "Go ahead without asking.")
    public boolean yes;

    @Option(
            names = {"-b", "--become"},
            description = "For the habit: tasks run as root anyway, unless the play or the task says become: false.")
    boolean become;

    @Mixin
    public LoginOptions login = new LoginOptions();

    @Mixin
    public RunFormatOption format = new RunFormatOption();

    @Mixin
    public ColourOption colour = new ColourOption();

    @Option(
            names = "--detailed-exitcode",
            description = "End with 5 when something was, or in a dry run would be, changed.")
    public boolean detailedExitCode;

    @Mixin
    public VerboseOption verbose = new VerboseOption();

    @Mixin
    public BundleOption bundle = new BundleOption();

    /** The mode of a run that changes nothing; with a bundle it names the versions in it. */
    public RunMode looking() {
        return resolve || bundle.isGiven() ? RunMode.RESOLVE : RunMode.DRY_RUN;
    }

    /** The words of the command line that these options are of; none where they were made of others. */
    public List<String> commandLine() {
        return command == null
                ? List.of()
                : command.root().commandLine().getParseResult().originalArgs();
    }

    /** Whether the run asks before each task that changes something. */
    public boolean step;

    /** Whether notified handlers run even on hosts that fail, whatever their plays say. */
    public boolean forceHandlers;

    /** Whether the report has only what differs, and no table; drift does so. */
    public boolean brief;

    /** How much of the run is shown. */
    @Mixin
    public ShowOptions show = new ShowOptions();

    @Mixin
    public DebugOption debug = new DebugOption();
}
