package io.dockplay.modules.files;

import io.dockplay.message.Message;
import io.dockplay.resource.Blocker;
import io.dockplay.resource.Prerequisite;
import java.util.regex.Pattern;

/** Finds out what a failed download lacks, as far as curl, wget or yum report it. */
public final class UnfetchedUrl {

    private static final Pattern NAMES =
            Pattern.compile("curl: \\(6\\)|Could(n't| not) resolve host|unable to resolve|Name or service not known");
    private static final Pattern SERVER =
            Pattern.compile("curl: \\(7\\)|Connection refused|[Cc]ouldn't connect|No route to host");
    private static final Pattern CERTIFICATE =
            Pattern.compile("curl: \\((60|77)\\)|issuer certificate|certificate.*(not trusted|self.signed)");

    private UnfetchedUrl() {}

    /**
     * Makes the blocker of a reason, by the words of the program that fetched; an answer of the server, such as 404, is one that no change on the host removes.
     */
    public static Blocker blocker(Message reason, String words) {
        if (NAMES.matcher(words).find()) {
            return Blocker.of(reason, Prerequisite.the(Prerequisite.Kind.NAMES));
        }
        if (CERTIFICATE.matcher(words).find()) {
            return Blocker.of(reason, Prerequisite.the(Prerequisite.Kind.CERTIFICATE));
        }
        return SERVER.matcher(words).find()
                ? Blocker.of(reason, Prerequisite.the(Prerequisite.Kind.SERVER))
                : Blocker.lasting(reason);
    }
}
