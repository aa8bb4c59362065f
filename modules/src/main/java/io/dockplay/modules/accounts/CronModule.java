package io.dockplay.modules.accounts;

import io.dockplay.message.Message;
import io.dockplay.modules.base.AccountNames;
import io.dockplay.modules.files.FileAttributes;
import io.dockplay.modules.files.FileState;
import io.dockplay.modules.files.TextFile;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.InvalidOption;
import io.dockplay.resource.Machine;
import io.dockplay.resource.Option;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.PlaybookModule;
import io.dockplay.resource.Prerequisite;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Resource;
import io.dockplay.resource.Script;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Edits one job of a user's crontab, or of a file in /etc/cron.d. */
@PlaybookModule(
        name = "cron",
        sentence = "A job that cron runs, under the name by which it is found again.",
        example = """
                - name: Images that nothing uses go at night
                  cron: {name: prune images, hour: 3, minute: 30, job: "docker image prune -f >/dev/null"}

                - name: Images that nothing uses go at midnight, by a file of their own
                  cron: {name: prune images, cron_file: docker, special_time: daily, job: docker image prune -f}

                - name: No more backups by cron
                  cron: {name: backup, state: absent}
                """)
public record CronModule(
        @Option("by which the job is found again; it stands in a comment above the job")
        String name,

        @Option(value = "who runs it, and in whose table it is", defaults = "root")
        Optional<String> user,

        @Option(value = "which minutes of the hour, as in crontab", defaults = "*")
        Optional<String> minute,

        @Option(value = "which hours of the day, as in crontab", defaults = "*")
        Optional<String> hour,

        @Option(value = "which days of the month, as in crontab", defaults = "*")
        Optional<String> day,

        @Option(value = "which months, as in crontab", defaults = "*")
        Optional<String> month,

        @Option(value = "which days of the week, as in crontab", defaults = "*")
        Optional<String> weekday,

        @Option("in the place of `minute`, `hour`, `day`, `month` and `weekday`")
        Optional<SpecialTime> specialTime,

        @Option("the command, in one line") Optional<String> job,

        @Option(value = "whether the job is there", defaults = "present")
        Optional<DesiredState> state,

        @Option("the job is there as a comment only") Optional<Boolean> disabled,

        @Option(value = "a file in `/etc/cron.d`, in the place of the user's own table", example = "docker")
        Optional<String> cronFile)
        implements Resource<FileState> {

    /** Whether the job shall be there. */
    public enum DesiredState {
        /** The job exists. */
        PRESENT,
        /** The job does not exist; a table that is empty without it is removed. */
        ABSENT
    }

    /** cron's own names of times. */
    public enum SpecialTime {
        /** When cron starts. */
        REBOOT,
        /** At the beginning of each year. */
        YEARLY,
        /** The same time as {@code yearly}. */
        ANNUALLY,
        /** At the beginning of each month. */
        MONTHLY,
        /** At the beginning of each Sunday. */
        WEEKLY,
        /** At midnight. */
        DAILY,
        /** At the beginning of each hour. */
        HOURLY
    }

    /** The number of root; the name that a probe asks for is that of the job's user. */
    private static final String ROOT = "0";

    private static final String FIELD = "[0-9*,/-]+|[A-Za-z]{3}([,-][A-Za-z]{3})*";

    public CronModule {
        refuseSeveralLines("name", name);
        job.ifPresent(line -> refuseSeveralLines("job", line));
        user.ifPresent(each -> AccountNames.refuseOddName("user", each));
        Map<String, Optional<String>> fields =
                Map.of("minute", minute, "hour", hour, "day", day, "month", month, "weekday", weekday);
        fields.forEach((option, field) -> {
            if (field.isPresent() && !field.get().matches(FIELD)) {
                throw new InvalidOption(
                        option,
                        Message.of("%s \"%s\" is no time of cron's", option, field.get()),
                        Message.of("Write it as in crontab, such as \"*/5\", \"1-5\" or \"0,30\"."));
            }
        });
        boolean isTimed = fields.values().stream().anyMatch(Optional::isPresent);
        if (specialTime.isPresent() && isTimed) {
            throw new InvalidOption(
                    "special_time",
                    Message.of("special_time stands in the place of the other times"),
                    Message.of("Leave out one of the two."));
        }
        boolean isAbsent = state.equals(Optional.of(DesiredState.ABSENT));
        if (!isAbsent && job.isEmpty()) {
            throw new InvalidOption(
                    "job", Message.of("the job %s has no command", name), Message.of("Give job, or state: absent."));
        }
        if (cronFile.isPresent() && !cronFile.get().matches("[A-Za-z0-9_][A-Za-z0-9_-]*")) {
            throw new InvalidOption(
                    "cron_file",
                    Message.of("\"%s\" is not a name of a file in /etc/cron.d", cronFile.get()),
                    Message.of("Use letters, digits, dashes and underscores; cron passes over others."));
        }
    }

    private static void refuseSeveralLines(String option, String text) {
        if (text.isBlank() || text.matches("(?s).*[\\n\\r].*")) {
            throw new InvalidOption(
                    option,
                    text.isBlank() ? Message.of("%s is empty", option) : Message.of("%s has several lines", option),
                    Message.of("Write it in one line; a longer command is a script of its own."));
        }
    }

    private String owner() {
        return user.orElse("root");
    }

    private String path() {
        return cronFile.map(file -> "/etc/cron.d/" + file).orElse("/var/spool/cron/" + owner());
    }

    private boolean isAbsent() {
        return state.equals(Optional.of(DesiredState.ABSENT));
    }

    @Override
    public String label() {
        return name + " in " + path();
    }

    @Override
    public List<String> writes() {
        return List.of(path());
    }

    @Override
    public Script probe(Machine machine) {
        return FileState.probe(path(), true, Optional.of(owner()), Optional.empty());
    }

    @Override
    public FileState read(ProbeOutput probeOutput) {
        return FileState.read(path(), probeOutput);
    }

    @Override
    public Plan plan(FileState actual, Machine machine, PendingChanges pendingChanges) {
        TextFile file = new TextFile(path(), actual);
        CronTable table = new CronTable(file.lines());
        if (!isAbsent()) {
            // cron ignores a file in /etc/cron.d that others may write to, and a table that another user owns.
            FileAttributes attributes = cronFile.isPresent()
                    ? new FileAttributes(Optional.of("0644"), Optional.of(ROOT), Optional.empty())
                    : new FileAttributes(Optional.of("0600"), Optional.of(owner()), Optional.empty());
            Plan plan = file.plan(table.with(name, line()), attributes, machine, pendingChanges);
            if (actual.ownerIsKnown() || plan.isNothing()) {
                return plan;
            }
            return pendingChanges
                    .writerOf(AccountNames.user(owner()))
                    .map(plan::after)
                    .orElse(Plan.blocked(
                            plan.changes(),
                            Blocker.of(
                                    Message.of("there is no user %s", owner()),
                                    new Prerequisite(Prerequisite.Kind.USER, owner()))));
        }
        List<String> left = table.without(name);
        if (left.equals(table.lines())) {
            return Plan.NOTHING;
        }
        return left.stream().allMatch(String::isBlank)
                ? file.removal()
                : file.plan(
                        left,
                        new FileAttributes(Optional.empty(), Optional.empty(), Optional.empty()),
                        machine,
                        pendingChanges);
    }

    private String line() {
        String time = specialTime
                .map(each -> "@" + each.name().toLowerCase(Locale.ROOT))
                .orElse(String.join(
                        " ",
                        Stream.of(minute, hour, day, month, weekday)
                                .map(field -> field.orElse("*"))
                                .toList()));
        String who = cronFile.isPresent() ? " " + owner() : "";
        return (disabled.orElse(false) ? "#" : "") + time + who + " " + job.orElse("");
    }

    /** Restores the table. */
    @Override
    public List<Resource<?>> undo(List<RecordedChange> made) {
        return TextFile.former(path(), made).<List<Resource<?>>>map(List::of).orElse(List.of());
    }

    @Override
    public List<String> brings() {
        return isAbsent() ? List.of() : List.of(label());
    }
}
