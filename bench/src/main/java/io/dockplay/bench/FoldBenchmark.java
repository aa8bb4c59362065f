package io.dockplay.bench;

import io.dockplay.report.HostSet;
import java.util.ArrayList;
import java.util.List;
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

/** Folding the names of 100,000 hosts in a report. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FoldBenchmark {
    private final List<String> series = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();

    @Setup
    public void names() {
        for (int number = 0; number < 100_000; number++) {
            series.add(String.format("web%06d.example.com", number));
            gaps.add(String.format("rack%03d-node%03d", number / 400, 2 * (number % 400)));
        }
    }

    @Benchmark
    public String one_series() {
        return HostSet.fold(series);
    }

    @Benchmark
    public String two_numbers_and_gaps() {
        return HostSet.fold(gaps);
    }
}
