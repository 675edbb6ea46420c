package shop.chaos.agent;

import java.lang.instrument.Instrumentation;
import java.nio.file.Path;

/**
 * Where the JVM begins with the agent: {@code -javaagent:JAR=DIRECTORY}, with the directory of the triggers. A service is
 * known by its working directory, which has its name.
 */
public final class CrashAgent {

    private CrashAgent() {}

    /** Called by the JVM before the service's own main method. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        Path service = Path.of("").toAbsolutePath().getFileName();
        Crash.listen(Path.of(arguments), service.toString());
        instrumentation.addTransformer(new Weaver());
    }
}
