package io.dockplay.report;

import io.dockplay.message.Message;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of the page of a run: its template and its script name them in English. */
final class PageWords {

    private PageWords() {}

    /** English → in the language of the process; the script puts its values where {1} and the like stand. */
    static Map<String, String> all() {
        return Stream.of(
                        Message.of("%s host", "{1}"),
                        Message.of("%s hosts", "{1}"),
                        Message.of("%s s", "{1}"),
                        Message.of("%s, %s tasks, %s, begun %s UTC. Run %s.", "{1}", "{2}", "{3}", "{4}", "{5}"),
                        Message.of("%s to %s", "{1}", "{2}"),
                        Message.of("A dry run, nothing was changed."),
                        Message.of("A folded name stands for hosts with the same results; open it to see each."
                                + " · was not reached or not needed."),
                        Message.of("Hosts and tasks"),
                        Message.of("Only hosts that are"),
                        Message.of("Search"),
                        Message.of("The table of hosts and tasks"),
                        Message.of("The table of times"),
                        Message.of(
                                "This page makes its tables from the data in it with a script of its own."
                                        + " dockplay show %s prints the same as text.",
                                "{1}"),
                        Message.of("What %s printed:", "{1}"),
                        Message.of("What failed, and why"),
                        Message.of("What it was made of"),
                        Message.of("Where the time went"),
                        Message.of("as wanted"),
                        Message.of("changed"),
                        Message.of("close"),
                        Message.of("ended"),
                        Message.of("failed"),
                        Message.of("from its first host to its last"),
                        Message.of("host"),
                        Message.of("host, task or text"),
                        Message.of("ignored"),
                        Message.of("longest"),
                        Message.of("not reached"),
                        Message.of("ok"),
                        Message.of("on"),
                        Message.of("skipped"),
                        Message.of("stopped"),
                        Message.of("task"),
                        Message.of("to change"),
                        Message.of("unreachable"),
                        Message.of("unsupported"),
                        Message.of("warning"))
                .collect(Collectors.toMap(word -> word.code().english(), Message::text));
    }
}
