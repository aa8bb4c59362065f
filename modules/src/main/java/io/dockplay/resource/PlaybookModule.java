package io.dockplay.resource;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a module to the author of a playbook; the {@link Option}s of its record describe the options.
 *
 * <p>{@code dockplay modules NAME}, the schema for editors and the head of docs/modules/NAME.md are made of it, so it
 * stands
 * nowhere else. The texts are Markdown; their links are relative to docs/modules.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface PlaybookModule {

    /** The name by which playbooks call it, such as {@code docker-image}. */
    String name();

    /** What the module manages, in one sentence. */
    String sentence();

    /** Further sentences for the top of the module's page; most modules have none. */
    String more() default "";

    /** Example tasks in YAML. */
    String example();

    /** Whether a host has only one of what the module manages, whatever a task calls it: a host's name, a time zone. */
    boolean onePerHost() default false;

    /** Whether uninstall undoes what the module did; a command is undone only by the tasks under {@code uninstall:}. */
    boolean isUndone() default true;
}
