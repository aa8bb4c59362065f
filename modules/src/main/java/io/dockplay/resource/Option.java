package io.dockplay.resource;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What an option of a module means: it stands on the component of the module's record that is the option.
 *
 * <p>The option's name and type are those of the component, see {@link PlaybookModule} for what is made of all this.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Option {

    /** The meaning, in Markdown, without the default. */
    String value();

    /** The value that is meant without the option, as a playbook would write it; empty where there is no such value. */
    String defaults() default "";

    /** A value as a playbook writes it, where the meaning alone does not show one. */
    String example() default "";

    /** Whether a list must be given; a component that is neither Optional nor a list nor a map must be in any case. */
    boolean required() default false;
}
