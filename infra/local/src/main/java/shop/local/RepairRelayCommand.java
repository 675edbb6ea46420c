package shop.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The manual entry to the repair that the supervisor does by itself. */
@Command(
        name = "repair-relay",
        description =
                "Repair the relay of a service's outbox now: slot, connector, topics. The supervisor does the same"
                        + " by itself when it sees the need.")
final class RepairRelayCommand implements Callable<Integer> {

    @Mixin
    private final HomeOption home = new HomeOption();

    @Parameters(paramLabel = "SERVICE", description = "Whose relay, such as payment-service.")
    private String service = "";

    @Override
    public Integer call() throws Exception {
        Console.out()
                .println(new Supervision(home.environment()).clientOrAdopt().repairRelay(service));
        return 0;
    }
}
