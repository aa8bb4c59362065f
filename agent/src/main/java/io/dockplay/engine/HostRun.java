package io.dockplay.engine;

import io.dockplay.playbook.Play;
import io.dockplay.playbook.Requirement;
import io.dockplay.playbook.Variables;
import io.dockplay.problem.Problem;
import io.dockplay.resource.Machine;
import io.dockplay.resource.ProbeOutput;
import io.dockplay.transport.BecomeRefused;
import io.dockplay.transport.Live;
import io.dockplay.transport.Message;
import io.dockplay.transport.Unreachable;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * One host's plays, from the first message to the last, over one connection.
 *
 * @param mode what the run may do to the host
 * @param brake keeps the host from another change when the fleet's run has ended
 * @param run the name by which the hosts' records know the run
 * @param convoy what the hosts have to do with one another
 */
public record HostRun(Mode mode, Brake brake, String run, Convoy convoy) implements FleetRun.Work {

    /** A run that nothing stops. */
    public HostRun(Mode mode) {
        this(mode, new Brake());
    }

    /** A run with a name that no other has. */
    public HostRun(Mode mode, Brake brake) {
        this(mode, brake, RunName.next(), new Convoy());
    }

    @Override
    public void assemble(List<Target> targets) {
        convoy.assemble(targets);
    }

    @Override
    public void asksBy(UnaryOperator<String> asking, boolean stepwise) {
        convoy.asking().by(asking, stepwise);
    }

    @Override
    public void within(Forks forks) {
        convoy.within(forks);
    }

    @Override
    public void leavesOut(String host) {
        convoy.leave(host);
    }

    @Override
    public void on(Target target, Consumer<Event> listener) {
        try {
            onHost(target, listener, setting -> plays(setting, target, HostRun::play));
        } finally {
            leave(target);
        }
    }

    /** A host has done with its plays, however they went; nobody may wait for it any more. */
    void leave(Target target) {
        target.assignments().forEach(each -> convoy.leave(each.play(), target.name()));
    }

    /** What is done with a host that has answered. */
    interface OnHost {

        void run(Setting setting) throws Unreachable, BecomeRefused;
    }

    /** What is done with a play on a host that has answered; false ends the host's run. */
    interface OnPlay {

        boolean run(Setting setting, Play play, Variables variables) throws Unreachable, BecomeRefused;
    }

    /** Connects, and learns what the machine is. */
    void onHost(Target target, Consumer<Event> listener, OnHost onHost) {
        String host = target.name();
        Secrets secrets = target.secrets();
        Consumer<Event> tell = secrets.hiddenFrom(event -> {
            // Whoever waited for this host must find the brake pulled, where its failure pulls it.
            listener.accept(event);
            if (Tally.NOTHING.plus(event).verdict().isBad()) {
                convoy.leave(host);
            }
        });
        try (Shells shells = Shells.open(target);
                Elsewhere elsewhere = new Elsewhere(target, convoy.delegates())) {
            boolean root = target.assignments().get(0).play().become();
            ProbeOutput facts = shells.facts(root);
            Machine machine = Shells.machine(facts);
            for (Target.Assignment each : target.assignments()) {
                secrets.learn(each.play(), each.on(machine).variables());
            }
            tell.accept(new Event.Connected(host, machine));
            Setting setting = new Setting(
                    host,
                    shells,
                    elsewhere,
                    machine,
                    mode,
                    brake,
                    convoy,
                    run,
                    (step, changes) -> true,
                    secrets,
                    PendingHandlers.read(facts.lines("pending")),
                    new Foreseen(),
                    tell);
            tellUnfinished(setting, facts, root);
            shortenRecord(setting, facts, root);
            onHost.run(setting);
        } catch (Unreachable e) {
            boolean ignored =
                    target.assignments().stream().allMatch(each -> each.play().ignoresUnreachable());
            Problem problem = e.problem().on(host);
            tell.accept(
                    ignored
                            ? new Event.Warned(
                                    host,
                                    new Event.Step("", "", ""),
                                    "unreachable, which the play ignores: "
                                            + e.problem().what(),
                                    true)
                            : new Event.Unreachable(host, problem));
        } catch (BecomeRefused e) {
            tell.accept(new Event.Failed(
                    host, new Event.Step("", "become", ""), e.problem().on(host), Optional.empty(), false));
        }
    }

    /** Does what is to be done with each of a host's plays, as long as it is what they require. */
    static void plays(Setting setting, Target target, OnPlay onPlay) throws Unreachable, BecomeRefused {
        for (Target.Assignment assignment : target.assignments()) {
            Optional<String> unmet = Requirement.unmet(assignment.play().requires(), setting.machine());
            if (unmet.isPresent()) {
                setting.tell()
                        .accept(new Event.Unsupported(
                                setting.host(), unsupported(setting.host(), assignment.play(), unmet.get())));
                return;
            }
            Variables variables = setting.known(assignment);
            boolean goesOn = onPlay.run(setting, assignment.play(), variables);
            setting.convoy().leave(assignment.play(), setting.host());
            if (!goesOn) {
                return;
            }
        }
    }

    /** The tasks, and the handlers that they notified. */
    static boolean play(Setting setting, Play play, Variables variables) throws Unreachable, BecomeRefused {
        Convergence convergence = new Convergence(setting, Optional.of(setting.run()));
        Agenda agenda = setting.agenda(play, variables);
        Notifications notifications = agenda.notifications();
        notifications
                .outstanding()
                .forEach(handler -> setting.tell()
                        .accept(new Event.Warned(
                                setting.host(),
                                new Event.Step("", "", ""),
                                "an earlier run broke before the handler \"" + handler
                                        + "\" had run; it runs in this one")));
        boolean goesOn = convergence.run(agenda);
        List<String> needless = notifications.needless();
        if (!setting.mode().onlyLooks() && !needless.isEmpty()) {
            setting.shells()
                    .exchange(play.become(), Message.ran(PendingHandlers.lines(play.name(), needless)), Live.SILENT);
        }
        return goesOn;
    }

    /** Runs that lost their connection may have left changes at work; how they ended is told, and they are waited for. */
    private void tellUnfinished(Setting setting, ProbeOutput facts, boolean root) throws Unreachable, BecomeRefused {
        LeftJobs left = LeftJobs.of(facts);
        if (left.isEmpty()) {
            return;
        }
        LeftJobs now = mode.onlyLooks()
                ? left
                : left.after(setting.shells()
                        .exchange(root, Message.awaitLeft(left.folders()), Live.SILENT)
                        .probeOutput());
        now.told()
                .forEach(text ->
                        setting.tell().accept(new Event.Warned(setting.host(), new Event.Step("", "", ""), text)));
    }

    private void shortenRecord(Setting setting, ProbeOutput facts, boolean root) throws Unreachable, BecomeRefused {
        if (mode.onlyLooks() || facts.number("record-size").orElse(0L) <= RecordBound.LIMIT) {
            return;
        }
        ProbeOutput probeOutput =
                setting.shells().exchange(root, Message.record(), Live.SILENT).probeOutput();
        int bytes = probeOutput.bytes("record").map(record -> record.length).orElse(0);
        HostRecord left = RecordBound.shortened(HostRecord.read(probeOutput.raw("record")), RecordBound.ROOM);
        setting.shells().exchange(root, Message.shorten(bytes, left.text()), Live.SILENT);
    }

    private static Problem unsupported(String host, Play play, String unmet) {
        return Problem.at(
                play.position(),
                host + ": not what the play \"" + play.name() + "\" requires: " + unmet,
                "Nothing was done to it. Leave it out with --limit, or change requires: in the play.");
    }
}
