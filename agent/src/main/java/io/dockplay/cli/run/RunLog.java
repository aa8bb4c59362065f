package io.dockplay.cli.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dockplay.engine.event.Event;
import io.dockplay.engine.fleet.RunSummary;
import io.dockplay.message.Message;
import io.dockplay.problem.FileTrouble;
import io.dockplay.problem.Harmless;
import io.dockplay.report.log.EventJson;
import io.dockplay.report.log.RunHead;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The log of a run: a file of JSON lines that only its owner can read. The first says what was begun, each other one is an
 * event, and the last how it ended.
 *
 * <p>A log that cannot be written is a warning, and the run goes on without it.
 */
final class RunLog implements Consumer<Event> {

    private final InstantSource clock;
    private final PrintWriter err;
    private @Nullable BufferedWriter lines;

    private RunLog(InstantSource clock, PrintWriter err) {
        this.clock = clock;
        this.err = err;
    }

    /** Begins the log of a run, and removes the oldest ones that are too many. */
    static RunLog begin(RunHead head, PastRuns runs, InstantSource clock, PrintWriter err) {
        RunLog log = new RunLog(clock, err);
        try {
            Path file = runs.fileFor(head.run());
            log.lines = Files.newBufferedWriter(ownersOnly(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            log.giveUp(e);
        }
        log.print(EventJson.text(head.toJson()));
        return log;
    }

    private static Path ownersOnly(Path file) throws IOException {
        Files.createDirectories(
                file.resolveSibling(".").normalize(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.newByteChannel(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                .close();
        return file;
    }

    @Override
    public void accept(Event event) {
        if (lines != null) {
            print(EventJson.line(clock.instant(), event));
        }
    }

    /** Ends the log with how the run ended. */
    void end(RunSummary summary, int exit) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("at", clock.instant().toString());
        line.put("exit", exit);
        line.set("summary", EventJson.tree(summary.hosts()));
        print(EventJson.text(line));
        Optional.ofNullable(lines).ifPresent(this::close);
    }

    private void close(BufferedWriter open) {
        try {
            open.close();
        } catch (IOException e) {
            giveUp(e);
        }
    }

    private void print(String line) {
        BufferedWriter open = lines;
        if (open == null) {
            return;
        }
        try {
            open.write(Harmless.json(line));
            open.newLine();
            open.flush(); // a run that is killed leaves what it has seen
        } catch (IOException e) {
            giveUp(e);
        }
    }

    private void giveUp(IOException e) {
        lines = null;
        err.println(Message.of(
                "warning: the log of this run cannot be written: %s",
                Harmless.line(FileTrouble.of(e).text())));
    }
}
