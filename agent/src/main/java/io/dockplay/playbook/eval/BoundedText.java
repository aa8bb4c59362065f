package io.dockplay.playbook.eval;

import io.dockplay.message.Message;
import io.dockplay.problem.InvalidInput;
import io.dockplay.problem.Position;
import io.dockplay.problem.Problem;
import java.io.StringWriter;
import java.io.Writer;

/** Takes what a template writes, up to a bound: a template without an end would take all memory. */
final class BoundedText extends Writer {

    private static final int MEBIBYTES = 16;

    private final StringWriter text = new StringWriter();
    private final Position where;

    /**
     * @param where where the template stands
     */
    BoundedText(Position where) {
        this.where = where;
    }

    @Override
    public void write(char[] letters, int from, int length) {
        if (text.getBuffer().length() + length > MEBIBYTES * 1024 * 1024) {
            throw new InvalidInput(Problem.at(
                    where,
                    Message.of("this text grows beyond %s MiB", MEBIBYTES),
                    Message.of("Look for a loop without an end, such as <#list 1.. as x>.")));
        }
        text.write(letters, from, length);
    }

    @Override
    public void flush() {
        // nothing is held back
    }

    @Override
    public void close() {
        // nothing is open
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
