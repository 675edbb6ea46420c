/** What customers do, decided by the seed alone, and those who do it. */
@NullMarked
package shop.chaos.workload;

import org.jspecify.annotations.NullMarked;
