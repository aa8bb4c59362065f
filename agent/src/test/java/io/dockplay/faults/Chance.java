package io.dockplay.faults;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/** What is left to chance in one trial: the same for the same seed and number. */
record Chance(SplittableRandom random, Phase phase) {

    static Chance of(long seed, int number, Phase phase) {
        return new Chance(new SplittableRandom(seed * 1_000_003 + number), phase);
    }

    Moment moment() {
        return Moment.any(phase, random);
    }

    int within(int least, int end) {
        return random.nextInt(least, end);
    }

    OptionalInt delay(int longest) {
        return OptionalInt.of(random.nextInt(longest));
    }

    /** What a second run runs: the same, or something short. */
    String playbook() {
        return random.nextBoolean() ? "site.yml" : "note.yml";
    }

    Way way() {
        return random.nextBoolean() ? Way.TO_HOST : Way.FROM_HOST;
    }

    Fault kill(String victim, String word) {
        return new KillFault(victim, word, random.nextInt(10), moment());
    }

    Fault wire(Disturbance... disturbances) {
        return new WireFault(List.of(disturbances));
    }

    Disturbance cut(Way way) {
        return new Disturbance.Cut(way, phase.anyByte(way, random), random.nextBoolean());
    }

    Disturbance stall() {
        Way way = way();
        return new Disturbance.Stall(way, phase.anyByte(way, random), Duration.ofMillis(within(500, 5000)));
    }

    Disturbance dribble() {
        Way way = way();
        int after = phase.anyByte(way, random);
        return new Disturbance.Dribble(way, after, within(1, 50), 200, Duration.ofMillis(within(1, 20)));
    }

    Disturbance freeze() {
        Way way = way();
        return new Disturbance.Freeze(way, phase.anyByte(way, random));
    }
}
