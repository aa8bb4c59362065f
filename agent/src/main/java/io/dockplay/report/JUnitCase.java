package io.dockplay.report;

import io.dockplay.problem.Harmless;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** One test case of a report in JUnit's XML: a task on one host, all its steps together. */
final class JUnitCase {

    /** How a case ended; a later one wins over those before it. */
    enum Kind {
        PASSED,
        SKIPPED,
        FAILURE,
        ERROR
    }

    private final String name;
    private final List<String> lines = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private Kind worst = Kind.PASSED;
    private boolean isDone;
    private String type = "";
    private Duration time = Duration.ZERO;

    JUnitCase(String name) {
        this.name = name;
    }

    Kind kind() {
        return worst == Kind.SKIPPED && isDone ? Kind.PASSED : worst;
    }

    Duration time() {
        return time;
    }

    /** Adds how long a step took. */
    void took(Duration more) {
        time = time.plus(more);
    }

    /** A step ended well. */
    void passed(List<String> more) {
        isDone = true;
        lines.addAll(more);
    }

    /**
     * A step ended in another way.
     *
     * @param why such as {@code unreachable}
     * @param reason what is told of it, the first line before all
     */
    void ended(Kind kind, String why, String reason) {
        if (kind.compareTo(worst) > 0) {
            worst = kind;
            type = why;
            reasons.clear();
        }
        if (kind == worst) {
            reasons.add(reason);
        }
    }

    void write(XMLStreamWriter xml, String suite) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("name", line(name));
        xml.writeAttribute("classname", line(suite));
        xml.writeAttribute("time", seconds(time));
        switch (kind()) {
            case PASSED -> {}
            case SKIPPED -> reason(xml, "skipped");
            case FAILURE -> reason(xml, "failure");
            case ERROR -> reason(xml, "error");
        }
        if (!lines.isEmpty()) {
            xml.writeCharacters("\n      ");
            xml.writeStartElement("system-out");
            xml.writeCharacters(text(String.join("\n", lines)));
            xml.writeEndElement();
        }
        xml.writeCharacters("\n    ");
        xml.writeEndElement();
    }

    private void reason(XMLStreamWriter xml, String element) throws XMLStreamException {
        String whole = String.join("\n", reasons);
        xml.writeCharacters("\n      ");
        xml.writeStartElement(element);
        xml.writeAttribute("message", line(whole.lines().findFirst().orElse("")));
        if (kind() != Kind.SKIPPED) {
            xml.writeAttribute("type", type);
            xml.writeCharacters(text(whole));
        }
        xml.writeEndElement();
    }

    /** {@code 1.250}. */
    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3f", time.toMillis() / 1000.0);
    }

    /** A text of which XML allows every character. */
    static String text(String said) {
        return Harmless.text(said).replaceAll("[\\uFFFE\\uFFFF]", "\uFFFD");
    }

    /** A text that an attribute keeps as it is. */
    static String line(String said) {
        return Harmless.line(text(said)).replace('\t', ' ');
    }
}
