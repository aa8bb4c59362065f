package io.dockplay.fleet;

import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code bench/fleet} starts: a simulated fleet that lasts until its standard input ends, and then tells what it saw. */
final class FleetCommand {

    private FleetCommand() {}

    /** Takes the number of hosts, the folder for their files, and {@code together} where all shall be connected at a time. */
    public static void main(String[] arguments) throws Exception {
        int hosts = Integer.parseInt(arguments[0]);
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        boolean together = arguments.length > 2 && arguments[2].equals("together");
        try (SimulatedFleet fleet = SimulatedFleet.start(folder, hosts, together)) {
            System.out.println("ready");
            while (System.in.read() >= 0) {
                System.out.printf(
                        "%d sessions ended, %d messages, halves %s%n",
                        fleet.endedHosts(), fleet.messages(), fleet.halves());
            }
        }
    }
}
