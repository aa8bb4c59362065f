package io.dockplay.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.engine.coordination.RunMode;
import io.dockplay.engine.coordination.StopSignal;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.fleet.FleetRun;
import io.dockplay.engine.uninstall.UninstallRun;
import io.dockplay.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files behind links that a play moves: only what was changed is given back, wherever the link leads by then. */
@Timeout(120)
class LinkedPlacesTest {

    private static final String SWITCHED = """
            tasks:
              - file: {path: DIR/app/current, state: link, target: DIR/app/releases/NUMBER}
              - file: {path: DIR/app/current/app.conf, content: "port=8080\\n"}
              - file: {path: DIR/app/current/new.conf, content: "new=VALUE\\n"}
            """;

    @TempDir
    Path folder;

    private OneHost host;

    @BeforeEach
    void releases() throws Exception {
        host = new OneHost(folder, Map.of());
        for (int number = 1; number <= 3; number++) {
            Path release = Files.createDirectories(folder.resolve("app/releases/" + number));
            Files.writeString(release.resolve("app.conf"), "release=" + number + "\n");
        }
    }

    private void pointCurrentAt(String target) throws Exception {
        Files.deleteIfExists(folder.resolve("app/current"));
        Files.createSymbolicLink(folder.resolve("app/current"), Path.of(target.replace("DIR", folder.toString())));
    }

    private String current() throws Exception {
        return Files.readSymbolicLink(folder.resolve("app/current")).toString();
    }

    private static String switched(int number, String value) {
        return SWITCHED.replace("NUMBER", String.valueOf(number)).replace("VALUE", value);
    }

    private void good(FleetRun.Work work, String play) throws Exception {
        host.run(work, play);
        assertThat(host.told(Event.Failed.class))
                .extracting(failed -> failed.problem().what())
                .isEmpty();
    }

    /** What the play had nothing to do with, or has given back. */
    private void assertReleasesAreAsTheyWere() throws Exception {
        for (int number = 1; number <= 3; number++) {
            Path release = folder.resolve("app/releases/" + number);
            try (Stream<Path> files = Files.list(release)) {
                assertThat(files).containsExactly(release.resolve("app.conf"));
            }
            assertThat(release.resolve("app.conf")).hasContent("release=" + number + "\n");
        }
        assertThat(folder.resolve(".dockplay/kept")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"releases/1", "DIR/app/releases/1"})
    void what_lies_behind_a_former_link_is_neither_written_nor_removed(String former) throws Exception {
        pointCurrentAt(former);
        good(new ApplyRun(RunMode.APPLY), switched(2, "1"));
        good(new ApplyRun(RunMode.APPLY), switched(2, "2"));
        assertThat(folder.resolve("app/releases/1/new.conf")).doesNotExist();
        assertThat(folder.resolve("app/releases/1/app.conf")).hasContent("release=1\n");

        good(new UninstallRun(RunMode.APPLY), switched(2, "2"));

        assertThat(current()).isEqualTo(former.replace("DIR", folder.toString()));
        assertReleasesAreAsTheyWere();
    }

    @Test
    void each_place_that_a_moved_link_led_to_gets_its_own_back() throws Exception {
        pointCurrentAt("releases/1");
        good(new ApplyRun(RunMode.APPLY), switched(2, "1"));
        good(new ApplyRun(RunMode.APPLY), switched(3, "1"));

        good(new UninstallRun(RunMode.APPLY), switched(3, "1"));

        assertThat(current()).isEqualTo("releases/1");
        assertReleasesAreAsTheyWere();
    }

    @Test
    void where_somebody_has_moved_the_link_the_place_that_was_changed_is_given_back_and_no_other() throws Exception {
        pointCurrentAt("releases/1");
        String play = """
                tasks:
                  - file: {path: DIR/app/current/app.conf, content: "port=8080\\n"}
                  - file: {path: DIR/app/current/new.conf, content: "new=1\\n"}
                  - file: {path: DIR/app/current/logs, state: directory}
                """;
        good(new ApplyRun(RunMode.APPLY), play);
        pointCurrentAt("releases/3");
        Files.writeString(folder.resolve("app/releases/3/app.conf"), "port=8080\n");
        Files.writeString(folder.resolve("app/releases/3/new.conf"), "new=1\n");
        Files.createDirectory(folder.resolve("app/releases/3/logs"));

        good(new UninstallRun(RunMode.APPLY), play);

        assertThat(folder.resolve("app/releases/3/app.conf")).hasContent("port=8080\n");
        assertThat(folder.resolve("app/releases/3/new.conf")).hasContent("new=1\n");
        assertThat(folder.resolve("app/releases/3/logs")).isDirectory();
        assertThat(folder.resolve("app/releases/1/app.conf")).hasContent("release=1\n");
        assertThat(folder.resolve("app/releases/1/new.conf")).doesNotExist();
        assertThat(folder.resolve("app/releases/1/logs")).doesNotExist();
    }

