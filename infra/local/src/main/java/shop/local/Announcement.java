package shop.local;

import java.io.IOException;
import shop.local.environment.Environment;

/** The addresses that people need, once everything is ready. */
final class Announcement {

    private Announcement() {}

    static void print(Environment environment) throws IOException {
        environment.operatorToken();
        String text = """

                %s
                  board       %s
                  orders      http://127.0.0.1:%d        (API: /q/swagger-ui, and the same path on each service)
                  payments    http://127.0.0.1:%d
                  inventory   http://127.0.0.1:%d
                  shipping    http://127.0.0.1:%d
                  relay       http://127.0.0.1:%d/connectors
                  operators   Authorization: Bearer $(cat %s)

                Next: infra/saga order, infra/saga status, infra/saga kill payment-service, infra/saga down
                """.formatted(
                        Console.bold(Console.green("Everything is ready.")),
                        Board.address(environment, "order-service"),
                        environment.port("order-service"),
                        environment.port("payment-service"),
                        environment.port("inventory-service"),
                        environment.port("shipping-service"),
                        environment.port("connect"),
                        environment.home().secrets().resolve(Environment.OPERATOR_TOKEN));
        Console.out().print(text);
    }
}
