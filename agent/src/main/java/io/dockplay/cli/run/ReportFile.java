package io.dockplay.cli.run;

import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import io.dockplay.report.HtmlReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

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
            throw cannotBeWritten(file, "");
        }
    }

    /** Writes a page whole or not at all, for its owner only. */
    public static void write(HtmlReport report, Path file) {
        try {
            Path whole =
                    Files.createTempFile(file.toAbsolutePath().getParent(), ".dockplay", ".html"); // 0600 by itself
            try {
                Files.writeString(whole, report.page());
                Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(whole);
            }
        } catch (IOException e) {
            throw cannotBeWritten(file, ": " + e.getMessage());
        }
    }

    private static InvalidInput cannotBeWritten(Path file, String why) {
        return new InvalidInput(Problem.of(
                "the report cannot be written to " + file + why, "Name a file in a folder that you may write to."));
    }
}
