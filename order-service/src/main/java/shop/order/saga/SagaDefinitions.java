package shop.order.saga;

import java.util.List;

/** Every definition that a saga in the database may have been started with. Add versions; never edit or remove one. */
public final class SagaDefinitions {

    private static final List<SagaDefinition> ALL = List.of(PlaceOrderSaga.V1);

    /** The definition new orders start with. */
    public static final SagaDefinition CURRENT = PlaceOrderSaga.V1;

    private SagaDefinitions() {}

    /** The definition of that name and version; {@link IllegalStateException} where this build does not know it. */
    public static SagaDefinition of(String name, int version) {
        return ALL.stream()
                .filter(definition -> definition.name().equals(name) && definition.version() == version)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No saga is defined as " + name + " v" + version));
    }

    /** The definition this saga was started with. */
    public static SagaDefinition of(SagaState state) {
        return of(state.definition(), state.version());
    }
}
