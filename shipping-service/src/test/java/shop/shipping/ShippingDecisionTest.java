package shop.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static shop.shipping.ShippingFixtures.PARIS;
import static shop.shipping.ShippingFixtures.arrange;
import static shop.shipping.ShippingFixtures.arrangeWhereNobodyGoes;
import static shop.shipping.ShippingFixtures.cancel;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import shop.messaging.Uuid7;
import shop.shipping.Shipment.State;
import shop.shipping.ShippingEvent.Reason;
import shop.shipping.ShippingEvent.ShipmentArranged;
import shop.shipping.ShippingEvent.ShipmentCancelled;
import shop.shipping.ShippingEvent.ShipmentRejected;

/** Every state with every command: the table of {@link ShippingDecision}, cell by cell. */
class ShippingDecisionTest {

    private static final UUID ORDER = UUID.fromString("019aae2f-6c00-7000-8000-000000000001");
    private static final String TRACKING_NUMBER = TrackingNumber.of(ORDER);
    private static final Set<String> SERVED = Set.of("FR");

    private static final @Nullable Shipment NONE = null;
    private static final Shipment ARRANGED = new Shipment(ORDER, State.ARRANGED, TRACKING_NUMBER, PARIS, null);
    private static final Shipment CANCELLED = new Shipment(ORDER, State.CANCELLED, TRACKING_NUMBER, null, null);
    private static final Shipment TOMBSTONE = new Shipment(ORDER, State.CANCELLED, null, null, null);
    private static final Shipment REJECTED = new Shipment(ORDER, State.REJECTED, null, null, Reason.COUNTRY_NOT_SERVED);

    private static final ShippingEvent IS_ARRANGED = new ShipmentArranged(ORDER, TRACKING_NUMBER);
    private static final ShippingEvent IS_CANCELLED = new ShipmentCancelled(ORDER);
    private static final ShippingEvent NOT_SERVED = new ShipmentRejected(ORDER, Reason.COUNTRY_NOT_SERVED);
    private static final ShippingEvent CANCELLED_BEFORE = new ShipmentRejected(ORDER, Reason.CANCELLED_BEFORE);

    static List<Arguments> matrix() {
        ShippingCommand served = arrange(ORDER);
        ShippingCommand notServed = arrangeWhereNobodyGoes(ORDER);
        ShippingCommand undo = cancel(ORDER);
        return List.of(
                // current, command, next, answer
                Arguments.of(NONE, served, ARRANGED, IS_ARRANGED),
                Arguments.of(NONE, notServed, REJECTED, NOT_SERVED),
                Arguments.of(NONE, undo, TOMBSTONE, IS_CANCELLED),
                Arguments.of(ARRANGED, served, ARRANGED, IS_ARRANGED),
                Arguments.of(ARRANGED, notServed, ARRANGED, IS_ARRANGED),
                Arguments.of(ARRANGED, undo, CANCELLED, IS_CANCELLED),
                Arguments.of(CANCELLED, served, CANCELLED, CANCELLED_BEFORE),
                Arguments.of(CANCELLED, notServed, CANCELLED, CANCELLED_BEFORE),
                Arguments.of(CANCELLED, undo, CANCELLED, IS_CANCELLED),
                Arguments.of(TOMBSTONE, served, TOMBSTONE, CANCELLED_BEFORE),
                Arguments.of(TOMBSTONE, notServed, TOMBSTONE, CANCELLED_BEFORE),
                Arguments.of(TOMBSTONE, undo, TOMBSTONE, IS_CANCELLED),
                Arguments.of(REJECTED, served, REJECTED, NOT_SERVED),
                Arguments.of(REJECTED, notServed, REJECTED, NOT_SERVED),
                Arguments.of(REJECTED, undo, REJECTED, IS_CANCELLED));
    }

    @ParameterizedTest(name = "{0}, {1} -> {2}, {3}")
    @MethodSource("matrix")
    void decides(@Nullable Shipment current, ShippingCommand command, Shipment next, ShippingEvent answer) {
        assertThat(ShippingDecision.decide(current, command, SERVED)).isEqualTo(new ShippingDecision(next, answer));
    }

    @Test
    void theMatrixHoldsEveryStateWithEveryCommand() {
        Set<List<Object>> cells = new HashSet<>();
        for (Arguments row : matrix()) {
            Shipment current = (Shipment) row.get()[0];
            cells.add(Arrays.asList(current == null ? null : current.state(), row.get()[1].getClass()));
        }
        int states = State.values().length + 1;
        int commands = ShippingCommand.class.getPermittedSubclasses().length;
        assertThat(cells).hasSize(states * commands);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("matrix")
    void decidingTheSameAgain_answersTheSameAndChangesNothing(@Nullable Shipment current, ShippingCommand command) {
        ShippingDecision first = ShippingDecision.decide(current, command, SERVED);
        assertThat(ShippingDecision.decide(first.shipment(), command, SERVED)).isEqualTo(first);
    }

    @Test
    void aCountryDroppedSince_changesNothingOfWhatWasArranged() {
        assertThat(ShippingDecision.decide(ARRANGED, arrange(ORDER), Set.of()).event())
                .isEqualTo(IS_ARRANGED);
    }

    @Test
    void aCountryServedSince_changesNothingOfWhatWasRejected() {
        assertThat(ShippingDecision.decide(REJECTED, arrangeWhereNobodyGoes(ORDER), Set.of("AQ"))
                        .event())
                .isEqualTo(NOT_SERVED);
    }

    @Test
    void noTwoOrdersShareATrackingNumber() {
        assertThat(Stream.generate(Uuid7::next).limit(10_000).map(TrackingNumber::of))
                .doesNotHaveDuplicates()
                .allSatisfy(number -> assertThat(number).matches("SHP-[0-9A-HJKMNP-TV-Z]{26}"));
        assertThat(TrackingNumber.of(new UUID(0, 0))).isEqualTo("SHP-00000000000000000000000000");
        assertThat(TrackingNumber.of(new UUID(-1, -1))).isEqualTo("SHP-7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
    }

    @Test
    void aShipmentThatCannotBe_isRefused() {
        assertThatThrownBy(() -> new Shipment(ORDER, State.ARRANGED, TRACKING_NUMBER, null, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Shipment(ORDER, State.ARRANGED, null, PARIS, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Shipment(ORDER, State.CANCELLED, TRACKING_NUMBER, PARIS, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Shipment(ORDER, State.REJECTED, null, null, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Shipment(ORDER, State.REJECTED, TRACKING_NUMBER, null, Reason.COUNTRY_NOT_SERVED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anAddress_isNotPrinted() {
        assertThat(ARRANGED.toString()).contains("FR").doesNotContain("Ada", "Rue", "75002", "Paris");
        assertThat(arrange(ORDER).toString()).doesNotContain("Ada", "Rue", "75002", "Paris");
    }
}
