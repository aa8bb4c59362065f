package io.dockplay.modules.files;

import io.dockplay.resource.Lack;
import io.dockplay.resource.Obstacle;
import java.util.regex.Pattern;

/** What an address that could not be fetched lacks, as far as curl, wget or yum tell it. */
public final class UnfetchedUrl {

    private static final Pattern NAMES =
            Pattern.compile("curl: \\(6\\)|Could(n't| not) resolve host|unable to resolve|Name or service not known");
    private static final Pattern SERVER =
            Pattern.compile("curl: \\(7\\)|Connection refused|[Cc]ouldn't connect|No route to host");
    private static final Pattern CERTIFICATE =
            Pattern.compile("curl: \\((60|77)\\)|issuer certificate|certificate.*(not trusted|self.signed)");

    private UnfetchedUrl() {}

    /** The obstacle of that reason; an answer of the server, such as 404, is one that nothing on the host removes. */
    public static Obstacle obstacle(String reason) {
        if (NAMES.matcher(reason).find()) {
            return Obstacle.of(reason, Lack.the(Lack.Kind.NAMES));
        }
        if (CERTIFICATE.matcher(reason).find()) {
            return Obstacle.of(reason, Lack.the(Lack.Kind.CERTIFICATE));
        }
        return SERVER.matcher(reason).find()
                ? Obstacle.of(reason, Lack.the(Lack.Kind.SERVER))
                : Obstacle.lasting(reason);
    }
}
