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
        List<Kind> round = Kind.round();
        int place = (number - 1) % round.size();
        // In four rounds each kind comes to both hosts, and while a playbook is applied and while it is taken back.
        int turn = place + (number - 1) / round.size();
        Release release = turn % 2 == 0 ? Release.CENTOS_7 : Release.CENTOS_6;
        Phase phase = turn / 2 % 2 == 0 ? Phase.APPLY : Phase.UNINSTALL;
        Kind kind = round.get(place);
        return new Trial(seed, number, kind, release, phase, kind.pick(Chance.of(seed, number, phase)));
    }

    @Override
    public String toString() {
        return "trial %d (seed %d), %s, %s: %s: %s"
                .formatted(number, seed, release == Release.CENTOS_7 ? "c7" : "c6", phase.command(), kind, fault);
    }
}
