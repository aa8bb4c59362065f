package io.dockplay.engine.task;

import io.dockplay.problem.Problem;
import io.dockplay.resource.Plan;
import io.dockplay.resource.ScriptResult;
import java.util.Optional;

/**
 * What became of an item, before its task has judged it.
 *
 * @param failure why it is not as wanted
 * @param outcome what ran, where something did
 * @param changed whether something was changed
 * @param plan what was found to be different
 */
record StepOutcome(Optional<Problem> failure, Optional<ScriptResult> outcome, boolean changed, Plan plan) {}
