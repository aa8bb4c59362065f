package io.dockplay.playbook;

/**
 * Tasks that are handled together when one of them fails; no two are equal.
 *
 * <p>Its tasks stand one after the other in the play: those of {@code block}, those of {@code rescue}, those of {@code
 * always}.
 */
public final class Block {

    /** The parts of a block. */
    public enum Part {
        BODY,
        RESCUE,
        ALWAYS
    }

    /** The part of a block in which a task stands. */
    public record Place(Block block, Part part) {}
}
