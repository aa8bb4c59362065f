package io.dockplay.playbook;

import io.dockplay.yaml.Yaml;
import java.util.Optional;

/**
 * How often a task is done: once for each element of a list.
 *
 * @param elements the list, or an expression whose value is one
 * @param variable the variable that is each element, {@code item}
 * @param index the variable that counts them from 0
 * @param label what reports call one, an expression
 * @param pause seconds between two of them
 */
public record Loop(Yaml elements, String variable, Optional<String> index, Optional<Yaml.Scalar> label, double pause) {

    public static final String ITEM = "item";
}
