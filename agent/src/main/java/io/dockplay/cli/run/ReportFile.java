package io.dockplay.cli.run;

import io.dockplay.cli.vault.AtomicFile;
import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.report.HtmlReport;
import io.dockplay.resource.Utf8;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that {@code --report} names. */
public final class ReportFile {

    private ReportFile() {}

    /**
     * Finds out, before any host is looked at, whether the page can be written there.
     *
     * @throws InvalidInput when it cannot
     */
    public static void checkWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isWritable(folder) || Files.isDirectory(file)) {
            throw new InvalidInput(Problem.of(
                    Message.of("the report cannot be written to %s", file),
                    Message.of("Name a file in a folder that you may write to.")));
        }
    }

    /** Writes a page whole or not at all, for its owner only. */
    public static void write(HtmlReport report, Path file) {
        AtomicFile.write(file, Utf8.bytes(report.page()), true);
    }
}
