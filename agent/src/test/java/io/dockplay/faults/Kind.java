package io.dockplay.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * The kinds of faults, and what may come of each. A round of trials has a kind as often as its share says.
 *
 * <p>The first ten make the short form that every build runs.
 */
@SuppressWarnings("ImmutableEnumChecker") // sets and functions of constants that nobody changes
enum Kind {
    CUT_TO_HOST(3, Set.of(0, 4), Harm.LOST, chance -> chance.wire(chance.cut(Way.TO_HOST))),
    KILL_DOCKPLAY(3, Set.of(0, 137), Harm.LOST, chance -> new SignalFault("KILL", chance.moment())),
    TWO_RUNS(3, Set.of(0), Harm.NONE, chance -> new SecondRun(chance.playbook(), OptionalInt.empty(), chance.moment())),
    KILL_JOB(3, Set.of(0, 2), Harm.DEAD_JOB, chance -> chance.kill("the job", "dockplay/job")),
    KILL_RUNTIME(2, Set.of(0, 2, 4), Harm.LOST, chance -> chance.kill("the runtime", "head -c")),
    CUT_FROM_HOST(3, Set.of(0, 4), Harm.LOST, chance -> chance.wire(chance.cut(Way.FROM_HOST))),
    FULL_DISK(2, Set.of(0, 2), Harm.DEAD_JOB, chance -> new FullDisk(chance.within(0, 60_000), chance.moment())),
    STOP_SSHD(2, Set.of(0, 4), Harm.LOST, chance -> new SshdFault(chance.within(200, 2500), chance.moment())),
    INT_DOCKPLAY(2, Set.of(0, 130), Harm.LOST, chance -> new SignalFault("INT", chance.moment())),
    FIRST_KILLED(
            2,
            Set.of(0, 137),
            Harm.LOST,
            chance -> new SecondRun(chance.playbook(), chance.delay(1500), chance.moment())),
    CUT_AGAIN(2, Set.of(0, 4), Harm.LOST, chance -> chance.wire(chance.cut(Way.FROM_HOST), chance.cut(chance.way()))),
    STALL(1, Set.of(0), Harm.NONE, chance -> chance.wire(chance.stall())),
    DRIBBLE(1, Set.of(0), Harm.NONE, chance -> chance.wire(chance.dribble())),
    FREEZE(1, Set.of(0, 4), Harm.LOST, chance -> chance.wire(chance.freeze())),
    TERM_DOCKPLAY(1, Set.of(0, 143), Harm.LOST, chance -> new SignalFault("TERM", chance.moment())),
    KILL_YUM(2, Set.of(0, 2), Harm.NONE, chance -> chance.kill("yum", "bin/dnf")),
    KILL_SESSIONS(2, Set.of(0, 4), Harm.LOST, chance -> new SshdFault(0, chance.moment())),
    RESTART_HOST(2, Set.of(0, 2, 4), Harm.LOST_AND_DEAD_JOB, chance -> new RestartFault(chance.moment())),
    FULL_FOLDER(2, Set.of(0, 2), Harm.DEAD_JOB, chance -> Surroundings.smallFolder(4096 * chance.within(1, 60))),
    READ_ONLY_ETC(1, Set.of(0, 2), Harm.NONE, chance -> Surroundings.readOnlyEtc()),
    NOEXEC_TMP(1, Set.of(0), Harm.NONE, chance -> Surroundings.noexecTmp());

    /** What may come to harm besides. */
    private enum Harm {
        NONE,
        /** A run may lose its host, so that the next one tells of it. */
        LOST,
        /** A change may be broken off. */
        DEAD_JOB,
        LOST_AND_DEAD_JOB
    }

    private final int share;
    private final Set<Integer> exits;
    private final Harm harm;
    private final Function<Chance, Fault> picked;

    Kind(int share, Set<Integer> exits, Harm harm, Function<Chance, Fault> picked) {
        this.share = share;
        this.exits = exits;
        this.harm = harm;
        this.picked = picked;
    }

    /** One round of trials: every kind once, then again those with a greater share. */
    static List<Kind> round() {
        List<Kind> round = new ArrayList<>();
        for (int turn = 1; turn <= 3; turn++) {
            for (Kind kind : values()) {
                if (kind.share >= turn) {
                    round.add(kind);
                }
            }
        }
        return round;
    }

    /** A fault of the kind, with all that is left to chance. */
    Fault pick(Chance chance) {
        return picked.apply(chance);
    }

    /** What the run may end with. */
    Set<Integer> exits() {
        return exits;
    }

    /** Whether a later run may say that an earlier one lost its connection. */
    boolean loses() {
        return harm == Harm.LOST || harm == Harm.LOST_AND_DEAD_JOB;
    }

    /** Whether a change that has begun may not come to its end. */
    boolean breaksJobs() {
        return harm == Harm.DEAD_JOB || harm == Harm.LOST_AND_DEAD_JOB;
    }

    /** After how long a run hangs. A host that has fallen silent is given a minute, more than once. */
    Duration deadline() {
        return Duration.ofSeconds(this == FREEZE ? 150 : 60);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
