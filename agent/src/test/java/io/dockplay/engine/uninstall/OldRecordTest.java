package io.dockplay.engine.uninstall;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.record.HostRecord;
import io.dockplay.modules.accounts.RestoreUser;
import io.dockplay.playbook.OrphanedTask;
import io.dockplay.playbook.Play;
import io.dockplay.playbook.TaskKeywords;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.playbook.parse.PlaybookReader;
import io.dockplay.resource.InitSystem;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.RecordedChange;
import io.dockplay.resource.Resource;
import io.dockplay.yaml.InputFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A host that an older dockplay has changed is given back as that dockplay would have done it.
 *
 * <p>{@code record/version-1} holds lines that the version without keys wrote, of every module that can be taken back, the
 * tasks that wrote them, and what that version planned to restore. None of the three is ever written again.
 */
class OldRecordTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "record", "version-1");
    private static final boolean ACCEPT = Boolean.getBoolean("record.accept");

    private static final Machine CENTOS_7 = new Machine(
            "centos",
            "7.9.2009",
            7,
            "x86_64",
            "3.10.0",
            InitSystem.SYSTEMD,
            "web1",
            Optional.empty(),
            1024,
            1,
            "enforcing",
            Optional.empty());

    @Test
    void what_an_older_version_recorded_is_given_back_by_its_task() throws Exception {
        HostRecord record = HostRecord.read(Files.readString(FOLDER.resolve("record")));
        StringBuilder found = new StringBuilder();
        for (Play play : PlaybookReader.read(FOLDER.resolve("playbook.yml"), new InputFiles())
                .plays()) {
            String task = play.tasks().get(0).name();
            UndoPlan plan = plan(play, of(task, record));
            found.append(described(task, plan.steps().stream().map(step -> step.resource())));
            plan.reports().forEach(event -> found.append("  ! ").append(event).append('\n'));
        }
        assertIs("restored-by-tasks.txt", found);
    }

    @Test
    void what_an_older_version_recorded_is_given_back_without_its_task() throws Exception {
        HostRecord record = HostRecord.read(Files.readString(FOLDER.resolve("record")));
        Map<String, List<HostRecord.Entry>> tasks = record.entries().stream()
                .collect(Collectors.groupingBy(HostRecord.Entry::task, TreeMap::new, Collectors.toList()));
        StringBuilder found = new StringBuilder();
        tasks.forEach((task, entries) -> {
            HostRecord.Entry last = entries.get(entries.size() - 1);
            List<RecordedChange> made =
                    entries.stream().flatMap(entry -> entry.recorded().stream()).toList();
            Optional<List<Resource<?>>> restored = OrphanedTask.of(
                            task, last.playbook(), TaskKeywords.USUAL, last.module(), last.label(), made)
                    .undo(made);
            found.append(described(task, restored.stream().flatMap(List::stream)));
            if (restored.isEmpty()) {
                found.append("  ! the record alone does not tell\n");
            }
        });
        assertIs("restored-by-record.txt", found);
    }

    private static HostRecord of(String task, HostRecord record) {
        return new HostRecord(record.entries().stream()
                .filter(entry -> entry.task().equals(task))
                .toList());
    }

    private static UndoPlan plan(Play play, HostRecord record) {
        Variables variables = Variables.of(Map.of(), Map.of());
        OrphanedChanges orphanedChanges = new OrphanedChanges(List.of(PossibleTasks.of(play, variables)));
        Map<Boolean, HostRecord> records = Map.of(true, record);
        return UndoPlan.of(
                "web1",
                orphanedChanges.possibleTasks(play),
                orphanedChanges.leftovers(play, records),
                variables,
                records,
                Map.of(),
                false,
                false);
    }

    private static String described(String task, Stream<? extends Resource<?>> restored) {
        return task + "\n" + restored.map(each -> "  " + described(each) + "\n").collect(Collectors.joining());
    }

    /** A user is described by what is done to one who is there, because the resource holds the changes themselves. */
    private static String described(Resource<?> resource) {
        return resource instanceof RestoreUser ? resource.label() + ": " + restoring(resource) : resource.toString();
    }

    private static <S extends Record> String restoring(Resource<S> resource) {
        ProbeOutput now = new ProbeOutput(
                Map.of(
                        "user", bytes("deploy:x:1002:1001:Deploys:/srv/deploy:/bin/zsh"),
                        "local", bytes("yes"),
                        "group", bytes("app"),
                        "groups", bytes("docker"),
                        "home", bytes("yes"),
                        "known", bytes("docker\nwheel\ndeploy\napp")),
                0);
        Plan plan = resource.plan(resource.read(now), CENTOS_7, PendingChanges.NOTHING);
        return (resource.probe(CENTOS_7)
                                .code()
                                .lines()
                                .filter(line -> line.contains("docker"))
                                .toList() + " " + plan.changes() + " "
                        + plan.script().code() + " " + plan.warnings())
                .replace("\n", "\\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void assertIs(String file, CharSequence found) throws Exception {
        if (ACCEPT) {
            Files.writeString(FOLDER.resolve(file), found);
        }
        assertThat(found.toString()).isEqualTo(Files.readString(FOLDER.resolve(file)));
    }
}
