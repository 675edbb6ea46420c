package shop.payment;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** An account of the ledger, as the database has it. Money moves by set-based SQL alone, so this is for reading. */
@Immutable
@Entity
@Table(name = "account")
class Account {

    /** Whose account it is. */
    enum Kind {
        /** One for each customer, with the customer's id. */
        CUSTOMER,
        /** Ours, one for each currency: what was captured. */
        SHOP,
        /** The world's, one for each currency: deposits come from it, so it is as far below zero as they sum to. */
        BANK
    }

    @Id
    @Column(name = "id")
    String id;

    @Enumerated(EnumType.STRING)
    @Column(name = "kind")
    Kind kind;

    /** ISO 4217; an account has one. */
    @Column(name = "currency")
    String currency;

    /** In minor units, what is held included. */
    @Column(name = "balance")
    long balance;

    /** The part of the balance that is promised to orders. */
    @Column(name = "held")
    long held;

    @Column(name = "opened_at")
    Instant openedAt;
}
