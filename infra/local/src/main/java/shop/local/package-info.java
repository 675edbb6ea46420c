/** The command line {@code infra/saga}. */
@NullMarked
package shop.local;

import org.jspecify.annotations.NullMarked;
