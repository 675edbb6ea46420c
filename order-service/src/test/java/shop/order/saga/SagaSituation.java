package shop.order.saga;

import static shop.order.saga.SagaDialogue.aSaga;
import static shop.order.saga.SagaDialogue.aSagaNotStarted;

/** The situations a saga can be in that differ in what can happen next; each is reached by living through it. */
enum SagaSituation {
    NONE {
        @Override
        SagaDialogue reach() {
            return aSagaNotStarted();
        }
    },
    HOLD {
        @Override
        SagaDialogue reach() {
            return aSaga();
        }
    },
    HALF {
        @Override
        SagaDialogue reach() {
            return HOLD.reach().given("StockReserved");
        }
    },
    DECIDE {
        @Override
        SagaDialogue reach() {
            return HALF.reach().given("PaymentAuthorized");
        }
    },
    SETTLE {
        @Override
        SagaDialogue reach() {
            return DECIDE.reach().given("ShipmentArranged");
        }
    },
    LAST {
        @Override
        SagaDialogue reach() {
            return SETTLE.reach().given("PaymentCaptured");
        }
    },
    REJECT {
        @Override
        SagaDialogue reach() {
            return HOLD.reach().given("StockRejected", "OUT_OF_STOCK");
        }
    },
    UNSHIP {
        @Override
        SagaDialogue reach() {
            return DECIDE.reach().given("ShipmentRejected", "COUNTRY_NOT_SERVED");
        }
    },
    CANCEL {
        @Override
        SagaDialogue reach() {
            return DECIDE.reach().givenCancel();
        }
    },
    CALMED {
        @Override
        SagaDialogue reach() {
            return CANCEL.reach().given("StockReleased").given("PaymentVoided");
        }
    },
    COMPLETED {
        @Override
        SagaDialogue reach() {
            return LAST.reach().given("StockCommitted");
        }
    },
    REJECTED {
        @Override
        SagaDialogue reach() {
            return UNSHIP.reach().given("StockReleased").given("PaymentVoided");
        }
    },
    CANCELLED {
        @Override
        SagaDialogue reach() {
            return HOLD.reach().givenCancel().given("StockReleased").given("PaymentVoided");
        }
    };

    /** A fresh saga in this situation. */
    abstract SagaDialogue reach();
}
