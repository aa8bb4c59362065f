package io.dockplay.resource;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes an option of a module; it annotates the component of the module's record that is the option.
 *
 * <p>The option's name and type are those of the component. {@link PlaybookModule} says where the description is used.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Option {

    /** The meaning, in Markdown, without the default. */
    String value();

    /** The default, as a playbook would write it; empty where there is none. */
    String defaults() default "";

    /** An example of a value, as a playbook writes it; empty where the meaning shows one already. */
    String example() default "";

    /** Whether a list must be given; a component that is neither Optional nor a list nor a map must be in any case. */
    boolean required() default false;
}
