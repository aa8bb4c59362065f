package io.dockplay.cli.rehearse;

import io.dockplay.lab.HostCounts;
import io.dockplay.lab.Lab;
import io.dockplay.message.Message;
import java.util.function.Consumer;

/** Throw-away hosts that stay up, with nothing rehearsed on them. */
public final class KeptHosts {

    private KeptHosts() {}

    /** Brings hosts up, and leaves them. */
    public static void start(HostCounts counts, Consumer<String> say) {
        try (Lab lab = Lab.start(counts, say)) {
            lab.keep();
            tell(lab, "PLAYBOOK", say);
        }
    }

    /** Says how to reach hosts that stay, and how to remove them. */
    static void tell(Lab lab, String playbook, Consumer<String> say) {
        say.accept(Message.of("The hosts stay up. Their inventory: %s", lab.inventoryFile())
                .text());
        say.accept("  dockplay apply " + playbook + " -i " + lab.inventoryFile() + " --dry-run");
        say.accept(Message.of("They go with: dockplay rehearse --remove-kept %s", lab.inventoryFile())
                .text());
    }
}
