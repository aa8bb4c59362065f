package io.dockplay.resource;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a playbook's author needs to know of a module, beside the {@link Option}s of its record.
 *
 * <p>{@code dockplay modules NAME}, the schema for editors and the head of docs/modules/NAME.md are made of it, so it stands
 * nowhere else. Texts are Markdown; their links are relative to docs/modules.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface PlaybookModule {

    /** The name by which playbooks call it, such as {@code docker-image}. */
    String name();

    /** What it looks after, in one sentence. */
    String sentence();

    /** Further sentences that its page begins with; most modules have none. */
    String more() default "";

    /** Tasks in YAML that use it. */
    String example();

    /** Whether a host has only one of what it looks after, whatever a task calls it: a host's name, a time zone. */
    boolean onePerHost() default false;

    /** Whether uninstall takes back what it did; a command is undone only by what stands under {@code uninstall:}. */
    boolean isUndone() default true;
}
