package io.dockplay.engine;

import io.dockplay.playbook.Directive;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Answers;
import io.dockplay.resource.Change;
import io.dockplay.resource.Script;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.Live;
import io.dockplay.transport.Message;
import io.dockplay.transport.Unreachable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the run itself does at a task's turn: wait, end the play, boot the host.
 *
 * @param setting the host
 * @param agenda what is still to be done on it
 */
record Directing(Setting setting, Agenda agenda) {

    private static final Event.Step REBOOT = new Event.Step("reboot", "reboot", "");
    private static final double BETWEEN_ATTEMPTS = 1;
    private static final Script BOOT_ID = Script.of("answer boot; cat /proc/sys/kernel/random/boot_id");

    void follow(Directive directive) throws Unreachable, BecomeRefused {
        boolean apply = !setting.mode().onlyLooks();
        if (directive instanceof Directive.EndPlay) {
            agenda.play().ifPresent(setting.convoy()::end);
            agenda.endPlay();
        } else if (directive instanceof Directive.Pause pause && apply) {
            if (pause.prompt().isPresent()) {
                setting.convoy().ask(pause.prompt().get());
            }
            sleep(pause.seconds());
        } else if (directive instanceof Directive.AwaitConnection wait && apply) {
            sleep(wait.delay());
            connect(wait.timeout(), Optional.empty());
        } else if (directive instanceof Directive.Reboot reboot) {
            reboot(reboot, apply);
        }
    }

    private void reboot(Directive.Reboot reboot, boolean apply) throws Unreachable, BecomeRefused {
        Change change = Change.of("host", "running", "booted anew");
        Script command = Script.of("sh -c {}", reboot.command());
        if (!apply) {
            setting.tell().accept(new Event.Planned(setting.host(), REBOOT, List.of(change), command));
            return;
        }
        setting.tell().accept(new Event.Changing(setting.host(), REBOOT, List.of(change), command));
        String before = bootId();
        // It goes down a moment later, so that the answer still comes through.
        Script later = Script.of("(sleep 1; {}) </dev/null >/dev/null 2>&1 &", command);
        setting.shells().exchange(root(), new Message().probe(0, later), Live.SILENT);
        sleep(2);
        connect(reboot.timeout(), Optional.of(before));
        setting.tell().accept(new Event.Changed(setting.host(), REBOOT, List.of(change), command));
    }

    private boolean root() {
        return agenda.play().map(play -> play.become()).orElse(true);
    }

    private String bootId() throws Unreachable, BecomeRefused {
        return setting.shells()
                .exchange(root(), new Message().probe(0, BOOT_ID), Live.SILENT)
                .probes()
                .getOrDefault(0, new Answers(Map.of(), 0))
                .text("boot");
    }

    /** Connects anew until the host answers, and where it shall have been booted until it has been. */
    private void connect(double timeout, Optional<String> formerBoot) throws Unreachable, BecomeRefused {
        long end = System.nanoTime() + (long) (timeout * 1e9);
        while (true) {
            Problem why;
            try {
                setting.shells().connectAgain(root());
                if (formerBoot.isEmpty() || !bootId().equals(formerBoot.get())) {
                    return;
                }
                why = Problem.of("it has not been booted anew", "");
            } catch (Unreachable notYet) {
                why = notYet.problem();
            }
            if (System.nanoTime() > end) {
                throw new Unreachable(Problem.of(
                        "it did not come back within " + (long) timeout + " seconds: " + why.what(),
                        "Look at its console, or give timeout: more seconds."));
            }
            sleep(BETWEEN_ATTEMPTS);
        }
    }

    static void sleep(double seconds) {
        try {
            Thread.sleep((long) (seconds * 1000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
