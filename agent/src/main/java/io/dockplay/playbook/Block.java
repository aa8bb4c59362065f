package io.dockplay.playbook;

/**
 * Tasks that are handled together when one of them fails; no two are equal.
 *
 * <p>Its tasks stand one after the other in the play: those of {@code block}, those of {@code rescue}, those of {@code
 * always}.
 */
public final class Block {

    private final boolean rescues;
    private final boolean tidies;

    /**
     * @param rescues whether it has tasks for when one of the first fails
     * @param tidies whether it has tasks that are always done last
     */
    Block(boolean rescues, boolean tidies) {
        this.rescues = rescues;
        this.tidies = tidies;
    }

    /** Whether it has tasks for when one of the first fails. */
    public boolean rescues() {
        return rescues;
    }

    /** Whether it has tasks that are always done last. */
    public boolean tidies() {
        return tidies;
    }

    /** Which of its tasks. */
    public enum Part {
        BODY,
        RESCUE,
        ALWAYS
    }

    /** Where a task is. */
    public record Place(Block block, Part part) {}
}
