package io.dockplay.engine.event;

/**
 * How many steps of one host ended in which way.
 *
 * @param ok in the wanted state
 * @param changed changed, or in a dry run to be changed
 * @param failed failed, without those whose errors are ignored
 * @param skipped not run, or only looked at
 * @param unreachable whether the host could not be reached
 * @param unsupported whether the host is not what the play requires
 * @param stopped whether other hosts' failures ended the run before this host was done
 * @param unreached whether the host was never reached, which its plays ignore
 */
public record HostStats(
        int ok,
        int changed,
        int failed,
        int skipped,
        boolean unreachable,
        boolean unsupported,
        boolean stopped,
        boolean unreached) {

    /** Nothing has happened yet. */
    public static final HostStats NOTHING = new HostStats(0, 0, 0, 0, false, false, false);

    /** The stats of a host that was reached, or whose plays do not ignore that it was not. */
    public HostStats(
            int ok, int changed, int failed, int skipped, boolean unreachable, boolean unsupported, boolean stopped) {
        this(ok, changed, failed, skipped, unreachable, unsupported, stopped, false);
    }

    /** These stats after one more event. */
    public HostStats plus(Event event) {
        return plus(of(event));
    }

    /** The sum of both. */
    public HostStats plus(HostStats more) {
        return new HostStats(
                ok + more.ok,
                changed + more.changed,
                failed + more.failed,
                skipped + more.skipped,
                unreachable || more.unreachable,
                unsupported || more.unsupported,
                stopped || more.stopped,
                unreached || more.unreached);
    }

    private static HostStats of(Event event) {
        if (event instanceof Event.Ran ran && ran.scriptResult().exitCode() != 0) {
            return new HostStats(0, 0, 1, 0, false, false, false);
        }
        if (event instanceof Event.Ok || event instanceof Event.Ran) {
            return new HostStats(1, 0, 0, 0, false, false, false);
        }
        if (event instanceof Event.Changed || event instanceof Event.Planned) {
            return new HostStats(0, 1, 0, 0, false, false, false);
        }
        if (event instanceof Event.Failed failure && !failure.ignored()) {
            return new HostStats(0, 0, 1, 0, false, false, false);
        }
        if (event instanceof Event.Skipped || event instanceof Event.Looked) {
            return new HostStats(0, 0, 0, 1, false, false, false);
        }
        return new HostStats(
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
    public HostStatus status() {
        if (unreachable) {
            return HostStatus.UNREACHABLE;
        }
        if (unsupported) {
            return HostStatus.UNSUPPORTED;
        }
        if (failed > 0) {
            return HostStatus.FAILED;
        }
        if (stopped) {
            return HostStatus.STOPPED;
        }
        if (unreached) {
            return HostStatus.NOT_REACHED;
        }
        return changed > 0 ? HostStatus.CHANGED : HostStatus.AS_WANTED;
    }
}
