package io.dockplay.fleet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.common.channel.ChannelOutputStream;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelDataReceiver;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/** The runtime of one simulated host: it takes messages as runtime.sh does, without a thread or a process of its own. */
final class SimulatedHost implements Command, ChannelDataReceiver {

    /** The last two arguments of the start: the line before the runtime, and the runtime's length. */
    private static final Pattern START = Pattern.compile(" '?[0-9a-f]+'? '?([0-9]+)'?$");

    private static final Pattern NONCE = Pattern.compile("nonce=(\\S+)");

    private final String command;
    private final SimulatedFleet fleet;
    private final ByteArrayOutputStream input = new ByteArrayOutputStream();
    private Answers.@Nullable Start start;
    private int messages;
    private @Nullable OutputStream out;
    private @Nullable ExitCallback exit;

    SimulatedHost(String command, SimulatedFleet fleet) {
        this.command = command;
        this.fleet = fleet;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        channel.setDataReceiver(this);
    }

    @Override
    public synchronized int data(ChannelSession channel, byte[] bytes, int offset, int length) throws IOException {
        input.write(bytes, offset, length);
        while (takeOne()) {
            // It may have brought more than one.
        }
        return length;
    }

    /** Takes the start or a message, if all of it has come. */
    private boolean takeOne() throws IOException {
        byte[] come = input.toByteArray();
        int line = 0;
        while (line < come.length && come[line] != '\n') {
            line++;
        }
        if (line == come.length) {
            return false;
        }
        Answers.Start begun = start;
        int length = begun == null ? runtimeLength() : Integer.parseInt(text(come, 0, line));
        int end = line + 1 + length;
        if (come.length < end) {
            return false;
        }
        input.reset();
        input.write(come, end, come.length - end);
        byte[] message = Arrays.copyOfRange(come, line + 1, end);
        Answers.Start now = begun;
        if (now == null) {
            // The first message comes with the runtime.
            Matcher nonce = NONCE.matcher(text(come, line + 1, end));
            now = new Answers.Start(command, Arrays.copyOf(come, end), nonce.find() ? nonce.group(1) : "");
            start = now;
            message = new byte[0];
        }
        byte[] asked = message;
        Answers.Start from = now;
        messages++;
        fleet.message(messages, () -> answer(asked, from));
        return true;
    }

    private void answer(byte[] message, Answers.Start begun) {
        try {
            out.write(fleet.answers().to(message, begun));
            out.flush();
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private int runtimeLength() {
        Matcher words = START.matcher(command);
        return words.find() ? Integer.parseInt(words.group(1)) : 0;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        // The client has sent all.
        exit.onExit(0);
    }

    @Override
    public void setInputStream(InputStream stream) {}

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
        ((ChannelOutputStream) stream).setNoDelay(true);
    }

    @Override
    public void setErrorStream(OutputStream stream) {}

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void destroy(ChannelSession channel) {
        fleet.ended();
    }
}
