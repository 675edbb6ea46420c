/** What a campaign tells people. */
@NullMarked
package shop.chaos.report;

import org.jspecify.annotations.NullMarked;
