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
 */
public record Tally(int ok, int changed, int failed, int skipped, boolean unreachable, boolean unsupported) {

    /** Nothing has happened yet. */
    public static final Tally NOTHING = new Tally(0, 0, 0, 0, false, false);

    /** This tally after one more event. */
    public Tally plus(Event event) {
        if (event instanceof Event.Ok) {
            return new Tally(ok + 1, changed, failed, skipped, unreachable, unsupported);
        }
        if (event instanceof Event.Changed || event instanceof Event.Planned) {
            return new Tally(ok, changed + 1, failed, skipped, unreachable, unsupported);
        }
        if (event instanceof Event.Failed failure && !failure.ignored()) {
            return new Tally(ok, changed, failed + 1, skipped, unreachable, unsupported);
        }
        if (event instanceof Event.Skipped) {
            return new Tally(ok, changed, failed, skipped + 1, unreachable, unsupported);
        }
        if (event instanceof Event.Unreachable) {
            return new Tally(ok, changed, failed, skipped, true, unsupported);
        }
        if (event instanceof Event.Unsupported) {
            return new Tally(ok, changed, failed, skipped, unreachable, true);
        }
        return this;
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
        return changed > 0 ? Verdict.CHANGED : Verdict.AS_WANTED;
    }
}
