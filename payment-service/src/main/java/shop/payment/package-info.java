/** Customers' accounts in a double-entry ledger: holds, captures, voids. */
@NullMarked
package shop.payment;

import org.jspecify.annotations.NullMarked;
