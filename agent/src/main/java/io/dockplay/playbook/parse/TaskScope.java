package io.dockplay.playbook.parse;

import io.dockplay.playbook.Block;
import io.dockplay.playbook.SearchPath;
import io.dockplay.playbook.TaskKeywords;
import io.dockplay.yaml.Yaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a task inherits from its play, its role and its blocks.
 *
 * @param when the conditions that must hold before its own
 * @param defaults its role's variables over which everybody wins
 * @param vars variables over which its own win
 * @param params what whoever includes it gave
 * @param keywords how it is carried out as far as it says nothing else
 * @param ignoreErrors whether failures are ignored
 * @param tags by which it can be chosen beside its own
 * @param within the blocks
 * @param search where its files are looked for
 * @param role the name of its role
 * @param files the files of tasks that include one another, and it at last
 * @param roleLoader the roles of the play
 */
record TaskScope(
        List<Yaml.Scalar> when,
        Map<String, Yaml> defaults,
        Map<String, Yaml> vars,
        Map<String, Object> params,
        TaskKeywords keywords,
        boolean ignoreErrors,
        Set<String> tags,
        List<Block.Place> within,
        SearchPath search,
        Optional<String> role,
        List<Path> files,
        RoleLoader roleLoader) {

    /** The scope of a playbook's folder, which gives nothing else. */
    static TaskScope in(SearchPath search, RoleLoader roleLoader) {
        return new TaskScope(
                List.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                TaskKeywords.USUAL,
                false,
                Set.of(),
                List.of(),
                search,
                Optional.empty(),
                List.of(),
                roleLoader);
    }

    /** This scope and what is nearer to the task. */
    TaskScope and(
            List<Yaml.Scalar> conditions,
            Map<String, Yaml> variables,
            TaskKeywords nearer,
            Optional<Boolean> ignoring,
            Set<String> moreTags) {
        List<Yaml.Scalar> allConditions = new ArrayList<>(when);
        allConditions.addAll(conditions);
        Map<String, Yaml> allVariables = new LinkedHashMap<>(vars);
        allVariables.putAll(variables);
        Set<String> allTags = new LinkedHashSet<>(tags);
        allTags.addAll(moreTags);
        return new TaskScope(
                allConditions,
                defaults,
                allVariables,
                params,
                nearer.within(keywords),
                ignoring.orElse(ignoreErrors),
                allTags,
                within,
                search,
                role,
                files,
                roleLoader);
    }

    /** This scope within a part of a block. */
    TaskScope in(Block.Place place) {
        List<Block.Place> places = new ArrayList<>(within);
        places.add(place);
        return new TaskScope(
                when, defaults, vars, params, keywords, ignoreErrors, tags, places, search, role, files, roleLoader);
    }

    /** This scope with variables that an include gives. */
    TaskScope withParams(Map<String, Object> given) {
        Map<String, Object> all = new LinkedHashMap<>(params);
        all.putAll(given);
        return new TaskScope(
                when, defaults, vars, all, keywords, ignoreErrors, tags, within, search, role, files, roleLoader);
    }

    /** This scope with another loader of roles. */
    TaskScope with(RoleLoader others) {
        return new TaskScope(
                when, defaults, vars, params, keywords, ignoreErrors, tags, within, search, role, files, others);
    }

    /** This scope within one more file. */
    TaskScope inFile(Path file) {
        List<Path> all = new ArrayList<>(files);
        all.add(file);
        return new TaskScope(
                when, defaults, vars, params, keywords, ignoreErrors, tags, within, search, role, all, roleLoader);
    }

    /** This scope within a role. */
    TaskScope in(String name, Path folder, Map<String, Yaml> roleDefaults, Map<String, Yaml> roleVars) {
        Map<String, Yaml> all = new LinkedHashMap<>(vars);
        all.putAll(roleVars);
        return new TaskScope(
                when,
                roleDefaults,
                all,
                params,
                keywords,
                ignoreErrors,
                tags,
                within,
                search.after(folder),
                Optional.of(name),
                files,
                roleLoader);
    }
}
