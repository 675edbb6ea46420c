package shop.payment;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The bank, as this service needs it. Both calls are set-based and take part in the caller's transaction: what is
 * carried out is undone if that transaction rolls back.
 */
interface PaymentGateway {

    /**
     * What these customers have, locked until the transaction ends, so that a movement decided on it cannot fail. Who
     * has no account is missing from the answer.
     */
    Map<String, Funds> lockFunds(Set<String> customerIds);

    /** Carries out movements of customers whose funds are locked, in their order. */
    void carryOut(List<Movement> movements);
}
