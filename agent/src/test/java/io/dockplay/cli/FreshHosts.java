package io.dockplay.cli;

import io.dockplay.lab.Lab;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a parameter of type {@link Lab} hosts that nobody has touched.
 *
 * <p>All test classes of a process share one lab: its repository, its registry mirror and its network. The hosts are removed
 * when what they were given to has ended: the class for a parameter of {@code @BeforeAll}, the single test for one of
 * {@code @BeforeEach}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(FreshHosts.Resolver.class)
@interface FreshHosts {

    /** How many hosts of each release. */
    int ofEach() default 1;

    /** Fills the parameters in. */
    final class Resolver implements ParameterResolver {

        private static final Namespace NAMESPACE = Namespace.create(FreshHosts.class);

        /**
         * One for the process, removed by its own hook at the end. JUnit's root store would not do: surefire hands each class
         * over by itself, so that a store ends with its class.
         */
        private static final class Shared {
            static final Lab LAB = Lab.start(0, 0, line -> {});
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Lab.class;
        }

        @Override
        public Lab resolveParameter(ParameterContext parameter, ExtensionContext context) {
            int hosts = context.getRequiredTestClass()
                    .getAnnotation(FreshHosts.class)
                    .ofEach();
            Lab fresh = Shared.LAB.withFreshHosts(hosts, hosts);
            context.getStore(NAMESPACE).put(parameter.getDeclaringExecutable(), fresh);
            return fresh;
        }
    }
}
