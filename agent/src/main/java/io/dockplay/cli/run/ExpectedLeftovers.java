package io.dockplay.cli.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What an uninstall leaves on a host although it was not there before, and why. */
public final class ExpectedLeftovers {

    private static final Map<String, String> REASONS = new LinkedHashMap<>();

    static {
        String group = "Docker's package makes the group docker, and RPM never takes a group away";
        REASONS.put("group docker ", group);
        REASONS.put("file /etc/group", group);
        REASONS.put("file /etc/gshadow", group);
    }

    private ExpectedLeftovers() {}

    /** Why a difference is allowed; none when it is not. */
    public static Optional<String> reason(String difference) {
        return REASONS.entrySet().stream()
                .filter(each -> difference.startsWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
