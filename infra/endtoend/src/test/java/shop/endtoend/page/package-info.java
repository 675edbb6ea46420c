/** The page as people use it: in real Chromium, against a real environment. */
@NullMarked
package shop.endtoend.page;

import org.jspecify.annotations.NullMarked;
