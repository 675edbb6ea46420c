/** What goes wrong, when, and the proof that it did. */
@NullMarked
package shop.chaos.nemesis;

import org.jspecify.annotations.NullMarked;
