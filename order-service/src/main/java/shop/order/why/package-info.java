/** Why a saga waits: one cause, its evidence and a sentence for people. Reads only, and calls no other service. */
@NullMarked
package shop.order.why;

import org.jspecify.annotations.NullMarked;
