package io.dockplay.engine;

/**
 * How many resources of one host ended in which way.
 *
 * @param ok as wanted
 * @param changed changed, or in a dry run to be changed
 * @param failed failed, but for those whose errors are ignored
 * @param skipped not concerned
 * @param unreachable whether the host could not be talked to
 * @param unsupported whether the host is not what the play requires
 * @param stopped whether other hosts' failures ended the run before this host was done
 * @param unreached whether the host was never reached, which its plays ignore
 */
public record Tally(
        int ok,
        int changed,
        int failed,
        int skipped,
        boolean unreachable,
        boolean unsupported,
        boolean stopped,
        boolean unreached) {

    /** Nothing has happened yet. */
    public static final Tally NOTHING = new Tally(0, 0, 0, 0, false, false, false);

    /** One of a host that was reached, or whose plays do not ignore that it was not. */
    public Tally(
            int ok, int changed, int failed, int skipped, boolean unreachable, boolean unsupported, boolean stopped) {
        this(ok, changed, failed, skipped, unreachable, unsupported, stopped, false);
    }

    /** This tally after one more event. */
    public Tally plus(Event event) {
        return plus(of(event));
    }

    /** Both together. */
    Tally plus(Tally more) {
        return new Tally(
                ok + more.ok,
                changed + more.changed,
                failed + more.failed,
                skipped + more.skipped,
                unreachable || more.unreachable,
                unsupported || more.unsupported,
                stopped || more.stopped,
                unreached || more.unreached);
    }

    private static Tally of(Event event) {
        if (event instanceof Event.Ran ran && ran.scriptResult().exitCode() != 0) {
            return new Tally(0, 0, 1, 0, false, false, false);
        }
        if (event instanceof Event.Ok || event instanceof Event.Ran) {
            return new Tally(1, 0, 0, 0, false, false, false);
        }
        if (event instanceof Event.Changed || event instanceof Event.Planned) {
            return new Tally(0, 1, 0, 0, false, false, false);
        }
        if (event instanceof Event.Failed failure && !failure.ignored()) {
            return new Tally(0, 0, 1, 0, false, false, false);
        }
        if (event instanceof Event.Skipped) {
            return new Tally(0, 0, 0, 1, false, false, false);
        }
        return new Tally(
                0,
                0,
                0,
                0,
                event instanceof Event.Unreachable,
                event instanceof Event.Unsupported,
                event instanceof Event.Stopped,
                event instanceof Event.Warned warned && warned.unreached());
    }

    /** How the host ended, in one word. */
    public Verdict verdict() {
        if (unreachable) {
            return Verdict.UNREACHABLE;
        }
        if (unsupported) {
            return Verdict.UNSUPPORTED;
        }
        if (failed > 0) {
            return Verdict.FAILED;
        }
        if (stopped) {
            return Verdict.STOPPED;
        }
        if (unreached) {
            return Verdict.NOT_REACHED;
        }
        return changed > 0 ? Verdict.CHANGED : Verdict.AS_WANTED;
    }
}