    /** After the first one the links are as they were, and so the names lead elsewhere. */
    @Test
    void an_uninstall_that_is_run_again_touches_nothing_of_what_the_links_lead_to_then() throws Exception {
        pointCurrentAt("releases/1");
        Files.writeString(folder.resolve("app/releases/1/new.conf"), "new=1\n");
        String play = switched(2, "1") + """
                  - file: {path: DIR/app/current/app.conf, mode: "0600"}
                  - file: {path: DIR/app/current/logs, state: directory}
                uninstall:
                  - command: {argv: ["false"]}
                """;
        good(new ApplyRun(RunMode.APPLY), play);
        Files.createDirectory(folder.resolve("app/releases/1/logs"));
        host.run(new UninstallRun(RunMode.APPLY), play);
        assertThat(current()).isEqualTo("releases/1");
        assertThat(host.record()).isNotEmpty();
        Files.writeString(folder.resolve("app/releases/1/app.conf"), "port=8080\n");

        good(new UninstallRun(RunMode.APPLY), play.replace("\"false\"", "\"true\""));

        assertThat(folder.resolve("app/releases/1/new.conf")).hasContent("new=1\n");
        assertThat(folder.resolve("app/releases/1/app.conf")).hasContent("port=8080\n");
        assertThat(folder.resolve("app/releases/1/logs")).isDirectory();
        assertThat(folder.resolve("app/releases/2/app.conf")).hasContent("release=2\n");
    }

    @ParameterizedTest
    @CsvSource({"a link", "a file"})
    void a_folder_may_take_the_place_of_what_was_removed(String former) throws Exception {
        if (former.equals("a link")) {
            pointCurrentAt("DIR/app/releases/1");
        } else {
            Files.writeString(folder.resolve("app/current"), "former\n");
        }
        String play = """
                tasks:
                  - name: former
                    file: {path: DIR/app/current, state: absent}
                    when: first
                  - name: folder
                    file: {path: DIR/app/current, state: directory}
                  - file: {path: DIR/app/current/app.conf, content: "port=VALUE\\n"}
                """;
        host = new OneHost(folder, Map.of("first", true));
        good(new ApplyRun(RunMode.APPLY), play.replace("VALUE", "1"));
        host = new OneHost(folder, Map.of("first", false));
        good(new ApplyRun(RunMode.APPLY), play.replace("VALUE", "2"));
        assertThat(folder.resolve("app/releases/1/app.conf")).hasContent("release=1\n");

        host = new OneHost(folder, Map.of("first", true));
        good(new UninstallRun(RunMode.APPLY), play.replace("VALUE", "2"));

        if (former.equals("a link")) {
            assertThat(current()).isEqualTo(folder.resolve("app/releases/1").toString());
        } else {
            assertThat(folder.resolve("app/current")).hasContent("former\n");
        }
        assertReleasesAreAsTheyWere();
    }

    @Test
    void a_folder_that_others_filled_is_not_overwritten_by_the_former_file() throws Exception {
        Files.writeString(folder.resolve("file"), "former\n");
        String play = "tasks:\n  - file: {path: DIR/file, state: absent}\n";
        good(new ApplyRun(RunMode.APPLY), play);
        Files.createDirectory(folder.resolve("file"));
        Files.writeString(folder.resolve("file/theirs"), "theirs\n");

        host.run(new UninstallRun(RunMode.APPLY, new StopSignal(), false, true, true), play);

        assertThat(host.told(Event.Failed.class))
                .extracting(failed -> failed.problem())
                .extracting(Problem::what)
                .containsExactly(
                        "web1: file " + folder.resolve("file") + ": " + folder.resolve("file")
                                + " is a directory now, and before it was a file; it is left as it is, remove it by hand and uninstall again");
        assertThat(folder.resolve("file/theirs")).hasContent("theirs\n");
    }

    @Test
    void what_an_older_dockplay_has_kept_is_given_back() throws Exception {
        Path file = Files.writeString(folder.resolve("app/file"), "former\n");
        String play = "tasks:\n  - file: {path: DIR/app/file, content: \"wanted\\n\"}\n";
        good(new ApplyRun(RunMode.APPLY), play);
        layOutAsBefore(file);

        good(new ApplyRun(RunMode.APPLY), play.replace("wanted", "wanted now"));
        good(new UninstallRun(RunMode.APPLY), play);

        assertThat(file).hasContent("former\n");
        assertThat(folder.resolve(".dockplay/kept")).doesNotExist();
    }

    @Test
    void what_an_older_dockplay_seems_to_have_kept_behind_a_link_is_not_touched() throws Exception {
        pointCurrentAt("DIR/app/releases/1");
        good(new ApplyRun(RunMode.APPLY), switched(2, "1"));
        layOutAsBefore(folder.resolve("app/current"));

        host.run(new UninstallRun(RunMode.APPLY), switched(2, "1"));

        assertThat(host.told(Event.Failed.class))
                .singleElement()
                .satisfies(failed -> assertThat(failed.problem().what())
                        .contains("what " + folder.resolve("app/current/app.conf")
                                + " was before is not kept on the host any more"));
        assertThat(current()).isEqualTo(folder.resolve("app/releases/1").toString());
        assertThat(folder.resolve("app/releases/1/app.conf")).hasContent("release=1\n");
        assertThat(folder.resolve("app/releases/2/app.conf")).hasContent("port=8080\n");
    }

    /** As the copies lay up to now: under the whole path. */
    private void layOutAsBefore(Path file) throws Exception {
        Path home = folder.resolve(".dockplay");
        List<Path> copies;
        try (Stream<Path> found = Files.walk(home.resolve("kept"))) {
            copies = found.filter(each -> each.getFileName().toString().equals("copy"))
                    .filter(each -> Files.isSymbolicLink(each) == Files.isSymbolicLink(file))
                    .toList();
        }
        assertThat(copies).hasSize(1);
        Path copy = Files.move(copies.get(0), home.resolve("it"));
        new ProcessBuilder(
                        "rm",
                        "-rf",
                        home.resolve("kept").toString(),
                        home.resolve("places").toString())
                .start()
                .waitFor();
        Path former = home.resolve("kept" + file);
        Files.createDirectories(former.getParent());
        Files.move(copy, former);
    }
}
