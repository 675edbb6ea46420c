@NullMarked
package shop.chaos.sweep;

import org.jspecify.annotations.NullMarked;
