package io.dockplay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.resource.ProbeOutput;
import io.dockplay.resource.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The host's record and the files kept beside it, as runtime.sh writes them. */
class RecordOnHostTest extends TalksToThisShell {

    @Test
    void the_record_gets_a_line_before_the_change_and_goes_when_nothing_is_left() throws Exception {
        conversation.exchange(new HostMessage().job(job(Script.of("exit 1"), "{\"label\":\"it's\"}\n")), Live.SILENT);
        ProbeOutput recorded =
                conversation.exchange(HostMessage.record(), Live.SILENT).probeOutput();
        conversation.exchange(HostMessage.forget(17, "", "", true, List.of()), Live.SILENT);

        assertThat(recorded.raw("record")).isEqualTo("{\"label\":\"it's\"}\n");
        assertThat(folder.resolve(".dockplay")).doesNotExist();
    }

    @Test
    void what_the_record_said_is_told_later_until_all_is_forgotten() throws Exception {
        conversation.exchange(new HostMessage().job(job(Script.of("exit 0"), "{\"label\":\"a\"}\n")), Live.SILENT);
        conversation.exchange(HostMessage.forget(14, "", "{\"past\":1}\n", false, List.of()), Live.SILENT);
        ProbeOutput told =
                conversation.exchange(HostMessage.history(), Live.SILENT).probeOutput();
        assertThat(told.raw("record")).isEmpty();
        assertThat(told.raw("history")).isEqualTo("{\"past\":1}\n");
        assertThat(folder.resolve(".dockplay")).isDirectoryNotContaining("glob:**/{record,kept,places,job,jobs}");

        Files.writeString(folder.resolve(".dockplay/history"), "x".repeat(50) + "\n" + "y\n".repeat(600_000) + "torn");
        conversation.exchange(HostMessage.forget(0, "", "last\n", false, List.of()), Live.SILENT);
        assertThat(Files.readString(folder.resolve(".dockplay/history")))
                .hasSizeLessThan(530_000)
                .startsWith("y\n")
                .endsWith("y\ntorn\nlast\n");

        conversation.exchange(HostMessage.forget(0, "", "", true, List.of()), Live.SILENT);
        assertThat(folder.resolve(".dockplay")).doesNotExist();
    }

    @Test
    void a_torn_last_line_of_the_record_does_not_swallow_the_next_one() throws Exception {
        Files.createDirectories(folder.resolve(".dockplay"));
        Files.writeString(folder.resolve(".dockplay/record"), "{\"label\":\"to");

        conversation.exchange(new HostMessage().job(job(Script.of("exit 0"), "{\"label\":\"next\"}\n")), Live.SILENT);

        assertThat(folder.resolve(".dockplay/record")).hasContent("{\"label\":\"to\n{\"label\":\"next\"}\n");
    }

    @Test
    void the_record_is_shortened_without_losing_what_was_added_meanwhile() throws Exception {
        Files.createDirectories(folder.resolve(".dockplay"));
        Files.writeString(folder.resolve(".dockplay/record"), "one\ntwo\nadded\n");

        conversation.exchange(HostMessage.shorten(8, "two\n"), Live.SILENT);

        assertThat(folder.resolve(".dockplay/record")).hasContent("two\nadded\n");
        assertThat(folder.resolve(".dockplay/job")).doesNotExist();
    }

    @Test
    void what_was_kept_of_a_file_that_was_given_back_goes() throws Exception {
        Path one = Files.writeString(folder.resolve("one"), "1");
        Path two = Files.writeString(folder.resolve("two"), "2");
        Script change = Script.of("keep {}; keep_not {}", one, two);
        conversation.exchange(new HostMessage().job(job(change, "a\nb\n")), Live.SILENT);
        Path kept = Path.of(look(Script.of("answer kept; kept {}", one)).text("kept"));
        assertThat(kept).hasContent("1");
        assertThat(folder.resolve(".dockplay/unkept")).hasContent(two + "\n");

        conversation.exchange(
                HostMessage.forget(4, "b\n", "", true, List.of(one.toString(), two.toString())), Live.SILENT);

        assertThat(kept).doesNotExist();
        assertThat(folder.resolve(".dockplay/unkept")).isEmptyFile();
        assertThat(folder.resolve(".dockplay/record")).content().startsWith("b\n");
    }

