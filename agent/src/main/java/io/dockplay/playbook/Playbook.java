package io.dockplay.playbook;

import io.dockplay.message.Message;
import io.dockplay.problem.DidYouMean;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Plays, in the order in which they run. */
public record Playbook(List<Play> plays) {

    public Playbook {
        List<Play> given = plays;
        plays = IntStream.range(0, given.size())
                .mapToObj(place -> given.get(place).at(place))
                .toList();
    }

    /** The plays, whose notified handlers run even on hosts that fail. */
    public Playbook forcingHandlers() {
        return new Playbook(plays.stream().map(Play::forcingHandlers).toList());
    }

    /**
     * The plays with the chosen tasks only; after the play in which the first of them stands, plays are whole.
     *
     * @throws InvalidInput when no task is called as the first one is to be, or none has a tag that is asked for
     */
    public Playbook only(Selection selection) {
        List<Problem> unknown = selection.unknown(
                plays.stream().flatMap(play -> play.tasks().stream()).toList());
        if (!unknown.isEmpty()) {
            throw new InvalidInput(unknown);
        }
        List<Play> chosen = new ArrayList<>();
        Selection now = selection;
        for (Play play : plays) {
            boolean begins = now.startAt()
                    .filter(name -> Selection.first(play.tasks(), name) >= 0)
                    .isPresent();
            chosen.add(play.only(now));
            if (begins) {
                now = new Selection(selection.tags(), selection.skipped(), Optional.empty());
            }
        }
        if (now.startAt().isPresent()) {
            String name = now.startAt().get();
            List<String> names = plays.stream()
                    .flatMap(play -> play.tasks().stream())
                    .map(Task::name)
                    .toList();
            throw new InvalidInput(Problem.of(
                    Message.of("--start-at: no task is called \"%s\"", name),
                    Message.of("--list-tasks names them all.").and(DidYouMean.hint(name, names))));
        }
        return new Playbook(chosen);
    }
}
