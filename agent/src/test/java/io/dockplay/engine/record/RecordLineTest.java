package io.dockplay.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockplay.resource.Change;
import io.dockplay.resource.RecordedChange;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A line of the record keeps keys for uninstall, and words for people where these differ. */
class RecordLineTest {

    private static final Change JOINED =
            Change.of("member of docker", "no", "yes").recordedAs("member:docker");
    private static final Change WRITTEN =
            Change.of("content", "absent", "7 lines").recordedAs("content", "absent", "present");

    private record Task(String module) implements HostRecord.Source {

        @Override
        public String playbook() {
            return "site.yml";
        }

        @Override
        public String taskName() {
            return "t";
        }

        @Override
        public String recordLabel() {
            return "deploy";
        }

        @Override
        public boolean isSecret() {
            return false;
        }

        @Override
        public boolean isCalled(String recordedLabel) {
            return true;
        }
    }

    @Test
    void a_line_has_a_version_keys_and_only_the_words_that_differ() {
        assertThat(RecordLine.ofChange("r1", new Task("user"), List.of(JOINED, WRITTEN, Change.of("uid", "1", "2"))))
                .startsWith("{\"version\":2,\"at\":\"")
                .endsWith("\"changes\":[{\"what\":\"member:docker\",\"from\":\"no\",\"to\":\"yes\","
                        + "\"words\":{\"what\":\"member of docker\"}},"
                        + "{\"what\":\"content\",\"from\":\"absent\",\"to\":\"present\",\"words\":{\"to\":\"7 lines\"}},"
                        + "{\"what\":\"uid\",\"from\":\"1\",\"to\":\"2\"}]}\n");
    }

    @Test
    void what_was_written_is_read_again_with_its_words() {
        String line = RecordLine.ofChange("r1", new Task("user"), List.of(JOINED, WRITTEN));

        assertThat(HostRecord.read(line).entries().get(0).changes()).containsExactly(JOINED, WRITTEN);
    }

    @Test
    void what_an_uninstall_did_is_read_again_with_its_words() {
        String line = RecordLine.ofRestore("r1", "site.yml", "t", "user", "deploy", List.of(JOINED));

        assertThat(HostRecord.read(line).entries().get(0).changes()).containsExactly(JOINED);
    }

    @Test
    void other_words_make_no_difference_to_uninstall() {
        Change reworded = Change.of("belongs to docker", "-", "+").recordedAs("member:docker", "no", "yes");
        Task task = new Task("user");

        assertThat(HostRecord.read(RecordLine.ofChange("r1", task, List.of(reworded)))
                        .changesBySource(List.of(task))
                        .get(task))
                .containsExactly(new RecordedChange("member:docker", "no", "yes"));
    }

    @Test
    void what_the_host_itself_adds_to_a_line_is_keys_already() {
        String line = "{\"version\":2,\"module\":\"package\",\"label\":\"gcc\","
                + "\"changes\":[{\"what\":\"cpp\",\"from\":\"absent\",\"to\":\"brought\"}]}\n";

        assertThat(HostRecord.read(line).entries().get(0).changes())
                .containsExactly(Change.of("cpp", "absent", "brought"));
    }

    @Test
    void words_of_the_first_version_become_keys_and_are_still_shown() {
        String line =
                "{\"module\":\"user\",\"changes\":[{\"what\":\"member of docker\",\"from\":\"no\",\"to\":\"yes\"}]}";

        assertThat(HostRecord.read(line).entries().get(0).changes()).containsExactly(JOINED);
    }

    @Test
    void a_package_that_is_called_like_an_old_word_keeps_its_name() {
        String line =
                "{\"module\":\"package\",\"changes\":[{\"what\":\"port now\",\"from\":\"a file\",\"to\":\"gid 1\"}]}";

        assertThat(HostRecord.read(line).entries().get(0).recorded())
                .containsExactly(new RecordedChange("port now", "a file", "gid 1"));
    }
}
