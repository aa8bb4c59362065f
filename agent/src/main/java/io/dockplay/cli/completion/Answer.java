package io.dockplay.cli.completion;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What may stand in the place of a word that is being typed.
 *
 * @param candidates whole words
 * @param files what else may stand there, which the shell itself knows best
 */
record Answer(List<Candidate> candidates, Optional<Files> files) {

    /** Nothing is known of the place. */
    static final Answer NOTHING = new Answer(List.of(), Optional.empty());

    Answer {
        candidates = List.copyOf(candidates);
    }

    /**
     * A word, and what it means.
     *
     * @param meaning one line, empty when the word says it all
     */
    record Candidate(String word, String meaning) {}

    /**
     * The names of files or folders.
     *
     * @param kind {@code files} or {@code folders}
     * @param before what stands in the word before the name, such as {@code --out=}
     * @param begun what is typed of the name
     */
    record Files(String kind, String before, String begun) {}

    /** Only the candidates that begin with what is typed. */
    Answer beginningWith(String typed) {
        return new Answer(
                candidates.stream()
                        .filter(candidate -> candidate.word().startsWith(typed))
                        .toList(),
                files);
    }

    /** A line for each candidate, with its meaning behind a tab; the last line says which files: {@code :files BEFORE BEGUN}. */
    Stream<String> lines() {
        return Stream.concat(
                candidates.stream()
                        .map(each -> each.meaning().isEmpty() ? each.word() : each.word() + "\t" + each.meaning()),
                files.stream().map(each -> ":" + each.kind() + "\t" + each.before() + "\t" + each.begun()));
    }
}
