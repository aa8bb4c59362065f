package io.dockplay.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.Signals;

/** Shows a run on a terminal: lines that stay, and below them one part that is painted over as the run goes on. */
final class LiveScreen implements Screen {

    private final Terminal terminal;
    private final Display display;
    private volatile boolean isResized = true;
    private Size size = new Size();
    private List<String> shown = List.of();

    private LiveScreen(Terminal terminal) {
        this.terminal = terminal;
        this.display = new Display(terminal, false);
        Signals.register("WINCH", () -> isResized = true);
    }

    /** The terminal that this process has. */
    static LiveScreen open() {
        try {
            return new LiveScreen(TerminalBuilder.builder()
                    .system(true)
                    .provider("exec") // no library of a machine's own has to be unpacked
                    .nativeSignals(false) // an interrupt is for Java, which tells how far the run came
                    .dumb(true)
                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A terminal of a test. */
    static LiveScreen of(Terminal terminal) {
        return new LiveScreen(terminal);
    }

    private void measure() {
        if (isResized) {
            isResized = false;
            size = terminal.getSize();
            display.resize(size.getRows(), size.getColumns());
        }
    }

    @Override
    public int width() {
        measure();
        return Math.max(20, size.getColumns() - 1);
    }

    @Override
    public void print(List<String> lines) {
        measure();
        List<String> again = shown;
        clear();
        lines.forEach(line -> terminal.writer().println(line));
        paint(again);
    }

    @Override
    public void show(List<String> standing, Instant now) {
        if (!standing.equals(shown) || isResized) {
            measure();
            paint(standing);
        }
    }

    private void paint(List<String> lines) {
        int most = Math.max(1, size.getRows() - 2);
        shown = List.copyOf(lines);
        display.update(
                lines.stream().limit(most).map(AttributedString::fromAnsi).toList(), -1);
        terminal.flush();
    }

    @Override
    public void clear() {
        shown = List.of();
        display.update(List.of(), 0); // and the cursor goes to where the part began
        display.reset();
        terminal.flush();
    }

    @Override
    public void close() {
        clear();
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
