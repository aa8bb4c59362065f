package io.dockplay.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockplay.resource.Content;
import io.dockplay.resource.Script;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A message that does not arrive whole changes nothing. */
class CutOffMessagesTest extends JobsInThisShell {

    @Test
    void a_message_that_is_cut_off_anywhere_does_nothing_or_all_of_it() throws Exception {
        byte[] content = "0123456789\n".repeat(50).getBytes(StandardCharsets.US_ASCII);
        Path target = folder.resolve("target");
        Script script = Script.of("cat {} >{}", new Content(content), target);
        HostMessage message = new HostMessage().job(Job.of("cut", script, "{}\n"));
        int length = message.bytes().length;
        for (int cut = 1; cut < length; cut += length / 25) {
            Conversation conversation =
                    begin(new CutOff(folder, cut), HostMessage.facts()).conversation();
            try {
                assertThat(conversation.exchange(message, Live.SILENT).outcome())
                        .hasValueSatisfying(scriptResult ->
                                assertThat(scriptResult.stderr()).contains("was not begun"));
            } catch (Unreachable e) {
                // The host did not understand as much as that.
            }
            awaitProcesses(0);
            assertThat(target).as("cut off after " + cut + " of " + length).doesNotExist();
            assertThat(folder.resolve(".dockplay/record")).doesNotExist();
        }
    }

    @Test
    void of_a_row_that_is_sent_ahead_and_cut_off_nothing_is_done() throws Exception {
        HostMessage first = new HostMessage().job(Job.of("first", Script.of("true"), ""));
        List<HostMessage> row = Stream.of("second", "third")
                .map(name -> new HostMessage()
                        .job(Job.of(name, Script.of(": >{}", folder.resolve(name)), ""))
                        .ahead())
                .toList();
        int cut = first.bytes().length + HostMessage.bytesOf(row).length - 5;
        Conversation conversation =
                begin(new CutOff(folder, cut), HostMessage.facts()).conversation();

        assertThat(conversation.exchange(first, row, Live.SILENT).outcome()).isPresent();
        assertThatThrownBy(() -> conversation.next(row.get(0), Live.SILENT)).isInstanceOf(Unreachable.class);

        awaitProcesses(0);
        assertThat(folder.resolve("second")).doesNotExist();
    }

    /** A host whose input ends after so many bytes of the second message. */
    private static final class CutOff implements Connection {

        private final LocalConnection local = new LocalConnection(new SharedRoom());
        private final Path home;
        private final int bytes;

        CutOff(Path home, int bytes) {
            this.home = home;
            this.bytes = bytes;
        }

        @Override
        public Channel start(String command, boolean terminal) throws Unreachable {
            Channel real = local.start(TestHost.atHome(home, command), terminal);
            OutputStream cut = new FilterOutputStream(real.stdin()) {
                private boolean first = true;

                @Override
                public void write(byte[] all, int offset, int length) throws IOException {
                    out.write(all, offset, first ? length : Math.min(length, bytes));
                    out.flush();
                    if (!first) {
                        out.close();
                    }
                    first = false;
                }
            };
            return new Streams(real, cut, real.stdout());
        }

        @Override
        public void close() {
            local.close();
        }
    }
}
