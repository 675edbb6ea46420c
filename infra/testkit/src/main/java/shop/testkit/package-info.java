/** What tests share. */
@NullMarked
package shop.testkit;

import org.jspecify.annotations.NullMarked;
