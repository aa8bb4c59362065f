package io.dockplay.cli;

import io.dockplay.cli.run.RunContext;
import java.lang.reflect.Constructor;
import picocli.CommandLine;

/**
 * Makes the commands; one whose constructor takes the run's context gets it.
 *
 * @param context what the run shares
 */
record CommandFactory(RunContext context) implements CommandLine.IFactory {

    @Override
    public <K> K create(Class<K> type) throws Exception {
        Constructor<K> constructor;
        try {
            constructor = type.getDeclaredConstructor(RunContext.class);
        } catch (NoSuchMethodException e) {
            return CommandLine.defaultFactory().create(type);
        }
        return constructor.newInstance(context);
    }
}
