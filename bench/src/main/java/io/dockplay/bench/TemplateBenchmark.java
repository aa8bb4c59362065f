package io.dockplay.bench;

import io.dockplay.playbook.eval.Templates;
import io.dockplay.playbook.eval.Variables;
import io.dockplay.problem.Position;
import java.util.List;
import java.util.Map;
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

/** A template of 200 lines with loops and conditions, for one more host of a run. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TemplateBenchmark {
    private Variables variables;
    private String text;

    @Setup
    public void template() {
        variables = Variables.of(
                Map.of("name", "web", "port", 8080, "servers", List.of("a", "b", "c", "d"), "tls", true), Map.of());
        text = "<#list servers as server><#if tls>server ${server} ${name}:${port?c};</#if>\n</#list>".repeat(200);
    }

    @Benchmark
    public String render() {
        return new Templates(variables).render(text, Position.of("bench"));
    }
}
