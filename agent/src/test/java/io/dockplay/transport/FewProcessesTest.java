package io.dockplay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.modules.files.FileModule;
import io.dockplay.resource.Machine;
import io.dockplay.resource.PendingChanges;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import io.dockplay.resource.ScriptResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which programs the runtime itself starts on a host; each of them costs every host a millisecond in every run. */
@Timeout(60)
class FewProcessesTest {

    @TempDir
    Path folder;

    /** A host on which each program writes its name down before it runs. */
    private final class Counting implements Connection {

        private final LocalConnection local = new LocalConnection(new SharedRoom());

        @Override
        public Channel start(String command, boolean terminal) throws Unreachable {
            String path = "s,^PATH=,PATH=" + folder.resolve("bin") + ":,";
            return local.start(
                    TestHost.atHome(folder, command).replace("| sed ", "| sed -e " + path + " -e "), terminal);
        }

        @Override
        public void close() {
            local.close();
        }
    }

    private void watch() throws Exception {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        for (String folderOfPrograms : List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin")) {
            try (Stream<Path> programs = Files.list(Path.of(folderOfPrograms))) {
                for (Path program : programs.filter(Files::isExecutable).toList()) {
                    Path watched = bin.resolve(program.getFileName().toString());
                    if (!Files.exists(watched)) {
                        Files.writeString(
                                watched,
                                "#!/bin/sh\necho \"${0##*/}\" >>" + folder.resolve("started") + "\nexec " + program
                                        + " \"$@\"\n");
                        Files.setPosixFilePermissions(watched, PosixFilePermissions.fromString("rwxr-xr-x"));
                    }
                }
            }
        }
    }

    @Test
    void the_facts_take_one_process_and_a_message_one() throws Exception {
        watch();
        try (Counting host = new Counting();
                Conversation conversation = Conversation.begin(host, Become.LOGIN_USER, HostMessage.facts())
                        .conversation()) {
            assertThat(started()).containsOnlyOnce("uname").isSubsetOf("uname", "getenforce");

            conversation.exchange(new HostMessage().probe(0, Script.of("answer x; echo y")), Live.SILENT);

            assertThat(started()).containsExactly("head");
        }
    }

    @Test
    void a_new_file_takes_five_programs_to_write_and_three_to_look_at_behind_others() throws Exception {
        watch();
        try (Counting host = new Counting();
                Conversation conversation = Conversation.begin(host, Become.LOGIN_USER, HostMessage.facts())
                        .conversation()) {
            HostMessage second = write("second").ahead();
            HostMessage third = write("third").ahead();
            conversation.exchange(write("first"), List.of(second, third), Live.SILENT);
            conversation.next(second, Live.SILENT);
            Replies replies = conversation.next(third, Live.SILENT);

            assertThat(replies.outcome()).hasValue(new ScriptResult(0, "", ""));
            assertThat(folder.resolve("third")).hasContent("third");
            List<String> started =
                    started().stream().filter(name -> !name.equals("sleep")).toList();
            // The two that came ahead were read as one.
            assertThat(started).filteredOn("head"::equals).hasSize(2);
            assertThat(started.subList(started.lastIndexOf("mkdir"), started.size()))
                    .containsExactly("mkdir", "flock", "ln", "install", "mv", "stat", "lsattr", "cat");
        }
    }

    private HostMessage write(String name) {
        Machine machine = MachineFacts.read(new ProbeOutput(Map.of(), 0));
        FileModule file = ofContent(folder.resolve(name).toString(), name);
        Plan plan =
                file.plan(file.read(new ProbeOutput(Map.of("stat", new byte[0]), 0)), machine, PendingChanges.NOTHING);
        return new HostMessage()
                .job(Job.of(name, plan.script(), "{\"changes\":[]}\n"))
                .probe(0, file.probe(machine));
    }

    private static FileModule ofContent(String path, String content) {
        return new FileModule(
                path,
                Optional.empty(),
                Optional.of(content),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void what_one_probe_asks_for_all_is_seen_by_each_and_what_goes_wrong_in_it_harms_none() throws Exception {
        try (TestHost host = new TestHost(folder);
                Conversation conversation = Conversation.begin(host, Become.LOGIN_USER, HostMessage.facts())
                        .conversation()) {
            Script each = Script.of("answer seen; echo \"$seen\"; seen=other; exit 3");
            Replies replies = conversation.exchange(
                    new HostMessage()
                            .ask(2, Script.of("seen=$(cat; echo here); false"))
                            .probe(0, each)
                            .probe(1, each),
                    Live.SILENT);

            assertThat(replies.probes().get(0).text("seen")).isEqualTo("here");
            assertThat(replies.probes().get(1).text("seen")).isEqualTo("here");
            assertThat(replies.probes().get(2).exitCode()).isEqualTo(1);
        }
    }

    private List<String> started() throws Exception {
        Path started = folder.resolve("started");
        List<String> names = Files.exists(started) ? Files.readAllLines(started) : List.of();
        Files.deleteIfExists(started);
        return names;
    }
}
