package shop.order.saga;

import org.jspecify.annotations.Nullable;

/** The one pure function. */
public final class SagaKernel {

    private final ResendPolicy policy;

    public SagaKernel(ResendPolicy policy) {
        this.policy = policy;
    }

    /**
     * Decides what follows from an input.
     *
     * @param state null for a saga that has not started
     * @throws IllegalStateException for an input that cannot happen in that state; it names both
     */
    public SagaDecision decide(SagaDefinition definition, @Nullable SagaState state, SagaInput input) {
        throw new IllegalStateException(definition.name() + " in " + state + " by " + policy + " on " + input);
    }
}
