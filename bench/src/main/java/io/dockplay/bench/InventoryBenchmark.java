package io.dockplay.bench;

import io.dockplay.inventory.Inventory;
import io.dockplay.inventory.InventoryReader;
import io.dockplay.yaml.InputFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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

/** An inventory of 100,000 hosts in 100 groups: reading it, which merges each host's variables, and patterns. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class InventoryBenchmark {
    private Path file;
    private Inventory inventory;

    @Setup
    public void write() throws IOException {
        Path folder = Files.createTempDirectory("bench");
        file = folder.resolve("hosts");
        StringBuilder text = new StringBuilder();
        for (int group = 0; group < 100; group++) {
            text.append(String.format("[rack%02d]%n", group));
            for (int host = 0; host < 1000; host++) {
                text.append(String.format("node%05d ansible_port=2222%n", group * 1000 + host));
            }
            text.append(String.format("[rack%02d:vars]%nrack=%d%n", group, group));
        }
        text.append("[hall:children]\n");
        for (int group = 0; group < 50; group++) {
            text.append(String.format("rack%02d%n", group));
        }
        text.append("[hall:vars]\nhall=north\nntp=ntp.example.com\n");
        Files.writeString(file, text);
        inventory = read_and_merge();
    }

    @Benchmark
    public Inventory read_and_merge() {
        return InventoryReader.read(file, new InputFiles());
    }

    @Benchmark
    public int pattern_of_groups() {
        return inventory.select("hall:!rack07:&all", Optional.empty()).size();
    }

    @Benchmark
    public int pattern_with_a_star() {
        return inventory.select("node*7", Optional.empty()).size();
    }

    @Benchmark
    public int pattern_of_a_range() {
        return inventory.select("node[01000-04999]", Optional.empty()).size();
    }
}
