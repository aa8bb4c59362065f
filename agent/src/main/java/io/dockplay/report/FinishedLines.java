package io.dockplay.report;

import io.dockplay.resource.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the lines of hosts that have finished until the end of a run, each text once.
 *
 * <p>The first few stay in memory. When there are more, the others are in a temporary file, so that what a run keeps in memory
 * does not grow with its hosts. Only its owner can read the file, and it has no name: it is gone with the process.
 */
final class FinishedLines implements AutoCloseable {

    /** The lines of a host; hosts with the same lines have the same of these. */
    final class Text {

        private final int size;
        private final long position;
        private final int length;
        private final List<String> inMemory;

        private Text(int size, long position, int length, List<String> inMemory) {
            this.size = size;
            this.position = position;
            this.length = length;
            this.inMemory = inMemory;
        }

        /** How many lines it has. */
        int size() {
            return size;
        }

        List<String> lines() {
            return length == 0 ? inMemory : read(position, length);
        }
    }

    private final long mostInMemory;
    private final Path folder;
    private final Map<String, Text> texts = new HashMap<>();
    private long inMemory;
    private long written;
    private @Nullable FileChannel file;
    private boolean isFull;

    /** One that keeps some 8 MiB in memory. */
    FinishedLines() {
        this(4L << 20, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * Makes an empty one.
     *
     * @param mostInMemory how many letters are kept before there is a file
     * @param folder where the file is made
     */
    FinishedLines(long mostInMemory, Path folder) {
        this.mostInMemory = mostInMemory;
        this.folder = folder;
    }

    /** Keeps lines, none of which has an end of line in it. */
    Text keep(List<String> lines) {
        String text = String.join("\n", lines);
        return texts.computeIfAbsent(Sha256.hex(text), any -> kept(lines, text));
    }

    private Text kept(List<String> lines, String text) {
        if (inMemory + text.length() > mostInMemory && !isFull && !text.isEmpty()) {
            try {
                return written(lines.size(), text.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                isFull = true; // there is memory, where the disk has no room
            }
        }
        inMemory += text.length();
        return new Text(lines.size(), 0, 0, List.copyOf(lines));
    }

    private Text written(int size, byte[] bytes) throws IOException {
        FileChannel to = file == null ? open() : file;
        file = to;
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            to.write(buffer, written + buffer.position());
        }
        Text text = new Text(size, written, bytes.length, List.of());
        written += bytes.length;
        return text;
    }

    /** A file that has lost its name: whatever ends the process, nothing is left behind. */
    private FileChannel open() throws IOException {
        Path path = Files.createTempFile(folder, "dockplay-", ".lines"); // for its owner only, as Java makes them
        try {
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(path);
        }
    }

    private List<String> read(long position, int length) {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        try {
            FileChannel from = file;
            while (from != null && buffer.hasRemaining() && from.read(buffer, position + buffer.position()) >= 0) {}
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.of(new String(buffer.array(), StandardCharsets.UTF_8).split("\n", -1));
    }

    /** How many bytes are in the file. */
    long written() {
        return written;
    }

    @Override
    public void close() {
        texts.clear();
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            file = null;
        }
    }
}
