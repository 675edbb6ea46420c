/** Pure judgement over what was recorded: percentiles, backlog, the highest rate that is held. */
@NullMarked
package shop.bench.measure;

import org.jspecify.annotations.NullMarked;
