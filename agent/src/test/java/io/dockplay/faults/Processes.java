package io.dockplay.faults;

import io.dockplay.lab.LabHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The processes of a host.
 *
 * @param lines number, parent and command of each
 */
record Processes(List<String> lines) {

    private static final long PAUSE = 150;

    static Processes of(LabHost host) {
        return new Processes(HostScript.PROCESSES.on(host).orThrow().lines().toList());
    }

    /** Those that were not there before; processes are told by their commands, for a restart gives them other numbers. */
    List<String> since(Processes before) {
        List<String> former =
                new ArrayList<>(before.lines.stream().map(Processes::command).toList());
        return lines.stream().filter(line -> !former.remove(command(line))).toList();
    }

    /**
     * Waits until only those are there that were before: a change that has begun goes on to its end, and a session of sshd takes a
     * moment to go. What is left after so long stays.
     */
    static List<String> left(LabHost host, Processes before, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        List<String> left = of(host).since(before);
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE);
            left = of(host).since(before);
        }
        return left;
    }

    private static String command(String line) {
        return line.split("\t", 3)[2];
    }
}
