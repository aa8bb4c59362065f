package io.dockplay.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import io.dockplay.transport.ByteQueue;
import io.dockplay.transport.Channel;
import io.dockplay.transport.Complaints;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** A command's streams over one channel; what the host sends is taken in at once, by the session's own thread. */
final class SshChannel implements Channel {

    private final ChannelExec channel;
    private final Wire wire;
    private final ByteQueue output;
    private final OutputStream input;
    private final Complaints errors;

    private SshChannel(ChannelExec channel, Wire wire, ByteQueue output, OutputStream input, Complaints errors) {
        this.channel = channel;
        this.wire = wire;
        this.output = output;
        this.input = input;
        this.errors = errors;
    }

    static SshChannel start(ChannelExec channel, Wire wire) throws JSchException, IOException {
        ByteQueue output = new ByteQueue();
        Complaints errors = new Complaints();
        channel.setOutputStream(new FilterOutputStream(output.sink()) {
            private boolean ended;

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                if (ended) {
                    return;
                }
                ended = true;
                // The end of the output arrives while the channel is still connected. A channel that is taken down
                // before that has ended well only if the command is known to have ended.
                if (!channel.isConnected() && (wire.lost() || channel.getExitStatus() == -1)) {
                    output.fail(wire.why().orElseGet(() -> new IOException("the host no longer answers")));
                } else {
                    out.close();
                }
            }
        });
        channel.setErrStream(errors);
        OutputStream input = output.whileSending(new Sending(channel));
        channel.connect();
        return new SshChannel(channel, wire, output, input, errors);
    }

    /**
     * What is sent on the channel. JSch's own stream keeps a buffer as large as the server's packets as long as the connection
     * lasts; so each message gets a stream of its own.
     */
    private static final class Sending extends OutputStream {

        private final ChannelExec channel;
        private @Nullable OutputStream message;

        Sending(ChannelExec channel) {
            this.channel = channel;
        }

        private OutputStream message() throws IOException {
            OutputStream begun = message == null ? channel.getOutputStream() : message;
            message = begun;
            return begun;
        }

        @Override
        public void write(int b) throws IOException {
            message().write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            message().write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            if (message != null) {
                message.flush();
                message = null;
            }
        }

        @Override
        public void close() throws IOException {
            message().close();
        }
    }

    @Override
    public OutputStream stdin() {
        return input;
    }

    @Override
    public InputStream stdout() {
        return output;
    }

    @Override
    public String stderr() {
        return errors.toString();
    }

    @Override
    public void giveUp(IOException why) {
        output.giveUp(why);
        wire.giveUp(why);
    }

    @Override
    public void close() {
        channel.disconnect();
    }
}
