package shop.order.saga;

import static shop.order.saga.Participant.INVENTORY;
import static shop.order.saga.Participant.PAYMENT;
import static shop.order.saga.Participant.SHIPPING;
import static shop.order.saga.StepBuilder.compensatable;
import static shop.order.saga.StepBuilder.pivot;
import static shop.order.saga.StepBuilder.retriable;
import static shop.order.saga.StepName.ARRANGE_SHIPMENT;
import static shop.order.saga.StepName.AUTHORIZE_PAYMENT;
import static shop.order.saga.StepName.CAPTURE_PAYMENT;
import static shop.order.saga.StepName.COMMIT_STOCK;
import static shop.order.saga.StepName.RESERVE_STOCK;

import java.util.List;
import shop.order.saga.SagaDefinition.Stage;

/**
 * Placing an order, in a paragraph.
 *
 * <p>Hold the stock and the money, side by side. Both held: arrange the parcel; from there the order will be fulfilled,
 * and it is confirmed. Then settle: take the money and commit the stock, side by side, as often as it takes. Anything
 * refused before the parcel is arranged, a customer's cancel or an order too old: undo what was done and what may have
 * been done, all at once, and the order is rejected or cancelled when everything is undone.
 */
public final class PlaceOrderSaga {

    public static final SagaDefinition V1 = new SagaDefinition(
            "place-order",
            1,
            List.of(
                    new Stage(
                            "hold",
                            List.of(
                                    compensatable(RESERVE_STOCK, INVENTORY)
                                            .asks("ReserveStock", "StockReserved", "StockRejected")
                                            .undoes("ReleaseStock", "StockReleased"),
                                    compensatable(AUTHORIZE_PAYMENT, PAYMENT)
                                            .asks("AuthorizePayment", "PaymentAuthorized", "PaymentDeclined")
                                            .undoes("VoidPayment", "PaymentVoided"))),
                    new Stage(
                            "decide",
                            List.of(pivot(ARRANGE_SHIPMENT, SHIPPING)
                                    .asks("ArrangeShipment", "ShipmentArranged", "ShipmentRejected")
                                    .undoes("CancelShipment", "ShipmentCancelled"))),
                    new Stage(
                            "settle",
                            List.of(
                                    retriable(CAPTURE_PAYMENT, PAYMENT).asks("CapturePayment", "PaymentCaptured"),
                                    retriable(COMMIT_STOCK, INVENTORY).asks("CommitStock", "StockCommitted")))));

    private PlaceOrderSaga() {}
}
