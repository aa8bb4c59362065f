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
 * <p>All test classes share one lab: its repository, its registry mirror and its network. The hosts are removed when what they
 * were given to has ended: the class for a parameter of {@code @BeforeAll}, the single test for one of {@code @BeforeEach}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(FreshHosts.Resolver.class)
@interface FreshHosts {

    /** How many hosts of each release. */
    int ofEach() default 1;

    /** Keeps the shared lab in the root store, which closes it after the last class. */
    final class Resolver implements ParameterResolver {

        private static final Namespace NAMESPACE = Namespace.create(FreshHosts.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Lab.class;
        }

        @Override
        public Lab resolveParameter(ParameterContext parameter, ExtensionContext context) {
            Lab shared = context.getRoot()
                    .getStore(NAMESPACE)
                    .getOrComputeIfAbsent(Lab.class, any -> Lab.start(0, 0, line -> {}), Lab.class);
            int hosts = context.getRequiredTestClass()
                    .getAnnotation(FreshHosts.class)
                    .ofEach();
            Lab fresh = shared.withFreshHosts(hosts, hosts);
            context.getStore(NAMESPACE).put(parameter.getDeclaringExecutable(), fresh);
            return fresh;
        }
    }
}
