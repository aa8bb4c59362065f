package io.dockplay.faults;

import io.dockplay.lab.Release;
import java.util.List;

/**
 * One fault, on one host, while a playbook is applied or taken back; the seed and the number say all of it.
 *
 * @param phase what the run does while the fault strikes
 */
record Trial(long seed, int number, Kind kind, Release release, Phase phase, Fault fault) {

    static Trial of(long seed, int number) {
        Chance chance = Chance.of(seed, number);
        List<Kind> round = Kind.round();
        Kind kind = round.get((number - 1) % round.size());
        // Each kind comes to both hosts, in turn.
        int turn = number + (number - 1) / round.size();
        Release release = turn % 2 == 1 ? Release.CENTOS_7 : Release.CENTOS_6;
        return new Trial(seed, number, kind, release, chance.phase(), kind.pick(chance));
    }

    @Override
    public String toString() {
        return "trial %d (seed %d), %s, %s: %s: %s"
                .formatted(number, seed, release == Release.CENTOS_7 ? "c7" : "c6", phase.command(), kind, fault);
    }
}
