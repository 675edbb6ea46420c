package shop.endtoend;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import shop.local.environment.PortTable;
import shop.local.server.PostgresServer;

/**
 * A whole environment of a test class's own: started by {@code saga up --detach}, wiped by {@code saga down --wipe}. When
 * a test fails its logs stay in the module's {@code target} directory.
 */
public final class TestEnvironment implements BeforeAllCallback, AfterAllCallback {

    private static final List<Integer> OFFSETS = List.of(10_000, 10_010, 10_020, 10_030, 10_040);
    private static final int REPLICA_STRIDE = 100;
    private static final Pattern PAGE_ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/#control=\\S+");
    private static final Pattern CONTROL = Pattern.compile("control=(\\d+)&token=(\\S+)");

    private final String name;
    private final List<String> upOptions;
    private final CommandLine saga;
    private final Path home;
    private final PortTable ports;

    public TestEnvironment(String name, String... upOptions) {
        this.name = name;
        this.upOptions = List.of(upOptions);
        this.home = Path.of(System.getProperty("saga.root"), "infra/endtoend/target", name);
        this.saga = new CommandLine(home);
        this.ports = PortTable.movedBy(PortTable.freeOffset(OFFSETS));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        List<String> up = new ArrayList<>(List.of("up", "--detach", "--port-offset", String.valueOf(offset())));
        up.addAll(upOptions);
        saga.succeed(up.toArray(String[]::new));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        saga.succeed("down", "--wipe");
    }

    /** The command line, in this environment's home. */
    public CommandLine saga() {
        return saga;
    }

    public Shop shop() {
        return new Shop(ports, secret("operator-token"));
    }

    Shop shopAtReplica(int replica) {
        return new Shop(
                ports.with(
                        java.util.Map.of("order-service", ports.of("order-service") + REPLICA_STRIDE * (replica - 1))),
                secret("operator-token"));
    }

    public Books books() {
        return new Books(ports.of("postgres"), secret(PostgresServer.ADMINISTRATOR));
    }

    /** What the page's control room asks. */
    ControlRoom control() {
        Matcher fragment = CONTROL.matcher(pageAddress().getFragment());
        if (!fragment.matches()) {
            throw new AssertionError("the page's address opens no control room");
        }
        return new ControlRoom(Integer.parseInt(fragment.group(1)), fragment.group(2));
    }

    Path data(String process) {
        return home.resolve("data").resolve(process);
    }

    int port(String process) {
        return ports.of(process);
    }

    /** Where the page is, with what opens its control room. */
    public URI pageAddress() {
        Matcher address = PAGE_ADDRESS.matcher(saga.succeed("status"));
        if (!address.find()) {
            throw new AssertionError("the status of %s tells no address of the page".formatted(name));
        }
        return URI.create(address.group());
    }

    /** How long a whole backlog may take on a busy machine. */
    static Duration patience() {
        return Duration.ofSeconds(90);
    }

    private String secret(String of) {
        try {
            return Files.readString(home.resolve("secrets").resolve(of)).strip();
        } catch (IOException e) {
            throw new AssertionError("%s has no secret %s".formatted(name, of), e);
        }
    }

    private int offset() {
        return ports.of("order-service") - PortTable.DEFAULTS.of("order-service");
    }
}
