package io.dockplay.playbook.parse;

import io.dockplay.message.Message;
import io.dockplay.playbook.FieldReader;
import io.dockplay.playbook.Rollout;
import io.dockplay.problem.Problem;
import io.dockplay.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how a play goes over its hosts: {@code serial}, {@code max_fail_percentage}, {@code any_errors_fatal}. */
public record RolloutReader(FieldReader fieldReader) {

    private static final Pattern PORTION = Pattern.compile("([1-9][0-9]{0,5})(%?)");

    Rollout rollout(Yaml.Mapping play) {
        List<Rollout.Portion> serial = new ArrayList<>();
        for (String text : fieldReader.texts("serial", play)) {
            Matcher matcher = PORTION.matcher(text);
            boolean percentage = matcher.matches() && !matcher.group(2).isEmpty();
            if (matcher.matches() && !(percentage && Integer.parseInt(matcher.group(1)) > 100)) {
                serial.add(new Rollout.Portion(Integer.parseInt(matcher.group(1)), percentage));
            } else {
                fieldReader.problem(Problem.at(
                        play.get("serial").orElseThrow().position(),
                        Message.of("serial is \"%s\", and should be a number of hosts", text),
                        Message.of("Write 5, 30%%, or a list such as [1, 5, 50%%].")));
            }
        }
        return new Rollout(
                serial,
                percentage(play),
                fieldReader.flag("any_errors_fatal", play).orElse(false),
                fieldReader.constant("order", Rollout.Order.class, play).orElse(Rollout.Order.INVENTORY),
                fieldReader.constant("strategy", Strategy.class, play).orElse(Strategy.FREE) == Strategy.LINEAR);
    }

    /** How far hosts may be ahead of one another. */
    public enum Strategy {
        FREE,
        LINEAR
    }

    private double percentage(Yaml.Mapping play) {
        Yaml given = play.get("max_fail_percentage").orElse(null);
        if (given == null) {
            return Rollout.AT_ONCE.maxFailPercentage();
        }
        if (given.plain() instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= 100) {
            return number.doubleValue();
        }
        fieldReader.problem(Problem.at(
                given.position(),
                Message.of(
                        "max_fail_percentage is %s, and should be a number from 0 to 100",
                        given instanceof Yaml.Scalar scalar ? scalar.text() : given.kind()),
                Message.NONE));
        return Rollout.AT_ONCE.maxFailPercentage();
    }
}
