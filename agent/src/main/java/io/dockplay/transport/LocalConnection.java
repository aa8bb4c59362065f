package io.dockplay.transport;

import io.dockplay.message.Message;
import io.dockplay.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A connection to the machine that dockplay runs on, for {@code ansible_connection: local}. */
public final class LocalConnection implements Connection {

    private final SharedRoom sharedRoom;
    private final Optional<Offer> offer;
    private final List<Process> processes = new CopyOnWriteArrayList<>();

    /** A connection of a run, which shares this room with its others, and may offer its hosts a bundle. */
    public LocalConnection(SharedRoom sharedRoom, Optional<Offer> offer) {
        this.sharedRoom = sharedRoom;
        this.offer = offer;
    }

    /** A connection of a run that offers nothing. */
    public LocalConnection(SharedRoom sharedRoom) {
        this(sharedRoom, Optional.empty());
    }

    @Override
    public Optional<Offer> offer() {
        return offer;
    }

    @Override
    public SharedRoom sharedRoom() {
        return sharedRoom;
    }

    @Override
    public Channel start(String command, boolean terminal) throws Unreachable {
        try {
            Process process = new ProcessBuilder("/bin/sh", "-c", command).start();
            processes.add(process);
            return new LocalChannel(process);
        } catch (IOException e) {
            throw new Unreachable(
                    Problem.of(
                            Message.of("no shell could be started on this machine: %s", e.getMessage()),
                            Message.of("Is there a /bin/sh?")),
                    e);
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
    }

    private static final class LocalChannel implements Channel {

        private final Process process;
        private final ByteQueue output = new ByteQueue();
        private final OutputStream input;
        private final Complaints errors = new Complaints();

        LocalChannel(Process process) {
            this.process = process;
            input = output.whileSending(process.getOutputStream());
            Thread stderr = pump(process.getErrorStream(), errors);
            start(() -> {
                try (InputStream from = process.getInputStream();
                        OutputStream to = output.sink()) {
                    from.transferTo(to);
                    // Whoever reads the end of the output may then read the errors.
                    stderr.join(1000);
                } catch (IOException e) {
                    // We ended the process; its stream ends with it.
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
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
            process.destroyForcibly();
        }

        @Override
        public void close() {
            process.destroy();
        }

        private static Thread pump(InputStream from, OutputStream to) {
            return start(() -> {
                try (from;
                        to) {
                    from.transferTo(to);
                } catch (IOException e) {
                    // We ended the process; its stream ends with it.
                }
            });
        }

        private static Thread start(Runnable work) {
            Thread thread = new Thread(work, "local");
            thread.setDaemon(true);
            thread.start();
            return thread;
        }
    }
}
