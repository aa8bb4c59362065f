package io.dockplay.modules.services;

import io.dockplay.resource.ProbeOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The actual state of a service, and of the files that its process must be newer than.
 *
 * @param exists whether there is a service of that name
 * @param masked whether systemd must not start it
 * @param activity {@code started}, {@code stopped}, {@code finished} (a unit that runs once, and did), or systemd's own word for anything else, such as {@code failed}
 * @param enablement {@code yes}, {@code no}, {@code partly} (SysV: in some of the runlevels that its script names),
 *     {@code until the next boot} (systemd: enabled at run time only) or {@code static} (systemd: a unit that cannot be
 *     enabled)
 * @param reloadNeeded whether systemd has not yet read the service's unit files as they are now
 * @param process the identity of its process, which a restart changes; empty when unknown
 * @param newerFiles the files that were changed after the process started
 * @param words the service's last output when it is not as it should be
 */
record ServiceState(
        boolean exists,
        boolean masked,
        String activity,
        String enablement,
        boolean reloadNeeded,
        String process,
        List<String> newerFiles,
        String words) {

    static final String STARTED = "started";
    static final String STOPPED = "stopped";
    static final String YES = "yes";
    static final String NO = "no";
    static final String PARTLY = "partly";
    static final String STATIC = "static";

    /** Enabled only until the next boot. */
    static final String RUNTIME = "until the next boot";

    /** A unit that runs once and ends has succeeded since the boot. */
    static final String FINISHED = "finished";

    /** The tolerance of times: the clocks show hundredths of a second, and are not read at the same moment. */
    private static final double SAME_MOMENT_SECONDS = 0.05;

    private static final Pattern RUNLEVEL = Pattern.compile("([2-5]):(on|off)");

    private static final String EXECUTED = "ExecMainStartTimestampMonotonic";

    ServiceState {
        newerFiles = List.copyOf(newerFiles);
    }

    boolean isStarted() {
        return activity.equals(STARTED) || activity.equals(FINISHED);
    }

    /** Reads the answers of {@link Systemd#probe} or {@link Sysv#probe}. */
    static ServiceState read(ProbeOutput probeOutput) {
        return probeOutput.has("unit") ? ofUnit(probeOutput) : ofScript(probeOutput);
    }

    private static ServiceState ofUnit(ProbeOutput probeOutput) {
        Map<String, String> unit = properties(probeOutput);
        String load = unit.getOrDefault("LoadState", "");
        List<String> enabled = probeOutput.lines("enabled");
        return new ServiceState(
                !load.isEmpty() && !load.equals("not-found"),
                load.equals("masked"),
                isFinished(unit) ? FINISHED : activity(unit.getOrDefault("ActiveState", "")),
                enablement(enabled.isEmpty() ? "" : enabled.get(enabled.size() - 1), probeOutput.lines("also")),
                unit.getOrDefault("NeedDaemonReload", "").equals("yes") || isDropInUnknown(probeOutput, unit),
                unit.getOrDefault("MainPID", "") + " " + unit.getOrDefault(startProperty(unit), ""),
                newer(probeOutput, unit),
                probeOutput.text("words"));
    }

    private static ServiceState ofScript(ProbeOutput probeOutput) {
        return new ServiceState(
                probeOutput.text("script").equals(YES),
                false,
                probeOutput.text("status-code").equals("0") ? STARTED : STOPPED,
                runlevels(probeOutput.text("runlevels"), probeOutput.text("levels")),
                false,
                probeOutput.text("process").replaceFirst(" .*", ""),
                newer(probeOutput, Map.of()),
                "");
    }

    /**
     * Whether systemd needs a reload for a drop-in that it does not report itself: the first file in a new drop-in
     * folder.
     *
     * <p>Of drop-ins with one name systemd reads only the first, which may be empty and so not among the answers.
     */
    private static boolean isDropInUnknown(ProbeOutput probeOutput, Map<String, String> unit) {
        List<String> known = List.of(unit.getOrDefault("DropInPaths", "").split(" ", -1));
        List<String> there = probeOutput.lines("drop-ins");
        Set<String> names = new HashSet<>();
        known.stream()
                .filter(path -> !there.contains(path))
                .map(ServiceState::name)
                .forEach(names::add);
        return there.stream().anyMatch(path -> names.add(name(path)) && !known.contains(path));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String activity(String active) {
        return switch (active) {
            case "active", "reloading" -> STARTED;
            case "", "inactive" -> STOPPED;
            default -> active;
        };
    }

    /**
     * Whether a unit of Type=oneshot without RemainAfterExit has ended well; it is never active then, so its result
     * counts.
     */
    private static boolean isFinished(Map<String, String> unit) {
        return isOnce(unit)
                && unit.getOrDefault("ActiveState", "").equals("inactive")
                && unit.getOrDefault("Result", "").equals("success")
                && !List.of("", "0").contains(unit.getOrDefault(EXECUTED, ""));
    }

    private static boolean isOnce(Map<String, String> unit) {
        return unit.getOrDefault("Type", "").equals("oneshot")
                && unit.getOrDefault("RemainAfterExit", "").equals("no");
    }

    private static String startProperty(Map<String, String> unit) {
        return isOnce(unit) ? EXECUTED : "ActiveEnterTimestampMonotonic";
    }

    /**
     * Reads the output of {@code is-enabled}.
     *
     * @param also the outputs for the units in {@code Also=}, when the unit has nothing else to be enabled by
     */
    private static String enablement(String word, List<String> also) {
        return switch (word) {
            case "enabled", "alias" -> YES;
            case "enabled-runtime" -> RUNTIME;
            case "static" -> STATIC;
            case "indirect" ->
                also.stream().allMatch(each -> each.equals("enabled") || each.equals("static"))
                                && also.contains("enabled")
                        ? YES
                        : NO;
            default -> NO;
        };
    }

    /**
     * Reads {@code docker 0:off 1:off 2:on 3:on 4:on 5:on 6:off} and the runlevels that the script names, such as
     * {@code 345}; a service that is in no runlevel has no such line.
     */
    private static String runlevels(String list, String named) {
        List<String> on = new ArrayList<>();
        List<String> off = new ArrayList<>();
        Matcher level = RUNLEVEL.matcher(list);
        while (level.find()) {
            (level.group(2).equals("on") ? on : off).add(level.group(1));
        }
        if (on.isEmpty()) {
            return NO;
        }
        boolean isNamed = named.matches(".*[2-5].*");
        return off.stream().anyMatch(each -> !isNamed || named.contains(each)) ? PARTLY : YES;
    }

    private static Map<String, String> properties(ProbeOutput probeOutput) {
        Map<String, String> properties = new HashMap<>();
        for (String line : probeOutput.lines("unit")) {
            int sign = line.indexOf('=');
            if (sign > 0) {
                properties.put(line.substring(0, sign), line.substring(sign + 1));
            }
        }
        return properties;
    }

    private static List<String> newer(ProbeOutput probeOutput, Map<String, String> unit) {
        OptionalDouble began = began(probeOutput, unit);
        List<String> newer = new ArrayList<>();
        for (String line : probeOutput.lines("files")) {
            String[] parts = line.split(" ", 2);
            OptionalDouble changed = number(parts[0]);
            if (parts.length == 2
                    && began.isPresent()
                    && changed.isPresent()
                    && changed.getAsDouble() > began.getAsDouble() + SAME_MOMENT_SECONDS) {
                newer.add(parts[1]);
            }
        }
        return newer;
    }

    /**
     * Returns when the process started, in seconds since 1970.
     *
     * <p>It is computed from the process's age. systemd's dates have ambiguous names of time zones (CST), and the
     * folder
     * /proc/PID is only as old as the first access to it.
     */
    private static OptionalDouble began(ProbeOutput probeOutput, Map<String, String> unit) {
        List<String> clock = probeOutput.lines("clock");
        if (clock.size() < 3) {
            return OptionalDouble.empty();
        }
        OptionalDouble now = number(clock.get(0));
        OptionalDouble uptime = number(clock.get(1).replaceFirst(" .*", ""));
        OptionalDouble ticks = number(clock.get(2));
        OptionalDouble sinceBoot = startTicks(probeOutput.text("process"));
        if (sinceBoot.isPresent() && ticks.isPresent()) {
            sinceBoot = OptionalDouble.of(sinceBoot.getAsDouble() / ticks.getAsDouble());
        } else {
            OptionalDouble micros = number(unit.getOrDefault(startProperty(unit), ""));
            sinceBoot = micros.isPresent() && micros.getAsDouble() > 0
                    ? OptionalDouble.of(micros.getAsDouble() / 1e6)
                    : OptionalDouble.empty();
        }
        if (now.isEmpty() || uptime.isEmpty() || sinceBoot.isEmpty()) {
            return number(probeOutput.text("lock"));
        }
        return OptionalDouble.of(now.getAsDouble() - uptime.getAsDouble() + sinceBoot.getAsDouble());
    }

    /** Reads the 22nd field of /proc/PID/stat; the second, the program's name, may hold blanks and parentheses. */
    private static OptionalDouble startTicks(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        return fields.length > 19 ? number(fields[19]) : OptionalDouble.empty();
    }

    private static OptionalDouble number(String text) {
        try {
            return OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** Whether this is another process than the former one; none when that is unknown. */
    Optional<Boolean> isAnotherProcessThan(ServiceState former) {
        return process.isBlank() || former.process.isBlank()
                ? Optional.empty()
                : Optional.of(!process.equals(former.process));
    }
}
