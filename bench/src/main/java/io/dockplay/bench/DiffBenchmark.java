package io.dockplay.bench;

import io.dockplay.modules.text.UnifiedDiff;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The diff of two texts of 10,000 lines. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DiffBenchmark {
    private String before;
    private String few;
    private String all;

    @Setup
    public void texts() {
        before = text(Integer.MAX_VALUE, "before");
        few = text(100, "after");
        all = text(1, "after");
    }

    private static String text(int every, String value) {
        StringBuilder text = new StringBuilder();
        for (int line = 1; line <= 10_000; line++) {
            text.append("option.")
                    .append(line)
                    .append(" = ")
                    .append(line % every == 0 ? value : "before")
                    .append('\n');
        }
        return text.toString();
    }

    @Benchmark
    public String one_line_in_a_hundred_differs() {
        return UnifiedDiff.of("/etc/options", before, few);
    }

    @Benchmark
    public String every_line_differs() {
        return UnifiedDiff.of("/etc/options", before, all);
    }
}