    @Test
    void a_file_over_10_mib_is_not_kept_and_the_record_says_so() throws Exception {
        Path file = Files.write(folder.resolve("large"), new byte[10485761]);
        Script change = Script.of("keep {}; : >{}; keep {}", file, file, file);

        conversation.exchange(new HostMessage().job(job(change, "{\"label\":\"x\",\"changes\":[]}\n")), Live.SILENT);

        assertThat(folder.resolve(".dockplay/kept")).doesNotExist();
        assertThat(Files.readString(folder.resolve(".dockplay/record")))
                .contains(
                        "{\"label\":\"x\",\"changes\":[{\"what\":\"former content\",\"from\":\"there\",\"to\":\"not kept\"}]}\n");
    }

    @Test
    void the_checksum_of_what_is_written_is_recorded_under_its_path() throws Exception {
        Path file = Files.writeString(folder.resolve("it's a \"file\""), "new\n");

        conversation.exchange(
                new HostMessage().job(job(Script.of("writing {} {}", file, file), "{\"changes\":[]}\n")), Live.SILENT);

        assertThat(Files.readString(folder.resolve(".dockplay/record")))
                .contains("it's a \\\"file\\\"\",\"from\":\"\",\"to\":\"sha256:7aa7a5359173d05b");
    }

    @Test
    void the_first_former_content_of_a_file_is_kept() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "former");
        Script overwrite = Script.of("keep {}; echo new >{}", file, file);

        conversation.exchange(new HostMessage().job(job(overwrite, "")), Live.SILENT);
        conversation.exchange(new HostMessage().job(job(overwrite, "")), Live.SILENT);
        String kept = look(Script.of("answer kept; cat \"$(kept {})\"", file)).raw("kept");

        assertThat(kept).isEqualTo("former");
        assertThat(Files.readString(file)).isEqualTo("new\n");
    }

    @Test
    void a_name_that_was_given_for_a_copy_is_taken_only_where_no_directory_above_is_a_link() throws Exception {
        Path real = Files.createDirectory(folder.toRealPath().resolve("real"));
        Path link = Files.createSymbolicLink(real.resolveSibling("link"), real);
        Path file = Files.writeString(real.resolve("file"), "1");

        conversation.exchange(
                new HostMessage().job(job(Script.of("keep {} given; keep {} given", file, link.resolve("file")), "")),
                Live.SILENT);

        assertThat(folder.resolve(".dockplay/kept/given/copy")).hasContent("1");
        try (Stream<Path> kept = Files.list(folder.resolve(".dockplay/kept"))) {
            assertThat(kept).hasSize(2);
        }
        assertThat(folder.resolve(".dockplay/places"))
                .hasContent(file + "\t" + file + "\n" + link.resolve("file") + "\t" + file + "\n");
    }

    @Test
    void what_was_not_there_is_noted_once_and_forgotten() throws Exception {
        Path file = folder.toRealPath().resolve("new");
        Script write = Script.of("keep {}; rm -f {}; keep {}; echo new >{}", file, file, file, file);
        conversation.exchange(new HostMessage().job(job(write, "{}\n")), Live.SILENT);

        assertThat(look(Script.of("answer absent; if was_absent {}; then echo yes; fi", file))
                        .text("absent"))
                .isEqualTo("yes");
        assertThat(folder.resolve(".dockplay/places")).hasContent(file + "\t" + file + "\n");

        conversation.exchange(HostMessage.forget(0, "{}\n", "", true, List.of(file.toString())), Live.SILENT);
        assertThat(folder.resolve(".dockplay/kept")).isEmptyDirectory();
    }

    @Test
    void what_an_older_dockplay_noted_as_absent_is_so_still() throws Exception {
        Path file = folder.toRealPath().resolve("new");
        Script note = Script.of("find_entry {}; mkdir -p \"$its_entry\"; : >\"$its_entry/absent\"", file);
        conversation.exchange(new HostMessage().job(job(note, "{}\n")), Live.SILENT);

        assertThat(look(Script.of("answer absent; if was_absent {}; then echo yes; fi", file))
                        .text("absent"))
                .isEqualTo("yes");
    }
}
