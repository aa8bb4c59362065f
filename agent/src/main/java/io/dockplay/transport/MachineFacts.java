package io.dockplay.transport;

import io.dockplay.resource.InitSystem;
import io.dockplay.resource.Machine;
import io.dockplay.resource.ProbeOutput;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a {@link Machine} of the answers of the runtime's {@code facts}. */
public final class MachineFacts {

    private static final Pattern RELEASE = Pattern.compile("^(.+?)(?: Linux)? release ([0-9][0-9.]*)");
    private static final Pattern OS_RELEASE_NAME = Pattern.compile("(?m)^NAME=\"?([^\"\n]*?)\"?$");
    private static final Pattern OS_RELEASE_VERSION = Pattern.compile("(?m)^VERSION_ID=\"?([^\"\n]*?)\"?$");
    /** Longer than any name, version or address; the rest of a longer text is cut off. */
    private static final int MOST = 256;

    /** More addresses than any host has. */
    private static final int ADDRESSES = 1000;

    private static final Pattern DOCKER = Pattern.compile("version ([^ ,]+)");

    private MachineFacts() {}

    /** Reads the facts from the answers. */
    public static Machine read(ProbeOutput probeOutput) {
        String distribution = "unknown";
        String version = "";
        Matcher release = RELEASE.matcher(line(probeOutput, "release"));
        if (release.find()) {
            distribution = release.group(1);
            version = release.group(2);
        } else {
            distribution = first(OS_RELEASE_NAME, probeOutput.raw("os-release")).orElse(distribution);
            version = first(OS_RELEASE_VERSION, probeOutput.raw("os-release")).orElse(version);
        }
        List<String> uname = List.of(line(probeOutput, "uname").split(" ", 3));
        return new Machine(
                distribution,
                version,
                (int) number(version.replaceFirst("[^0-9].*", "")),
                uname.size() > 2 ? uname.get(2) : "",
                uname.size() > 1 ? uname.get(1) : "",
                probeOutput.text("init").equals("systemd") ? InitSystem.SYSTEMD : InitSystem.SYSV,
                uname.get(0),
                asked(MoreFacts.ADDRESSES, probeOutput).map(MachineFacts::addresses),
                number(line(probeOutput, "memory").replaceAll("[^0-9]", "")) / 1024,
                cpus(probeOutput),
                selinux(line(probeOutput, "selinux")),
                asked(MoreFacts.DOCKER, probeOutput)
                        .map(text -> first(DOCKER, text).orElse("")));
    }

    /** Returns what a host answered to a question that it is not always asked. */
    private static Optional<String> asked(MoreFacts fact, ProbeOutput probeOutput) {
        return Optional.of(fact.answer()).filter(probeOutput::has).map(probeOutput::text);
    }

    private static List<String> addresses(String text) {
        return text.lines()
                .limit(ADDRESSES)
                .map(MachineFacts::cut)
                .map(line -> line.replaceFirst("^.*?\\binet6? ([^/ ]+).*$", "$1"))
                .filter(address -> !address.isBlank())
                .toList();
    }

    /** Returns how many processors are online; the kernel lists their numbers, such as {@code 0-3,6}. */
    private static int cpus(ProbeOutput probeOutput) {
        if (!probeOutput.has("online")) {
            return (int) number(line(probeOutput, "cpus"));
        }
        long cpus = 0;
        for (String range : line(probeOutput, "online").split(",", -1)) {
            String[] ends = range.split("-", 2);
            cpus += number(ends[ends.length - 1]) - number(ends[0]) + 1;
        }
        return (int) cpus;
    }

    /** Returns the first line of an answer. */
    private static String line(ProbeOutput probeOutput, String name) {
        return probeOutput.lines(name).stream()
                .findFirst()
                .map(MachineFacts::cut)
                .orElse("");
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), MOST));
    }

    private static String selinux(String answer) {
        return switch (answer) {
            case "1" -> "enforcing";
            case "0" -> "permissive";
            case "" -> "disabled";
            default -> answer.toLowerCase(Locale.ROOT);
        };
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(cut(matcher.group(1))) : Optional.empty();
    }

    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
